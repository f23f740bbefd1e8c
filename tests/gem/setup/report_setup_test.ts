import { test } from "node:test";
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { DRACK, ERACK, LRACK, ReportSetup, type ReportSetupOptions } from "../../../src/gem/mod.ts";
import { TestSetup, TOOL } from "./tool.ts";

/** Report 10 with variables 1 and 2, report 11 with 3; 10 is linked to event 100, which is enabled. */
function prepared(options?: ReportSetupOptions): TestSetup {
  const setup = new TestSetup(options);
  setup.define([10, 1, 2], [11, 3]);
  setup.link([100, 10]);
  setup.enable(100);
  return setup;
}

/** Checks that a request gets `code`, and that nothing changes. */
function assertRefused(setup: TestSetup, code: number, request: () => number): void {
  const before = setup.save();
  assertEquals(request(), code);
  assertEquals(setup.save(), before);
}

test("the codes are those of E30", () => {
  assertEquals(Object.values(DRACK), [0, 1, 2, 3, 4]);
  assertEquals(Object.values(LRACK), [0, 1, 2, 3, 4, 5]);
  assertEquals(Object.values(ERACK), [0, 1]);
});

test("DRACK 0: reports are defined, by several messages", () => {
  const setup = new TestSetup();
  assertEquals([setup.define([10, 2, 1], ["R", "Lot"]), setup.define([11n, 1n])], [0, 0]);
  assertEquals(setup.save().reports, [[10, [2, 1]], ["R", ["Lot"]], [{ bigint: "11" }, [1]]]);
});

test("DRACK 1: more reports than fit", () => {
  const setup = new TestSetup({ maxReports: 2 });
  assertRefused(setup, 1, () => setup.define([10, 1], [11, 1], [12, 1]));
  assertEquals([setup.define([10, 1], [11, 1]), setup.define([10], [12, 1])], [0, 0]);
  assertRefused(setup, 1, () => setup.define([13, 1]));
});

test("DRACK 1: more variables in one report than fit", () => {
  const setup = new TestSetup({ maxVariablesPerReport: 2 });
  assertRefused(setup, 1, () => setup.define([10, 1], [11, 1, 2, 3]));
  assertEquals(setup.define([11, 1, 2]), 0);
});

test("DRACK 1: more variables in all reports than fit", () => {
  const setup = new TestSetup({ maxReportVariables: 3 });
  assertRefused(setup, 1, () => setup.define([10, 1, 2], [11, 1, 2]));
  assertEquals([setup.define([10, 1, 2], [11, 1]), setup.define([10], [12, 4, 5])], [0, 0]);
  assertRefused(setup, 1, () => setup.define([13, 1]));
  setup.defineReports({ REPORTS: [] });
  assertEquals(setup.define([13, 1, 2, 3]), 0);
});

test("DRACK 1: an RPTID of text that is too long to be kept", () => {
  const setup = new TestSetup({ maxIdLength: 3 });
  assertRefused(setup, 1, () => setup.define(["Four", 1]));
  assertEquals(setup.define(["Six", 1]), 0);
});

test("DRACK 3: the report exists", () => {
  const setup = prepared();
  assertRefused(setup, 3, () => setup.define([12, 1], [10, 1]));
  assertRefused(setup, 3, () => setup.define([10n, 1, 2]));
});

test("DRACK 3: the same RPTID is defined twice in one message", () => {
  const setup = prepared();
  assertRefused(setup, 3, () => setup.define([12, 1], [12, 1]));
});

test("DRACK 4: a variable is unknown", () => {
  const setup = prepared();
  assertRefused(setup, 4, () => setup.define([12, 1], [13, 1, 99]));
  assertRefused(setup, 4, () => setup.define([12, "1"]));
});

test("S2F33: a refused message with a deletion before the mistake deletes nothing", () => {
  const setup = prepared();
  assertRefused(setup, 4, () => setup.define([10], [11], [12, 99]));
  assertEquals(setup.sent(100), [[10, 1, 2]]);
});

