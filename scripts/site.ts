// deno-lint-ignore-file no-console
// Builds the documentation as a site that opens from a file, and checks its links: `deno task site`.
//
// Options: --out FOLDER   where it goes; .scratch/site without it

import { parseArgs } from "node:util";
import { dirname } from "node:path";
import { bundleForBrowser } from "./npm/bundles.ts";
import { brokenLinks } from "./site/links.ts";
import { makeSite } from "./site/make.ts";
import { siteStyle } from "./site/style.ts";

const ROOT = new URL("..", import.meta.url);
Deno.chdir(ROOT);
const { values: { out } } = parseArgs({ options: { out: { type: "string", default: ".scratch/site" } } });
const { pages, copies, passages, problems } = await makeSite(ROOT.pathname);

await Deno.remove(out, { recursive: true }).catch(() => {});
for (const [path, html] of pages) await write(path, html);
await write("passages.js", passages);
await write("site.css", await siteStyle());
await write("theme.js", await Deno.readTextFile("scripts/site/client/theme.js"));
const script = `${out}/site.js`;
const bundled = await bundleForBrowser(".", "scripts/site/client/main.ts", script, ["--minify"]);
if (!bundled.ok) throw new Error(`The script of the site cannot be bundled:\n${bundled.output}`);
await Deno.writeTextFile(script, `{${await Deno.readTextFile(script)}}\n`);
for (const [from, to] of copies) {
  await Deno.mkdir(dirname(`${out}/${to}`), { recursive: true });
  await Deno.copyFile(from, `${out}/${to}`);
}

const files = new Set(["site.css", "site.js", "theme.js", "passages.js", ...copies.values()]);
const written = Array.from(pages, ([path, html]) => ({ path, html }));
const broken = [...problems, ...brokenLinks(written, (path) => files.has(path))];
for (const sentence of broken) console.error(sentence);
console.log(`${out}/index.html: ${pages.size} pages, ${broken.length} links that lead nowhere`);
Deno.exit(broken.length === 0 ? 0 : 1);

async function write(path: string, text: string): Promise<void> {
  const file = `${out}/${path}`;
  await Deno.mkdir(dirname(file), { recursive: true });
  await Deno.writeTextFile(file, text);
}
