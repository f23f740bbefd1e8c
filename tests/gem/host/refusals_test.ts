// Every code with which a tool refuses: its name, its number, what it means and what to check.

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { A, SecsAcknowledgeError } from "@secs/hsms";
import { type GemHostHandler, GemRefusalError } from "../../../src/gem/mod.ts";
import { oddTest } from "./odd_tool.ts";

/** A call, the requests that the tool accepts before, the one that it refuses, and the codes. */
interface Refused {
  readonly code: string;
  readonly call: (host: GemHostHandler) => Promise<unknown>;
  readonly accepted?: readonly string[];
  readonly request: string;
  /** The body of the answer, without the code. */
  readonly body?: (code: string) => string;
  /** What the message says for each code, from 1 on. */
  readonly says: Readonly<Record<number, string>>;
}

const subscribe = (host: GemHostHandler): Promise<unknown> =>
  host.subscribeCollectionEvent(4001, [11], { rptid: 7 });
const trace = { id: 1, variables: [11], period: 1000, samples: 1 };

const REFUSALS: readonly Refused[] = [
  {
    code: "DRACK",
    call: subscribe,
    request: "S2F33 W",
    says: { 1: "of RPTID 7 with DRACK 1: no space", 2: "formats", 4: "Check the VIDs" },
  },
  {
    code: "LRACK",
    call: subscribe,
    accepted: ["S2F33 W"],
    request: "S2F35 W",
    says: { 1: "of CEID 4001 with LRACK 1: no space", 2: "formats", 4: "Check the CEID" },
  },
  {
    code: "ERACK",
    call: (host) => host.enableCollectionEvents([4001]),
    request: "S2F37 W",
    says: { 1: "of CEID 4001 with ERACK 1: it does not have one of the events. Check the CEIDs" },
  },
  {
    code: "EAC",
    call: (host) => host.setEcs([["3001", A("x")]]),
    request: "S2F15 W",
    says: { 1: "Check the ECIDs", 2: "busy", 3: "out of range" },
  },
  {
    code: "HCACK",
    call: (host) => host.sendRemoteCommand("GO"),
    request: "S2F41 W",
    body: (code) => `0102 ${code} 0100`,
    says: {
      1: "S2F41 GO with HCACK 1: there is no such command",
      2: "REMOTE",
      3: "a parameter is wrong",
      5: "already",
      6: "OBJSPEC",
    },
  },
  {
    code: "CMDA",
    call: (host) => host.sendRemoteCommand("GO", {}, { form: "S2F21" }),
    request: "S2F21 W",
    body: (code) => code.replace("21", "a5"),
    says: { 1: "S2F21 GO with CMDA 1: there is no such command", 2: "cannot do that now" },
  },
  {
    code: "TIAACK",
    call: (host) => host.startTrace(trace),
    request: "S2F23 W",
    says: {
      1: "of TRID 1 with TIAACK 1: too many variables",
      2: "Stop another one",
      3: "period",
      4: "SVIDs",
      5: "number of samples",
    },
  },
  {
    code: "VLAACK",
    call: (host) => host.clearLimits(),
    request: "S2F45 W",
    body: (code) => `0102 ${code} 0100`,
    says: { 1: "a definition is wrong, and nothing is changed", 2: "cannot do that now" },
  },
  {
    code: "RSPACK",
    call: (host) => host.setSpooling([]),
    request: "S2F43 W",
    body: (code) => `0102 ${code} 0100`,
    says: { 1: "refused, and nothing is changed" },
  },
  {
    code: "RSDA",
    call: (host) => host.requestSpool(),
    request: "S6F23 W",
    says: { 1: "busy", 2: "nothing is spooled" },
  },
  {
    code: "RSDA",
    call: (host) => host.purgeSpool(),
    request: "S6F23 W",
    says: { 2: "nothing is spooled" },
  },
  {
    code: "TIACK",
    call: (host) => host.setClock("260102030405"),
    request: "S2F31 W",
    says: { 1: "S2F31 260102030405 with TIACK 1: the time was not set" },
  },
  {
    code: "ACKC5",
    call: (host) => host.enableAlarm(8),
    request: "S5F3 W",
    says: { 1: "S5F3 of ALID 8 with ACKC5 1: it refuses. Check whether it has that alarm" },
  },
  {
    code: "ACKC7",
    call: (host) => host.deleteProcessPrograms(["R1"]),
    request: "S7F17 W",
    says: {
      1: "permission not granted",
      2: "length error",
      3: "matrix overflow",
      4: "PPID is not found",
      5: "mode unsupported",
      6: "later",
    },
  },
  {
    code: "PPGNT",
    call: (host) => host.sendProcessProgram("R1", A("x"), { inquire: true }),
    request: "S7F1 W",
    says: { 1: "already", 2: "no space", 3: "PPID is not valid", 4: "busy", 5: "will not accept" },
  },
  ...[
    { request: "S10F3 W", call: (host: GemHostHandler) => host.sendTerminal("x") },
    { request: "S10F5 W", call: (host: GemHostHandler) => host.sendTerminal(["x"]) },
    { request: "S10F9 W", call: (host: GemHostHandler) => host.sendTerminal("x", { terminal: "all" }) },
  ].map((one) => ({ ...one, code: "ACKC10", says: { 1: "will not be shown", 2: "no such terminal" } })),
  {
    code: "ONLACK",
    call: (host) => host.goOnline(),
    request: "S1F17 W",
    says: { 1: "Its operator has to switch the equipment on-line" },
  },
  {
    code: "OFLACK",
    call: (host) => host.goOffline(),
    request: "S1F15 W",
    says: { 1: "denied" },
  },
];

