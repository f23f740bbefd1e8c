import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertStringIncludes } from "@std/assert";
import { messageTables } from "../../scripts/message_tables.ts";
import { ROOT } from "../architecture/root.ts";

test("docs/messages.md has the tables of the definitions; `deno task messages` writes them", () => {
  const page = readFileSync(join(ROOT, "docs/messages.md"), "utf8");
  assertStringIncludes(page, `<!-- tables -->\n\n${messageTables()}\n\n<!-- end of tables -->\n`);
});
