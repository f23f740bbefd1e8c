import { test } from "node:test";
import { A, HsmsClosedError, HsmsStateError, HsmsTimeoutError, S6F11 } from "@secs/hsms";
import { assert, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { failure } from "../../support/wait.ts";
import { gemTest, S1F13_IN, S1F13_OUT, S1F14_IN, S1F14_OUT, S1F2_OUT, Stage } from "./stage.ts";

const EVENT = { DATAID: 0, CEID: 1, RPT: [] };
const SEPARATE = "0000000a ffff 00 00 00 09 00000009";
const DESELECT = "0000000a ffff 00 00 00 03 00000009";
const STRAY = "0000000a 0000 01 02 00 00 000000aa";
const S1F1_IN = "0000000a 0000 81 01 00 00 000000aa";

test("comm 1: a handler starts DISABLED, and nobody can connect to it", async () => {
  const stage = new Stage({ role: "equipment" });
  const { handler } = stage;
  assertEquals([handler.communicationState, handler.communicationDetail], ["DISABLED", "disabled"]);
  await failure(stage.select());
  const error = await failure(handler.request(1, 1));
  assertInstanceOf(error, HsmsStateError);
  assertEquals(error.code, "not-communicating");
  assertEquals(error.message, "Cannot send S1F1 to peer: it is DISABLED. Call enable() first");
  assertEquals(stage.clock.pending, 0);
});

gemTest(
  "comm 2: enable() leads to NOT COMMUNICATING, and a second one changes nothing",
  {},
  async (stage) => {
    assertEquals(stage.handler.communicationState, "NOT COMMUNICATING");
    const peer = await stage.select();
    await peer.expect(S1F13_OUT("00000100"));
    await stage.handler.enable();
    await stage.clock.settle();
    peer.expectSilence();
  },
);

test("comm 2: a port that cannot be listened on leaves it DISABLED", async () => {
  const stage = new Stage({ role: "equipment" });
  const other = new Stage({ role: "equipment", network: stage.network, clock: stage.clock });
  await stage.handler.enable();
  await failure(other.handler.enable());
  assertEquals(other.handler.communicationState, "DISABLED");
  await stage.handler.disable();
});

gemTest("comm 3: disable() ends open requests, and drops what waits", {}, async (stage) => {
  const peer = await stage.establish();
  const { handler, log } = stage;
  const open = failure(handler.request(1, 1));
  await peer.expect("0000000a 0000 81 01 00 00 00000101");
  const disabled = handler.disable();
  assertEquals(handler.communicationState, "DISABLED");
  assertEquals(log.lines.at(-1), "not-communicating peer was disabled");
  assertThrows(() => handler.send(S6F11, EVENT), HsmsStateError, "Cannot send S6F11 to peer: it is DISABLED");
  peer.send(S1F1_IN + S1F13_IN);
  await peer.expect("0000000a ffff 00 00 00 09 00000102");
  await peer.expectEnd();
  peer.expectSilence();
  await disabled;
  assertInstanceOf(await open, HsmsClosedError);
  assertEquals(stage.clock.pending, 0);
});

gemTest("comm 3: a request that waits for room when it is disabled is not sent later", {}, async (stage) => {
  const peer = await stage.establish();
  const { handler, log } = stage;
  peer.pause();
  const large = handler.request(10, 1, A("x".repeat(1 << 20)));
  const waits = Array.from({ length: 40 }, () => failure(handler.request(10, 1, A("x".repeat(1 << 20)))));
  const disabled = handler.disable();
  peer.reset();
  await Promise.all([failure(large), ...waits, disabled]);
  await handler.enable();
  const next = await stage.select();
  const sent = await next.expectFrame();
  assertEquals([sent[6], sent[7], sent.length], [0x81, 13, 22]);
  next.expectSilence();
  assertEquals(log.count("failed"), 0);
});

gemTest("comm 3: in WAIT CRA and in WAIT DELAY it stops at once, and tells no failure", {}, async (stage) => {
  const { handler, log, clock } = stage;
  const first = await stage.select();
  await first.expect(S1F13_OUT("00000100"));
  const disabled = handler.disable();
  assertEquals(handler.communicationState, "DISABLED");
  await handler.enable();
  await disabled;
  await clock.settle();
  assertEquals(log.lines, []);
  const second = await stage.select();
  await second.expect(S1F13_OUT("00000102"));
  second.send(S1F14_IN("00000102", "01"));
  await log.saw("failed");
  await handler.disable();
  assertEquals([handler.communicationState, log.lines.length, clock.pending], ["DISABLED", 1, 0]);
});

gemTest(
  "comm 3: an S1F14 that is under way when it is disabled does not count after it is enabled",
  {},
  async (stage) => {
    const { handler, log, clock } = stage;
    const peer = await stage.select();
    await peer.expect(S1F13_OUT("00000100"));
    const off = handler.connection.on("sent", ({ packet }) => {
      if (packet.header.function !== 14) return;
      off();
      void handler.disable();
      void handler.enable();
    });
    peer.send(S1F13_IN);
    await peer.expect(S1F14_OUT);
    await clock.settle();
    assertEquals([handler.communicationDetail, log.lines], ["wait-delay", []]);
  },
);

gemTest("comm 4: ENABLED, it sends S1F13 and answers the host's, side by side", {}, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  peer.send(S1F13_IN);
  await peer.expect(S1F14_OUT);
  await stage.log.saw("communicating");
});

