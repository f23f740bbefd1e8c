import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import {
  A,
  F4,
  S10F3,
  S1F1,
  S1F11,
  S1F3,
  S2F13,
  S2F15,
  S2F29,
  S2F33,
  S2F35,
  S2F37,
  SecsAcknowledgeError,
  type SecsId,
  U4,
} from "@secs/hsms";
import { pairTest } from "./stage.ts";

pairTest("host: are you there, status variables by name and value", async (host, tool) => {
  tool.register(S1F1, () => ({ MDLN: "MDLN", SOFTREV: "1.0" }));
  const asked: (readonly SecsId[])[] = [];
  tool.register(S1F11, (svids) => {
    asked.push(svids);
    return [{ SVID: 13, SVNAME: "TEMP", UNITS: "degC" }];
  });
  tool.register(S1F3, (svids) => svids.map((svid) => F4(Number(svid) + 0.5)));
  assertEquals(await host.host.areYouThere(), { MDLN: "MDLN", SOFTREV: "1.0" });
  assertEquals(await host.host.listSvs(), [{ SVID: 13, SVNAME: "TEMP", UNITS: "degC" }]);
  assertEquals(asked, [[]]);
  const [first, second] = await host.host.requestSvs([13, 14]);
  assert(first?.format === "F4" && second?.format === "F4");
  assertEquals([first.value, second.value], [13.5, 14.5]);
});

pairTest("host: equipment constants by name and value, and setting them", async (host, tool) => {
  const constant = { ECID: 1, ECNAME: "SPEED", ECMIN: U4(0), ECMAX: U4(9), ECDEF: U4(5), UNITS: "rpm" };
  tool.register(S2F29, () => [constant]);
  tool.register(S2F13, () => [U4(5)]);
  tool.register(S2F15, ([set]) => {
    const value = set!.ECV.format === "U4" ? Number(set!.ECV.value) : NaN;
    return value <= 9 ? 0 : 3;
  });
  assertEquals((await host.host.listEcs())[0]?.ECNAME, "SPEED");
  assertEquals((await host.host.requestEcs([1]))[0]?.equals(U4(5)), true);
  await host.host.setEcs([{ ECID: 1, ECV: U4(7) }]);
  const error = await host.host.setEcs([{ ECID: 1, ECV: U4(10) }]).catch((error: unknown) => error);
  assertInstanceOf(error, SecsAcknowledgeError);
  assertEquals([error.acknowledge, error.value], ["EAC", 3]);
});

pairTest(
  "host: subscribing to a collection event defines, links and enables, and stops at a no",
  async (host, tool) => {
    const steps: string[] = [];
    let drack = 0;
    tool.register(S2F33, ({ REPORTS }) => {
      steps.push(`define ${REPORTS[0]!.RPTID}: ${REPORTS[0]!.VID}`);
      return drack;
    });
    tool.register(S2F35, ({ LINKS }) => {
      steps.push(`link ${LINKS[0]!.CEID}: ${LINKS[0]!.RPTID}`);
      return 0;
    });
    tool.register(S2F37, ({ CEED, CEID }) => {
      steps.push(`${CEED ? "enable" : "disable"} ${CEID}`);
      return 0;
    });
    await host.host.subscribeCollectionEvent(50, [1001, "TEMP"], 7);
    await host.host.disableCollectionEvents();
    assertEquals(steps, ["define 7: 1001,TEMP", "link 50: 7", "enable 50", "disable "]);
    drack = 4;
    const error = await host.host.subscribeCollectionEvent(50, [1], 8).catch((error: unknown) => error);
    assertInstanceOf(error, SecsAcknowledgeError);
    assertEquals([error.acknowledge, error.value, steps.length], ["DRACK", 4, 5]);
  },
);

pairTest("host: a line on a terminal", async (host, tool) => {
  const shown: string[] = [];
  tool.register(S10F3, ({ TID, TEXT }) => {
    shown.push(`${TID}: ${TEXT}`);
    return 0;
  });
  await host.host.displayTerminal(0, "Hello");
  assertEquals(shown, ["0: Hello"]);
  tool.register(10, 3, () => A("not an ACKC10"));
  const error = await host.host.displayTerminal(0, "x").catch((error: unknown) => error);
  assertEquals((error as Error).message, "S10F4: expected B[1], got A[13]");
});
