// Links of the papers in the package.

import { REPOSITORY } from "./settings.ts";

/** Lets the relative links of a Markdown text lead into the repository: what they lead to is not in the package. */
export function absoluteLinks(text: string): string {
  const folder = `${REPOSITORY}/blob/HEAD/`;
  return text.replace(/\]\((?![a-z][\w+.-]*:|#)(?:\.?\/)?([^)\s]+)\)/g, `](${folder}$1)`);
}
