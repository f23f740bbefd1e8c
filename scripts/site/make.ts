// Makes the site in memory: pages from the Markdown of the repository, the API from the docstrings.

import { dirname, join, normalize, relative } from "node:path/posix";
import { filesBelow } from "../files.ts";
import { REPOSITORY } from "../npm/settings.ts";
import { apiPages } from "./api.ts";
import { readDoors } from "./api_source.ts";
import { type Passage, type Rendered, renderMarkdown } from "./markdown.ts";
import { DECISIONS, pathInSite, SECTIONS } from "./pages.ts";
import { type Menu, pageHtml } from "./template.ts";

/** The site: files by their paths. */
export interface Site {
  readonly pages: ReadonlyMap<string, string>;
  /** Files of the repository that are copied: where they are, and where they go. */
  readonly copies: ReadonlyMap<string, string>;
  /** The passages for the search, as a script. */
  readonly passages: string;
  /** Links of the Markdown that lead to nothing in the repository. */
  readonly problems: readonly string[];
}

interface Made {
  readonly path: string;
  readonly title: string;
  readonly rendered: Omit<Rendered, "title">;
}

/** Makes the site of the repository at `root`, which ends with a slash. */
export async function makeSite(root: string): Promise<Site> {
  const decisions = (await filesBelow(`${root}${DECISIONS}`, ".md")).map((path) => path.slice(root.length));
  const sources = [...SECTIONS.flatMap(({ pages }) => pages.map(({ from }) => from)), ...decisions];
  const copies = new Map<string, string>();
  const problems: string[] = [];
  const made: Made[] = [];
  for (const from of sources) {
    const { title, ...rendered } = renderMarkdown(await Deno.readTextFile(root + from), {
      link: (href) => linkFrom(from, href),
      picture: (href) =>
        href.endsWith(".svg") ? Deno.readTextFileSync(root + join(dirname(from), href)) : undefined,
    });
    made.push({ path: pathInSite(from), title, rendered });
  }
  for (const { path, title, ...rendered } of apiPages(await readDoors(root))) {
    made.push({ path, title, rendered });
  }

  const menu = menuOf(made);
  const pages = new Map(made.map(({ path, title, rendered: { html, headings } }) => [
    path,
    pageHtml({ path, title, html, headings, menu }),
  ]));
  return { pages, copies, passages: passagesOf(made), problems };

  /** Where a link of the Markdown goes in the site: a page, a picture that is copied, or the source of the project. */
  function linkFrom(from: string, href: string): string {
    if (/^(?:[a-z]+:|#)/i.test(href)) return href;
    const [file = "", place] = href.split("#");
    const target = normalize(join(dirname(from), file)).replace(/\/$/, "");
    const hash = place === undefined ? "" : `#${place}`;
    const here = dirname(pathInSite(from));
    if (sources.includes(target)) return (relative(here, pathInSite(target)) || ".") + hash;
    if (!exists(root + target)) problems.push(`${from}: ${href} leads to nothing in the repository`);
    if (/\.(?:png|svg)$/.test(target)) {
      copies.set(target, `files/${target}`);
      return relative(here, `files/${target}`);
    }
    return `${REPOSITORY}/tree/main/${target}${hash}`;
  }

  function menuOf(all: readonly Made[]): Menu[] {
    const titleOf = (path: string): string => all.find((page) => page.path === path)?.title ?? path;
    const parts = SECTIONS.map(({ name, pages, isClosed = false }) => ({
      name,
      isClosed,
      items: pages.map(({ from, name }) => ({
        path: pathInSite(from),
        name: name ?? titleOf(pathInSite(from)),
      })),
    }));
    const api = all.filter(({ path }) => path.startsWith("api/"));
    const apiPart = {
      name: "API",
      isClosed: false,
      items: api.map(({ path, title }) => ({ path, name: title })),
    };
    const why = decisions.map(pathInSite).map((path) => ({ path, name: titleOf(path) }));
    return [...parts, apiPart, { name: "Decisions", isClosed: true, items: why }];
  }
}

/** The script that the search loads. */
function passagesOf(made: readonly Made[]): string {
  const pages = Object.fromEntries(made.map(({ path, title }) => [path, title]));
  const passages = made.flatMap(({ path, rendered }) =>
    rendered.passages.map(({ id, title, text }: Passage) => [path, id, title, text.trim()])
  );
  return `globalThis.sitePassages=${JSON.stringify({ pages, passages })};\n`;
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
