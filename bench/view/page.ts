// deno-lint-ignore-file no-console
// How long the page of a view takes to open, scroll and filter in a headless Chromium, and the memory that its process holds:
// `deno run -A bench/view/page.ts [FRAMES…]`.

/// <reference lib="dom" />
import { chromium, type Page } from "playwright-core";
import { findChromium, NO_CHROMIUM, pathOf } from "../../scripts/chromium.ts";
import { viewPage } from "../../src/cli/view/page.ts";
import { realisticLog } from "./realistic.ts";

const counts = Deno.args.map(Number).filter((count) => count > 0);
const program = await findChromium();
if (program === undefined) {
  console.error(NO_CHROMIUM);
  Deno.exit(1);
}
const executablePath = await pathOf(program);
const folder = await Deno.makeTempDir({ prefix: "hsms-bench-page-" });
try {
  for (const count of counts.length > 0 ? counts : [100_000, 1_000_000]) {
    const path = `${folder}/page.html`;
    const file = await Deno.open(path, { write: true, create: true, truncate: true });
    for await (const piece of viewPage(realisticLog(count), { title: `${count}` })) {
      await file.write(new TextEncoder().encode(piece));
    }
    file.close();
    await measure(count, path);
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function measure(count: number, path: string): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const begin = performance.now();
  await page.goto(`file://${path}`, { timeout: 120_000 });
  await page.locator(".scroller canvas").waitFor({ timeout: 120_000 });
  await page.evaluate(() =>
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  );
  const opened = performance.now() - begin;
  const memory = await renderer();
  const pictures = await scroll(page);
  const filtered = await filter(page);
  const size = (await Deno.stat(path)).size / 1e6;
  console.log(
    `${count} frames, page of ${size.toFixed(1)} MB: open ${opened.toFixed(0)} ms; renderer ${
      memory.toFixed(0)
    } MB; ` +
      `pictures while scrolling: half within ${pictures.half.toFixed(1)} ms, longest ${
        pictures.longest.toFixed(1)
      } ms; ` +
      `text filter ${filtered.toFixed(0)} ms`,
  );
  await browser.close();
}

function scroll(page: Page): Promise<{ half: number; longest: number }> {
  return page.evaluate(async () => {
    const scroller = document.querySelector(".scroller")!;
    const times: number[] = [];
    let last = performance.now();
    for (let i = 0; i < 120; i++) {
      scroller.scrollTop += 240;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    times.sort((a, b) => a - b);
    return { half: times[60]!, longest: times[119]! };
  });
}

async function filter(page: Page): Promise<number> {
  const begin = performance.now();
  await page.locator("input[type=search]").fill('"no such text"');
  await page.locator(".status").filter({ hasText: /^0 of/ }).waitFor({ timeout: 120_000 });
  return performance.now() - begin;
}

/** Resident memory of the process of the page, the largest of the browser's, in MB. */
async function renderer(): Promise<number> {
  let largest = 0;
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const command = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
    if (!command.includes("--type=renderer")) continue;
    const status = await Deno.readTextFile(`/proc/${name}/status`).catch(() => "");
    largest = Math.max(largest, Number(/VmRSS:\s*(\d+)/.exec(status)?.[1] ?? 0) / 1000);
  }
  return largest;
}
