import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { compareDoors, conditionsOf, filesOf } from "../../scripts/npm/exports_map.ts";

const SOURCE = { ".": "./mod.ts", "./core": "./src/core/mod.ts" };

test("the doors of both engines are the doors of deno.json", () => {
  const packed = {
    ".": { types: "./mod.d.ts", import: "./mod.js", default: "./mod.js" },
    "./core": { types: "./src/core/mod.d.ts", default: "./src/core/mod.js" },
  };
  assertEquals(compareDoors(SOURCE, packed), []);
  const dual = {
    ".": { import: "./esm/mod.js", require: "./script/mod.js" },
    "./core": { import: { types: "./types/src/core/mod.d.ts", default: "./esm/src/core/mod.js" } },
  };
  assertEquals(compareDoors(SOURCE, dual), []);
});

test("a door that is missing, one too many, and one that leads elsewhere are found", () => {
  assertEquals(compareDoors(SOURCE, { ".": "./mod.js" }), [
    'deno.json exports "./core", the npm package does not',
  ]);
  assertEquals(compareDoors({ ".": "./mod.ts" }, { ".": "./mod.js", "./bin": "./bin.js" }), [
    'the npm package exports "./bin", deno.json does not',
  ]);
  assertEquals(compareDoors({ ".": "./mod.ts" }, { ".": { import: "./src/core/mod.js" } }), [
    '"." is ./mod.ts in deno.json, but ./src/core/mod.js in the npm package',
  ]);
});

test("the conditions of a door are followed to their files", () => {
  const target = { import: { types: "./a.d.ts", default: "./a.js" }, require: "./a.cjs" };
  assertEquals(filesOf(target), ["./a.d.ts", "./a.js", "./a.cjs"]);
  assertEquals(conditionsOf(target), [
    ["import types", "./a.d.ts"],
    ["import default", "./a.js"],
    ["require", "./a.cjs"],
  ]);
});
