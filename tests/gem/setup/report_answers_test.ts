import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { encodeItem, U4 } from "../../../src/secs2/mod.ts";
import { S2F54, S2F56, S6F16, S6F18, S6F22 } from "../../../src/secs/mod.ts";
import {
  annotatedEventReportData,
  annotatedIndividualReportData,
  enabledEventIds,
  eventReportData,
  eventReportLinks,
  individualReportData,
  reportDefinitions,
  reportIds,
} from "../../../src/gem/mod.ts";
import { toHex } from "../../support/hex.ts";
import { assertData, read, TestSetup } from "./tool.ts";

const nameOf = ({ id }: { readonly id: unknown }): string => `Event ${id}`;

function prepared(): TestSetup {
  const setup = new TestSetup();
  setup.define([10, 2, 1], [11, 3]);
  setup.link([100, 11, 10]);
  setup.enable(101, 100);
  return setup;
}

test("S6F15: the reports of an event, enabled or not, in the order of links and definitions", () => {
  const setup = prepared();
  setup.disable();
  assertData(eventReportData(setup, { DATAID: 5, CEID: 100, read }), {
    DATAID: 5,
    CEID: 100,
    RPT: [{ RPTID: 11, V: [U4(30)] }, { RPTID: 10, V: [U4(20), U4(10)] }],
  });
});

test("S6F15: an event without reports, and an unknown one, have an empty list of reports", () => {
  for (const CEID of [101, 999]) {
    const data = eventReportData(prepared(), { DATAID: 0, CEID, read });
    assertEquals(data, { DATAID: 0, CEID, RPT: [] });
    const ceid = CEID === 101 ? "00000065" : "000003e7";
    const body = toHex(encodeItem(S6F16.toHost.build(data)));
    assertEquals(body, `0103 b10400000000 b104${ceid} 0100`.replaceAll(" ", ""));
  }
});

test("S6F15 and S6F17: by option the answer for an unknown event is an empty list", () => {
  const setup = new TestSetup({ unknownEvent: "empty body" });
  assertEquals(eventReportData(setup, { DATAID: 0, CEID: 999, read }), undefined);
  assertEquals(annotatedEventReportData(setup, { DATAID: 0, CEID: 999, read }), undefined);
  assertEquals(eventReportData(setup, { DATAID: 0, CEID: 101, read })?.RPT, []);
});

test("S6F17: as S6F15, with the ids of the variables", () => {
  const data = annotatedEventReportData(prepared(), { DATAID: 5, CEID: 100, read });
  assertData(data?.RPT, [
    { RPTID: 11, VALUES: [{ VID: 3, V: U4(30) }] },
    { RPTID: 10, VALUES: [{ VID: 2, V: U4(20) }, { VID: 1, V: U4(10) }] },
  ]);
  assertData(S6F18.toHost.read(S6F18.toHost.build(data)), data);
  assertData(annotatedEventReportData(prepared(), { DATAID: 5, CEID: 999, read })?.RPT, []);
});

test("S6F19: the values of a report, none for an unknown one", () => {
  assertData(individualReportData(prepared(), 10n, read), [U4(20), U4(10)]);
  assertData(individualReportData(prepared(), 77, read), []);
});

test("S6F21: as S6F19, with the ids of the variables", () => {
  const data = annotatedIndividualReportData(prepared(), 10, read);
  assertData(data, [{ VID: 2, V: U4(20) }, { VID: 1, V: U4(10) }]);
  assertData(S6F22.toHost.read(S6F22.toHost.build(data)), data);
  assertData(annotatedIndividualReportData(prepared(), 77, read), []);
});

test("S2F51: the ids of the reports, in the order of their definition", () => {
  assertEquals(reportIds(prepared()), [10, 11]);
});

test("S2F53: definitions by id, or all; an unknown report has no variables, and one named twice comes once", () => {
  const ten = { RPTID: 10, VID: [2, 1] };
  const all = reportDefinitions(prepared(), []);
  assertEquals(all, [ten, { RPTID: 11, VID: [3] }]);
  assertEquals(S2F54.toHost.read(S2F54.toHost.build(all)), all);
  assertEquals(reportDefinitions(prepared(), [77, 10, 10n]), [{ RPTID: 77, VID: [] }, ten]);
});

test("S2F55: links by event, or of all events; an unknown event has no name, and one named twice comes once", () => {
  const hundred = { CEID: 100, CENAME: "Event 100", RPTID: [11, 10] };
  assertEquals(eventReportLinks(prepared(), [999, 100, 100], nameOf), [
    { CEID: 999, CENAME: "", RPTID: [] },
    hundred,
  ]);
  const all = eventReportLinks(prepared(), [], nameOf);
  assertEquals(all.map(({ CEID }) => CEID), [100, 101, 102, 103, "Done"]);
  assertEquals([all[0], all[4]], [hundred, { CEID: "Done", CENAME: "Event Done", RPTID: [] }]);
  assertEquals(S2F56.toHost.read(S2F56.toHost.build(all)), all);
});

test("S2F57 and EventsEnabled: the events that are enabled, in the tool's own order", () => {
  assertEquals(enabledEventIds(prepared()), [100, 101]);
});
