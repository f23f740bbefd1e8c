// docs/scenarios.md: its files are played, its steps are read, what it prints is printed, and each word is there.

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { suiteIn } from "../../src/cli/run/read_scenario.ts";
import { STEP_SHAPES } from "../../src/cli/run/step_shape.ts";
import { STATES } from "../../src/cli/run/words.ts";
import { ROOT } from "../architecture/root.ts";
import { World } from "../cli/world.ts";

const PAGE = readFileSync(join(ROOT, "docs", "scenarios.md"), "utf8");
const BLOCKS = Array.from(
  PAGE.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm),
  ([, kind, text]) => ({ kind, text: text! }),
);
const FILES = BLOCKS.filter(({ kind, text }) => kind === "yaml" && /^name:/m.test(text)).map(({ text }) =>
  text
);
const STEPS = BLOCKS.filter(({ kind, text }) => kind === "yaml" && text.startsWith("- ")).map(({ text }) =>
  text
);
const OUTPUTS = BLOCKS.filter(({ kind }) => kind === "text").map(({ text }) => text);

test("docs/scenarios.md: every block is a file, steps, or an output", () => {
  assertEquals(FILES.length + STEPS.length + OUTPUTS.length, BLOCKS.length);
  assert(FILES.length >= 3 && STEPS.length >= 4 && OUTPUTS.length === 2);
});

FILES.forEach((text, at) =>
  test(`docs/scenarios.md: file ${at + 1} is right`, async () => {
    assert((await suiteIn(text, "lot.yaml")).data.name.length > 0);
  })
);

STEPS.forEach((text, at) =>
  test(`docs/scenarios.md: steps ${at + 1} are right`, async () => {
    const steps = text.split("\n").map((line) => `      ${line}\n`).join("");
    const file = `name: a\nmodel: etcher\nvariables: { lot: A1 }\nscenarios:\n  S:\n    steps:\n${steps}`;
    assert((await suiteIn(file, "lot.yaml")).data.scenarios["S"]!.steps.length > 0);
  })
);

OUTPUTS.forEach((text, at) =>
  test(`docs/scenarios.md: output ${at + 1} is what the file above it prints`, async () => {
    const before = PAGE.slice(0, PAGE.indexOf(text));
    const file = FILES.findLast((one) => before.includes(one))!;
    const folder = mkdtempSync(join(tmpdir(), "scenarios-"));
    writeFileSync(join(folder, "lot.yaml"), file);
    const world = new World();
    await world.run("run", join(folder, "lot.yaml"), "--time", "virtual");
    assertEquals(world.stdout.text.replaceAll(`${folder}/`, ""), text);
  })
);

test("docs/scenarios.md has each word of a step, and each state", () => {
  for (const word of Object.keys(STEP_SHAPES)) assertStringIncludes(PAGE, `\`${word}:`);
  for (const state of Object.values(STATES).flat()) assertStringIncludes(PAGE, state);
});

test("docs/scenarios.md has each field of a file", () => {
  for (
    const field of [
      "name",
      "about",
      "play",
      "model",
      "peer",
      "simulated",
      "session",
      "timers",
      "variables",
      "before",
      "after",
      "scenarios",
    ]
  ) {
    assertStringIncludes(PAGE, `| \`${field}\``);
  }
});
