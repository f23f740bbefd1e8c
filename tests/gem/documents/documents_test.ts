import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  complianceStatement,
  defineEquipment,
  type EquipmentModel,
  gemManual,
} from "../../../src/gem/mod.ts";
import { ADDITIONAL, FUNDAMENTAL, messagesOf } from "../../../src/gem/documents/capabilities.ts";
import { paragraphOf, table, textOf } from "../../../src/gem/documents/markdown.ts";
import { SCENARIOS } from "../../../src/gem/documents/scenarios.ts";
import { stateModels } from "../../../src/gem/documents/state_models.ts";
import { ETCHER } from "../definition/etcher.ts";

const BARE: EquipmentModel = defineEquipment({ model: "M", revision: "1" });

/** The rows of the table that has a heading, without their spaces. */
function rowsOf(page: string, heading: string): string[][] {
  const section = page.split(`# ${heading}\n`)[1]!.split(/\n#+ /)[0]!;
  const rows = section.split("\n").filter((line) => line.startsWith("| ")).slice(2);
  return rows.map((row) => row.slice(2, -2).split(" | ").map((cell) => cell.trim()));
}

test("each row of a state model has its meaning, and no other row has one", () => {
  for (const { heading, arrows, rows } of stateModels(ETCHER)) {
    const numbers = [...new Set(arrows.flatMap((arrow) => arrow.rows))].sort((a, b) => a - b);
    assertEquals([heading, Object.keys(rows).map(Number)], [heading, numbers]);
  }
});

test("the manual has the state models of what the tool has", () => {
  const headings = (model: EquipmentModel) => stateModels(model).map(({ heading }) => heading);
  const spooling = ["Spooling: what is loaded", "Spooling: what is unloaded"];
  assertEquals(headings(BARE), ["Communication", "Control", "Processing", ...spooling]);
  assertEquals(headings(ETCHER), ["Communication", "Control", "Processing", "Alarms", "Limits", ...spooling]);
});

test("the statement has each requirement and capability once", () => {
  const statement = complianceStatement(ETCHER);
  const fundamental = rowsOf(statement, "Fundamental requirements").map(([name]) => name);
  const additional = rowsOf(statement, "Additional capabilities").map(([name]) => name);
  assertEquals([fundamental, additional], [
    FUNDAMENTAL.map(({ name }) => name),
    ADDITIONAL.map(({ name }) => name),
  ]);
  assertEquals([fundamental.length, additional.length], [8, 16]);
});

test("what a tool has not is not implemented", () => {
  const implemented = (model: EquipmentModel) =>
    rowsOf(complianceStatement(model), "Additional capabilities").filter((row) => row[1] === "yes").length;
  assertEquals(implemented(ETCHER), 16);
  const not = rowsOf(complianceStatement(BARE), "Additional capabilities").filter((row) => row[1] === "no");
  assertEquals(not.map(([name]) => name), [
    "Alarm management",
    "Remote control",
    "Process recipe management",
    "Limits monitoring",
  ]);
  assert(not.every(([, , compliant, messages]) => compliant === "no" && messages === ""), `${not}`);
  const names = messagesOf(BARE).map(({ toHost }) => toHost.name);
  for (const message of ["S5F1", "S2F41", "S7F3", "S7F23", "S2F45"]) {
    assert(!names.includes(message), message);
  }
});

test("remote control without START and STOP is not as GEM wants it", () => {
  const model = defineEquipment({ model: "M", revision: "1", commands: { START: {} } });
  const row = rowsOf(complianceStatement(model), "Additional capabilities").find(([name]) =>
    name === "Remote control"
  );
  assertEquals(row, ["Remote control", "yes", "no", "S2F21, S2F41, S2F49", "no command STOP"]);
});

test("process programs have the messages of their kinds", () => {
  const namesOf = (kinds: ("unformatted" | "formatted")[]) =>
    messagesOf(defineEquipment({ model: "M", revision: "1", processPrograms: { kinds } }))
      .map(({ toHost }) => toHost.name).filter((name) => name.startsWith("S7"));
  const all = ["S7F1", "S7F17", "S7F19"];
  assertEquals(namesOf(["unformatted"]), ["S7F3", "S7F5", "S7F37", "S7F41", ...all]);
  assertEquals(namesOf(["formatted"]), ["S7F23", "S7F25", "S7F27", "S7F29", "S7F39", "S7F43", ...all]);
});

test("the messages of a scenario are in the list of messages, and are sent by the side that sends them", () => {
  for (const model of [ETCHER, BARE]) {
    const listed = new Map(
      messagesOf(model).flatMap((message) =>
        [message, message.reply].flatMap((one) => one === undefined ? [] : [[one.toHost.name, one] as const])
      ),
    );
    for (const { name, steps, isThere } of SCENARIOS) {
      if (isThere?.(model) === false) continue;
      for (const [sender, message] of steps) {
        const definition = listed.get(message);
        assert(definition !== undefined, `${name}: ${message}`);
        assert(
          (sender === "tool" ? definition.toHost : definition.toEquipment).isSent,
          `${name}: ${message}`,
        );
      }
    }
  }
});

test("the manual has every variable, event, alarm and command", () => {
  const manual = gemManual(ETCHER);
  const ids = ["Status variables", "Data variables", "Equipment constants"]
    .flatMap((heading) => rowsOf(manual, heading).map(([id, name]) => `${id} ${name}`));
  assertEquals(ids, ETCHER.variables.all.map(({ id, name }) => `${id} ${name}`));
  assertEquals(
    rowsOf(manual, "Collection events").map(([id, name]) => `${id} ${name}`),
    ETCHER.events.all.map(({ id, name }) => `${id} ${name}`),
  );
  assertEquals(rowsOf(manual, "Alarms").length, 2);
  for (const { name } of ETCHER.commands) assertStringIncludes(manual, `\n### ${name}\n`);
});

test("what a model says is text in its manual", () => {
  assertEquals(
    textOf("a|b\n<i>*c* `d` [e](f) _g_ h_i &lt; ~~j~~"),
    [
      "a\\|b \\<i\\>\\*c\\* \\`d\\` \\[e\\](f) \\_g\\_ h_i \\&lt; \\~\\~j\\~\\~",
    ][0],
  );
  assertEquals(["# a", "1. b", "- c", "d - e"].map(paragraphOf), ["\\# a", "1\\. b", "\\- c", "d - e"]);
  const model = defineEquipment({
    model: "M",
    revision: "1",
    description: "# no heading",
    alarms: { "Pipe | burst": { id: 1, category: 1, text: "a | b" } },
  });
  assertStringIncludes(gemManual(model), "\n\\# no heading\n");
  assertStringIncludes(gemManual(model), "| 1    | Pipe \\| burst | 1        | a \\| b |");
});

test("the columns of a table are as wide as their text", () => {
  assertEquals(
    table(["#", "name"], [["1", "a"], ["12345", "bc"]]),
    [
      "| #     | name |",
      "| ----- | ---- |",
      "| 1     | a    |",
      "| 12345 | bc   |",
    ].join("\n"),
  );
});
