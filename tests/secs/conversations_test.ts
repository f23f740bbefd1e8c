import { assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { A, B, HsmsOverflowError, HsmsStateError, NO_BODY, S7F3, S7F4 } from "@secs/hsms";
import { secsTest, type Stage } from "./stage.ts";

const equipment = { role: "equipment" } as const;

/** Writes each conversation that timed out into the log. */
function listen({ handler, log }: Stage): void {
  handler.on("conversation-timeout", (event) => {
    log.write(`S${event.stream}F${event.function} ${event.timeout} ${event.edid.toString()}`);
  });
}

secsTest(
  "equipment: S7F3 that does not follow S7F1 in time is S9F13 with MEXP and EDID",
  equipment,
  async (stage) => {
    const { handler, peer, clock, log } = stage;
    listen(stage);
    handler.register(7, 1, (message) => {
      message.afterReply(() => handler.expectMessage(S7F3, { timeout: 30_000, edid: A("PP1") }));
      return B(0);
    });
    peer.send("0000000a 0000 87 01 00 00 00000007");
    await peer.expect("0000000d 0000 07 02 00 00 00000007 2101 00");
    await clock.advance(29_999);
    peer.expectSilence();
    await clock.advance(1);
    await peer.expect("00000019 0000 09 0d 00 00 00000100 0102 4106 533037463033 4103 505031");
    await log.saw("S7F3 30000");
    await clock.advance(60_000);
    peer.expectSilence();
  },
);

secsTest(
  "equipment: without an EDID, S9F13 has an empty one",
  equipment,
  async ({ handler, peer, clock }) => {
    handler.expectMessage(12, 15, { timeout: 1 });
    await clock.advance(1);
    await peer.expect("00000016 0000 09 0d 00 00 00000100 0102 4106 533132463135 4100");
  },
);

for (const options of [{}, { ...equipment, report: { conversationTimeout: false } }]) {
  secsTest(
    `a host, and an equipment that does not report it, are only told: ${JSON.stringify(options)}`,
    options,
    async (stage) => {
      const { handler, peer, clock, log } = stage;
      listen(stage);
      handler.expectMessage(7, 3, { timeout: 10 });
      await clock.advance(10);
      await log.saw("S7F3 10");
      peer.expectSilence();
    },
  );
}

secsTest("the message that was expected ends the wait, whether it is answered, discarded or refused", {
  ...equipment,
  maxBodyLength: 4,
}, async (stage) => {
  const { handler, peer, clock, log } = stage;
  listen(stage);
  handler.register(7, 3, () => NO_BODY);
  handler.expectMessage(7, 3, { timeout: 10 });
  peer.send("0000000a 0000 87 03 00 00 00000007");
  await peer.expect("0000000a 0000 07 04 00 00 00000007");
  handler.expectMessage(7, 3, { timeout: 10 });
  peer.send("0000000f 0000 87 03 00 00 00000008 2103 010203");
  await peer.expect("00000016 0000 09 0b 00 00 00000100 210a 0000 87 03 00 00 00000008");
  handler.setGate(() => "discard");
  handler.expectMessage(7, 3, { timeout: 10 });
  peer.send("0000000a 0000 07 03 00 00 00000009");
  await clock.advance(10);
  peer.expectSilence();
  assertEquals(log.lines, []);
});

secsTest("another message, and one for another device, do not end the wait", {
  ...equipment,
  report: { unrecognizedDevice: false },
}, async (stage) => {
  const { handler, peer, clock } = stage;
  for (const func of [1, 3, 5]) handler.register(7, func, () => NO_BODY);
  handler.expectMessage(7, 3, { timeout: 10 });
  peer.send("0000000a 007f 07 03 00 00 00000006");
  peer.send("0000000a 0000 07 01 00 00 00000007");
  peer.send("0000000a 0000 07 05 00 00 00000008");
  peer.send("0000000a 0000 06 03 00 00 00000009");
  await clock.advance(10);
  await peer.expect("00000016 0000 09 0d 00 00 00000100 0102 4106 533037463033 4100");
});

secsTest(
  "several are expected at once, with one timer: the first message is for the older one",
  equipment,
  async (stage) => {
    const { handler, peer, clock, log } = stage;
    listen(stage);
    handler.register(7, 3, () => NO_BODY);
    const armed = clock.pending;
    handler.expectMessage(7, 3, { timeout: 20, edid: A("OLD") });
    handler.expectMessage(7, 3, { timeout: 10, edid: A("NEW") });
    handler.expectMessage(2, 33, { timeout: 30 });
    const cancel = handler.expectMessage(6, 11, { timeout: 5 });
    assertEquals(clock.pending - armed, 1);
    cancel();
    cancel();
    peer.send("0000000a 0000 07 03 00 00 00000007");
    await clock.advance(10);
    assertEquals(log.count("S7F3 10"), 1);
    await clock.advance(30);
    assertEquals(log.lines.map((line) => line.slice(0, 8)), ["S7F3 10 ", "S2F33 30"]);
    assertEquals(clock.pending, armed);
  },
);

secsTest("a callback may expect the same message anew", equipment, async (stage) => {
  const { handler, peer, clock } = stage;
  handler.register(7, 3, () => {
    handler.expectMessage(7, 3, { timeout: 10 });
    return NO_BODY;
  });
  peer.send("0000000a 0000 07 03 00 00 00000007");
  await clock.advance(10);
  await peer.expect("00000016 0000 09 0d 00 00 00000100 0102 4106 533037463033 4100");
});

for (
  const [how, end] of [
    ["disable", ({ handler }: Stage) => void handler.disable()],
    ["the loss of the link", ({ peer }: Stage) => peer.reset()],
    ["a Deselect.req", ({ peer }: Stage) => peer.send("0000000a ffff 00 00 00 03 00000009")],
  ] as const
) {
  secsTest(`${how} ends the wait`, equipment, async (stage) => {
    const { handler, clock, log } = stage;
    listen(stage);
    handler.expectMessage(7, 3, { timeout: 1_000 });
    end(stage);
    await clock.advance(5_000);
    assertEquals(log.lines, []);
    assertThrows(
      () => handler.expectMessage(7, 3, { timeout: 1 }),
      HsmsStateError,
      "Cannot expect S7F3 of peer",
    );
  });
}

secsTest("what cannot be expected is refused", { maxExpectedMessages: 2 }, async ({ handler, clock }) => {
  assertThrows(() => handler.expectMessage(7, 4, { timeout: 1 }), RangeError, "function must be odd");
  assertThrows(() => handler.expectMessage(128, 3, { timeout: 1 }), RangeError, "stream");
  assertThrows(() => handler.expectMessage(S7F4, { timeout: 1 }), RangeError, "function must be odd");
  for (const timeout of [0, 1.5, NaN, 2 ** 31]) {
    assertThrows(() => handler.expectMessage(7, 3, { timeout }), RangeError, "timeout");
  }
  const first = handler.expectMessage(7, 3, { timeout: 1 });
  handler.expectMessage(7, 3, { timeout: 1 });
  const error = assertThrows(
    () => handler.expectMessage(7, 3, { timeout: 1 }),
    HsmsOverflowError,
    "maxExpectedMessages",
  );
  assertInstanceOf(error, HsmsOverflowError);
  assertEquals([error.held, error.limit], [2, 2]);
  first();
  handler.expectMessage(7, 3, { timeout: 1 });
  await clock.advance(1);
});
