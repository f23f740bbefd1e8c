// Whatever values a tool sends, they are read without an error, and nothing of them is lost.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { Names } from "../../../src/gem/host/refs.ts";
import { readingOf } from "../../../src/gem/host/readings.ts";
import { ReportBook } from "../../../src/gem/host/report_book.ts";
import type { EquipmentModel } from "../../../src/gem/mod.ts";
import { anyItem } from "../../secs2/arbitrary.ts";
import { ETCHER } from "../definition/etcher.ts";

const names = new Names(ETCHER as unknown as EquipmentModel);
const variables = fc.constantFrom(...ETCHER.variables.all);

test("any item as the value of any variable: a value, nothing at the moment, or a problem", () => {
  fc.assert(fc.property(variables, anyItem, fc.constantFrom(undefined, "utf-8"), (part, item, encoding) => {
    const { value, problem, item: raw } = readingOf({ id: part.id, part }, item, encoding);
    assertEquals(raw, item);
    if (item.length > 0) assert((value === undefined) !== (problem === undefined));
    else assertEquals(problem, undefined);
  }));
});

test("any item without a model: it has a value if it has a length", () => {
  fc.assert(fc.property(anyItem, (item) => {
    const { value, problem } = readingOf({ id: 1, part: undefined }, item);
    assertEquals([problem, item.length > 0 && value === undefined], [undefined, false]);
  }));
});

test("any number of values for a report: each has its place, or is told", () => {
  const ids = fc.array(variables.map(({ id }) => id), { maxLength: 5 });
  fc.assert(fc.property(ids, fc.array(anyItem, { maxLength: 8 }), fc.boolean(), (vids, items, isKnown) => {
    const book = new ReportBook(names, undefined, () => {});
    if (isKnown) book.set(7, vids);
    const problems: string[] = [];
    const report = book.read({ RPTID: 7n, V: items }, problems);
    assertEquals(report.items, items);
    assertEquals(report.readings.map(({ id }) => id), isKnown ? vids.slice(0, items.length) : []);
    assertEquals(report.readings.every(({ item }, i) => item === items[i]), true);
    if (!isKnown || vids.length !== items.length) assert(problems.length > 0);
  }));
});