for (const { code, call, accepted = [], request, body = (one: string) => one, says } of REFUSALS) {
  const values = [...Object.keys(says).map(Number), 64];
  oddTest(`${code} ${values.join(", ")} of ${request}: the error says it`, {}, async (tool) => {
    for (const value of values) {
      const calling = call(tool.anyHost);
      for (const before of accepted) await tool.answer(before, "210100");
      await tool.answer(request, body(`2101${value.toString(16).padStart(2, "0")}`));
      const error = await assertRejects(() => calling, SecsAcknowledgeError);
      assertEquals([error.acknowledge, error.value], [code, value]);
      assertStringIncludes(error.message, `${code} ${value}`);
      if (value === 64) assert(error.message.endsWith(`${code} 64`), error.message);
      else assertStringIncludes(error.message, says[value]!);
    }
    await tool.isThere();
  });
}

oddTest("LRACK 5 of S2F35 W: the event is unlinked, and what is refused again is told", {}, async (tool) => {
  const calling = subscribe(tool.anyHost);
  for (
    const [request, code] of [["S2F33 W", "00"], ["S2F35 W", "05"], ["S2F35 W", "00"], [
      "S2F35 W",
      "05",
    ]] as const
  ) {
    await tool.answer(request, `2101${code}`);
  }
  await assertRejects(
    () => calling,
    SecsAcknowledgeError,
    "LRACK 5: it does not have the report. Check the RPTID",
  );
});

oddTest("DRACK 3 and LRACK 3 that stay are told", {}, async (tool) => {
  const defining = subscribe(tool.anyHost);
  for (const code of ["03", "00", "03"]) await tool.answer("S2F33 W", `2101${code}`);
  await assertRejects(
    () => defining,
    SecsAcknowledgeError,
    "DRACK 3: a report of that RPTID is defined already",
  );
  const linking = subscribe(tool.anyHost);
  await tool.answer("S2F33 W", "210100");
  for (const code of ["03", "00", "03"]) await tool.answer("S2F35 W", `2101${code}`);
  await assertRejects(() => linking, SecsAcknowledgeError, "LRACK 3: the event has a report already");
});