gemTest("comm 5: once a session is selected, S1F13 goes out at once", {}, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  const { handler } = stage;
  assertEquals([handler.communicationState, handler.communicationDetail], ["NOT COMMUNICATING", "wait-cra"]);
});

for (
  const [what, answer, said] of [
    ["COMMACK 1", S1F14_IN("00000100", "01"), "The host answered S1F13 with COMMACK 1: denied"],
    ["S1F0", "0000000a 0000 01 00 00 00 00000100", "aborted S1F13 W (system 0x00000100) with S1F0"],
    ["an S1F14 that is malformed", "0000000b 0000 01 0e 00 00 00000100 ff", "Malformed item"],
    ["an S1F14 of another shape", "0000000d 0000 01 0e 00 00 00000100 210105", "S1F14"],
  ] as const
) {
  gemTest(
    `comm 6: ${what} leads to WAIT DELAY, and says so`,
    {},
    async (stage) => {
      const { handler, log } = stage;
      const peer = await stage.select();
      await peer.expect(S1F13_OUT("00000100"));
      peer.send(answer);
      await log.saw("failed");
      assert(log.lines[0]!.includes(said) && log.lines[0]!.endsWith("in 10000"), log.lines[0]);
      assertEquals([handler.communicationDetail, log.lines.length], ["wait-delay", 1]);
      await stage.clock.advance(9_999);
      peer.expectSilence();
    },
  );
}

gemTest("comm 6: T3 of S1F13 leads to WAIT DELAY, with S9F9", {}, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  const failed = new Promise<Error>((resolve) => {
    stage.handler.on("communication-failed", ({ error }) => resolve(error));
  });
  await stage.clock.advance(45_000);
  await peer.expect("00000016 0000 09 09 00 00 00000101 210a 0000 81 0d 00 00 00000100");
  const error = await failed;
  assertInstanceOf(error, HsmsTimeoutError);
  assertEquals([error.timer, stage.handler.communicationDetail], ["T3", "wait-delay"]);
});

gemTest(
  "comm 6: the end of the session leads to WAIT DELAY, and row 7 comes with the next",
  {},
  async (stage) => {
    const peer = await stage.select();
    await peer.expect(S1F13_OUT("00000100"));
    await stage.lose();
    await stage.log.saw("failed");
    assertEquals(stage.handler.communicationDetail, "wait-delay");
    await stage.clock.advance(100_000);
    const next = await stage.select();
    await next.expect(S1F13_OUT("00000101"));
    assertEquals([stage.log.lines.length, stage.handler.communicationDetail], [1, "wait-cra"]);
  },
);

gemTest("comm 6: an S1F14 of the session before does not count in the next", {}, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  peer.send(S1F14_IN("00000100") + DESELECT + "0000000a ffff 00 00 00 01 0000000a");
  await peer.expect("0000000a ffff 00 00 00 04 00000009 0000000a ffff 00 00 00 02 0000000a");
  await peer.expect(S1F13_OUT("00000101"));
  assertEquals([stage.handler.communicationDetail, stage.log.lines], ["wait-cra", []]);
});

