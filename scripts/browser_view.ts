// deno-lint-ignore-file no-console
// Runs tests/browser/view: the page of a view, in a headless Chromium: `deno task browser:view`.
// Ends with `N passed, N failed`.
//
// Options: --filter TEXT   only the tests with TEXT in their name

import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { TESTS } from "../tests/browser/view/mod.ts";
import { Stage } from "../tests/browser/view/stage.ts";
import { findChromium, NO_CHROMIUM, pathOf } from "./chromium.ts";

/** Tests that run at the same time. */
const LANES = 2;

const { values: { filter } } = parseArgs({ options: { filter: { type: "string", default: "" } } });
Deno.chdir(new URL("..", import.meta.url));
const program = await findChromium();
if (program === undefined) {
  console.log(`${NO_CHROMIUM}\n0 passed, 1 failed`);
  Deno.exit(1);
}
const browser = await chromium.launch({ executablePath: await pathOf(program), args: ["--no-sandbox"] });
const folder = await Deno.makeTempDir({ prefix: "hsms-browser-view-" });
const waiting = TESTS.filter(([name]) => name.includes(filter));
let passed = 0;
let failed = 0;
try {
  await Promise.all(Array.from({ length: LANES }, lane));
} finally {
  await browser.close();
  await Deno.remove(folder, { recursive: true }).catch(() => {});
}
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);

/** Runs tests one after the other, as long as there are any. */
async function lane(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [name, test] = next;
    const stage = new Stage(browser, folder);
    const start = performance.now();
    try {
      await test(stage);
      stage.check();
      passed++;
      console.log(`ok      ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed++;
      console.log(`FAILED  ${name}\n${error instanceof Error ? error.stack : error}`);
    } finally {
      await stage.end();
    }
  }
}