oddTest("HCACK 3 with CPACK 1, 2 and 3: which parameters, and what is wrong with them", {}, async (tool) => {
  const calling = tool.anyHost.sendRemoteCommand("GO", { A: "1", B: "2", C: "3" });
  await tool.answer("S2F41 W", "0102 210103 0103 0102 410141 210101 0102 410142 210102 0102 410143 210103");
  const error = await assertRejects(() => calling, GemRefusalError);
  assertEquals(error.details.map(({ subject, acknowledge, value }) => `${subject} ${acknowledge} ${value}`), [
    "A CPACK 1",
    "B CPACK 2",
    "C CPACK 3",
  ]);
  assertEquals(
    error.message,
    "The equipment answered S2F41 GO with HCACK 3: a parameter is wrong. " +
      "A: CPACK 1, there is no parameter of that name. Check its spelling, upper and lower case too. " +
      "B: CPACK 2, illegal value. C: CPACK 3, illegal format. Check the format in the manual of the equipment",
  );
});

oddTest("CEPACK 4 of S2F50", {}, async (tool) => {
  const calling = tool.anyHost.sendRemoteCommand("GO", { A: "1" }, { form: "S2F49" });
  await tool.answer("S2F49 W", "0102 210103 0101 0102 410141 a50104");
  await assertRejects(() => calling, GemRefusalError, "A: CEPACK 4, the name is not valid here");
});

for (
  const [lvack, limit, said] of [
    ["01", "0100", "VID 9: LVACK 1, it does not have that variable"],
    ["02", "0100", "VID 9: LVACK 2, that variable can have no limits"],
    ["03", "0100", "VID 9: LVACK 3, the variable is there twice"],
    ["04", "0102 210102 210101", "Limit 2 of VID 9: LIMITACK 1, there is no such limit"],
    ["04", "0102 210102 210102", "LIMITACK 2, its upper end is above the greatest limit"],
    ["04", "0102 210102 210103", "LIMITACK 3, its lower end is below the least limit"],
    ["04", "0102 210102 210104", "LIMITACK 4, its upper end is below its lower end"],
    ["04", "0102 210102 210105", "LIMITACK 5, illegal format"],
    ["04", "0102 210102 210106", "LIMITACK 6, text that is not a number"],
    ["04", "0102 210102 210107", "LIMITACK 7, the limit is there twice"],
  ] as const
) {
  oddTest(`VLAACK 1 of S2F45 with ${said.slice(said.search(/LVACK|LIMITACK/))}`, {}, async (tool) => {
    const calling = tool.host.defineLimits([{ variable: 9, limits: [{ id: 2 }] }]);
    await tool.answer("S2F45 W", `0102 210101 0101 0103 b10400000009 2101${lvack} ${limit}`);
    const error = await assertRejects(() => calling, GemRefusalError, said);
    assertStringIncludes(error.message, "VLAACK 1: a definition is wrong, and nothing is changed");
  });
}

for (
  const [strack, said] of [
    ["01", "Stream 1: STRACK 1, that stream cannot be spooled"],
    ["02", "STRACK 2, it does not have that stream"],
    ["03", "STRACK 3, it does not have one of these functions"],
    ["04", "STRACK 4, one of these functions is a secondary"],
  ] as const
) {
  oddTest(`RSPACK 1 of S2F43 with ${said.slice(said.indexOf("STRACK"))}`, {}, async (tool) => {
    const calling = tool.host.setSpooling([{ stream: 1, functions: [] }]);
    await tool.answer("S2F43 W", `0102 210101 0101 0103 a50101 2101${strack} 0100`);
    await assertRejects(() => calling, GemRefusalError, said);
  });
}

oddTest("STRACK names the functions that are wrong", {}, async (tool) => {
  const calling = tool.host.setSpooling([{ stream: 6, functions: [11, 12] }]);
  await tool.expect("S2F43 W", "0101 0102 a50106 0102 a5010b a5010c");
  tool.reply("0102 210101 0101 0103 a50106 210104 0101 a5010c");
  await assertRejects(() => calling, GemRefusalError, "Stream 6, functions 12: STRACK 4");
});
