// Process programs: stream 7 of a tool on a connection.

import {
  A,
  B,
  type Item,
  S2F37,
  S7F1,
  S7F17,
  S7F19,
  S7F23,
  S7F25,
  S7F29,
  S7F3,
  S7F5,
  type SecsByteId,
  U1,
} from "@secs/hsms";
import { assertEquals } from "@std/assert";
import { test } from "node:test";
import { ACKC7, defineEquipment, Equipment, MemoryPrograms, PPGNT } from "../../../src/gem/mod.ts";
import { playWith } from "./play_with.ts";
import { setUp } from "./set_up.ts";
import { type ToolStage, type ToolStageOptions, toolTest } from "./stage.ts";
import { frame, wireTest } from "./wire.ts";

const limited = (
  programOptions: NonNullable<ToolStageOptions["tool"]>["programOptions"],
): ToolStageOptions => ({
  tool: { programOptions },
});

function send({ host }: ToolStage, PPID: SecsByteId, PPBODY: Item = A("x")): Promise<number> {
  return host.request(S7F3, { PPID, PPBODY });
}

function ask({ host }: ToolStage, PPID: SecsByteId, LENGTH = 1): Promise<number> {
  return host.request(S7F1, { PPID, LENGTH });
}

const FORMATTED = { PPID: "F1", MDLN: "ETCH-3", SOFTREV: "1.2.0", COMMANDS: [{ CCODE: 1, PPARM: [U1(7)] }] };

toolTest("ACKC7 0: S7F3 to S7F6, byte for byte, and S7F3 overwrites", {}, async (stage) => {
  const { host } = stage;
  for (const body of [A("one\x00\xff"), B(0, 1, 255), U1(1, 2)]) {
    assertEquals(await send(stage, "R1", body), ACKC7.accepted);
    const program = await host.request(S7F5, "R1");
    assertEquals([program!.PPID, `${program!.PPBODY}`], ["R1", `${body}`]);
  }
  assertEquals(await host.request(S7F19), ["R1"]);
});

wireTest(
  "S7F6 and S7F26 of an unknown PPID are an empty list; PPIDs as B come back as B",
  {},
  async (stage) => {
    await stage.ask(frame("8705", "00000041", "4102 5231"), frame("0706", "00000041", "0100"));
    await stage.ask(frame("8719", "00000042", "4102 5231"), frame("071a", "00000042", "0100"));
    await stage.ask(frame("8703", "00000043", "0102 2102 00ff 2101 07"), frame("0704", "00000043", "210100"));
    await stage.ask(frame("8713", "00000044"), frame("0714", "00000044", "0101 2102 00ff"));
    await stage.ask(
      frame("8705", "00000045", "2102 00ff"),
      frame("0706", "00000045", "0102 2102 00ff 2101 07"),
    );
  },
);

toolTest("S7F17: deletes those that are named, and all of them", {}, async (stage) => {
  const { host } = stage;
  for (const ppid of ["R1", "R2", "R3"]) await send(stage, ppid);
  assertEquals(await host.request(S7F17, ["R1", "R9"]), ACKC7.ppidNotFound);
  assertEquals((await host.request(S7F19)).length, 3);
  assertEquals(await host.request(S7F17, ["R1"]), ACKC7.accepted);
  assertEquals(await host.request(S7F19), ["R2", "R3"]);
  assertEquals(await host.request(S7F17, []), ACKC7.accepted);
  assertEquals(await host.request(S7F19), []);
});

for (
  const [what, options, answer] of [
    ["PPGNT 1: it has that process program", { overwrite: false }, PPGNT.alreadyHave],
    ["PPGNT 2: too long", { maxProgramBytes: 9 }, PPGNT.noSpace],
    ["PPGNT 2: no space", { maxPrograms: 1 }, PPGNT.noSpace],
    ["PPGNT 3: a PPID that is too long", { maxPpidLength: 3 }, PPGNT.invalidPpid],
    ["PPGNT 4: busy", { grant: () => PPGNT.busy }, PPGNT.busy],
    ["PPGNT 5: will not accept", { grant: () => PPGNT.notAccepted }, PPGNT.notAccepted],
    ["PPGNT 64: a hook that fails", { grant: () => 256 }, PPGNT.other],
  ] as const
) {
  toolTest(`S7F1, ${what}`, limited(options), async (stage) => {
    await send(stage, "R1");
    const ppid = what.startsWith("PPGNT 1") ? "R1" : "NEW1";
    assertEquals(await ask(stage, ppid, 20), answer);
  });
}

