// Remote commands: each HCACK, CPACK and CMDA, and what comes after the answer.

import { A, encodeText, I4, type Item, L, S1F3, S2F21, S2F37, S2F41, S2F49, U1, U4 } from "@secs/hsms";
import { assertEquals, assertThrows } from "@std/assert";
import { CMDA, CPACK, defineEquipment, Equipment, HCACK } from "../../../src/gem/mod.ts";
import { playWith } from "./play_with.ts";
import { type ToolStage, toolTest } from "./stage.ts";
import { frame, wireTest } from "./wire.ts";
import { test } from "node:test";
import { deferred } from "../../support/deferred.ts";

type Given = readonly (readonly [name: string | number, value: Item])[];

/** S2F41: HCACK, and the parameters that are wrong. */
async function command({ host }: ToolStage, RCMD: string, given: Given = []): Promise<string> {
  const PARAMETERS = given.map(([CPNAME, CPVAL]) => ({ CPNAME, CPVAL }));
  const { HCACK: hcack, PARAMETERS: refused } = await host.request(S2F41, { RCMD, PARAMETERS });
  return [hcack, ...refused.map(({ CPNAME, CPACK: cpack }) => `${CPNAME}:${cpack}`)].join(" ");
}

async function enhanced({ host }: ToolStage, RCMD: string, given: Given = [], OBJSPEC = ""): Promise<string> {
  const PARAMETERS = given.map(([CPNAME, CEPVAL]) => ({ CPNAME, CEPVAL }));
  const answer = await host.request(S2F49, { DATAID: 1, OBJSPEC, RCMD, PARAMETERS });
  return [answer.HCACK, ...answer.PARAMETERS.map(({ CPNAME, CEPACK }) => `${CPNAME}:${CEPACK}`)].join(" ");
}

const LOT: Given = [["LotId", A("A1")]];

toolTest("HCACK 0: the handler has the parameters with their types", {}, async (stage) => {
  const calls: unknown[] = [];
  stage.tool.onCommand("START", ({ LotId, Slots }, { host, name }) => {
    calls.push([LotId.toUpperCase(), Slots && [...Slots], host, name]);
  });
  assertEquals(await command(stage, "START", [["Slots", U1(1, 3)], ["LotId", A("a1")]]), "0");
  assertEquals(await command(stage, "START", LOT), "0");
  assertEquals(calls, [["A1", [1, 3], "host", "START"], ["A1", undefined, "host", "START"]]);
});

toolTest("HCACK 1: an unknown command; the spelling counts", {}, async (stage) => {
  assertEquals([await command(stage, "GO"), await command(stage, "start", LOT)], ["1", "1"]);
});

toolTest("HCACK 2: in LOCAL what needs REMOTE is refused, and other commands are not", {}, async (stage) => {
  stage.tool.onCommand("START", () => {});
  stage.tool.onCommand("BEEP", () => {});
  stage.handler.controlSwitchOnlineLocal();
  assertEquals([await command(stage, "START", LOT), await command(stage, "BEEP")], ["2", "0"]);
  stage.handler.controlSwitchOnlineRemote();
  assertEquals(await command(stage, "START", LOT), "0");
});

toolTest("HCACK 64: localHcack is the answer in LOCAL", { handler: { localHcack: 64 } }, async (stage) => {
  stage.handler.controlSwitchOnlineLocal();
  assertEquals(await command(stage, "STOP"), "64");
});

toolTest("HCACK 2: the processing state does not have what the command triggers", {}, async (stage) => {
  assertEquals(await command(stage, "PAUSE"), "2");
  assertEquals(stage.tool.processState, "INIT");
});

toolTest("HCACK 0: a command moves the processing state by what it triggers", {}, async (stage) => {
  for (const trigger of ["initialized", "commit", "set up", "START"] as const) {
    stage.tool.moveProcess(trigger);
  }
  assertEquals(stage.tool.processState, "EXECUTING");
  assertEquals(await command(stage, "PAUSE"), "0");
  assertEquals(stage.tool.processState, "PAUSE");
});

toolTest("HCACK 2: a command without a handler; the tool is told", {}, async (stage) => {
  assertEquals(await command(stage, "STOP"), "2");
  assertEquals(stage.log.lines, [
    'error The remote command STOP has no handler; set one with onCommand("STOP", …)',
  ]);
});

