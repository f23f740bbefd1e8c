// Tools without lists: what can be had by listening, and by trying ids.

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { A, B, F4, type Item, L, U2 } from "@secs/hsms/secs2";
import { SecsSchemaError } from "../../../../src/secs/mod.ts";
import { deferred } from "../../../support/deferred.ts";
import { readEquipment } from "../../../../src/gem/mod.ts";
import { oddTest, type OddTool } from "../odd_tool.ts";
import { discoverOdd, idsIn, READ_ONLY } from "./answering.ts";

/** A tool that has no message; `listens` resolves once the last question is over. */
function listenTo(tool: OddTool): { found: ReturnType<typeof discoverOdd>; listens: Promise<void> } {
  const last = deferred<void>();
  const onProgress = ({ message }: { message: string }): void => {
    if (message === "S2F57") last.resolve();
  };
  const found = discoverOdd(tool, () => "S9F5", { listen: 600_000, onProgress });
  return { found, listens: last.promise.then(() => tool.clock.settle()) };
}

oddTest("events and alarms are heard where there are no lists", {}, async (tool) => {
  const { found: discovering, listens } = listenTo(tool);
  await listens;
  // CEID 41 with report 7 of a text and a number; CEID 42 names its variables; alarm 51 is set, alarm 52 cleared.
  tool.say(
    "S6F11",
    "0103 a50100 a9020029 0101 0102 a50107 0102 4102 3132 91043f000000",
  );
  tool.say(
    "S6F13",
    "0103 a50100 a902002a 0101 0102 a50108 0101 0102 a9020015 4101 31",
  );
  tool.say("S5F1", "0103 210181 a9020033 4104 446f6f72");
  tool.say("S5F1", "0103 210102 a9020034 4103 476173");
  await tool.clock.advance(600_000);
  const found = await discovering;
  readEquipment(found.definition);
  assertEquals(found.definition as unknown, {
    model: "M",
    revision: "1",
    dataVariables: { "DV 21": { id: 21, format: "A" } },
    events: { "CE 41": { id: 41 }, "CE 42": { id: 42, variables: ["DV 21"] } },
    alarms: {
      Door: { id: 51, category: "personalSafety", text: "Door" },
      Gas: { id: 52, category: "equipmentSafety", text: "Gas" },
    },
  });
  assertEquals(found.stopped, undefined);
  const unknown = found.notes.find(({ tool }) => tool.startsWith("event 41 came"));
  assertEquals(unknown?.tool, "event 41 came with report 7: A[2], F4[1]");
  assertEquals(found.sent.every((name) => READ_ONLY.has(name)), true);
});

oddTest("the link ends while it listens", {}, async (tool) => {
  const { found: discovering, listens } = listenTo(tool);
  await listens;
  tool.peer.end();
  const { stopped } = await discovering;
  assertStringIncludes(stopped ?? "", "has ended");
});

oddTest("ids are tried if there is no list: what has a value is there", {}, async (tool) => {
  const asked: string[] = [];
  const found = await discoverOdd(tool, (name, body) => {
    if (name !== "S1F3" && name !== "S2F13") return "S9F5";
    const ids = idsIn(body);
    asked.push(`${name} ${ids[0]} to ${ids.at(-1)}: ${ids.length}`);
    const has = name === "S1F3" ? [3, 1005] : [5];
    return L(...ids.map((id) => !has.includes(id) ? L() : id === 5 ? U2(9) : F4(0.5)));
  }, { known: [7, [1, 5], [1000, 1009]] });
  assertEquals(asked, ["S1F3 7 to 1009: 16", "S2F13 7 to 1009: 16"]);
  readEquipment(found.definition);
  assertEquals(found.definition as unknown, {
    model: "M",
    revision: "1",
    statusVariables: {
      "SV 3": { id: 3, format: "F4", value: 0.5 },
      "SV 1005": { id: 1005, format: "F4", value: 0.5 },
    },
    constants: { "EC 5": { id: 5, format: "U2", default: 9 } },
  });
});

oddTest("answers of another source are taken for what the tool does not answer", {}, async (tool) => {
  const found = await discoverOdd(tool, (name, body) => {
    if (name === "S1F11") return L();
    if (name === "S2F29") return L(L(U2(31), A("Told"), L(), L(), U2(7), A("")));
    if (name === "S1F3") return L(...idsIn(body).map(() => F4(0.1)));
    return "S9F5";
  }, {
    answers: {
      S1F11: L(L(U2(11), A("Pressure"), A("Pa"))),
      S1F23: L(L(U2(41), A("Started"), L(U2(11)))),
      S2F29: L(L(U2(32), A("Given"), L(), L(), U2(8), A(""))),
      S5F5: L(L(B(0x81), U2(51), A("Door"))),
    },
  });
  readEquipment(found.definition);
  assertEquals(found.definition as unknown, {
    model: "M",
    revision: "1",
    statusVariables: { Pressure: { id: 11, format: "F4", units: "Pa", value: 0.1 } },
    constants: { Told: { id: 31, format: "U2", default: 7 } },
    events: { Started: { id: 41, variables: ["Pressure"] } },
    alarms: { Door: { id: 51, category: "personalSafety", text: "Door" } },
  });
  const given = found.notes.filter(({ model }) => model === "as it was given (answers)");
  assertEquals(given.map(({ about, tool }) => `${about}: ${tool}`), [
    "S1F12: an empty list",
    "S1F24: no answer",
    "S5F6: no answer",
  ]);
});

oddTest("answers that cannot be taken are refused before anything is asked", {}, async (tool) => {
  const discover = (answers: Record<string, Item>): Promise<unknown> => tool.anyHost.discover({ answers });
  await assertRejects(() => discover({ S1F11: U2(1) }), SecsSchemaError, "S1F12");
  await assertRejects(() => discover({ S1F3: L() }), RangeError, "answers.S1F3: only S1F1, S1F11");
});