gemTest(
  "comm 7: EstablishCommunicationsTimeout later, S1F13 is sent again",
  { establishTimeout: 30 },
  async (stage) => {
    const peer = await stage.select();
    await peer.expect(S1F13_OUT("00000100"));
    for (const system of ["00000101", "00000102"]) {
      peer.send(S1F14_IN(system.replace(/.$/, (digit) => `${Number(digit) - 1}`), "01"));
      await stage.log.saw("failed", Number(system.at(-1)));
      await stage.clock.advance(29_999);
      peer.expectSilence();
      await stage.clock.advance(1);
      await peer.expect(S1F13_OUT(system));
    }
  },
);

gemTest("comm 7: a timeout that is changed holds from the next failure on", {}, async (stage) => {
  const { handler } = stage;
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  handler.establishTimeout = 20;
  peer.send(S1F14_IN("00000100", "01"));
  await stage.log.saw("failed");
  await stage.clock.advance(19_999);
  peer.expectSilence();
  await stage.clock.advance(1);
  await peer.expect(S1F13_OUT("00000101"));
  assertEquals(handler.establishTimeout, 20);
  assertThrows(() => handler.establishTimeout = 1.5, RangeError, "establishTimeout");
});

gemTest("comm 7: a timeout of 0 leaves it to the host", { establishTimeout: 0 }, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  peer.send(S1F14_IN("00000100", "01"));
  await stage.log.saw("failed The host answered S1F13 with COMMACK 1");
  await stage.clock.advance(3_600_000);
  peer.expectSilence();
  peer.send(S1F13_IN);
  await peer.expect(S1F14_OUT);
  await stage.log.saw("communicating");
});

gemTest("comm 7: a process that stood still reads first what came meanwhile", {}, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  peer.send(S1F14_IN("00000100", "01"));
  await stage.log.saw("failed");
  peer.send(S1F13_IN);
  await stage.clock.jump(60_000);
  await peer.expect(S1F14_OUT);
  await stage.clock.advance(60_000);
  peer.expectSilence();
});

for (
  const [what, message] of [
    ["a primary with W", S1F1_IN],
    ["a primary without W", "0000000a 0000 06 0b 00 00 000000aa"],
    ["a message that nobody knows", "0000000a 0000 e4 01 00 00 000000aa"],
    ["an answer to nothing", STRAY],
  ] as const
) {
  gemTest(`comm 8: ${what} in WAIT DELAY is discarded, and S1F13 sent at once`, {}, async (stage) => {
    const peer = await stage.select();
    await peer.expect(S1F13_OUT("00000100"));
    peer.send(message);
    peer.send(S1F14_IN("00000100", "01"));
    await stage.log.saw("failed");
    peer.send(message);
    await peer.expect(S1F13_OUT("00000101"));
    peer.send(message);
    peer.send(S1F14_IN("00000101"));
    await stage.log.saw("communicating");
    peer.expectSilence();
    assertEquals(stage.log.lines.length, 2);
  });
}

for (const [what, message] of [["a primary", S1F1_IN], ["an answer to nothing", STRAY]] as const) {
  gemTest(`comm 8: ${what} that comes in one read with the refusal comes after it`, {}, async (stage) => {
    const peer = await stage.select();
    await peer.expect(S1F13_OUT("00000100"));
    peer.send(S1F14_IN("00000100", "01") + message);
    await peer.expect(S1F13_OUT("00000101"));
    assertEquals(stage.log.count("failed"), 1);
  });
}

gemTest("comm 8: an S1F14 that comes after T3 is such a message", {}, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  await stage.clock.advance(45_000);
  await peer.take(26);
  peer.send(S1F14_IN("00000100"));
  await peer.expect(S1F13_OUT("00000102"));
  assertEquals(stage.handler.communicationDetail, "wait-cra");
});

gemTest("comm 8: a second answer to one S1F13 is no such message", {}, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  peer.send(S1F14_IN("00000100", "01") + S1F14_IN("00000100", "01"));
  await stage.log.saw("failed");
  await stage.clock.advance(9_999);
  peer.expectSilence();
  await stage.clock.advance(1);
  await peer.expect(S1F13_OUT("00000101"));
});

gemTest("comm 9: S1F14 with COMMACK 0 leads to COMMUNICATING", {}, async (stage) => {
  const waiting = stage.handler.waitForCommunicating();
  await stage.establish();
  await waiting;
  assertEquals([stage.handler.communicationState, stage.log.lines], ["COMMUNICATING", ["communicating"]]);
  await stage.isThere();
  await stage.handler.waitForCommunicating();
});