toolTest("HCACK 2: a handler that throws, at once or later; the tool is told", {}, async (stage) => {
  stage.tool.onCommand("STOP", () => {
    throw new Error("jammed");
  });
  stage.tool.onCommand("BEEP", () => Promise.reject(new Error("mute")));
  assertEquals([await command(stage, "STOP"), await command(stage, "BEEP")], ["2", "2"]);
  assertEquals(stage.log.lines, ["error jammed", "error mute"]);
});

for (const answer of [-1, 256, 1.5, "0", null, { parameters: { LotId: 300 } }, { parameters: { Lot: 1 } }]) {
  toolTest(`HCACK 2: a handler that answers ${JSON.stringify(answer)}; events go on`, {}, async (stage) => {
    const { tool, got, host } = stage;
    await host.request(S2F37, { CEED: true, CEID: [4001] });
    tool.onCommand("START", () => answer as never);
    assertEquals(await command(stage, "START", LOT), "2");
    assertEquals(stage.log.count("error"), 1);
    tool.trigger("LotStarted");
    await got.saw("S6F11 4001");
  });
}

for (
  const [name, given, refused] of [
    ["CPACK 1: a parameter that is unknown", [...LOT, ["Lot", A("A1")]], "3 Lot:1"],
    ["CPACK 1: a parameter that is missing", [["Slots", U1(1)]], "3 LotId:1"],
    ["CPACK 1: a parameter that comes twice", [...LOT, ...LOT], "3 LotId:1"],
    ["CPACK 1: a name without characters", [["", A("A1")]], "3 :1 LotId:1"],
    ["CPACK 2: a value out of its range", [...LOT, ["Slots", U1(1, 26)]], "3 Slots:2"],
    ["CPACK 3: another format", [["LotId", U4(1)]], "3 LotId:3"],
    ["CPACK 3: of several values too", [...LOT, ["Slots", I4(1)]], "3 Slots:3"],
    [
      "CPACK 1, 3: each parameter that is wrong",
      [["Slots", A("1")], ["Lot", A("")]],
      "3 Slots:3 Lot:1 LotId:1",
    ],
  ] as const
) {
  toolTest(`HCACK 3, ${name}`, {}, async (stage) => {
    stage.tool.onCommand("START", () => stage.log.write("called"));
    assertEquals(await command(stage, "START", given), refused);
    assertEquals(stage.log.lines, []);
  });
}

toolTest("HCACK 3: the handler names the parameters that are wrong", {}, async (stage) => {
  stage.tool.onCommand("START", ({ LotId }) => {
    return LotId === "A1" ? { parameters: { LotId: CPACK.value } } : HCACK.done;
  });
  assertEquals(await command(stage, "START", LOT), "3 LotId:2");
});

toolTest("HCACK 4, 5, 6 and 64: what the handler answers", {}, async (stage) => {
  let answer = 0;
  stage.tool.onCommand("STOP", () => answer);
  for (answer of [HCACK.willFinish, HCACK.alreadyInCondition, HCACK.unknownObject, 64]) {
    assertEquals(await command(stage, "STOP"), `${answer}`);
  }
});

const STOP = frame("8229", "00000041", "0102 4104 53544f50 0100");
/** S2F42 with an HCACK. */
const STOPPED = (hcack: string): string => frame("022a", "00000041", `0102 2101${hcack} 0100`);
const LOT_DONE = frame("860b", "00000100", "0103 b10400000001 b10400000fa2 0100");

wireTest("what the handler triggers comes after S2F42, at once or later", {}, async (stage) => {
  await stage.enableAll();
  stage.tool.onCommand("STOP", () => stage.tool.trigger("LotDone"));
  await stage.ask(STOP, STOPPED("00") + LOT_DONE);
});

wireTest("what happens while an async handler works comes after S2F42", {}, async (stage) => {
  await stage.enableAll();
  const work = deferred<void>();
  stage.tool.onCommand("STOP", () => work.promise);
  stage.peer.send(STOP);
  await stage.clock.settle();
  stage.tool.trigger("LotDone");
  await stage.silence();
  work.resolve();
  await stage.peer.expect(STOPPED("00") + LOT_DONE);
});

wireTest("HCACK 4: the completion event of finishLater comes after S2F42", {}, async (stage) => {
  await stage.enableAll();
  stage.tool.onCommand("STOP", (_, call) => call.finishLater(() => stage.tool.trigger("LotDone")));
  await stage.ask(STOP, STOPPED("04") + LOT_DONE);
});

