/// <reference lib="dom" />
// deno-lint-ignore-file no-console
// Makes the picture of README.md, in the light and in the dark theme, from a link that has a bad hour: `deno task picture`.

import { type Browser, chromium } from "playwright-core";
import { viewPage } from "../src/cli/view/page.ts";
import { ETCHER_NAMES } from "../src/view/playground/mod.ts";
import { badHour } from "../tests/browser/view/recordings.ts";
import { findChromium, NO_CHROMIUM, pathOf } from "./chromium.ts";

const FOLDER = "docs/picture";
const SIZE = { width: 1280, height: 720 };

Deno.chdir(new URL("..", import.meta.url));
const program = await findChromium();
if (program === undefined) {
  console.error(NO_CHROMIUM);
  Deno.exit(1);
}
const browser = await chromium.launch({ executablePath: await pathOf(program), args: ["--no-sandbox"] });
const folder = await Deno.makeTempDir({ prefix: "hsms-picture-" });
try {
  const page = `${folder}/page.html`;
  let html = "";
  for await (const piece of viewPage([await badHour()], { title: "etcher.pcapng", model: ETCHER_NAMES })) {
    html += piece;
  }
  await Deno.writeTextFile(page, html);
  await Deno.mkdir(FOLDER, { recursive: true });
  for (const theme of ["light", "dark"] as const) {
    const to = `${FOLDER}/view-${theme}.png`;
    await take(browser, page, theme, to);
    console.log(`${to}: ${((await Deno.stat(to)).size / 1000).toFixed(0)} kB`);
  }
} finally {
  await browser.close();
  await Deno.remove(folder, { recursive: true });
}

/** Shows the request that was never answered, with the fault before it and the one after it. */
async function take(
  browser: Browser,
  path: string,
  colorScheme: "light" | "dark",
  to: string,
): Promise<void> {
  const page = await browser.newPage({ viewport: SIZE, colorScheme, timezoneId: "UTC" });
  await page.goto(`file://${path}`);
  await page.locator(".scroller canvas").waitFor();
  const isAnswered = page.locator(".message h3", { hasText: "No reply" });
  for (let i = 0; i < 20 && !await isAnswered.isVisible(); i++) await page.keyboard.press("f");
  await page.evaluate(() => {
    document.querySelector(".scroller")!.scrollBy(0, 150);
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  await page.screenshot({ path: to });
  await page.close();
}
