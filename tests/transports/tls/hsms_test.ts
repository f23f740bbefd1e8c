import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createTls, HsmsProtocol, type HsmsTraceEvent, type Network, streamFunction, tcp } from "@secs/hsms";
import { nodeTls } from "../../../src/transports/node/mod.ts";
import { Log } from "../../support/log.ts";
import * as pem from "./certificates.ts";
import { assertSecret, LOOPBACK, ON_DENO } from "./setup.ts";

const { ca, server } = pem;
const STRICT = { ...server, ca, requireClientCertificate: true };

/** A handler, and what its trace told. */
interface Side {
  readonly handler: HsmsProtocol;
  readonly log: Log;
  readonly events: HsmsTraceEvent[];
}

function side(network: Network, active: boolean, port: number): Side {
  const log = new Log();
  const events: HsmsTraceEvent[] = [];
  const handler = new HsmsProtocol(LOOPBACK, port, active, 0, active ? "host" : "tool", {
    network,
    bindAddress: LOOPBACK,
    timeouts: { t5: 30, allowShort: true },
    trace: (event) => {
      events.push(event);
      log.write(event.type);
    },
  });
  handler.on("primary", ({ packet: primary }) => handler.sendResponse(streamFunction(1, 2), primary));
  return { handler, log, events };
}

/** Connects a host to a tool that listens, and runs a check; no trace may show a private key. */
async function meet(
  toolNetwork: Network,
  hostNetwork: Network,
  check: (tool: Side, host: Side) => Promise<void>,
): Promise<void> {
  const tool = side(toolNetwork, false, 0);
  await tool.handler.enable();
  const host = side(hostNetwork, true, tool.handler.connection.listeningEndpoint!.port);
  await host.handler.enable();
  await check(tool, host);
  await host.handler.disable();
  await tool.handler.disable();
  for (const event of [...tool.events, ...host.events]) {
    if ("error" in event) assertSecret(event.error);
  }
}

async function roundTrip(_tool: Side, { handler }: Side): Promise<void> {
  await handler.whenSelected();
  assertEquals((await handler.sendAndWaitForResponse(streamFunction(1, 1))).header.name, "S1F2");
}

/** What the dials of the host fail with, again and again. */
async function failure({ events, log }: Side): Promise<Error> {
  await log.saw("failed", 2);
  const failed = events.find((event) => event.type === "failed");
  assert(failed?.type === "failed");
  return failed.error;
}

async function refusal({ events, log }: Side): Promise<string> {
  await log.saw("refused");
  const refused = events.find((event) => event.type === "refused");
  assert(refused?.type === "refused");
  assertEquals(refused.why, "handshake");
  return refused.reason;
}

test("hsms over tls: select, and S1F1 with its answer", () =>
  meet(createTls(server), createTls({ ca }), roundTrip));

test("hsms over tls: the same with certificates on both sides", () =>
  meet(ON_DENO ? nodeTls(STRICT) : createTls(STRICT), createTls({ ca, ...pem.client }), roundTrip));

for (
  const [what, tool, says] of [
    ["expired", pem.expired, "the peer's certificate has expired"],
    ["self-signed", pem.selfSigned, "no authority that this side trusts signed the peer's certificate"],
    ["other", pem.otherName, "the peer's certificate is for another name"],
  ] as const
) {
  test(`hsms over tls: a host does not connect to a tool with an ${what} certificate, and says why`, () =>
    meet(createTls(tool), createTls({ ca }), async (tool, host) => {
      assertStringIncludes((await failure(host)).message, says);
      assertEquals(host.log.count("established") + tool.log.count("established"), 0);
    }));
}

test("hsms over tls: a tool refuses a host without a certificate, and both traces say why", () =>
  meet(ON_DENO ? nodeTls(STRICT) : createTls(STRICT), createTls({ ca }), async (tool, host) => {
    assertStringIncludes(await refusal(tool), "the client gave no certificate");
    await host.log.saw("closed");
    const closed = host.events.find((event) => event.type === "closed");
    assert(closed?.type === "closed");
    assertStringIncludes(closed.error!.message, "asks this side for a certificate and got none");
    assertEquals(tool.log.count("established"), 0);
  }));

test("hsms over tls: a plain host at a TLS port is told to the tool's trace", () =>
  meet(createTls(server), tcp, async (tool) => {
    assertStringIncludes(await refusal(tool), "the peer does not speak TLS");
  }));

test("hsms over tls: a TLS host at a plain port is told to both traces", () =>
  meet(tcp, createTls({ ca }), async (tool, host) => {
    assertStringIncludes((await failure(host)).message, "It may not speak TLS");
    const closed = tool.events.find((event) => event.type === "closed");
    assert(closed?.type === "closed");
    assertStringIncludes(closed.error!.message, "It seems to speak TLS");
  }));