wireTest("HCACK 4: the work of finishLater is done although S2F42 is lost", {}, async (stage) => {
  const { tool, peer, log, clock } = stage;
  await stage.enableAll();
  const work = deferred<void>();
  tool.onCommand("STOP", async (_, call) => {
    await work.promise;
    call.finishLater(() => log.write("worked"));
  });
  peer.send(STOP);
  await clock.settle();
  peer.end();
  await log.saw("not-communicating");
  work.resolve();
  await log.saw("worked");
  await stage.establish();
  tool.trigger("LotDone");
  await stage.peer.expect(LOT_DONE);
});

wireTest("a lost S2F42 lets no event overtake the answer to another command", {}, async (stage) => {
  const { tool, peer, log, clock } = stage;
  await stage.enableAll();
  const works = [deferred<void>(), deferred<void>()];
  let calls = 0;
  tool.onCommand("STOP", () => works[calls++]!.promise);
  peer.send(STOP);
  await clock.settle();
  peer.end();
  await log.saw("not-communicating");
  await stage.establish();
  stage.peer.send(STOP.replace("00000041", "00000042"));
  await clock.settle();
  works[0]!.resolve();
  await clock.settle();
  tool.trigger("LotDone");
  await stage.silence();
  works[1]!.resolve();
  await stage.peer.expect(STOPPED("00").replace("00000041", "00000042") + LOT_DONE);
});

toolTest("finishLater: a command that is refused in the end does no work", {}, async (stage) => {
  stage.tool.onCommand("STOP", (_, call) => {
    call.finishLater(() => stage.log.write("worked"));
    return HCACK.cannotNow;
  });
  assertEquals(await command(stage, "STOP"), "2");
  await stage.clock.settle();
  assertEquals(stage.log.lines, []);
});

toolTest("finishLater: after the answer it throws, and says why", {}, async (stage) => {
  let late = (): void => {};
  stage.tool.onCommand("STOP", (_, { finishLater }) => {
    late = () => finishLater(() => {});
  });
  assertEquals(await command(stage, "STOP"), "0");
  assertThrows(late, Error, "STOP is answered already");
});

toolTest("finishLater: work that throws is told, and the rest is done", {}, async (stage) => {
  stage.tool.onCommand("STOP", (_, call) => {
    call.finishLater(() => Promise.reject(new Error("jammed")));
    call.finishLater(() => stage.log.write("worked"));
  });
  assertEquals(await command(stage, "STOP"), "4");
  await stage.log.saw("worked");
  assertEquals(stage.log.lines, ["error jammed", "worked"]);
});

toolTest("a handler may ask the host before it answers", {}, async (stage) => {
  stage.tool.onCommand("STOP", async () => {
    await stage.handler.areYouThere();
    return HCACK.alreadyInCondition;
  });
  assertEquals(await command(stage, "STOP"), "5");
});

wireTest("S2F41 without W is carried out, and not answered; its event follows", {}, async (stage) => {
  await stage.enableAll();
  stage.tool.onCommand("STOP", (_, call) => call.finishLater(() => stage.tool.trigger("LotDone")));
  await stage.ask(STOP.replace(" 8229 ", " 0229 "), LOT_DONE);
});

toolTest("S2F49: HCACK, and CEPACK of the parameters that are wrong", {}, async (stage) => {
  const slots: unknown[] = [];
  stage.tool.onCommand("START", ({ Slots }) => void slots.push([...Slots!]));
  const answers = [
    await enhanced(stage, "START", [...LOT, ["Slots", U1(1, 2)]]),
    await enhanced(stage, "START", [...LOT, ["Slots", L(U1(3), U1(4))]]),
    await enhanced(stage, "GO"),
    await enhanced(stage, "START", [["LotId", U4(1)], ["Slots", L(U1(3), U1(26))]]),
  ];
  assertEquals([answers, slots], [["0", "0", "1", "3 LotId:3 Slots:2"], [[1, 2], [3, 4]]]);
});

toolTest("S2F49, HCACK 6: an object that is not the tool itself", {}, async (stage) => {
  stage.tool.onCommand("STOP", () => {});
  assertEquals([await enhanced(stage, "STOP", [], "Chamber1"), await enhanced(stage, "STOP")], ["6", "0"]);
});

