import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { HsmsProtocol, HsmsTimeoutError, type HsmsTimeoutOptions, streamFunction } from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { Selected } from "../support/stage.ts";
import { FIRST, scenario, SELECT_REQ, SELECT_RSP } from "./stage.ts";

const short = { linktest: 40, t6: 500, allowShort: true };
const RSP = (system: string): string => `0000000a ffff 00 00 00 06 ${system}`;
const REQ = (system: string): string => `0000000a ffff 00 00 00 05 ${system}`;

scenario(
  "linktest: Linktest.req goes out by itself while SELECTED",
  { selected: true, timeouts: short },
  async (stage) => {
    const { peer, handler, pass } = stage;
    for (const system of ["00000100", "00000101", "00000102"]) {
      await pass(40);
      await peer.expect(REQ(system));
      peer.send(RSP(system));
    }
    await handler.sendLinktestReq({ signal: AbortSignal.timeout(0) }).catch(() => {});
    assertEquals(handler.connectionState, "selected");
  },
);

scenario(
  "T6: an unanswered linktest drops the connection",
  { selected: true, timeouts: short },
  async (stage) => {
    const { peer, log, errors, pass } = stage;
    await pass(40);
    await peer.expect(REQ("00000100"));
    await pass(500);
    await log.saw("disconnected HsmsTimeoutError");
    assertInstanceOf(errors[0], HsmsTimeoutError);
    assertEquals(errors[0].timer, "T6");
  },
);

scenario(
  "sendLinktestReq: the promise is the response, and two at once share one",
  { selected: true },
  async (stage) => {
    const { peer, handler } = stage;
    const both = Promise.all([handler.sendLinktestReq(), handler.sendLinktestReq()]);
    await peer.expect(REQ("00000100"));
    peer.send(RSP("00000100"));
    const [first, second] = await both;
    assertEquals(first, second);
    assertEquals(first.header.name, "Linktest.rsp");
    peer.expectSilence();
    assert(handler.stats().linktestRoundTrip! >= 0);
  },
);

/** A selected passive handler in virtual time, and its peer. */
function selected(timeouts: HsmsTimeoutOptions, maxLinktestMisses = 1): Promise<Selected> {
  return Selected.open({ timeouts, maxLinktestMisses, firstSystem: FIRST });
}

test("linktest: anything received defers it", async () => {
  const { clock, handler, peer } = await selected({ linktest: 30_000 });
  for (let i = 0; i < 20; i++) {
    await clock.advance(29_000);
    peer.send(REQ("00000001"));
    await peer.expect(RSP("00000001"));
  }
  await clock.advance(29_999);
  peer.expectSilence();
  await clock.advance(1);
  await peer.expect(REQ("00000100"));
  await handler.disable();
});

test("linktest: 0 is off", async () => {
  const { clock, handler, peer } = await selected({ linktest: 0 });
  await clock.advance(1_000_000);
  peer.expectSilence();
  await handler.disable();
});

test("linktest: it can be changed while the link is up", async () => {
  const { clock, handler, peer } = await selected({ linktest: 30_000 });
  handler.timeouts.linktest = 2_000;
  peer.send(REQ("00000001"));
  await peer.expect(RSP("00000001"));
  await clock.advance(2_000);
  await peer.expect(REQ("00000100"));
  await handler.disable();
});

test("linktest: it stops at deselect, and starts again at select", async () => {
  const { clock, handler, peer } = await selected({ linktest: 3_000, t7: 100_000 });
  peer.send("0000000a ffff 00 00 00 03 00000002");
  await peer.expect("0000000a ffff 00 00 00 04 00000002");
  await clock.advance(50_000);
  peer.expectSilence();
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  await clock.advance(3_000);
  await peer.expect(REQ("00000100"));
  await handler.disable();
});

test("linktest: never two at once, however long the first one takes", async () => {
  const { clock, handler, peer } = await selected({ linktest: 1_000, t6: 60_000 });
  await clock.advance(59_000);
  await peer.expect(REQ("00000100"));
  peer.expectSilence();
  await handler.disable();
});

