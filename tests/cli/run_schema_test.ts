// The JSON Schema of scenarios against the checks: both take what is right, and refuse the same shapes.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { scenarioSchema } from "../../src/cli/run/read_scenario.ts";
import { SCENARIO_FILE } from "../../src/cli/run/scenario_shape.ts";
import { Problems } from "../../src/gem/definition/problems.ts";
import { checkShape } from "../../src/gem/definition/shape.ts";
import { ROOT } from "../architecture/root.ts";
import { changed, OTHERS, placesIn } from "../gem/definition/other_shapes.ts";

const isValid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(scenarioSchema());
const FOLDER = join(ROOT, "scenarios", "gem");

function hasRightShape(file: unknown): boolean {
  const problems = new Problems();
  checkShape(SCENARIO_FILE, file, "", problems);
  return !problems.any;
}

for (const name of readdirSync(FOLDER)) {
  const text = readFileSync(join(FOLDER, name), "utf8");
  const file = parse(text);

  test(`schemas/scenario.schema.json takes scenarios/gem/${name}`, () => {
    assert(isValid(file), JSON.stringify(isValid.errors, undefined, 2));
  });

  test(`scenarios/gem/${name} names the schema for editors`, () => {
    assertEquals(text.split("\n")[0], "# yaml-language-server: $schema=../../schemas/scenario.schema.json");
  });

  test(`the schema of scenarios and the checks refuse the same shapes, wherever something else stands: ${name}`, () => {
    let refused = 0;
    for (const path of placesIn(file)) {
      for (const other of OTHERS) {
        if (other === undefined && (path.length === 0 || typeof path.at(-1) === "number")) continue;
        const broken = changed(file, path, other);
        const isRight = hasRightShape(broken);
        assertEquals(isValid(broken), isRight, `${path.join(".")} ${JSON.stringify(other)}`);
        if (!isRight) refused++;
      }
    }
    assert(refused > 100, `${refused}`);
  });
}

test("the schema of scenarios refuses a step of two words, of none, and of one that nobody knows", () => {
  for (const step of [{ wait: "1s", send: "S1F1" }, {}, { wate: "1s" }]) {
    const file = { name: "a", model: "etcher", scenarios: { S: { steps: [step] } } };
    assertEquals([isValid(file), hasRightShape(file)], [false, false]);
  }
});
