// Long event reports that are announced: S6F5 before S6F11, for hosts that want to be asked.

import { assertEquals } from "@std/assert";
import { S6F23, S6F5 } from "@secs/hsms";
import { SpoolHost } from "./spool_stage.ts";
import { toolTest } from "./stage.ts";
import { wireTest } from "./wire.ts";

const ASKED = "0000001a 0000 860b 0000 00000101 0103 b10400000001 b10400000fa1 0100";

wireTest(
  "S6F5: GRANT6 0, and S6F11 follows with the same DATAID",
  { handler: { inquireFrom: 16 } },
  async (stage) => {
    await stage.enableAll();
    stage.tool.trigger("LotStarted");
    await stage.peer.expect("00000018 0000 8605 0000 00000100 0102 b10400000001 b10400000010");
    await stage.silence();
    await stage.ask("0000000d 0000 0606 0000 00000100 210100", ASKED);
  },
);

wireTest("S6F5: a shorter event report is sent at once", { handler: { inquireFrom: 17 } }, async (stage) => {
  await stage.enableAll();
  stage.tool.trigger("LotStarted");
  await stage.peer.expect("0000001a 0000 860b 0000 00000100 0103 b10400000001 b10400000fa1 0100");
});

for (const grant of [1, 2]) {
  wireTest(`S6F5: GRANT6 ${grant}: the event report is not sent, which is told`, {
    handler: { inquireFrom: 0 },
  }, async (stage) => {
    await stage.enableAll();
    stage.tool.trigger("LotStarted");
    await stage.peer.expect("00000018 0000 8605 0000 00000100 0102 b10400000001 b10400000010");
    stage.peer.send(`0000000d 0000 0606 0000 00000100 21010${grant}`);
    await stage.silence();
    assertEquals(stage.log.lines.slice(1), [`refused S6F11 ${grant}`]);
    assertEquals(stage.handler.pendingMessages.waiting, 0);
  });
}

toolTest("S6F5: a message of the spool that is not granted is dropped, and counts as one", {
  handler: { inquireFrom: 0 },
  constants: { EnableSpooling: true },
}, async (stage) => {
  const host = new SpoolHost(stage);
  await host.setUp();
  await stage.lose();
  host.lots("A1", "A2");
  await stage.establishAgain();
  let asked = 0;
  stage.host.secs.register(S6F5, () => ++asked === 2 ? 1 : 0);
  assertEquals(await stage.host.request(S6F23, 0), 0);
  await stage.clock.settle();
  assertEquals(stage.log.count("refused S6F11 1"), 1);
  assertEquals(stage.handler.spooling, "inactive");
});
