import type { ModelAlarm } from "../definition/model.ts";
import { alarmCode, type AlarmState, changeAlarm } from "../models/alarm.ts";

/**
 * An alarm of a running tool.
 *
 * @example
 * ```ts
 * import { defineEquipment, Equipment } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const model = defineEquipment({
 *   model: "ETCH-3",
 *   revision: "1.2.0",
 *   alarms: { GasLow: { id: 5002, category: "statusWarning", text: "Gas is low" } },
 * });
 * const tool = await Equipment.open(model);
 * const gas = tool.alarm("GasLow");
 * gas.set();
 * assertEquals([gas.isSet, gas.code], [true, 0x86]);
 * await tool.close();
 * ```
 */
export class ToolAlarm {
  /** What the model says of it. */
  readonly alarm: ModelAlarm;
  /** ALID. */
  readonly id: ModelAlarm["id"];
  readonly #onMoved: (alarm: ToolAlarm, values: Readonly<Record<string, unknown>> | undefined) => void;
  #state: AlarmState = "clear";

  /** `onMoved` is called when it was set or cleared. */
  constructor(
    alarm: ModelAlarm,
    onMoved: (alarm: ToolAlarm, values: Readonly<Record<string, unknown>> | undefined) => void,
  ) {
    this.alarm = alarm;
    this.id = alarm.id;
    this.#onMoved = onMoved;
  }

  /** Whether it is set. */
  get isSet(): boolean {
    return this.#state === "set";
  }

  /** ALCD: its category, and bit 8 if it is set. */
  get code(): number {
    return alarmCode(this.alarm.category, this.isSet);
  }

  /**
   * Sets it: S5F1 goes to each host that has enabled it, then the event of its detection. Nothing happens if it is set.
   *
   * @param values Data variables that go with the event, by their names.
   */
  set(values?: Readonly<Record<string, unknown>>): void {
    this.#change("set", values);
  }

  /**
   * Clears it: S5F1 goes to each host that has enabled it, then the event of its end. Nothing happens if it is clear.
   *
   * @param values Data variables that go with the event, by their names.
   */
  clear(values?: Readonly<Record<string, unknown>>): void {
    this.#change("clear", values);
  }

  #change(change: AlarmState, values: Readonly<Record<string, unknown>> | undefined): void {
    const { model, rows } = changeAlarm({ state: this.#state, enabled: false }, change);
    this.#state = model.state;
    if (rows.length > 0) this.#onMoved(this, values);
  }
}
