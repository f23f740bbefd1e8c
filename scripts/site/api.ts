// The pages of the API, one for each door.

import type { ApiSymbol, Door } from "./api_source.ts";
import { codeBlock, escapeHtml, type Heading, type Passage, renderMarkdown } from "./markdown.ts";

/** A page of the API. */
export interface ApiPage {
  readonly path: string;
  readonly title: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly passages: readonly Passage[];
}

/** Kinds in the order in which a page has them. */
const KINDS: Readonly<Record<string, string>> = {
  function: "Functions",
  class: "Classes",
  interface: "Interfaces",
  typeAlias: "Types",
  variable: "Constants",
  namespace: "Namespaces",
};

/** Messages of E5 are many: they stand apart. */
const MESSAGE = /^S\d+F\d+/;

/** The pages of all doors: each symbol is explained once, behind the door that is its own. */
export function apiPages(doors: readonly Door[]): ApiPage[] {
  const homes = homesOf(doors);
  return [overview(doors), ...doors.map((door) => doorPage(door, homes))];
}

/** Where each symbol is explained: the main door comes last, as it has what others have. */
function homesOf(doors: readonly Door[]): ReadonlyMap<string, Door> {
  const homes = new Map<string, Door>();
  for (const door of [...doors.slice(1), doors[0]!]) {
    for (const symbol of door.symbols) {
      if (!homes.has(keyOf(symbol))) homes.set(keyOf(symbol), door);
    }
  }
  return homes;
}

function keyOf({ file, name }: ApiSymbol): string {
  return `${file} ${name}`;
}

function overview(doors: readonly Door[]): ApiPage {
  const rows = doors.map(({ name, short, doc, symbols }) => {
    const about = renderMarkdown(doc.split("\n\n")[0]!, NOWHERE).html;
    return `<li><a href="${short}.html"><code>${name}</code></a> <span class="quiet">${symbols.length} names</span>${about}</li>`;
  });
  const title = "API";
  const html = `<h1 id="api">${title}</h1>
<p>What the package exports, door by door, from the docstrings. Every example in them runs in the gate.</p>
<ul class="doors">${rows.join("\n")}</ul>`;
  return {
    path: "api/index.html",
    title,
    html,
    headings: [],
    passages: [{ id: "", title, text: "exports doors" }],
  };
}

function doorPage(door: Door, homes: ReadonlyMap<string, Door>): ApiPage {
  const headings: Heading[] = [];
  const passages: Passage[] = [{ id: "", title: door.name, text: door.doc.split("\n\n")[0]! }];
  const own = door.symbols.filter((symbol) => homes.get(keyOf(symbol)) === door);
  const elsewhere = door.symbols.filter((symbol) => homes.get(keyOf(symbol)) !== door);
  let html = `<h1 id="top"><code>${door.name}</code></h1>\n${renderMarkdown(door.doc, NOWHERE).html}`;
  const parts = [
    ...Object.entries(KINDS).map(([kind, heading]) =>
      [heading, own.filter((symbol) => symbol.kind === kind && !MESSAGE.test(symbol.name))] as const
    ),
    ["Messages", own.filter(({ name }) => MESSAGE.test(name))] as const,
  ];
  for (const [heading, symbols] of parts) {
    if (symbols.length === 0) continue;
    const id = heading.toLowerCase();
    headings.push({ id, depth: 2, text: heading });
    html += `<h2 id="${id}">${heading}</h2>\n`;
    html += heading === "Messages" ? "" : indexOf(symbols, door.short, () => "");
    for (const symbol of symbols) {
      html += symbolHtml(symbol, doorsOf(symbol));
      passages.push({
        id: idOf(symbol.name),
        title: symbol.name,
        text: `${symbol.summary.replaceAll("`", "")} ${membersOf(symbol).join(" ")}`,
      });
    }
  }
  if (elsewhere.length > 0) {
    headings.push({ id: "also", depth: 2, text: "Also here" });
    html += `<h2 id="also">Also here</h2>\n<p>These are explained behind the door that is their own.</p>\n`;
    html += indexOf(elsewhere, door.short, (symbol) => `${homes.get(keyOf(symbol))!.short}.html`);
  }
  return { path: `api/${door.short}.html`, title: door.name, html, headings, passages };

  function doorsOf(symbol: ApiSymbol): string {
    return `import ${
      symbol.kind === "interface" || symbol.kind === "typeAlias" ? "type " : ""
    }{ ${symbol.name} } from "${door.name}";`;
  }
}

function indexOf(symbols: readonly ApiSymbol[], _door: string, page: (symbol: ApiSymbol) => string): string {
  const links = symbols.map((symbol) =>
    `<li><a href="${page(symbol)}#${idOf(symbol.name)}"><code>${escapeHtml(symbol.name)}</code></a></li>`
  );
  return `<ul class="names">${links.join("")}</ul>\n`;
}

function symbolHtml(symbol: ApiSymbol, importLine: string): string {
  const id = idOf(symbol.name);
  const doc = renderMarkdown(symbol.doc, NOWHERE).html.replace(/ id="[^"]*"/g, "")
    .replace(/ <a class="anchor"[^>]*>#<\/a>/g, "").replace(/<(\/?)h[1-6]>/g, "<$1h4>");
  return `<section class="symbol"><h3 id="${id}"><code>${
    escapeHtml(symbol.name)
  }</code> <a class="anchor" href="#${id}" aria-label="Link to: ${escapeHtml(symbol.name)}">#</a></h3>
${doc}<details><summary>Declaration</summary>${
    codeBlock(`${importLine}\n\n${symbol.declaration}`, "ts")
  }<p class="quiet">${escapeHtml(symbol.file)}, line ${symbol.line}</p></details></section>\n`;
}

/** The names of what a class or an interface has, for the search. */
function membersOf({ declaration }: ApiSymbol): string[] {
  return Array.from(
    declaration.matchAll(/^ {2}(?:static |readonly |get |set )*([A-Za-z]\w*)[?(<:]/gm),
    ([, name]) => name!,
  );
}

function idOf(name: string): string {
  return name;
}

/** Docstrings have links to nothing in the site. */
const NOWHERE = { link: (href: string) => href, picture: () => undefined };
