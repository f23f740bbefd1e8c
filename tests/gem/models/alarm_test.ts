import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ALARM_CATEGORIES, alarmCode, changeAlarm, isAlarmEnable, isAlarmSet } from "../../../src/gem/mod.ts";

test("alarm 1: an alarm is set: S5F1 if it is enabled, then the event", () => {
  const step = changeAlarm({ state: "clear", enabled: true }, "set");
  assertEquals([step.rows, step.model], [[1], { state: "set", enabled: true }]);
  assertEquals(step.effects, [{ type: "S5F1", set: true }, { type: "event", event: "detected" }]);
  const disabled = changeAlarm({ state: "clear", enabled: false }, "set");
  assertEquals([disabled.rows, disabled.effects], [[1], [{ type: "event", event: "detected" }]]);
});

test("alarm 2: an alarm is cleared: S5F1 if it is enabled, then the event", () => {
  const step = changeAlarm({ state: "set", enabled: true }, "clear");
  assertEquals([step.rows, step.model], [[2], { state: "clear", enabled: true }]);
  assertEquals(step.effects, [{ type: "S5F1", set: false }, { type: "event", event: "cleared" }]);
  const disabled = changeAlarm({ state: "set", enabled: false }, "clear");
  assertEquals([disabled.rows, disabled.effects], [[2], [{ type: "event", event: "cleared" }]]);
});

test("alarm: set again while SET, cleared again while CLEAR: nothing", () => {
  for (const state of ["set", "clear"] as const) {
    const model = { state, enabled: true };
    assertEquals(changeAlarm(model, state), { model, rows: [], effects: [] });
  }
});

test("alarm: the categories are 0 to 8", () => {
  assertEquals(ALARM_CATEGORIES, {
    notUsed: 0,
    personalSafety: 1,
    equipmentSafety: 2,
    parameterWarning: 3,
    parameterError: 4,
    irrecoverable: 5,
    statusWarning: 6,
    attention: 7,
    dataIntegrity: 8,
  });
});

test("alarm: of ALCD and ALED only bit 8 says what happens", () => {
  assertEquals([alarmCode(2, true), alarmCode(2, false), alarmCode(0, true)], [0x82, 0x02, 0x80]);
  assertEquals(alarmCode(0xc0, false), 0x40);
  assertEquals([0x80, 0x84, 0xff].map(isAlarmSet), [true, true, true]);
  assertEquals([0x00, 0x40, 0x7f].map(isAlarmSet), [false, false, false]);
  assertEquals([0x80, 0x00, 0x01].map(isAlarmEnable), [true, false, false]);
});
