import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { reportDefinitions, ReportSetup } from "../../../src/gem/mod.ts";
import { toolOf } from "./tool.ts";

const MANY = 100_000;
const numbers = (length: number): number[] => Array.from({ length }, (_, i) => i + 1);

test("a flood of S2F33 fills what there is room for, and no more", () => {
  const setup = new ReportSetup(toolOf([1], []));
  let taken = 0;
  for (let i = 0; i < MANY; i++) {
    const code = setup.defineReports({ REPORTS: [{ RPTID: `report ${i}`, VID: [1, 1, 1] }] });
    if (code === 0) taken++;
  }
  assertEquals(taken, setup.options.maxReports);
});

test("one S2F33 with a great many reports is refused, and nothing is kept", () => {
  const setup = new ReportSetup(toolOf([1], []));
  const REPORTS = numbers(MANY).map((RPTID) => ({ RPTID, VID: [1] }));
  assertEquals(setup.defineReports({ REPORTS }), 1);
  assertEquals([...setup.reports], []);
});

test("one report with a great many variables is refused before a variable is looked for", () => {
  let looked = 0;
  const source = { ...toolOf([], []), variable: () => void looked++ };
  const setup = new ReportSetup(source);
  assertEquals(setup.defineReports({ REPORTS: [{ RPTID: 1, VID: numbers(MANY) }] }), 1);
  assertEquals(looked, 0);
});

test("a flood of S2F35 links what there is room for, and no more", () => {
  const events = numbers(2000);
  const setup = new ReportSetup(toolOf([1], events));
  const RPTID = numbers(100);
  setup.defineReports({ REPORTS: RPTID.map((RPTID) => ({ RPTID, VID: [1] })) });
  const codes = events.map((CEID) => setup.linkReports({ LINKS: [{ CEID, RPTID }] }));
  assertEquals(codes.filter((code) => code === 0).length, setup.options.maxLinks / 100);
  assertEquals(codes.at(-1), 1);
});

test("S2F53 that names a long report a great many times is answered with it once", () => {
  const setup = new ReportSetup(toolOf([1], []));
  setup.defineReports({ REPORTS: [{ RPTID: 7, VID: Array(10_000).fill(1) }] });
  assertEquals(reportDefinitions(setup, Array(MANY).fill(7)).length, 1);
});
