// A page of the site around its text.

import { escapeHtml, type Heading } from "./markdown.ts";

/** An entry of the menu. */
export interface MenuItem {
  readonly path: string;
  readonly name: string;
}

/** A part of the menu. */
export interface Menu {
  readonly name: string;
  readonly isClosed: boolean;
  readonly items: readonly MenuItem[];
}

/** What a page is made of. */
export interface PageParts {
  /** From the root of the site. */
  readonly path: string;
  readonly title: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly menu: readonly Menu[];
}

/** The whole page. Everything that it loads is a file beside it, and a classic script: `file://` allows nothing else. */
export function pageHtml({ path, title, html, headings, menu }: PageParts): string {
  const up = "../".repeat(path.split("/").length - 1);
  const contents = headings.filter(({ depth }) => depth === 2 || depth === 3);
  const items = menu.flatMap((part) => part.items);
  const at = items.findIndex((item) => item.path === path);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; img-src 'self' file: data:">
<title>${escapeHtml(title === "HSMS, SECS-II and GEM" ? title : `${title} – HSMS, SECS-II and GEM`)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${up}site.css">
<script src="${up}theme.js"></script>
<script src="${up}site.js" defer></script>
</head>
<body data-root="${up}">
<a class="skip" href="#text-of-page">To the text</a>
<header class="bar">
<button type="button" class="menu-button" aria-expanded="false" aria-controls="menu">Menu</button>
<a class="name" href="${up}index.html">@secs/hsms</a>
<span class="space"></span>
<button type="button" class="search-button"><span>Search</span> <kbd>/</kbd></button>
<button type="button" class="theme-button" aria-label="Switch between light and dark"><span aria-hidden="true">◐</span></button>
</header>
<div class="columns">
<nav id="menu" class="menu" aria-label="Pages">
${menu.map((part) => menuHtml(part, path, up)).join("\n")}
</nav>
<main id="text-of-page" tabindex="-1">
<article>
${html}
</article>
${at < 0 ? "" : neighbours(items[at - 1], items[at + 1], up)}
</main>
${contents.length < 2 ? '<div class="toc"></div>' : tocHtml(contents)}
</div>
<dialog class="search" aria-label="Search">
<form method="dialog"><label class="unseen" for="search-input">Search the documentation</label>
<input id="search-input" type="search" autocomplete="off" spellcheck="false" placeholder="T7, S2F33, spool, EADDRINUSE …" role="combobox" aria-expanded="false" aria-controls="search-results" aria-autocomplete="list">
<button>Close</button></form>
<p class="search-status quiet" role="status"></p>
<ul id="search-results" role="listbox" aria-label="Results"></ul>
</dialog>
</body>
</html>
`;
}

function menuHtml({ name, isClosed, items }: Menu, path: string, up: string): string {
  const isHere = items.some((item) => item.path === path);
  const links = items.map((item) =>
    `<li><a href="${up}${item.path}"${item.path === path ? ' aria-current="page"' : ""}>${
      escapeHtml(item.name)
    }</a></li>`
  );
  return `<details${isClosed && !isHere ? "" : " open"}><summary>${escapeHtml(name)}</summary><ul>${
    links.join("")
  }</ul></details>`;
}

function tocHtml(headings: readonly Heading[]): string {
  const links = headings.map(({ id, depth, text }) =>
    `<li class="depth-${depth}"><a href="#${id}">${escapeHtml(text)}</a></li>`
  );
  return `<nav class="toc" aria-label="On this page"><p>On this page</p><ul>${links.join("")}</ul></nav>`;
}

function neighbours(before: MenuItem | undefined, after: MenuItem | undefined, up: string): string {
  const link = (item: MenuItem | undefined, word: string): string =>
    item === undefined
      ? "<span></span>"
      : `<a class="${word.toLowerCase()}" href="${up}${item.path}"><small>${word}</small> ${
        escapeHtml(item.name)
      }</a>`;
  return `<nav class="neighbours" aria-label="Pages before and after">${link(before, "Before")}${
    link(after, "Next")
  }</nav>`;
}