wireTest("S2F50: CEPACK is U1, CPACK is B", {}, async (stage) => {
  const START = "4105 5354415254";
  await stage.ask(
    frame("8231", "00000041", `0104 b10400000001 4100 ${START} 0101 0102 4101 58 4100`),
    frame("0232", "00000041", "0102 210103 0102 0102 4101 58 a50101 0102 4105 4c6f744964 a50101"),
  );
  await stage.ask(
    frame("8229", "00000042", `0102 ${START} 0101 0102 4101 58 4100`),
    frame("022a", "00000042", "0102 210103 0102 0102 4101 58 210101 0102 4105 4c6f744964 210101"),
  );
});

const NESTED = defineEquipment({
  model: "M",
  revision: "1",
  commands: { LOAD: { parameters: { Carrier: { format: "L" } } } },
});

test("S2F49: a parameter may be a list of parameters of its own", async () => {
  const tool = await Equipment.open(NESTED);
  const read: string[] = [];
  tool.onCommand("LOAD", ({ Carrier }) => void read.push(`${Carrier}`));
  await playWith(tool, async (host) => {
    const Carrier = L(L(A("Id"), A("C1")), L(A("Slots"), L(U1(1), U1(2))));
    const PARAMETERS = [{ CPNAME: "Carrier", CEPVAL: Carrier }];
    const { HCACK: hcack } = await host.request(S2F49, { DATAID: 1, OBJSPEC: "", RCMD: "LOAD", PARAMETERS });
    assertEquals([hcack, read], [0, [`${Carrier}`]]);
  });
  await tool.close();
});

toolTest("CMDA 0, 1 and 2: S2F21, the old form", {}, async (stage) => {
  const { host, tool } = stage;
  tool.onCommand("STOP", () => {});
  tool.onCommand("BEEP", (_, call) => call.finishLater(() => {}));
  const ask = (name: string): Promise<number> => host.request(S2F21, name);
  assertEquals([await ask("STOP"), await ask("BEEP")], [CMDA.done, CMDA.done]);
  assertEquals(await ask("GO"), CMDA.unknownCommand);
  assertEquals([await ask("START"), await ask("PAUSE")], [CMDA.cannotNow, CMDA.cannotNow]);
});

wireTest("S2F21: RCMD as U1 is no command that has a name; CMDA is U1", {}, async (stage) => {
  stage.tool.onCommand("STOP", () => {});
  await stage.ask(frame("8215", "00000041", "a50105"), frame("0216", "00000041", "a50101"));
  await stage.ask(frame("8215", "00000041", "4104 53544f50"), frame("0216", "00000041", "a50100"));
});

toolTest(
  "text of parameters is in the encoding of the host",
  { handler: { encoding: "euc-kr" }, host: { encoding: "euc-kr" } },
  async (stage) => {
    const lots: string[] = [];
    stage.tool.onCommand("START", ({ LotId }) => void lots.push(LotId));
    assertEquals(await command(stage, "START", [["LotId", A(encodeText("한글", "euc-kr"))]]), "0");
    assertEquals(lots, ["한글"]);
  },
);

test("states: a command is let through in the processing states that it names", async () => {
  const tool = await Equipment.open(defineEquipment({
    model: "M",
    revision: "1",
    commands: { CLEAN: { states: ["IDLE"] } },
  }));
  tool.onCommand("CLEAN", () => {});
  await playWith(tool, async (host) => {
    const ask = async (): Promise<number> => {
      return (await host.request(S2F41, { RCMD: "CLEAN", PARAMETERS: [] })).HCACK;
    };
    assertEquals(await ask(), HCACK.cannotNow);
    tool.moveProcess("initialized");
    assertEquals(await ask(), HCACK.done);
  });
  await tool.close();
});

toolTest("onCommand: a name that is not there; the error says which was meant", {}, ({ tool }) => {
  const set = tool.onCommand.bind(tool) as (name: string, handler: () => void) => void;
  assertThrows(() => set("STAR", () => {}), RangeError, "START");
  return Promise.resolve();
});

toolTest("PP-SELECT: HCACK 4, then the event PP Selected, and PPExecName", {}, async (stage) => {
  const { tool, host, got } = stage;
  await host.request(S2F37, { CEED: true, CEID: [60_310] });
  tool.onCommand("PP-SELECT", ({ PPID }, call) =>
    call.finishLater(() => {
      tool.set("PPExecName", PPID);
      tool.trigger("PP Selected");
    }));
  assertEquals(await command(stage, "PP-SELECT", [["PPID", A("R1")]]), "4");
  await got.saw("S6F11 60310");
  assertEquals(`${(await host.request(S1F3, [60_006]))[0]}`, `${A("R1")}`);
});
