// The tables against the rows of E30, written out: each event in each state, and what is not here changes nothing.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  ALARM_TABLE,
  CONNECT_ENTRIES,
  CONTROL_ENTRIES,
  CONTROL_TABLE,
  EQUIPMENT_TABLE,
  HOST_TABLE,
  LIMIT_TABLE,
  LOAD_TABLE,
  type Table,
  UNLOAD_TABLE,
} from "../../../src/gem/mod.ts";

/** The rows of a table as text, "6 wait-cra (failed) wait-delay", in their order. */
function rowsOf<S extends string, E extends string, P extends string>(table: Table<S, E, P>): string[] {
  return (Object.keys(table) as S[]).flatMap((from) =>
    (Object.keys(table[from]) as E[]).flatMap((on) => {
      const move = table[from][on];
      return move === undefined ? [] : [`${move.row} ${from} (${on}) ${move.to}`];
    })
  ).sort((a, b) => Number.parseInt(a) - Number.parseInt(b));
}

const EQUIPMENT = [
  "2 disabled (enable) enabled",
  "3 wait-cra (disable) disabled",
  "3 wait-delay (disable) disabled",
  "3 wait-cr (disable) disabled",
  "3 communicating (disable) disabled",
  "6 wait-cra (failed) wait-delay",
  "7 wait-delay (delay over) wait-cra",
  "8 wait-delay (message) wait-cra",
  "9 wait-cra (accepted) communicating",
  "14 communicating (session lost) not-communicating",
  "14 communicating (unanswered) not-communicating",
  "15 wait-cra (S1F13) communicating",
  "15 wait-delay (S1F13) communicating",
  "15 wait-cr (S1F13) communicating",
];

test("the table of communication has the rows of E30, and that of the host two less", () => {
  assertEquals(rowsOf(EQUIPMENT_TABLE), EQUIPMENT);
  const others = ["8 wait-delay (message) wait-cra", "14 communicating (unanswered) not-communicating"];
  assertEquals(rowsOf(HOST_TABLE), EQUIPMENT.filter((row) => !others.includes(row)));
  assertEquals(CONNECT_ENTRIES, { start: 1, enabled: 4, initiates: 5, waits: 10 });
});

test("the table of control has the rows of E30", () => {
  assertEquals(rowsOf(CONTROL_TABLE), [
    "3 equipment-offline (operator on-line) attempt-online",
    "4 attempt-online (failed) online-failed",
    "5 attempt-online (S1F2) online",
    "6 local (operator off-line) equipment-offline",
    "6 remote (operator off-line) equipment-offline",
    "8 local (operator remote) remote",
    "9 remote (operator local) local",
    "10 local (S1F15) host-offline",
    "10 remote (S1F15) host-offline",
    "11 host-offline (S1F17) online",
    "12 host-offline (operator off-line) equipment-offline",
  ]);
  assertEquals(CONTROL_ENTRIES, { start: 1, offline: 2, online: 7 });
});

test("the tables of spooling have the rows of E30", () => {
  assertEquals(rowsOf(LOAD_TABLE), [
    "1 inactive (activated) not-full",
    "2 not-full (no room) full",
    "3 not-full (empty) inactive",
    "3 full (empty) inactive",
  ]);
  assertEquals(rowsOf(UNLOAD_TABLE), [
    "1 inactive (activated) no-output",
    "3 transmit (empty) inactive",
    "3 purge (empty) inactive",
    "4 no-output (RSDC 1) purge",
    "5 no-output (RSDC 0) transmit",
    "6 transmit (paused) no-output",
  ]);
});

test("the tables of limits and alarms have the rows of E30", () => {
  assertEquals(rowsOf(LIMIT_TABLE), [
    "1 no-zone (undefined) disabled",
    "1 below (undefined) disabled",
    "1 above (undefined) disabled",
    "2 disabled (defined) no-zone",
    "3 below (at UPPERDB) above",
    "4 above (at LOWERDB) below",
    "5 no-zone (at LOWERDB) below",
    "6 no-zone (at UPPERDB) above",
  ]);
  assertEquals(rowsOf(ALARM_TABLE), ["1 clear (set) set", "2 set (clear) clear"]);
});

test("every table is total: each state has an entry for each event of the table", () => {
  const tables = [
    EQUIPMENT_TABLE,
    HOST_TABLE,
    CONTROL_TABLE,
    LOAD_TABLE,
    UNLOAD_TABLE,
    LIMIT_TABLE,
    ALARM_TABLE,
  ];
  for (const table of tables) {
    const events = Object.values(table).map((row) => Object.keys(row).sort().join());
    assertEquals(new Set(events).size, 1, events.join("\n"));
  }
});
