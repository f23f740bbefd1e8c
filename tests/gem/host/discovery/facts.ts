// What tools say, in all the ways in which they should not: for property tests.

import * as fc from "fast-check";
import { A, F4, type Item, L, U1, U2, U4 } from "@secs/hsms/secs2";
import { Collected } from "../../../../src/gem/host/discovery/collected.ts";
import type { Facts } from "../../../../src/gem/host/discovery/facts.ts";
import { Notes } from "../../../../src/gem/host/discovery/notes.ts";
import { idKey } from "../../../../src/gem/ids.ts";
import {
  REQUIRED_CONSTANTS,
  REQUIRED_DATA_VARIABLES,
  REQUIRED_EVENTS,
  REQUIRED_STATUS_VARIABLES,
} from "../../../../src/gem/mod.ts";
import type { SecsId } from "../../../../src/secs/mod.ts";
import { anyItem } from "../../../secs2/arbitrary.ts";

const required = [
  REQUIRED_STATUS_VARIABLES,
  REQUIRED_CONSTANTS,
  REQUIRED_DATA_VARIABLES,
  REQUIRED_EVENTS,
].flatMap((some) => Object.entries(some));

/** Ids of which many are the same, or those of what GEM requires, or of the events of alarms. */
const anyId: fc.Arbitrary<SecsId> = fc.oneof(
  fc.nat(6),
  fc.nat(6).map((n) => n + 10_000),
  fc.nat(6).map((n) => n + 20_000),
  fc.nat(6).map((n) => n + 30_000),
  fc.nat(4).map((n) => n + 61_001),
  fc.nat(4).map((n) => n + 51_000),
  fc.constantFrom(...required.map(([, one]) => one.id)),
  fc.constantFrom<SecsId>(
    -1,
    2 ** 53 - 1,
    2n ** 60n,
    "",
    "A".repeat(81),
    "é",
    "CE-1",
    "L".repeat(80),
    2 ** 40,
  ),
);

const plain = fc.constantFrom("Temp", "temp", "Door", "Door Detected", "Door Cleared", "Door (2)");
const name: fc.Arbitrary<string> = fc.oneof(
  plain,
  plain.map((text) => `${text}   `),
  fc.constantFrom(
    "",
    "   ",
    "\0\0",
    "__proto__",
    "constructor",
    "X".repeat(41),
    "X".repeat(40),
    "日本",
    "Größe",
  ),
  fc.constantFrom(...required.map(([one]) => one)),
  fc.constantFrom("control state", "CONTROL_STATE", "clock", "ppchange", "Alarm ID", "MAXSPOOLTRANSMIT"),
  fc.tuple(plain, fc.constantFrom(" Detected", " Cleared", " Limit Zone Transition"))
    .map(([text, tail]) => text + tail),
  fc.uint8Array({ maxLength: 50 }).map((bytes) => String.fromCharCode(...bytes)),
);

const number = fc.oneof(
  fc.constantFrom(0, 1, 5, 300),
  fc.integer({ min: 0, max: 0xffff }),
);
const value: fc.Arbitrary<Item> = fc.oneof(
  anyItem,
  { arbitrary: number.map((n) => U2(n)), weight: 3 },
  number.map((n) => F4(n / 10)),
  number.map((n) => A(String(n))),
  fc.constantFrom(L(), A(""), U4([]), U1(), U1(1, 2), U1(3), F4(NaN), F4(Infinity)),
);
const few = { maxLength: 8 };

/** Anything that a tool may say. The ids of a tool are numbers and words, or all of them are text. */
export const anyFacts: fc.Arbitrary<{ facts: Facts; notes: Notes }> = fc.oneof(
  { arbitrary: factsWith(anyId), weight: 3 },
  factsWith(anyId.map(String)),
);

function factsWith(id: fc.Arbitrary<SecsId>): fc.Arbitrary<{ facts: Facts; notes: Notes }> {
  return fc.record({
    identity: fc.option(fc.record({ MDLN: name, SOFTREV: name }), { nil: undefined }),
    status: fc.array(fc.record({ id, name, units: name }), few),
    data: fc.array(fc.record({ id, name, units: name }), few),
    constants: fc.array(fc.record({ id, name, units: name, min: value, max: value, default: value }), few),
    events: fc.array(fc.record({ id, name, variables: fc.array(id, few) }), few),
    alarms: fc.array(
      fc.record({
        id,
        category: fc.nat(127),
        text: fc.oneof(name, fc.string({ maxLength: 200 }), fc.constant("日本")),
      }),
      few,
    ),
    values: fc.array(fc.tuple(id, value), { maxLength: 20 }),
    constantValues: fc.array(fc.tuple(id, value), few),
    limits: fc.array(fc.tuple(id, value, value), few),
    heard: fc.array(
      fc.record({
        id,
        rptid: id,
        readings: fc.array(id, { maxLength: 3 }),
        items: fc.array(value, { maxLength: 3 }),
      }),
      few,
    ),
    programs: fc.constantFrom(undefined, 0, 3),
    encoding: fc.constant("utf-8"),
  }).map((said) => {
    const notes = new Notes();
    const found = new Collected(1000, notes);
    found.identity = said.identity;
    found.status = said.status;
    found.data = said.data;
    found.constants = said.constants;
    found.programs = said.programs;
    for (const event of said.events) found.addEvent(event, true);
    for (const alarm of said.alarms) found.addAlarm(alarm);
    for (const [vid, item] of said.values) found.seeValue(vid, item);
    for (const [vid, item] of said.constantValues) found.constantValues.set(idKey(vid), item);
    for (const [vid, LIMITMIN, LIMITMAX] of said.limits) {
      found.limits.set(idKey(vid), { UNITS: "", LIMITMIN, LIMITMAX, LIMITS: [] });
    }
    for (const { id, rptid, readings, items } of said.heard) {
      const known = readings.map((vid) => ({
        id: vid,
        name: undefined,
        item: L(),
        value: undefined,
        problem: undefined,
      }));
      found.hearEvent({ id, reports: [{ id: rptid, readings: known, items }] });
    }
    return { facts: found.facts(said.encoding), notes };
  });
}
