// Looks whether every link of the site leads somewhere: pages, files, and places in pages.

/** A page as it is written. */
export interface WrittenPage {
  readonly path: string;
  readonly html: string;
}

/** What leads nowhere, a sentence for each; `hasFile` knows the files that are no pages. */
export function brokenLinks(pages: readonly WrittenPage[], hasFile: (path: string) => boolean): string[] {
  const ids = new Map(pages.map(({ path, html }) => [path, idsIn(html)]));
  const broken: string[] = [];
  for (const { path, html } of pages) {
    const own = ids.get(path)!;
    for (const id of own.filter((id, i) => own.indexOf(id) !== i)) {
      broken.push(`${path}: the id ${id} is there twice`);
    }
    for (const [, href] of html.matchAll(/<[^>]+ (?:href|src|srcset)="([^"]*)"/g)) {
      const problem = problemOf(decode(href!), path);
      if (problem !== undefined) broken.push(`${path}: ${problem}`);
    }
  }
  return [...new Set(broken)];

  function problemOf(href: string, from: string): string | undefined {
    if (/^(?:https?:|mailto:|data:)/.test(href)) return undefined;
    const url = new URL(href, `site:///${from}`);
    const path = decodeURIComponent(url.pathname.slice(1));
    const found = ids.get(path);
    if (found === undefined) return hasFile(path) ? undefined : `${href} leads to no page or file`;
    const id = decodeURIComponent(url.hash.slice(1));
    return id === "" || found.includes(id) ? undefined : `${href}: the page has no place of that name`;
  }
}

function idsIn(html: string): string[] {
  return Array.from(html.matchAll(/<[^>]+ id="([^"]+)"/g), ([, id]) => decode(id!));
}

function decode(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replaceAll(
    "&amp;",
    "&",
  );
}
