import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import {
  gatewayKey,
  gatewayOf,
  readGateway,
  readTool,
  toolKey,
  toolOf,
} from "../../../src/gateway/lease/records.ts";
import { digestOf, sharesOf } from "../../../src/gateway/lease/shares.ts";

const TOOLS = Array.from({ length: 600 }, (_, at) => `TOOL-${at}`);

test("sharesOf() is the same for everyone, whatever the order", () => {
  const one = sharesOf(TOOLS, ["A", "B", "C"]);
  const other = sharesOf([...TOOLS].reverse(), ["C", "A", "B", "A"]);
  assertEquals([...one].sort(), [...other].sort());
  assertEquals(digestOf(TOOLS), digestOf([...TOOLS].reverse()));
});

for (const [gateways, most] of [[1, 600], [3, 200], [7, 86]] as const) {
  test(`sharesOf() gives none of ${gateways} gateways more than ${most} of 600 tools, and each tool to one`, () => {
    const names = Array.from({ length: gateways }, (_, at) => `G${at}`);
    const shares = sharesOf(TOOLS, names);
    assertEquals(shares.size, 600);
    for (const name of names) {
      assert([...shares.values()].filter((other) => other === name).length <= most, name);
    }
  });
}

test("sharesOf() moves at most half of the tools when a fourth gateway joins three", () => {
  const before = sharesOf(TOOLS, ["A", "B", "C"]);
  const after = sharesOf(TOOLS, ["A", "B", "C", "D"]);
  const moved = TOOLS.filter((tool) => before.get(tool) !== after.get(tool)).length;
  assert(moved >= 150 && moved <= 300, `${moved}`);
});

test("sharesOf() without gateways is empty", () => {
  assertEquals(sharesOf(TOOLS, []).size, 0);
});

test("names of tools and gateways come back from their keys, which have only letters that a store takes", () => {
  for (const name of ["ETCH-1", "a b.c*>", "Ätzer/7=", "工具"]) {
    assert(/^[\w.=-]+$/.test(toolKey(name)), toolKey(name));
    assertEquals([toolOf(toolKey(name)), gatewayOf(toolKey(name))], [name, undefined]);
    assertEquals([gatewayOf(gatewayKey(name)), toolOf(gatewayKey(name))], [name, undefined]);
  }
});

test("what is no record reads as none", () => {
  for (const value of [undefined, "", "{", "7", "null", '{"gateway":7}']) {
    assertEquals([readGateway(value), readTool(value)], [undefined, undefined]);
  }
});
