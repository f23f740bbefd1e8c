// deno-lint-ignore-file no-console
// Runs tests/browser/page.ts in a page of a headless Chromium, without polyfills: `deno task browser`.
// Ends with `N passed, N failed`.

import { findChromium, NO_CHROMIUM } from "./chromium.ts";
import { bundleForBrowser, importsIn } from "./npm/bundles.ts";
import { run } from "./run.ts";
import { readTally } from "./summary.ts";

/** Nothing but the page: no window, no profile of a person, no traffic of the browser's own. */
const OPTIONS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--timeout=60000",
  "--virtual-time-budget=60000",
];

Deno.chdir(new URL("..", import.meta.url));
const browser = await findChromium();
if (browser === undefined) fail(NO_CHROMIUM);
const folder = await Deno.makeTempDir({ prefix: "hsms-browser-" });
try {
  const output = await load(browser, await makePage(folder), folder);
  const result = /<pre id="result">([\s\S]*?)<\/pre>/.exec(output)?.[1];
  if (result === undefined) fail(`The page did not come to its end:\n${output}`);
  console.log(result.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
  if (readTally(result)?.failed !== 0) Deno.exitCode = 1;
} finally {
  await Deno.remove(folder, { recursive: true }).catch(() => {});
}

/** One HTML file with the bundle in it: a page from a file may load no modules. */
async function makePage(folder: string): Promise<string> {
  const to = `${folder}/page.js`;
  const { ok, output } = await bundleForBrowser(".", "tests/browser/page.ts", to);
  if (!ok) fail(`Cannot bundle the page:\n${output}`);
  const bundle = await Deno.readTextFile(to);
  const left = importsIn(bundle);
  if (left.length > 0) fail(`The bundle imports what a page cannot load: ${left.join(", ")}`);
  const page = `${folder}/page.html`;
  const script = bundle.replaceAll("</script", "<\\/script");
  await Deno.writeTextFile(
    page,
    `<!doctype html><meta charset="utf-8"><body><script type="module">${script}</script>`,
  );
  return page;
}

async function load(browser: string, page: string, folder: string): Promise<string> {
  const { output } = await run([
    browser,
    ...OPTIONS,
    `--user-data-dir=${folder}/profile`,
    "--dump-dom",
    `file://${page}`,
  ]);
  return output;
}

function fail(message: string): never {
  console.log(message);
  console.log("0 passed, 1 failed");
  Deno.exit(1);
}
