// deno-lint-ignore-file no-console
// Builds the site, and tests it in a headless Chromium, from its files: `deno task browser:site`.
// Ends with `N passed, N failed`.
//
// Options: --filter TEXT   only the tests with TEXT in their name

import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { SITE_TESTS, SiteStage } from "../tests/browser/site/mod.ts";
import { findChromium, NO_CHROMIUM, pathOf } from "./chromium.ts";
import { DENO, run } from "./run.ts";

const { values: { filter } } = parseArgs({ options: { filter: { type: "string", default: "" } } });
Deno.chdir(new URL("..", import.meta.url));
const program = await findChromium();
const folder = await Deno.makeTempDir({ prefix: "hsms-browser-site-" });
const built = await run([DENO, "run", "-A", "--quiet", "scripts/site.ts", "--out", folder]);
if (program === undefined || !built.ok) {
  console.log(`${program === undefined ? NO_CHROMIUM : built.output}\n0 passed, 1 failed`);
  Deno.exit(1);
}
const browser = await chromium.launch({ executablePath: await pathOf(program), args: ["--no-sandbox"] });
const waiting = SITE_TESTS.filter(([name]) => name.includes(filter));
let [passed, failed] = [0, 0];
try {
  await Promise.all([lane(), lane()]);
} finally {
  await browser.close();
  await Deno.remove(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);

/** Runs tests one after the other, as long as there are any. */
async function lane(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [name, test] = next;
    const stage = new SiteStage(browser, folder);
    const start = performance.now();
    try {
      await test(stage);
      await stage.end();
      passed++;
      console.log(`ok      ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed++;
      console.log(`FAILED  ${name}\n${error instanceof Error ? error.stack : error}`);
    }
  }
}