test("S2F33 without reports deletes all reports and all links; events stay enabled", () => {
  const setup = prepared();
  assertEquals(setup.defineReports({ REPORTS: [] }), 0);
  assertEquals(setup.save(), { reports: [], links: [], enabled: [100] });
  assertEquals(setup.sent(100), []);
});

test("S2F33: a report without variables is deleted with its links", () => {
  const setup = prepared();
  setup.link([101, 11, 10]);
  assertEquals(setup.define([10]), 0);
  assertEquals(setup.save(), { reports: [[11, [3]]], links: [[101, [11]]], enabled: [100] });
  assertEquals(setup.define([11]), 0);
  assertEquals(setup.save().links, []);
});

test("S2F33: an unknown report without variables is not there afterwards either: DRACK 0", () => {
  const setup = prepared();
  assertRefused(setup, 0, () => setup.define([77]));
});

test("S2F33: a report may be deleted and defined anew in one message; its links are gone", () => {
  const setup = prepared();
  assertEquals(setup.define([10], [10, 4]), 0);
  assertEquals(setup.save(), { reports: [[11, [3]], [10, [4]]], links: [], enabled: [100] });
});

test("S2F33: a report that is defined and deleted in one message is not there", () => {
  const setup = new TestSetup();
  assertEquals(setup.define([10, 1], [10]), 0);
  assertEquals(setup.save().reports, []);
  assertEquals(setup.define([10, 2]), 0);
});

test("S2F33: a variable may be in a report twice", () => {
  const setup = prepared();
  assertEquals([setup.define([12, 4, 4]), setup.link([101, 12]), setup.enable(101)], [0, 0, 0]);
  assertEquals(setup.sent(101), [[12, 4, 4]]);
});

test("LRACK 0: reports are sent in the order of the links", () => {
  const setup = prepared();
  assertEquals([setup.link([101, 11, 10]), setup.enable(101)], [0, 0]);
  assertEquals(setup.sent(101), [[11, 3], [10, 1, 2]]);
});

test("LRACK 1: more reports of one event than fit", () => {
  const setup = prepared({ maxReportsPerEvent: 1, relink: "add" });
  assertRefused(setup, 1, () => setup.link([101, 11], [102, 10, 11]));
  assertRefused(setup, 1, () => setup.link([100, 11]));
  assertEquals(setup.link([102, 11]), 0);
});

test("LRACK 1: more links in all than fit", () => {
  const setup = prepared({ maxLinks: 2 });
  assertRefused(setup, 1, () => setup.link([101, 10], [102, 10]));
  assertEquals([setup.link([100], [101, 10]), setup.link([102, 10])], [0, 0]);
  assertRefused(setup, 1, () => setup.link([103, 10]));
  setup.define([10]);
  assertEquals(setup.link([103, 11], [102, 11]), 0);
});

test("LRACK 3: the event has a report", () => {
  const setup = prepared();
  assertRefused(setup, 3, () => setup.link([101, 11], [100, 11]));
  assertRefused(setup, 3, () => setup.link([101, 10], [101, 11]));
});

test("LRACK 3: the same report twice in one link, whatever `relink` is", () => {
  for (const relink of ["refuse", "replace", "add"] as const) {
    const setup = prepared({ relink });
    assertRefused(setup, 3, () => setup.link([101, 11, 11]));
  }
});

test("LRACK 4: the event is unknown", () => {
  const setup = prepared();
  assertRefused(setup, 4, () => setup.link([101, 10], [999, 10]));
  assertRefused(setup, 4, () => setup.link([100], [999]));
});

test("LRACK 5: a report is unknown", () => {
  const setup = prepared();
  assertRefused(setup, 5, () => setup.link([101, 10], [102, 10, 77]));
});

test("S2F35: an event without reports in the message loses its links", () => {
  const setup = prepared();
  assertEquals(setup.link([100]), 0);
  assertEquals(setup.save(), { reports: [[10, [1, 2]], [11, [3]]], links: [], enabled: [100] });
});

test("S2F35: links start disabled, also of an event that was enabled without reports", () => {
  const setup = prepared();
  setup.enable(101);
  assertEquals(setup.sent(101), []);
  assertEquals(setup.link([101, 11]), 0);
  assertEquals(setup.sent(101), undefined);
});