test("linktest: a miss is forgiven if anything arrived since it was sent", async () => {
  const { clock, handler, peer, told } = await selected({ linktest: 10_000, t6: 5_000 });
  await clock.advance(10_000);
  await peer.expect(REQ("00000100"));
  peer.send("0000000a 0000 06 0b 00 00 00000001");
  await clock.advance(5_000);
  assertEquals(told("closed"), []);
  assertEquals(handler.stats().timeouts, { T6: 1 });
  await clock.advance(10_000);
  await peer.expect(REQ("00000101"));
  await handler.disable();
});

test("linktest: the bytes of a long message on its way defer it, and forgive a miss, until T8", async () => {
  const { clock, handler, peer, told } = await selected({ linktest: 10_000, t6: 5_000, t8: 5_000 });
  await clock.advance(9_000);
  peer.send("000000ff 0000 06 0b 00 00 00000001");
  for (let second = 0; second < 10; second++) {
    await clock.advance(1_000);
    peer.send("00");
  }
  peer.expectSilence();
  const missed = assertRejects(() => handler.sendLinktestReq({ timeout: 2_000 }), HsmsTimeoutError);
  for (let second = 0; second < 3; second++) {
    await clock.advance(1_000);
    peer.send("00");
  }
  await missed;
  assertEquals(told("closed"), []);
  await clock.advance(5_000);
  assertEquals(told("closed").map(({ error }) => (error as HsmsTimeoutError).timer), ["T8"]);
  await handler.disable();
});

test("linktest: after N misses in a row the connection is dropped, and an answer starts the count anew", async () => {
  const { clock, handler, peer, told } = await selected({ linktest: 10_000, t6: 5_000 }, 3);
  for (const system of ["00000100", "00000101"]) {
    await clock.advance(system === "00000100" ? 10_000 : 15_000);
    await peer.expect(REQ(system));
  }
  await clock.advance(15_000);
  await peer.expect(REQ("00000102"));
  peer.send(RSP("00000102"));
  for (const system of ["00000103", "00000104", "00000105"]) {
    await clock.advance(system === "00000103" ? 10_000 : 15_000);
    await peer.expect(REQ(system));
  }
  assertEquals(told("closed"), []);
  await clock.advance(5_000);
  assertInstanceOf(told("closed")[0]?.error, HsmsTimeoutError);
  assertEquals(handler.stats().timeouts, { T6: 5 });
  await handler.disable();
});

test("T7: no other traffic re-arms it", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const timeouts = { t7: 2_000 };
  const handler = new HsmsProtocol("*", 5000, false, 0, "peer", { network, clock, timeouts });
  const gone: [number, Error][] = [];
  handler.on("closed", ({ error }) => gone.push([clock.now(), error!]));
  await handler.enable();
  const peer = await ScriptedPeer.dial(network, { address: "127.0.0.1", port: 5000 });
  for (let i = 0; i < 6; i++) {
    peer.send(REQ("00000001"));
    await clock.advance(500);
  }
  assertEquals(gone.map(([at, error]) => [at, (error as HsmsTimeoutError).timer]), [[2_000, "T7"]]);
  await handler.disable();
  assertEquals(clock.pending, 0);
});

test("timers above 59 s and below 1 s are exact", async () => {
  for (const [timeouts, after] of [[{ t3: 119_999 }, 119_999], [{ t3: 7, allowShort: true }, 7]] as const) {
    const { clock, handler, peer } = await selected({ linktest: 0, ...timeouts });
    const outcome: unknown[] = [];
    handler.sendAndWaitForResponse(streamFunction(1, 1)).catch((error) => outcome.push(error));
    await peer.take(14);
    await clock.advance(after - 1);
    assertEquals(outcome, []);
    await clock.advance(1);
    assertInstanceOf(outcome[0], HsmsTimeoutError);
    await handler.disable();
  }
});
