// What both engines' output still needs.

import { filesBelow } from "../files.ts";
import { PAPERS } from "./settings.ts";

/** TypeScript knows these names only in a library that a program has to ask for, or where it has the types of Node. */
const DISPOSABLE = /\b(?:Async)?Disposable\b|\bSymbol\.(?:asyncDispose|dispose)\b/;

const REFERENCE = '/// <reference lib="esnext.disposable" />\n';

/** Puts the papers next to the code, and lets declarations name the libraries that they need. */
export async function finish(out: string): Promise<void> {
  for (const paper of PAPERS) await Deno.copyFile(paper, `${out}/${paper}`);
  for (const path of await filesBelow(out, ".d.ts")) {
    if (path.includes("/node_modules/")) continue;
    const text = await Deno.readTextFile(path);
    if (DISPOSABLE.test(text) && !text.startsWith(REFERENCE)) {
      await Deno.writeTextFile(path, REFERENCE + text);
    }
  }
}
