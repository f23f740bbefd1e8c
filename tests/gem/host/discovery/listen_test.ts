// Tools without lists: what can be had by listening, and by trying ids.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { F4, L, U2 } from "@secs/hsms/secs2";
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
