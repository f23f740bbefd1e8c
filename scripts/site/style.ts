// The style of the site, with the colours of the drawings.

import { CLASSES, DARK, LIGHT } from "../pictures/svg.ts";

const DARK_THEME = `color-scheme: dark;
--paper: #12161d; --ground: #0c0f14; --ink: #e3e8f0; --quiet: #a2adbe; --line: #2f3846; --soft: #1b212b;
--accent: #6cb4f5; --accent-soft: #17293c; --code-word: #c9a5f5; --code-text: #7fd0a0; --code-number: #f0b070;
--code-quiet: #9aa6b8; ${DARK}`;

/** The style sheet. */
export async function siteStyle(): Promise<string> {
  const css = await Deno.readTextFile(new URL("client/site.css", import.meta.url));
  return css.replace("/*LIGHT*/", LIGHT).replaceAll("/*DARK-THEME*/", DARK_THEME) + CLASSES;
}
