// deno-lint-ignore-file no-console
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../architecture/root.ts";

/** Runs an example in this process and returns what it printed. */
async function printedBy(run: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  const log = console.log;
  console.log = (...words: unknown[]): void => void lines.push(words.join(" "));
  try {
    await run();
  } finally {
    console.log = log;
  }
  return lines;
}

/** The lines under "Prints:" in the comment on top of an example. */
function promisedBy(name: string): string[] {
  const [comment] = readFileSync(join(ROOT, "examples", `${name}.ts`), "utf8").split("*/");
  return [...comment!.matchAll(/^ \* {5}(.*)$/gm)].map(([, line]) => line!);
}

/** Times and ports differ from run to run, and so does which of the two sides prints first. */
function bySide(lines: string[]): string[] {
  const plain = lines.map((line) =>
    line.replace(/\d\d:\d\d:\d\d\.\d{3}/, "hh:mm:ss.mmm").replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:port")
  );
  return [
    ...plain.filter((line) => line.startsWith("host")),
    ...plain.filter((line) => !line.startsWith("host")),
  ];
}

const SAMPLES = {
  active: () => import("../../examples/active.ts"),
  passive: () => import("../../examples/passive.ts"),
  multi_passive: () => import("../../examples/multi_passive.ts"),
  delegate_sample: () => import("../../examples/delegate_sample.ts"),
  manager: () => import("../../examples/manager.ts"),
  secs: () => import("../../examples/secs.ts"),
  equipment: () => import("../../examples/equipment.ts"),
  pino: () => import("../../examples/pino.ts"),
  logtape: () => import("../../examples/logtape.ts"),
};

for (const [name, run] of Object.entries(SAMPLES)) {
  test(`examples/${name}.ts prints what its comment says`, async () => {
    const promised = promisedBy(name);
    assert(promised.length > 0);
    assertEquals(await printedBy(run), promised);
  });
}

test("examples/demo.ts prints what docs/trace.md shows", async () => {
  const page = readFileSync(join(ROOT, "docs/trace.md"), "utf8");
  const shown = /```text\n(tool \d\d:[\s\S]*?)\n```/.exec(page);
  assert(shown !== null, "docs/trace.md shows the demo's output");
  const printed = await printedBy(() => import("../../examples/demo.ts"));
  assertEquals(bySide(printed), bySide(shown[1]!.split("\n")));
});
