import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ALL_ALARMS, S5F6, type SecsId } from "../../../src/secs/mod.ts";
import { ACKC5, AlarmEnables, type AlarmSource } from "../../../src/gem/mod.ts";
import { idKey } from "../../../src/gem/ids.ts";
import type { Thing } from "./tool.ts";

function sourceOf(...ids: readonly SecsId[]): AlarmSource<Thing> {
  const alarmOf = new Map(ids.map((id) => [idKey(id), { id }]));
  return { alarm: (id) => alarmOf.get(idKey(id)), alarms: [...alarmOf.values()] };
}

const describe = ({ id }: Thing) => ({ ALCD: 0x84, ALTX: `Alarm ${id}` });

function enables(): AlarmEnables<Thing> {
  return new AlarmEnables(sourceOf(1, 2, "Door"));
}

test("S5F3: bit 8 of ALED enables an alarm, without it the alarm is disabled", () => {
  const alarms = enables();
  assertEquals(alarms.enabledAlarmIds(), []);
  assertEquals(alarms.enableAlarm({ ALED: 0x80, ALID: "Door" }), ACKC5.done);
  assertEquals(alarms.enableAlarm({ ALED: 0xff, ALID: 2n }), 0);
  assertEquals(alarms.enabledAlarmIds(), [2, "Door"]);
  assertEquals(alarms.enableAlarm({ ALED: 1, ALID: 2 }), 0);
  assertEquals(alarms.enabledAlarmIds(), ["Door"]);
});

test("S5F3 for all alarms", () => {
  const alarms = enables();
  assertEquals(alarms.enableAlarm({ ALED: 0x80, ALID: ALL_ALARMS }), 0);
  assertEquals(alarms.enabledAlarmIds(), [1, 2, "Door"]);
  assertEquals(alarms.enableAlarm({ ALED: 0, ALID: ALL_ALARMS }), 0);
  assertEquals(alarms.enabledAlarmIds(), []);
});

test("ACKC5 1: the alarm is unknown", () => {
  const alarms = enables();
  assertEquals(alarms.enableAlarm({ ALED: 0x80, ALID: 99 }), ACKC5.error);
  assertEquals(ACKC5.error, 1);
  assertEquals(alarms.enabledAlarmIds(), []);
});

test("isEnabled() says whether S5F1 is sent", () => {
  const source = sourceOf(1, 2);
  const alarms = new AlarmEnables(source);
  alarms.enableAlarm({ ALED: 0x80, ALID: 1 });
  assertEquals(source.alarms.map((alarm) => alarms.isEnabled(alarm)), [true, false]);
});

test("S5F5: alarms by id in that order, or all; an unknown one has no ALCD and no text", () => {
  const two = { ALCD: 0x84, ALID: 2, ALTX: "Alarm 2" };
  const data = enables().listAlarms([99, 2, 2n], describe);
  assertEquals(data, [{ ALCD: undefined, ALID: 99, ALTX: "" }, two]);
  assertEquals(S5F6.toHost.read(S5F6.toHost.build(data)), data);
  assertEquals(enables().listAlarms([], describe).map(({ ALID }) => ALID), [1, 2, "Door"]);
});

test("S5F7: the alarms that are enabled", () => {
  const alarms = enables();
  assertEquals(alarms.listEnabledAlarms(describe), []);
  alarms.enableAlarm({ ALED: 0x80, ALID: 1 });
  assertEquals(alarms.listEnabledAlarms(describe), [{ ALCD: 0x84, ALID: 1, ALTX: "Alarm 1" }]);
});

test("enables survive as JSON; alarms that are gone are dropped", () => {
  const alarms = enables();
  alarms.enableAlarm({ ALED: 0x80, ALID: ALL_ALARMS });
  const saved = JSON.parse(JSON.stringify(alarms.save()));
  const other = new AlarmEnables(sourceOf(1, "Door", 3));
  other.enableAlarm({ ALED: 0x80, ALID: 3 });
  assertEquals(other.restore(saved), [2]);
  assertEquals(other.enabledAlarmIds(), [1, "Door"]);
});
