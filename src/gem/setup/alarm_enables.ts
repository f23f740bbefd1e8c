import { ALL_ALARMS, type SecsEnableAlarm, type SecsId, type SecsListedAlarm } from "../../secs/mod.ts";
import { isAlarmEnable } from "../models/alarm.ts";
import { distinctIds, type Identified, restoreValue, type SavedId, saveValue } from "./source.ts";

/** How S5F4 answers (ACKC5). */
export const ACKC5 = { done: 0, error: 1 } as const;

/** ALED that enables. */
const ENABLE = 0x80;

/** A code of {@linkcode ACKC5}. */
export type AckC5 = typeof ACKC5[keyof typeof ACKC5];

/** Where the alarms of the tool are found; the same id always finds the same object. */
export interface AlarmSource<A> {
  /** The alarm with this id; undefined: there is none. */
  alarm(id: SecsId): A | undefined;
  /** All alarms, in the tool's own order. */
  readonly alarms: readonly A[];
}

/** Says ALCD, which has bit 8 if the alarm is set, and ALTX of an alarm. */
export type DescribeAlarm<A> = (alarm: A) => { readonly ALCD: number; readonly ALTX: string };

/**
 * The alarms for which one host wants S5F1. None, until S5F3 enables some.
 *
 * @example
 * ```ts
 * import { ACKC5, AlarmEnables } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const door = { id: 5001 };
 * const enables = new AlarmEnables({ alarm: (id) => id === door.id ? door : undefined, alarms: [door] });
 * assertEquals(enables.enableAlarm({ ALED: 128, ALID: 5002 }), ACKC5.error);
 * assertEquals(enables.enableAlarm({ ALED: 128, ALID: 5001 }), ACKC5.done);
 * assertEquals(enables.isEnabled(door), true);
 * ```
 */
export class AlarmEnables<A extends Identified> {
  readonly #source: AlarmSource<A>;
  readonly #enabled = new Set<A>();

  /** No alarm is enabled. */
  constructor(source: AlarmSource<A>) {
    this.#source = source;
  }

  /** Whether S5F1 is sent for an alarm. Its two events obey S2F37 alone. */
  isEnabled(alarm: A): boolean {
    return this.#enabled.has(alarm);
  }

  /** S5F3: enables (bit 8 of ALED) or disables an alarm, or all; ACKC5 1 for an unknown one. */
  enableAlarm({ ALED, ALID }: SecsEnableAlarm): AckC5 {
    const alarms = isAll(ALID) ? this.#source.alarms : [this.#source.alarm(ALID)];
    for (const alarm of alarms) {
      if (alarm === undefined) return ACKC5.error;
      if (isAlarmEnable(ALED)) this.#enabled.add(alarm);
      else this.#enabled.delete(alarm);
    }
    return ACKC5.done;
  }

  /** S5F6: alarms by id, all if none is named. An unknown one has no ALCD and no text; one that is named twice comes once. */
  listAlarms(ALID: readonly SecsId[], describe: DescribeAlarm<A>): SecsListedAlarm[] {
    if (ALID.length === 0) return this.#source.alarms.map((alarm) => listed(alarm, describe));
    return distinctIds(ALID).map((id) => {
      const alarm = this.#source.alarm(id);
      return alarm === undefined ? { ALCD: undefined, ALID: id, ALTX: "" } : listed(alarm, describe);
    });
  }

  /** S5F8: the alarms that are enabled, in the tool's own order. */
  listEnabledAlarms(describe: DescribeAlarm<A>): SecsListedAlarm[] {
    return this.#inOrder().map((alarm) => listed(alarm, describe));
  }

  /** The value of AlarmsEnabled: the ids of the alarms that are enabled, in the tool's own order. */
  enabledAlarmIds(): SecsId[] {
    return this.#inOrder().map(({ id }) => id);
  }

  /** The ids of the alarms that are enabled, as JSON. */
  save(): SavedId[] {
    return this.enabledAlarmIds().map(saveValue);
  }

  /** Takes what was saved in place of what is enabled; returns the ids of alarms that are gone. */
  restore(saved: readonly SavedId[]): SecsId[] {
    this.#enabled.clear();
    return saved.map(restoreValue).filter((ALID) => this.enableAlarm({ ALED: ENABLE, ALID }) !== ACKC5.done);
  }

  #inOrder(): A[] {
    return this.#source.alarms.filter((alarm) => this.#enabled.has(alarm));
  }
}

function isAll(id: SecsEnableAlarm["ALID"]): id is typeof ALL_ALARMS {
  return id === ALL_ALARMS;
}

function listed<A extends Identified>(alarm: A, describe: DescribeAlarm<A>): SecsListedAlarm {
  const { ALCD, ALTX } = describe(alarm);
  return { ALCD, ALID: alarm.id, ALTX };
}
