import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { Ajv2020 } from "ajv/dist/2020.js";
import { profileSchema, readProfile } from "../../src/gem/mod.ts";
import { ROOT } from "../architecture/root.ts";

const PAGE = readFileSync(join(ROOT, "docs/gem-host.md"), "utf8");

test("the profile in docs/gem-host.md is read, and fits its schema; the file and the table have every field", () => {
  const [, text] = /```json\n([^]*?)```/.exec(PAGE)!;
  const isValid = new Ajv2020({ strict: true, allErrors: true }).compile(profileSchema());
  assert(isValid(JSON.parse(text!)), JSON.stringify(isValid.errors, undefined, 2));
  const fields = Object.keys(profileSchema().properties as object);
  assertEquals(Object.keys(readProfile(text!)), fields);
  const [, table] = /^\| field (.*?)\n\n/ms.exec(PAGE)!;
  const named = Array.from(table!.matchAll(/^\| `(\w+)`/gm), ([, name]) => name);
  assertEquals(["$schema", ...named], fields);
});
