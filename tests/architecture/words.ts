// What the source may not say.

import { isCore } from "./floors.ts";
import { codeOf, lineAt, resolve, type Source } from "./source.ts";

/** Lines of code; documentation comes on top of them. */
const LONGEST_FILE = 250;

/** A path that climbs, or one of a machine. */
const PATH = /(?:\.\.\/)+[\w.-]*\w(?:\/[\w.-]*\w)*|(?<=[\s"'`(])\/(?:home|root|work|tmp|Users)\/\w+/g;

interface Rule {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly coreOnly?: boolean;
}

const FORBIDDEN: readonly Rule[] = [
  {
    rule: "the core names no runtime",
    pattern: /(?:(?<![.#\w$])|\bglobalThis\s*\.\s*)(?:Deno|Bun|process|Buffer|console)\b/g,
    coreOnly: true,
  },
  { rule: "no mutable state of a module", pattern: /^(?:export\s+)?(?:let|var)\s/gm },
  {
    rule: "no registry: an empty collection of a module is one",
    pattern: /^(?:export\s+)?const [^=\n]+=\s*(?:new (?:Weak)?(?:Map|Set)(?:<[^;\n]*>)?\(\)|\[\]);/gm,
  },
  { rule: "no enum: use a union of strings or a const object", pattern: /\benum\s+\w+\s*\{/g },
  {
    rule: "no parameter property: it is not erasable",
    pattern:
      /\bconstructor\s*\((?:[^()]|\([^()]*\))*?(?<=[(,]\s*)(?:public|private|protected|readonly|override)\s+[\w{[]/g,
  },
  { rule: "no using declaration: Node 20 cannot read it", pattern: /\busing\s+\w+\s*[=:]/g },
  { rule: "#name instead of private", pattern: /(?<![.#\w$])private\s+[\w[*]/g },
];

/** Words that do not belong into the source; each message names the file, the line and the rule. */
export function checkWords(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const code = codeOf(text);
    return FORBIDDEN
      .filter(({ coreOnly }) => !coreOnly || isCore(path))
      .flatMap(({ rule, pattern }) =>
        Array.from(
          code.matchAll(pattern),
          ({ 0: found, index }) =>
            `${path}:${lineAt(text, index)} ${rule}: ${found.trim().split(/\s+/).slice(-3).join(" ")}`,
        )
      );
  });
}

/** Files that have become too long. */
export function checkLength(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const lines = codeOf(text).split("\n").filter((line) => line.trim() !== "").length;
    return lines > LONGEST_FILE
      ? [`${path} has ${lines} lines of code, more than ${LONGEST_FILE}: split it`]
      : [];
  });
}

/** A function that is imported and called without arguments: the check that a runtime is the right one. */
const CHECK = /\bimport\s*\{\s*(\w+)\s*\}\s*from\s*" *";([^]*?)^\1\(\);$/m;

/** Files named mod.ts that hold more than a comment, exports of other files, and one check. */
export function checkDoors(sources: readonly Source[]): string[] {
  return sources.filter(({ path }) => /(^|\/)mod\.ts$/.test(path)).flatMap(({ path, text }) => {
    const rest = codeOf(text).replace(CHECK, "$2").replace(
      /\bexport\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s+from\s*" *";?/g,
      "",
    );
    const first = rest.search(/\S/);
    return first < 0 ? [] : [`${path}:${lineAt(rest, first)} a mod.ts only exports what other files define`];
  });
}

/** Paths, also in comments, that a reader who has only this repository cannot follow. */
export function checkPaths(sources: readonly Source[], exists: (path: string) => boolean): string[] {
  return sources.flatMap(({ path, text }) => {
    const isLost = (found: string) => {
      const target = resolve(path, found);
      return found.startsWith("/") || target.startsWith("..") || !exists(target);
    };
    return Array.from(text.matchAll(PATH))
      .filter(({ 0: found }) => isLost(found))
      .map(({ 0: found, index }) =>
        `${path}:${lineAt(text, index)} names a path that is not in the repository: ${found}`
      );
  });
}
