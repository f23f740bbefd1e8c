import { test } from "node:test";
import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import {
  createTls,
  formatEndpoint,
  tcp,
  type TlsOptions,
  type Transport,
  type TransportError,
  type TransportErrorCode,
} from "@secs/hsms";
import { nodeTls } from "../../../src/transports/node/mod.ts";
import * as pem from "./certificates.ts";
import { assertSecret, LOOPBACK, ON_DENO, plainClient, rejection, TlsListener } from "./setup.ts";

const { ca, otherCa, server } = pem;
const SELECT_REQ = Uint8Array.of(0, 0, 0, 10, 255, 255, 0, 0, 0, 1, 0, 0, 0, 1);

/** What is wrong, on which side, and the error of the dial. */
const FAULTS: Record<
  string,
  { tool?: TlsOptions; host?: TlsOptions; code: TransportErrorCode; says: string }
> = {
  "an expired certificate": { tool: pem.expired, code: "certificate-expired", says: "has expired" },
  "a certificate of the future": {
    tool: pem.notYetValid,
    code: "certificate-not-yet-valid",
    says: "is not valid yet",
  },
  "a certificate for another name": {
    tool: pem.otherName,
    code: "certificate-name",
    says: "is for another name",
  },
  "a self-signed certificate": {
    tool: pem.selfSigned,
    code: "certificate-untrusted",
    says: "no authority that this side trusts",
  },
  "a certificate of an authority that is not trusted": {
    host: { ca: otherCa },
    code: "certificate-untrusted",
    says: "no authority that this side trusts",
  },
  "a certificate for another name than serverName": {
    host: { ca, serverName: "tool-9" },
    code: "certificate-name",
    says: "serverName",
  },
};

for (const [what, { tool = server, host = { ca }, code, says }] of Object.entries(FAULTS)) {
  test(`tls: ${what} is refused with code ${code}`, async () => {
    const listener = await TlsListener.open(tool);
    const error = await rejection(createTls(host).dial(listener.endpoint));
    assertEquals(error.code, code, error.message);
    assertStringIncludes(error.message, says);
    assertStringIncludes(error.message, `Cannot connect to ${formatEndpoint(listener.endpoint)}: `);
    assert(error.cause instanceof Error);
    await listener.close();
  });
}

test("tls: the name that is dialled, its address or serverName is the one that is verified", async () => {
  const listener = await TlsListener.open({ ...pem.otherName });
  const transport = await createTls({ ca, serverName: "tool-7.example" }).dial(listener.endpoint);
  transport.abort();
  await listener.close();
  const here = await TlsListener.open(server);
  for (const address of [LOOPBACK, "localhost"]) {
    const dialled = await createTls({ ca }).dial({ address, port: here.endpoint.port });
    dialled.abort();
  }
  await here.close();
});

test("tls: a plain HSMS client at a TLS port is refused and named, and the listener lives on", async () => {
  const listener = await TlsListener.open(server);
  const client = await plainClient(listener.endpoint, SELECT_REQ);
  const error = await listener.firstRefusal();
  assertEquals(error.code, "not-tls", error.message);
  assertStringIncludes(error.message, formatEndpoint(listener.remotes[0]!));
  assertStringIncludes(error.message, "does not speak TLS");
  assertSecret(error);
  await client.log.saw("closed");
  const dialled = await createTls({ ca }).dial(listener.endpoint);
  await listener.log.saw("accepted");
  dialled.abort();
  await listener.close();
});

test("tls: a client that connects and sends nothing is cut off after handshakeTimeout", async () => {
  const listener = await TlsListener.open({ ...server, handshakeTimeout: 60 });
  const client = await plainClient(listener.endpoint, new Uint8Array());
  const error = await listener.firstRefusal();
  assertEquals(error.code, "handshake-timeout");
  assertStringIncludes(error.message, "within 60 ms");
  if (ON_DENO) client.leave(); // Deno keeps the socket as long as the client does
  await client.log.saw("closed");
  await listener.close();
});

test("tls: a client that leaves during the handshake makes room at once, and onRefused is called", async () => {
  const listener = await TlsListener.open({ ...server, maxHandshakes: 1 });
  for (const way of ["close", "abort"] as const) {
    const client = await tcp.dial(listener.endpoint);
    client.start(SILENT);
    client.write(Uint8Array.of(0x16, 3, 1)); // the beginning of a greeting
    client[way]();
    await listener.log.saw("refused", listener.refusals.length + 1);
  }
  assertEquals(listener.refusals.map(({ code }) => code), ["handshake-failed", "handshake-failed"]);
  (await createTls({ ca }).dial(listener.endpoint)).abort();
  await listener.close();
});

