import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import * as hsms from "@secs/hsms";
import * as gem from "../../src/gem/mod.ts";
import { ROOT } from "../architecture/root.ts";

const PAGE = readFileSync(join(ROOT, "docs/errors.md"), "utf8");

test("docs/errors.md has a section for each error class, and no other", () => {
  const classes = Object.entries({ ...hsms, ...gem })
    .filter(([, value]) => typeof value === "function" && value.prototype instanceof hsms.SecsError)
    .map(([name]) => name).sort();
  const sections = [...PAGE.matchAll(/^## (\w+)$/gm)].map(([, name]) => name!).sort();
  assertEquals(sections, classes);
});

test("docs/errors.md names each code of an error class", () => {
  const missing = [...codesByClass()].flatMap(([name, codes]) => {
    const section = PAGE.split(/^## /m).find((part) => part.startsWith(`${name}\n`)) ?? "";
    return codes.filter((code) => !section.includes(`\`${code}\``)).map((code) => `${name} ${code}`);
  });
  assertEquals(missing, []);
});

test("no two error classes have a code in common", () => {
  const codes = [...codesByClass().values()].flat();
  assert(codes.length > 30, `${codes}`);
  assertEquals(codes.filter((code, i) => codes.indexOf(code) !== i), []);
});

/** The codes of each class, as its type says them: `extends SecsError<"timeout">`, or the union of that name. */
function codesByClass(): Map<string, string[]> {
  const source = filesBelow("src").map((path) => readFileSync(path, "utf8")).join("\n");
  const unions = new Map(
    [...source.matchAll(/^export type (\w+ErrorCode) =([^;]+);/gm)].map(([, name, union]) => [name, union!]),
  );
  const classes = source.matchAll(/^export class (\w+) extends SecsError<([^>]+)>/gm);
  return new Map(Array.from(classes, ([, name, code]) => {
    const literals = (unions.get(code!) ?? code!).matchAll(/"([\w-]+)"/g);
    return [name!, Array.from(literals, ([, literal]) => literal!)];
  }));
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts")).map((name) => join(ROOT, folder, name));
}
