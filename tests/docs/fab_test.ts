import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { COMMAND_KINDS, fabSchema, readFab } from "../../src/gateway/mod.ts";
import schema from "../../schemas/fab.schema.json" with { type: "json" };
import { ROOT } from "../architecture/root.ts";

const page = readFileSync(join(ROOT, "docs/fab.md"), "utf8");

test("docs/fab.md: the fab file is right", () => {
  const [, json] = /```json\n([\s\S]*?)```/.exec(page)!;
  assertEquals(Object.keys(readFab(json!).tools), ["ETCH-3", "CVD-1"]);
});

test("docs/fab.md: all commands and all kinds of messages are there", () => {
  for (const kind of COMMAND_KINDS) assert(page.includes(`\`${kind}\``), kind);
  const kinds = ["event", "limit", "alarm", "trace", "terminal", "process-program", "state"];
  for (const kind of kinds) assert(page.includes(`| \`${kind}\` `), kind);
});

test("schemas/fab.schema.json is what the shape says", () => {
  assertEquals(schema as unknown, JSON.parse(JSON.stringify(fabSchema())));
});
