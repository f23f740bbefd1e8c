// What a peer answers to a request, as tools really answer.

import { assertEquals, assertInstanceOf, assertStringIncludes } from "@std/assert";
import { HsmsTimeoutError, S1F1 } from "@secs/hsms";
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
    assertStringIncludes(timeout.message, "An answer for session 10 came, expected 0");
  },
);
