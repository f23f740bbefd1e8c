import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createTls, type TransportErrorCode } from "@secs/hsms";
import { nodeTls } from "../../../src/transports/node/mod.ts";
import * as pem from "./certificates.ts";
import { assertSecret, LOOPBACK, ON_DENO, rejection, TlsListener } from "./setup.ts";

const { ca, server } = pem;
const STRICT = { ...server, ca, requireClientCertificate: true };

/** The clients, and the error of the listener; on Deno it is that of `node:tls`. */
const CLIENTS: Record<string, { client?: pem.Identity; code: TransportErrorCode }> = {
  "without a certificate": { code: "certificate-required" },
  "with a certificate of another authority": { client: pem.otherClient, code: "certificate-untrusted" },
  "with an expired certificate": {
    client: pem.expiredClient,
    code: ON_DENO ? "certificate-untrusted" : "certificate-expired",
  },
  "with a certificate for servers": { client: pem.server, code: "certificate-untrusted" },
};

for (const [who, { client, code }] of Object.entries(CLIENTS)) {
  test(`tls: a client ${who} is refused if one is required, and both sides get an error`, async () => {
    const listener = await TlsListener.open(STRICT, ON_DENO ? nodeTls(STRICT) : createTls(STRICT));
    const ends: (TransportErrorCode | undefined)[] = [];
    const over = await new Promise<string>((resolve) => {
      // With TLS 1.3 the handshake is over for the client before the server looks at its certificate.
      createTls({ ca, ...client }).dial(listener.endpoint).then((transport) => {
        transport.start({
          onData() {},
          onDrain() {},
          onClose: (error) => {
            ends.push(error?.code);
            resolve("closed");
          },
        });
      }, resolve);
    });
    assertEquals(over, "closed");
    if (client === undefined) assertEquals(ends, ["certificate-required"]);
    else assert(ends[0] === undefined || ends[0] === "reset", ends[0]);
    const refusal = await listener.firstRefusal();
    assertEquals(refusal.code, code, refusal.message);
    assertStringIncludes(refusal.message, "Cannot accept 127.0.0.1:");
    assertSecret(refusal);
    assertEquals(listener.accepted, []);
    await listener.close();
  });
}

test("tls: a client whose certificate an authority of ca has signed comes in", async () => {
  const listener = await TlsListener.open(STRICT, ON_DENO ? nodeTls(STRICT) : createTls(STRICT));
  for (const address of [LOOPBACK, "localhost"]) {
    const network = createTls({ ca, ...pem.client });
    const transport = await network.dial({ address, port: listener.endpoint.port });
    transport.start({ onData() {}, onDrain() {}, onClose() {} });
    await listener.log.saw("accepted", address === LOOPBACK ? 1 : 2);
    transport.close();
  }
  await listener.log.saw("closed undefined", 2);
  assertEquals(listener.refusals, []);
  await listener.close();
});

test("tls: what Deno cannot do is an error, and is not left out", async () => {
  if (!ON_DENO) return;
  const listen = createTls(STRICT).listen({ address: LOOPBACK, port: 0 }, () => {});
  assertStringIncludes((await rejection(listen)).message, "cannot ask clients for a certificate");
  const network = createTls({ ca, ...pem.client, serverName: "tool-7.example" });
  const dial = network.dial({ address: LOOPBACK, port: 1 });
  assertStringIncludes((await rejection(dial)).message, "Dial the name that is in the peer's certificate");
});