test("S2F35: an event may be unlinked and linked in one message, and is disabled then", () => {
  const setup = prepared();
  assertEquals(setup.link([100], [100, 11]), 0);
  assertEquals(setup.save().links, [[100, [11]]]);
  assertEquals(setup.sent(100), undefined);
});

test("S2F35 without links changes nothing, or unlinks all by option", () => {
  const setup = prepared();
  assertRefused(setup, 0, () => setup.link());
  const other = prepared({ emptyLinks: "unlink all" });
  assertEquals(other.link(), 0);
  assertEquals(other.save(), { reports: [[10, [1, 2]], [11, [3]]], links: [], enabled: [100] });
});

test("S2F35 with `relink: replace` takes the new reports, and the event stays enabled", () => {
  const setup = prepared({ relink: "replace" });
  assertEquals(setup.link([100, 11]), 0);
  assertEquals(setup.sent(100), [[11, 3]]);
  assertEquals(setup.link([100, 11, 10]), 0);
  assertEquals(setup.sent(100), [[11, 3], [10, 1, 2]]);
});

test("S2F35 with `relink: add` puts the new reports after the old ones, and the event stays enabled", () => {
  const setup = prepared({ relink: "add" });
  assertEquals(setup.link([100, 11]), 0);
  assertEquals(setup.sent(100), [[10, 1, 2], [11, 3]]);
  assertRefused(setup, 3, () => setup.link([100, 10]));
});

test("ERACK 0: events that are not named keep their state", () => {
  const setup = prepared();
  assertEquals(setup.enable("Done", 102, 102n), 0);
  assertEquals(setup.save().enabled, [100, "Done", 102]);
  assertEquals(setup.disable(100), 0);
  assertEquals(setup.save().enabled, ["Done", 102]);
});

test("ERACK 1: an event is unknown", () => {
  const setup = prepared();
  assertRefused(setup, 1, () => setup.enable(101, 999));
  assertRefused(setup, 1, () => setup.disable(100, 999));
});

test("S2F37 without events means all events", () => {
  const setup = prepared();
  assertEquals(setup.enable(), 0);
  assertEquals(setup.save().enabled, [100, 101, 102, 103, "Done"]);
  assertEquals(setup.disable(), 0);
  assertEquals(setup.save().enabled, []);
  assertEquals(setup.sent(100), undefined);
});

test("an enabled event without reports is sent with none, or not at all by option", () => {
  const setup = prepared();
  setup.enable(101);
  assertEquals(setup.sent(101), []);
  const silent = prepared({ withoutReports: "silent" });
  silent.enable(101);
  assertEquals(silent.sent(101), undefined);
  assertEquals(silent.isEnabled(TOOL.event(101)!), true);
  silent.define([10]);
  assertEquals(silent.sent(100), undefined);
});

test("reportsOf() returns the same frozen array until the set-up changes", () => {
  const setup = prepared();
  const event = TOOL.event(100)!;
  const reports = setup.reportsOf(event)!;
  assertStrictEquals(setup.reportsOf(event), reports);
  assert(Object.isFrozen(reports) && Object.isFrozen(reports[0]) && Object.isFrozen(reports[0]!.variables));
  assertStrictEquals(reports[0]!.variables[0], TOOL.variable(1));
  setup.define([11]);
  assertStrictEquals(setup.reportsOf(event), reports);
  setup.define([10]);
  assertEquals([reports.length, setup.reportsOf(event)], [1, []]);
});

test("a set-up belongs to one host: another one of the same tool has none of it", () => {
  prepared();
  assertEquals(new TestSetup().save(), { reports: [], links: [], enabled: [] });
});

test("a maximum that is out of range is refused at construction", () => {
  for (
    const name of [
      "maxReports",
      "maxVariablesPerReport",
      "maxReportVariables",
      "maxReportsPerEvent",
      "maxLinks",
      "maxIdLength",
    ]
  ) {
    assertThrows(() => new ReportSetup(TOOL, { [name]: 0 }), RangeError, name);
    assertThrows(() => new ReportSetup(TOOL, { [name]: "7" as unknown as number }), TypeError, name);
  }
});
