import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import * as hsms from "@secs/hsms";
import { ROOT } from "../architecture/root.ts";

const PAGE = readFileSync(join(ROOT, "docs/errors.md"), "utf8");

test("docs/errors.md has a section for each error class, and no other", () => {
  const classes = Object.entries(hsms)
    .filter(([, value]) => typeof value === "function" && value.prototype instanceof hsms.SecsError)
    .map(([name]) => name).sort();
  const sections = [...PAGE.matchAll(/^## (\w+)$/gm)].map(([, name]) => name!).sort();
  assertEquals(sections, classes);
});

test("docs/errors.md names each code that the source gives", () => {
  const folder = join(ROOT, "src/core/hsms");
  const source = readdirSync(folder).filter((name) => name !== "errors.ts")
    .map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  const codes = [...source.matchAll(/new Hsms(?:State|Protocol|Closed)Error\(\s*"([\w-]+)"/g)].map((
    [, code],
  ) => code!);
  assert(codes.length > 10);
  assertEquals(codes.filter((code) => !PAGE.includes(`\`${code}\``)), []);
});

test("docs/errors.md names each code of a TransportError", () => {
  const source = readFileSync(join(ROOT, "src/core/network/transport_error.ts"), "utf8");
  const union = /export type TransportErrorCode =([^;]+);/.exec(source)![1]!;
  const codes = [...union.matchAll(/"([\w-]+)"/g)].map(([, code]) => code!);
  assert(codes.length > 10);
  assertEquals(codes.filter((code) => !PAGE.includes(`| \`${code}\``)), []);
});
