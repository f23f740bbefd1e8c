import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../architecture/root.ts";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

test("docs/trace.md has a row for each event, and no other", () => {
  const source = read("src/core/hsms/machine/effect.ts").split("export type Effect")[0]! +
    read("src/core/hsms/connection/events.ts").split("export type HsmsEventType")[0]!;
  const events = [...source.matchAll(/readonly type: "([\w-]+)"/g)].map(([, name]) => name!);
  const rows = [...read("docs/trace.md").matchAll(/^\| `([\w-]+)` /gm)].map(([, name]) => name!);
  assert(events.length > 12, `${events}`);
  assertEquals(rows.sort(), events.sort());
});
