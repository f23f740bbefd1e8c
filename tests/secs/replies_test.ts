// What a peer answers to a request, as tools really answer.

import { assertEquals, assertInstanceOf, assertStringIncludes } from "@std/assert";
import { HsmsTimeoutError, S1F1, SecsStream9Error } from "@secs/hsms";
import { failure } from "../support/wait.ts";
import { secsTest, type Stage } from "./stage.ts";

/** One more request, and its reply: what came before has been handled by then, and nothing was sent for it. */
async function another({ handler, peer }: Stage): Promise<void> {
  const reply = handler.request(1, 3);
  await peer.expect("0000000a 0000 81 03 00 00 00000101");
  peer.send("0000000a 0000 01 04 00 00 00000101");
  await reply;
  peer.expectSilence();
}

for (const role of ["host", "equipment"] as const) {
  secsTest(`a reply with the W bit is the reply (${role})`, { role }, async (stage) => {
    const { handler, peer, log } = stage;
    const reply = handler.request(1, 1);
    await peer.expect("0000000a 0000 81 01 00 00 00000100");
    peer.send("0000000c 0000 81 02 00 00 00000100 0100");
    assertEquals(`${await reply}`, "S1F2 W <L [0]>.");
    peer.send("0000000c 0000 81 02 00 00 00000100 0100");
    await another(stage);
    assertEquals([log.lines, handler.stats().surplusReplies], [[], 1]);
  });

  secsTest(
    `the replies after the first are counted, and nothing is sent for them (${role})`,
    { role },
    async (stage) => {
      const { handler, peer, log } = stage;
      const reply = handler.request(1, 1);
      await peer.expect("0000000a 0000 81 01 00 00 00000100");
      peer.send("0000000c 0000 01 02 00 00 00000100 0100".repeat(23));
      await reply;
      await another(stage);
      assertEquals([log.lines, handler.stats().surplusReplies], [[], 22]);
    },
  );
}

secsTest(
  "T3 names the session of an answer that came for another one",
  {},
  async ({ handler, peer, clock }) => {
    const error = failure(handler.request(S1F1, undefined, { timeout: 2_000 }));
    await peer.expect("0000000a 0000 81 01 00 00 00000100");
    peer.send("0000000c 000a 01 02 00 00 00000100 0100");
    await clock.advance(2_000);
    const timeout = await error;
    assertInstanceOf(timeout, HsmsTimeoutError);
    assertEquals(timeout.answerSession, 10);
    assertStringIncludes(timeout.message, "An answer came for session 10, expected 0");
  },
);

secsTest(
  "host: S9F1 that names our header fails the request at once, though it comes for another session",
  {},
  async ({ handler, peer, log }) => {
    const error = failure(handler.request(1, 1));
    await peer.expect("0000000a 0000 81 01 00 00 00000100");
    peer.send("00000016 000a 09 01 00 00 00000001 210a 0000 81 01 00 00 00000100");
    const refused = await error;
    assertInstanceOf(refused, SecsStream9Error);
    assertEquals(refused.function, 1);
    assertStringIncludes(refused.message, "S1F1 W with S9F1: unrecognized device id");
    await log.saw("fault The equipment answered S1F1 W with S9F1");
    peer.expectSilence();
  },
);

secsTest(
  "stream 9 for another session that names no open request fails nothing, and is no fault in a message of ours",
  {},
  async (stage) => {
    const { handler, peer, log } = stage;
    const reply = handler.request(1, 1);
    await peer.expect("0000000a 0000 81 01 00 00 00000100");
    peer.send("00000016 000a 09 01 00 00 00000001 210a 000a 81 01 00 00 00000100");
    peer.send("00000016 000a 09 05 00 00 00000002 210a 0000 81 03 00 00 00000100");
    await another(stage);
    assertEquals(log.lines, []);
    peer.send("0000000a 0000 01 02 00 00 00000100");
    await reply;
  },
);

secsTest("the peer's S9F7 with the system bytes of our request is a primary", {}, async (stage) => {
  const { handler, peer, log } = stage;
  const reply = handler.request(1, 1);
  await peer.expect("0000000a 0000 81 01 00 00 00000100");
  peer.send("00000016 0000 09 07 00 00 00000100 210a 0000 82 21 00 00 00000100");
  peer.send("0000000a 0000 89 07 00 00 00000100");
  await peer.expect("0000000a 0000 09 00 00 00 00000100");
  await log.saw("unhandled S9F7 W");
  peer.send("0000000a 0000 01 02 00 00 00000100");
  assertEquals((await reply).header.name, "S1F2");
});
