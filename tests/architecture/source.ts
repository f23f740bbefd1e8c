// Reads TypeScript just well enough for the architecture test: what is code, and what it imports.

/** One file of the repository. */
export interface Source {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** One import or export of another module. */
export interface Import {
  /** As it is written: `../base/mod.ts`. */
  readonly specifier: string;
  readonly line: number;
  /** `import("…")` */
  readonly dynamic: boolean;
  /** `import type` and `export type`: gone at run time. */
  readonly typeOnly: boolean;
}

/** A comment or a string. */
const NOT_CODE = /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y;
const REG_EXP = /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
/** The end of code after which a slash starts a regular expression; anywhere else it divides. */
const BEFORE_REG_EXP = /(?:^|[(,=:[!&|?{};+>]|\breturn|\bcase)\s*$/;

/**
 * The code of a file: comments and the insides of strings, templates and regular expressions become spaces, so that
 * every character keeps its place. The quotes stay, and so does the code inside `${…}`.
 */
export function codeOf(text: string): string {
  let code = "";
  let at = 0;
  /** For each template that is open: how many braces of the code inside its `${…}` are. */
  const braces: number[] = [];
  while (at < text.length) {
    const char = text[at]!;
    const skipped = match(NOT_CODE, text, at) ??
      (char === "/" && BEFORE_REG_EXP.test(code) ? match(REG_EXP, text, at) : undefined);
    if (skipped !== undefined) {
      const quote = char === '"' || char === "'" ? char : "";
      code += quote + blank(skipped.slice(quote.length, skipped.length - quote.length)) + quote;
      at += skipped.length;
      continue;
    }
    const endsHole = char === "}" && braces.at(-1) === 0;
    if (char === "`" || endsHole) {
      if (endsHole) braces.pop();
      const end = templateEnd(text, at + 1);
      const opensHole = text[end] === "$";
      code += char + blank(text.slice(at + 1, end)) + text.slice(end, end + (opensHole ? 2 : 1));
      if (opensHole) braces.push(0);
      at = end + (opensHole ? 2 : 1);
      continue;
    }
    if (char === "{" && braces.length > 0) braces[braces.length - 1]!++;
    if (char === "}" && braces.length > 0) braces[braces.length - 1]!--;
    code += char;
    at++;
  }
  return code;
}

/** Every module that a file names in an import or an export. */
export function importsOf({ text }: Source): Import[] {
  const code = codeOf(text);
  const pattern = /\b(?:(import|export)\b([^;"'`()=]*?)\bfrom\s*|(import)\s*(\(?)\s*)(["'])( *)\5/g;
  return Array.from(code.matchAll(pattern), (found) => {
    const start = found.index + found[0].length - found[6]!.length - 1;
    return {
      specifier: text.slice(start, start + found[6]!.length),
      line: lineAt(text, found.index),
      dynamic: found[4] === "(",
      typeOnly: /^\s*type\b/.test(found[2] ?? ""),
    };
  });
}

/** The file that a relative specifier names, from the root; it starts with `..` when it lies outside. */
export function resolve(from: string, specifier: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "." || part === "") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

/** The line, counted from 1, of a place in a text. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/** Where the text of a template ends: at its backtick or at the `${` of its next hole. */
function templateEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "`" || (text[at] === "$" && text[at + 1] === "{")) return at;
  }
  return text.length;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
