/**
 * The alarm model of E30, one for each alarm: CLEAR or SET. Whether S5F1 is sent is a flag beside it, which survives
 * power off and holds for S5F1 alone: the two collection events of the alarm obey S2F37.
 */

import { type Draft, draft, stay, type Step, type Table, to } from "./table.ts";

/** The state of an alarm. */
export type AlarmState = "clear" | "set";

/** The rows of E30. */
export const ALARM_TABLE: Table<AlarmState, AlarmState> = {
  "clear": { "set": to(1, "set"), "clear": stay },
  "set": { "set": stay, "clear": to(2, "clear") },
};

/** An alarm: plain data. */
export interface AlarmModel {
  /** Whether it is set. */
  readonly state: AlarmState;
  /** Whether the host wants S5F1 (S5F3). */
  readonly enabled: boolean;
}

/** What is to be done: S5F1 first, then the event. */
export type AlarmEffect =
  /** Send S5F1; bit 8 of ALCD is `set`. */
  | { readonly type: "S5F1"; readonly set: boolean }
  /** Trigger the alarm's event. */
  | { readonly type: "event"; readonly event: "detected" | "cleared" };

/** The low seven bits of ALCD. */
export const ALARM_CATEGORIES = {
  notUsed: 0,
  personalSafety: 1,
  equipmentSafety: 2,
  parameterWarning: 3,
  parameterError: 4,
  irrecoverable: 5,
  statusWarning: 6,
  attention: 7,
  dataIntegrity: 8,
} as const;

const BIT_8 = 0x80;

/**
 * The alarm is set or cleared.
 *
 * @example
 * ```ts
 * import { changeAlarm } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const { model, effects } = changeAlarm({ state: "clear", enabled: true }, "set");
 * assertEquals(model.state, "set");
 * assertEquals(effects, [{ type: "S5F1", set: true }, { type: "event", event: "detected" }]);
 * ```
 */
export function changeAlarm(model: AlarmModel, change: AlarmState): Step<AlarmModel, AlarmEffect> {
  const work: Draft<AlarmModel, AlarmEffect> = draft(model);
  const move = ALARM_TABLE[model.state][change];
  if (move === undefined) return work;
  work.rows.push(move.row);
  work.model = { ...model, state: move.to };
  const set = move.to === "set";
  if (model.enabled) work.effects.push({ type: "S5F1", set });
  work.effects.push({ type: "event", event: set ? "detected" : "cleared" });
  return work;
}

/** ALCD of an alarm: its category, and bit 8 if it is set. */
export function alarmCode(category: number, set: boolean): number {
  return (category & ~BIT_8) | (set ? BIT_8 : 0);
}

/** Whether ALCD says that the alarm is set: bit 8 alone counts, as tools send any category. */
export function isAlarmSet(alcd: number): boolean {
  return (alcd & BIT_8) !== 0;
}

/** Whether ALED of S5F3 enables (bit 8 set) or disables. */
export function isAlarmEnable(aled: number): boolean {
  return (aled & BIT_8) !== 0;
}
