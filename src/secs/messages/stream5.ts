import { arrayOf, record } from "../list_schemas.ts";
import { defineMessage, HEADER_ONLY, type MessageDefinition } from "../message_definition.ts";
import { acknowledge, ascii, id, type SecsId } from "../value_schemas.ts";
import { ids } from "./common.ts";

/** An alarm. */
export interface AlarmReport {
  /** Alarm code byte; bit 8: set. */
  readonly ALCD: number;
  /** Alarm id. */
  readonly ALID: SecsId;
  /** Its text. */
  readonly ALTX: string;
}

/** An alarm to be enabled or disabled. */
export interface EnableAlarm {
  /** 128 enables, 0 disables. */
  readonly ALED: number;
  /** Alarm id. */
  readonly ALID: SecsId;
}

const ALARM = record({ ALCD: acknowledge(), ALID: id(), ALTX: ascii(120) });

/** S5F0, the abort of a transaction of stream 5. */
export const S5F0: MessageDefinition<undefined, undefined> = defineMessage(5, 0, "Abort transaction", {
  toHost: HEADER_ONLY,
  toEquipment: HEADER_ONLY,
});

/** S5F1, an alarm was set or cleared. */
export const S5F1: MessageDefinition<AlarmReport, never> = defineMessage(5, 1, "Alarm report send", {
  toHost: ALARM,
});

/** S5F2, ACKC5: 0 taken. */
export const S5F2: MessageDefinition<never, number> = defineMessage(5, 2, "Alarm report acknowledge", {
  toEquipment: acknowledge(),
});

/** S5F3, enables or disables an alarm. */
export const S5F3: MessageDefinition<never, EnableAlarm> = defineMessage(5, 3, "Enable/disable alarm send", {
  toEquipment: record({ ALED: acknowledge(), ALID: id() }),
});

/** S5F4, ACKC5: 0 done. */
export const S5F4: MessageDefinition<number, never> = defineMessage(
  5,
  4,
  "Enable/disable alarm acknowledge",
  { toHost: acknowledge() },
);

/** S5F5, alarms by id; none asks for all. */
export const S5F5: MessageDefinition<never, readonly SecsId[]> = defineMessage(5, 5, "List alarms request", {
  toEquipment: ids,
});

/** S5F6, what S5F5 asked for. */
export const S5F6: MessageDefinition<readonly AlarmReport[], never> = defineMessage(5, 6, "List alarm data", {
  toHost: arrayOf(ALARM),
});

/** S5F7, which alarms are enabled? */
export const S5F7: MessageDefinition<never, undefined> = defineMessage(5, 7, "List enabled alarm request", {
  toEquipment: HEADER_ONLY,
});

/** S5F8, answers S5F7. */
export const S5F8: MessageDefinition<readonly AlarmReport[], never> = defineMessage(
  5,
  8,
  "List enabled alarm data",
  { toHost: arrayOf(ALARM) },
);
