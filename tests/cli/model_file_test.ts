import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { CommandError } from "../../src/cli/errors.ts";
import { modelIn } from "../../src/cli/models/model_file.ts";
import { segmentsOf } from "../../src/cli/models/path.ts";

function said(text: string): string[] {
  return assertThrows(() => modelIn(text, "tool.json"), CommandError).message.split("\n");
}

test("a model file that is right is read, also with a byte order mark", () => {
  assertEquals(modelIn('\uFEFF{ "model": "A", "revision": "1" }', "tool.json").model, "A");
});

test("JSON that is broken is said with its place", () => {
  assertEquals(said('{\n  "model": "A"\n  "revision": "1"\n}'), [
    "tool.json:3:3: this is no JSON: comma expected",
  ]);
  assertEquals(said(""), ["tool.json:1:1: this is no JSON: value expected"]);
  assertEquals(said('{ "model": "A" } // mine'), ["tool.json:1:18: this is no JSON: invalid comment token"]);
});

test("each problem is said with its place and its path", () => {
  const text = `{
  "model": "A",
  "revison": "1",
  "statusVariables": {
    "A b": { "id": 1, "format": "U9" },
    "B": { "format": "U1", "value": 300 }
  },
  "simulation": { "rules": [{ "every": 1, "do": [{ "alarm": "X" }] }] }
}`;
  assertEquals(said(text), [
    "tool.json:3:3: revison: there is no such field here; did you mean revision?",
    'tool.json:5:23: statusVariables["A b"].format: expected A, J, B, BOOLEAN, U1, U2, U4, U8, I1, I2, I4, I8, F4, F8, L, got "U9"',
    "tool.json:6:5: statusVariables.B.id: it is missing",
    "tool.json:1:1: revision: it is missing",
    "tool.json:8:52: simulation.rules[0].do[0].alarm: no alarm X",
  ]);
});

test("what is no object has a place too", () => {
  assertEquals(said("[]"), ["tool.json:1:1: expected an object, got an array"]);
});

test("the path of a problem", () => {
  assertEquals(segmentsOf("model: it is missing"), ["model"]);
  assertEquals(segmentsOf('events["a: \\"b\\""].variables[12]: no'), ["events", 'a: "b"', "variables", 12]);
  assertEquals(segmentsOf("expected an object, got an array"), []);
});
