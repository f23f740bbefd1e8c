import { assert, assertEquals } from "@std/assert";
import { within } from "../support/wait.ts";
import type { GemCase, GemCases } from "./gem_case.ts";
import { GEM_EQUIPMENT_CASES } from "./gem_equipment_cases.ts";
import { GEM_HOST_CASES } from "./gem_host_cases.ts";
import { GemScene, type OurSide } from "./gem_scene.ts";
import { secsgem } from "./install.ts";
import type { CaseResult } from "./play.ts";

/** Longest time that a case may take; every wait in it is bounded more tightly. */
const LIMIT = 30_000;

const ALL: readonly GemCases[] = [
  { side: "equipment", cases: GEM_EQUIPMENT_CASES },
  { side: "host", cases: GEM_HOST_CASES },
];

/** docs/interop.md has a row for each case, in their order, and their number. */
export async function checkGemPage(): Promise<void> {
  const page = await Deno.readTextFile("docs/interop.md");
  const [, section] = /\n## GEM\n(.*?)\n## /s.exec(page)!;
  const rows = Array.from(section!.matchAll(/^\| ([^|]+?) +\|/gm), ([, name]) => name!)
    .filter((name) => !name.startsWith("---") && !name.startsWith("its "));
  const names = ALL.flatMap(({ cases }) => cases).map(({ name }) => name.replace(/^GEM \w+:? /, ""));
  assertEquals(rows, names);
  assert(section!.includes(`Each of the ${names.length} cases`), `There are ${names.length} cases of GEM`);
}

/** Plays the cases of GEM for one role of ours on the connection, and reports each as it ends. */
export async function playGem(
  active: boolean,
  wanted: (item: GemCase) => boolean,
  report: (result: CaseResult) => void,
): Promise<void> {
  for (const { side, cases } of ALL) await playSide(side, active, cases.filter(wanted), report);
}

async function playSide(
  side: OurSide,
  active: boolean,
  cases: readonly GemCase[],
  report: (result: CaseResult) => void,
): Promise<void> {
  let shared: GemScene | undefined;
  for (const { name, option, host, run } of cases) {
    const start = performance.now();
    let scene: GemScene | undefined;
    let failure: string | undefined;
    try {
      scene = option === undefined && host === undefined
        ? shared ??= await GemScene.begin(side, active)
        : await GemScene.begin(side, active, option, host);
      await within(LIMIT, run(scene));
    } catch (error) {
      failure = [error instanceof Error ? error.stack : `${error}`, scene?.describe()].join("\n");
    }
    // What a failed case left behind is not for the next one.
    if (scene !== shared || failure !== undefined) await scene?.end();
    if (scene === shared && failure !== undefined) shared = undefined;
    report({ kind: secsgem, active, name, ms: performance.now() - start, failure });
  }
  await shared?.end();
}
