import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ReportSetup, type SavedReports } from "../../../src/gem/mod.ts";
import { TestSetup, toolOf } from "./tool.ts";

const BIG = 2n ** 60n;

function prepared(): TestSetup {
  const setup = new TestSetup();
  setup.define([10, 1, 2], [BIG, 3], ["R", "Lot"]);
  setup.link([100, BIG, 10], ["Done", "R"]);
  setup.enable(100, 102);
  return setup;
}

/** What was saved, after it was a text. */
function saved(): SavedReports {
  return JSON.parse(JSON.stringify(prepared().save()));
}

test("a set-up survives as JSON: reports, links and enables, ids of each kind", () => {
  const setup = new TestSetup();
  assertEquals(setup.restore(saved()), { reports: [], events: [] });
  assertEquals(setup.save(), prepared().save());
  assertEquals(setup.sent(100), [[BIG, 3], [10, 1, 2]]);
  assertEquals(setup.sent("Done"), undefined);
});

test("restore() takes the place of what was there", () => {
  const setup = new TestSetup();
  setup.define([10, 9], [12, 9]);
  setup.link([103, 12]);
  setup.enable(103);
  setup.restore(saved());
  assertEquals(setup.save(), prepared().save());
  assertEquals(setup.sent(103), undefined);
});

test("restore() drops a report of which a variable is gone, as a whole and with its links", () => {
  const setup = new ReportSetup(toolOf([1, 3, "Lot"], [100, 102, "Done"]));
  assertEquals(setup.restore(saved()), { reports: [10], events: [] });
  assertEquals(setup.save(), {
    reports: [[{ bigint: String(BIG) }, [3]], ["R", ["Lot"]]],
    links: [[100, [{ bigint: String(BIG) }]], ["Done", ["R"]]],
    enabled: [100, 102],
  });
});

test("restore() drops events that are gone, with their links and enables", () => {
  const setup = new ReportSetup(toolOf([1, 2, 3, "Lot"], ["Done"]));
  assertEquals(setup.restore(saved()), { reports: [], events: [100, 102] });
  assertEquals(setup.save().links, [["Done", ["R"]]]);
  assertEquals(setup.save().enabled, []);
});

test("restore() drops what no longer fits", () => {
  const setup = new TestSetup({ maxReports: 2, maxReportsPerEvent: 1 });
  assertEquals(setup.restore(saved()), { reports: ["R"], events: [100] });
});