test("tls: only maxHandshakes clients may send nothing at once; the next one is cut off, or waits on Deno", async () => {
  const listener = await TlsListener.open({ ...server, maxHandshakes: 2 });
  const clients = [];
  for (let i = 0; i < 2; i++) clients.push(await plainClient(listener.endpoint, new Uint8Array()));
  const dial = createTls({ ca }).dial(listener.endpoint);
  if (ON_DENO) {
    clients[0]!.leave();
    (await dial).abort();
  } else {
    assertEquals((await rejection(dial)).code, "handshake-failed");
    const error = await listener.firstRefusal();
    assertEquals(error.code, "failed");
    assertStringIncludes(error.message, "2 TLS handshakes are under way");
    clients[0]!.leave();
  }
  clients[1]!.leave();
  await listener.close();
});

test("tls: a dial to a port that speaks plain HSMS and waits ends after handshakeTimeout", async () => {
  const listener = await tcp.listen({ address: LOOPBACK, port: 0 }, (peer) => peer.start(SILENT));
  const error = await rejection(createTls({ ca, handshakeTimeout: 60 }).dial(listener.endpoint));
  assertEquals(error.code, "handshake-timeout");
  assertStringIncludes(error.message, "plain HSMS");
  await listener.close();
});

test("tls: a dial to a port that speaks first, and not TLS, says so", async () => {
  const listener = await tcp.listen({ address: LOOPBACK, port: 0 }, (peer) => {
    peer.start(SILENT);
    peer.write(SELECT_REQ);
  });
  const error = await rejection(createTls({ ca }).dial(listener.endpoint));
  assertEquals(error.code, "not-tls", error.message);
  await listener.close();
});

test("tls: a dial to a peer that closes the connection after ClientHello says what that may mean", async () => {
  for (const way of ["close", "abort"] as const) {
    const listener = await tcp.listen({ address: LOOPBACK, port: 0 }, (peer) => {
      peer.start({ ...SILENT, onData: () => peer[way]() });
    });
    const error = await rejection(createTls({ ca }).dial(listener.endpoint));
    assertEquals(error.code, "handshake-failed", error.message);
    assertStringIncludes(error.message, "It may not speak TLS");
    await listener.close();
  }
});

test("tls: a dial that is aborted during the handshake rejects with the reason", async () => {
  const listener = await tcp.listen({ address: LOOPBACK, port: 0 }, (peer) => {
    peer.start({ ...SILENT, onData: () => controller.abort(reason) });
  });
  const controller = new AbortController();
  const reason = new Error("changed my mind");
  const error = await createTls({ ca }).dial(listener.endpoint, { signal: controller.signal }).catch((e) =>
    e
  );
  assertEquals(error, reason);
  await listener.close();
});

test("tls: a certificate and a key that do not belong together cannot be listened with", async () => {
  const network = createTls({ certificate: server.certificate, key: pem.client.key });
  const error = await rejection(network.listen({ address: LOOPBACK, port: 0 }, () => {}));
  assertEquals(error.code, "failed");
  assertStringIncludes(error.message, "Cannot listen on 127.0.0.1:0: ");
  assertNotEquals(error.cause, undefined);
});

test("tls: listening without a certificate is refused with a sentence", async () => {
  const error = await rejection(createTls({ ca }).listen({ address: LOOPBACK, port: 0 }, () => {}));
  assertStringIncludes(error.message, "without the options certificate and key");
});

test("tls: a peer that ends TCP and not TLS is a reset if the runtime reports it, otherwise an end", async () => {
  let come!: (transport: Transport) => void;
  const came = new Promise<Transport>((resolve) => come = resolve);
  const listener = await nodeTls(server).listen({ address: LOOPBACK, port: 0 }, come);
  const dialled = await createTls({ ca }).dial(listener.endpoint);
  const end = new Promise<TransportError | undefined>((onClose) => dialled.start({ ...SILENT, onClose }));
  const peer = await came;
  peer.start({ ...SILENT, onData: () => peer.abort() });
  dialled.write(Uint8Array.of(1));
  assertEquals((await end)?.code, ON_DENO ? "reset" : undefined);
  await listener.close();
});

const SILENT = { onData() {}, onDrain() {}, onClose() {} };
