// deno-lint-ignore-file no-console
// Writes the page of `hsms view` into one file that the command carries: `deno task page`.
//
// Options: --check   writes nothing, and fails if what is there is not of this source

import { buildHtml, carriedBy, carry, PAGES } from "./view/build.ts";

Deno.chdir(new URL("..", import.meta.url));
const isCheck = Deno.args.includes("--check");
let failed = 0;
for (const page of PAGES) {
  const html = await buildHtml(page.entry, page.data);
  if (!isCheck) {
    const text = carry(page, html);
    const kilobytes = `${(text.length / 1000).toFixed(0)} kB of ${(html.length / 1000).toFixed(0)} kB`;
    await Deno.writeTextFile(page.to, text);
    console.log(`${page.to}: ${kilobytes}`);
    continue;
  }
  const found = await Deno.readTextFile(page.to).catch(() => "");
  // Another compressor may pack the same page otherwise.
  if (carriedBy(page, found) === html) continue;
  console.error(`${page.to} is not of this source: run deno task page`);
  failed = 1;
}
Deno.exit(failed);