for (
  const [what, options, answer] of [
    ["ACKC7 1: it may not be overwritten", { overwrite: false }, ACKC7.noPermission],
    ["ACKC7 2: too long", { maxProgramBytes: 9 }, ACKC7.length],
    ["ACKC7 3: no space", { maxPrograms: 1 }, ACKC7.matrixOverflow],
    ["ACKC7 4: a PPID that is too long", { maxPpidLength: 3 }, ACKC7.ppidNotFound],
  ] as const
) {
  toolTest(`S7F3, ${what}`, limited(options), async (stage) => {
    await send(stage, "R1");
    const ppid = what.startsWith("ACKC7 1") ? "R1" : "NEW1";
    assertEquals(await send(stage, ppid, A("x".repeat(20))), answer);
    assertEquals(await stage.host.request(S7F19), ["R1"]);
  });
}

for (
  const [what, code, answer] of [
    ["ACKC7 6: later", ACKC7.later, ACKC7.later],
    ["ACKC7 64: a hook that fails", 256, ACKC7.other],
  ] as const
) {
  toolTest(`S7F3, ${what}; nothing is kept`, limited({ accept: () => code }), async (stage) => {
    assertEquals(await send(stage, "NEW1"), answer);
    assertEquals(await stage.host.request(S7F19), []);
  });
}

test("ACKC7 5: a tool without formatted process programs", async () => {
  const model = defineEquipment({ model: "M", revision: "1", processPrograms: { kinds: ["unformatted"] } });
  const tool = await Equipment.open(model);
  await playWith(tool, async (host) => {
    assertEquals(await host.request(S7F23, FORMATTED), ACKC7.unsupportedMode);
  });
  await tool.close();
});

test("a tool without process programs: S9F3 for stream 7", async () => {
  const tool = await Equipment.open(defineEquipment({ model: "M", revision: "1" }));
  await playWith(tool, async (host) => {
    const error = await host.request(S7F19).catch((error: Error) => error);
    assertEquals((error as Error).name, "SecsStream9Error");
  });
  await tool.close();
});

wireTest("S9F13: no S7F3 comes after S7F2", {}, async (stage) => {
  await stage.ask(frame("8701", "00000041", "0102 4102 5231 a50101"), frame("0702", "00000041", "210100"));
  await stage.clock.advance(44_999);
  await stage.silence();
  await stage.clock.advance(1);
  await stage.peer.expect(frame("090d", "00000100", "0102 4106 533037463033 4102 5231"));
});

wireTest("S9F13 has a PPID as it came, also one that is a number below 0", {}, async (stage) => {
  await stage.ask(frame("8701", "00000041", "0102 6501f9 a50101"), frame("0702", "00000041", "210100"));
  await stage.clock.advance(45_000);
  await stage.peer.expect(frame("090d", "00000100", "0102 4106 533037463033 6501f9"));
});

for (
  const [what, message, answer] of [
    ["S7F3", frame("8703", "00000042", "0102 4102 5231 4101 78"), frame("0704", "00000042", "210100")],
    [
      "S7F23",
      frame("8717", "00000042", "0104 4102 5231 4101 4d 4101 31 0100"),
      frame("0718", "00000042", "210100"),
    ],
  ] as const
) {
  wireTest(`no S9F13 if ${what} comes after S7F2`, {}, async (stage) => {
    await stage.ask(frame("8701", "00000041", "0102 4102 5231 a50101"), frame("0702", "00000041", "210100"));
    await stage.ask(message, answer);
    await stage.clock.advance(60_000);
    await stage.silence();
  });
}

wireTest(
  "conversationTimeout: how long S7F3 may take",
  { handler: { conversationTimeout: 5000 } },
  async (stage) => {
    await stage.ask(frame("8701", "00000041", "0102 4102 5231 a50101"), frame("0702", "00000041", "210100"));
    await stage.clock.advance(5000);
    await stage.peer.expect(frame("090d", "00000100", "0102 4106 533037463033 4102 5231"));
  },
);

