// Deno reads the names of packages in deno.json, Bun in tsconfig.json: both must say the same. What Bun finds in
// node_modules by its own name needs no path there.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ROOT } from "./architecture/root.ts";

const imports: Record<string, string> = JSON.parse(readFileSync(join(ROOT, "deno.json"), "utf8")).imports;
const paths: Record<string, string[]> =
  JSON.parse(readFileSync(join(ROOT, "tsconfig.json"), "utf8")).compilerOptions.paths;

test("tsconfig.json maps every name of deno.json to the same file", () => {
  const expected = Object.entries(imports)
    .filter(([name, target]) => !new RegExp(`^npm:${name}@[\\d.]+$`).test(target))
    .map(([name, target]) => [name, [inNodeModules(target)]]);
  assertEquals(paths, Object.fromEntries(expected));
});

test("every name of deno.json that is a package has its version pinned", () => {
  for (const target of Object.values(imports)) {
    if (!target.startsWith("./")) assertEquals(/^npm:@?[^@]+@\d+\.\d+\.\d+(\/|$)/.test(target), true, target);
  }
});

/** `npm:deno-std@1.4.0/bytes/mod.js` lies in `./node_modules/deno-std/bytes/mod.js`. */
function inNodeModules(target: string): string {
  return target.replace(/^npm:(@?[^@]+)@[^/]+/, "./node_modules/$1");
}
