// docs/observability.md against the code that it describes.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { HsmsProtocol } from "@secs/hsms";
import { linkMetrics } from "@secs/hsms/observe";
import { MemoryNetwork } from "@secs/hsms/testing";
import { LINK_MEASURES } from "../../src/observe/link_measures.ts";
import { ROOT } from "../architecture/root.ts";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const PAGE = read("docs/observability.md");

test("docs/observability.md has a row for each metric, with both of its names", () => {
  const tool = new HsmsProtocol("*", 5000, false, 0, "a", { network: new MemoryNetwork() });
  const rows = [...PAGE.matchAll(/^\| `(\w+)` +\| `([\w.]+)` +\|/gm)].map(([, ...names]) => names.join(" "));
  const names = linkMetrics([tool]).map(({ name }, at) => `${name} ${LINK_MEASURES[at]!.name}`);
  assertEquals(rows, names);
});

test("docs/observability.md has the attributes and the numbers of src/otel, and no other", () => {
  const source = ["attributes", "requests", "primaries", "instrument"]
    .map((file) => read(`src/otel/${file}.ts`)).join("\n");
  const told = [...source.matchAll(/"((?:hsms|secs|network|error)\.[\w.]+)"/g)].map(([, name]) => name!);
  assert(told.length > 10, told.join());
  for (const name of told) assert(PAGE.includes(`\`${name}\``), name);
});

test("docs/observability.md shows what the examples of loggers do", () => {
  for (const name of ["pino", "logtape"]) {
    const [, shown = ""] = new RegExp(`<!-- ${name} -->\\n\\n\`\`\`ts ignore\\n([^]*?)\`\`\``).exec(PAGE) ??
      [];
    assert(shown !== "" && read(`examples/${name}.ts`).includes(shown), name);
  }
});

test("docs/observability.md says of each event how much it matters", () => {
  const source = read("src/observe/log_record.ts");
  const rows = [...PAGE.matchAll(/^\| `(?:debug|warn)` +\|(.*)\|$/gm)].map(([, events]) => events).join();
  const listed = [
    ...source.slice(0, source.indexOf("/**\n * An event for a log")).matchAll(/"([a-z-]+)",?$/gm),
  ];
  assert(listed.length >= 10);
  for (const [, name] of listed) assert(rows.includes(`\`${name}\``), name);
});