toolTest("S7F23 to S7F26: a formatted process program", {}, async ({ host }) => {
  assertEquals(await host.request(S7F23, FORMATTED), ACKC7.accepted);
  const read = await host.request(S7F25, "F1");
  assertEquals([read!.PPID, read!.COMMANDS.map(({ CCODE, PPARM }) => `${CCODE} ${PPARM}`)], [
    "F1",
    [`1 ${U1(7)}`],
  ]);
  assertEquals(await host.request(S7F5, "F1"), undefined);
});

const VERIFIED = limited({ verify: () => [{ ACKC7A: 4, SEQNUM: 1, ERRW7: "7 is too much" }] });

wireTest("S7F27 comes after S7F24, and says what is wrong", VERIFIED, async (stage) => {
  const program = "0104 4102 4631 4101 4d 4101 31 0100";
  await stage.ask(
    frame("8717", "00000041", program),
    frame("0718", "00000041", "210100") +
      frame(
        "871b",
        "00000100",
        "0102 4102 4631 0101 0103 a50104 b10400000001 410d 3720697320746f6f206d756368",
      ),
  );
  stage.peer.send(frame("071c", "00000100"));
  await stage.ask(frame("8719", "00000042", "4102 4631"), frame("071a", "00000042", "0100"));
  await stage.silence();
});

for (const [granted, follows] of [[PPGNT.ok, true], [PPGNT.busy, false]] as const) {
  const options = limited({ ...VERIFIED.tool!.programOptions, inquireVerificationFrom: 1 });
  toolTest(
    `S7F29: with PPGNT ${granted} S7F27 ${follows ? "follows" : "does not follow"}`,
    options,
    async (stage) => {
      const { host, got, tool } = stage;
      const lengths: unknown[] = [];
      host.secs.register(S7F29, (length) => (lengths.push(length), granted));
      assertEquals(await host.request(S7F23, FORMATTED), ACKC7.accepted);
      await stage.clock.settle();
      tool.sendText("end");
      await got.saw("S10F1");
      assertEquals([lengths.length, got.count("S7F27 F1")], [1, follows ? 1 : 0]);
    },
  );
}

toolTest(
  "PP Change: what the operator does with process programs, and not what the host does",
  {},
  async (stage) => {
    const { host, tool, got } = stage;
    await setUp(host, { reports: [[1, [60_206, 60_207]]], links: [[60_309, [1]]], enable: [60_309] });
    await send(stage, "HOST");
    const programs = tool.programs!;
    await programs.save({ PPID: "R1", PPBODY: A("x") });
    await programs.save({ PPID: "R1", PPBODY: A("y") });
    await programs.remove(["R1"]);
    await host.request(S7F17, ["HOST"]);
    await got.saw("S6F11 60309", 3);
    assertEquals(
      stage.reports.map(([report]) => report!.join(" ")),
      [1, 2, 3].map((n) => `${A("R1")} ${U1(n)}`),
    );
  },
);

toolTest("PP Change goes to each host that has enabled it, ON-LINE only", {}, async (stage) => {
  const { host, tool, got, clock } = stage;
  await host.request(S2F37, { CEED: true, CEID: [60_309] });
  await host.goOffline();
  await tool.programs!.save({ PPID: "R1", PPBODY: A("x") });
  await clock.settle();
  assertEquals(got.lines, []);
});

test("a store of process programs that fails: a code, and the tool is told", async () => {
  class Broken extends MemoryPrograms {
    override write(): Promise<void> {
      return Promise.reject(new Error("disk full"));
    }
  }
  const model = defineEquipment({ model: "M", revision: "1", processPrograms: { kinds: ["unformatted"] } });
  const tool = await Equipment.open(model, { programs: new Broken() });
  const errors: unknown[] = [];
  tool.on("error", ({ error }) => errors.push((error as Error).message));
  await playWith(tool, async (host) => {
    assertEquals(await host.request(S7F3, { PPID: "R1", PPBODY: A("x") }), ACKC7.other);
    assertEquals(errors, ["disk full"]);
  });
  await tool.close();
});