gemTest("comm 9: what comes in one read with S1F14 comes after it", {}, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  peer.send(S1F1_IN + S1F14_IN("00000100") + S1F1_IN);
  await peer.expect(S1F2_OUT);
  await stage.clock.settle();
  peer.expectSilence();
  assertEquals(stage.log.lines, ["communicating"]);
});

gemTest(
  "comm 9: an S1F14 with other system bytes, or for another device, is not the answer",
  {},
  async (stage) => {
    const peer = await stage.select();
    await peer.expect(S1F13_OUT("00000100"));
    peer.send(S1F14_IN("00000777") + S1F14_IN("00000100").replace(" 0000 ", " 0007 ") + S1F1_IN);
    await stage.clock.settle();
    peer.expectSilence();
    assertEquals([stage.handler.communicationDetail, stage.log.lines], ["wait-cra", []]);
  },
);

gemTest(
  "comm 10: a passive side sends no S1F13, and waits for the host's",
  { passive: true },
  async (stage) => {
    const peer = await stage.select();
    peer.send(S1F1_IN + "0000000a 0000 06 0b 00 00 000000aa");
    await stage.clock.advance(3_600_000);
    peer.expectSilence();
    const { handler } = stage;
    assertEquals([handler.communicationState, handler.communicationDetail], ["NOT COMMUNICATING", "wait-cr"]);
    peer.send(S1F13_IN);
    await peer.expect(S1F14_OUT);
    await stage.log.saw("communicating");
    await stage.isThere();
  },
);

for (
  const [what, ending, why, reply] of [
    ["Separate.req", SEPARATE, "The connection with peer has ended", ""],
    ["Deselect.req", DESELECT, "peer is deselected", "0000000a ffff 00 00 00 04 00000009"],
    ["the end of TCP", "", "The connection with peer has ended", ""],
  ] as const
) {
  gemTest(`comm 14: ${what} ends COMMUNICATING`, {}, async (stage) => {
    const peer = await stage.establish();
    if (ending === "") await stage.lose();
    else peer.send(ending);
    await stage.log.saw(`not-communicating ${why}`);
    await peer.expect(reply);
    const { handler } = stage;
    assertEquals([handler.communicationState, handler.communicationDetail], [
      "NOT COMMUNICATING",
      "wait-delay",
    ]);
    const error = await failure(handler.request(1, 1));
    assertInstanceOf(error, HsmsStateError);
    assertEquals(error.code, "not-communicating");
    assertEquals(stage.log.lines.length, 2);
  });
}

gemTest("comm 14: T3 of another request ends nothing", {}, async (stage) => {
  const peer = await stage.establish();
  const unanswered = failure(stage.handler.request(S6F11, EVENT));
  await peer.take(14 + 16);
  await stage.clock.advance(45_000);
  assertInstanceOf(await unanswered, HsmsTimeoutError);
  await peer.expect("00000016 0000 09 09 00 00 00000102 210a 0000 86 0b 00 00 00000101");
  await stage.isThere();
});

gemTest(
  "comm 15: the host's S1F13 is answered, and COMMUNICATING begins after the answer",
  {},
  async (stage) => {
    const { handler, log } = stage;
    handler.on("communicating", () => handler.send(S6F11, EVENT));
    const peer = await stage.select();
    await peer.expect(S1F13_OUT("00000100"));
    peer.send(S1F13_IN);
    await peer.expect(S1F14_OUT);
    const event = await peer.expectFrame();
    assertEquals([event[6], event[7]], [6, 11]);
    assertEquals(log.lines, ["communicating"]);
  },
);

gemTest("comm 15: from WAIT DELAY too; CommDelay is over with it", {}, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  peer.send(S1F14_IN("00000100", "01"));
  await stage.log.saw("failed");
  peer.send(S1F13_IN);
  await peer.expect(S1F14_OUT);
  await stage.log.saw("communicating");
  await stage.clock.advance(60_000);
  peer.expectSilence();
});

gemTest("comm 15: an S1F13 without W is not answered, and changes nothing", {}, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  peer.send(S1F13_IN.replace(" 81 ", " 01 "));
  await stage.clock.settle();
  peer.expectSilence();
  assertEquals(stage.handler.communicationDetail, "wait-cra");
});

gemTest("comm 15: an S1F14 that the host does not take does not count", {}, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  peer.send(S1F13_IN + SEPARATE);
  await stage.log.saw("failed");
  await stage.clock.settle();
  assertEquals([stage.handler.communicationDetail, stage.log.count("communicating")], ["wait-delay", 0]);
});
