import { B } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { orEmptyItem } from "../schema/choices.ts";
import { id, idOr, idVector, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge } from "../schema/numbers.ts";
import { ascii } from "../schema/text.ts";
import { ALL_ALARMS, type SecsAllAlarms } from "./all_alarms.ts";
import { abortOf } from "./common.ts";

/** An alarm. */
export interface SecsAlarmReport {
  /** Alarm code byte; bit 8: set. */
  readonly ALCD: number;
  /** Alarm id. */
  readonly ALID: SecsId;
  /** Its text. */
  readonly ALTX: string;
}

/** An alarm in a list. */
export interface SecsListedAlarm {
  /** Alarm code byte; bit 8: set. Undefined for an alarm that the equipment does not know. */
  readonly ALCD: number | undefined;
  /** Alarm id. */
  readonly ALID: SecsId;
  /** Its text; empty for an alarm that the equipment does not know. */
  readonly ALTX: string;
}

/** An alarm to be enabled or disabled. */
export interface SecsEnableAlarm {
  /** 128 enables, 0 disables. */
  readonly ALED: number;
  /** Alarm id, or ALL_ALARMS. */
  readonly ALID: SecsId | SecsAllAlarms;
}

const ALARM = record({ ALCD: acknowledge(), ALID: id("ALID"), ALTX: ascii(120) });
const LISTED = record({
  ALCD: orEmptyItem(acknowledge(), undefined, B()),
  ALID: id("ALID"),
  ALTX: ascii(120),
});

/** S5F0, the abort of a transaction of stream 5. */
export const S5F0: MessageDefinition<undefined, undefined> = abortOf(5);

/** S5F1, an alarm was set or cleared. */
export const S5F1: MessageDefinition<SecsAlarmReport, never, typeof S5F2> = defineMessage(5, 1, {
  title: "Alarm report send",
  toHost: ALARM,
  reply: { title: "Alarm report acknowledge", toEquipment: acknowledge("ACKC5") },
});

/** S5F2, ACKC5: 0 taken. */
export const S5F2: MessageDefinition<never, number> = S5F1.reply;

/** S5F3, enables or disables an alarm, or all. */
export const S5F3: MessageDefinition<never, SecsEnableAlarm, typeof S5F4> = defineMessage(5, 3, {
  title: "Enable/disable alarm send",
  toEquipment: record({ ALED: acknowledge(), ALID: idOr("ALID", ALL_ALARMS, "S5F3") }),
  reply: { title: "Enable/disable alarm acknowledge", toHost: acknowledge("ACKC5") },
});

/** S5F4, ACKC5: 0 done. */
export const S5F4: MessageDefinition<number, never> = S5F3.reply;

/** S5F5, alarms by id, which go in one item; an empty array asks for all. */
export const S5F5: MessageDefinition<never, readonly SecsId[], typeof S5F6> = defineMessage(5, 5, {
  title: "List alarms request",
  toEquipment: idVector("ALID", "S5F5"),
  reply: { title: "List alarm data", toHost: arrayOf(LISTED) },
});

/** S5F6, what S5F5 asked for. */
export const S5F6: MessageDefinition<readonly SecsListedAlarm[], never> = S5F5.reply;

/** S5F7, which alarms are enabled? */
export const S5F7: MessageDefinition<never, undefined, typeof S5F8> = defineMessage(5, 7, {
  title: "List enabled alarm request",
  toEquipment: NO_BODY,
  reply: { title: "List enabled alarm data", toHost: arrayOf(LISTED) },
});

/** S5F8, answers S5F7. */
export const S5F8: MessageDefinition<readonly SecsListedAlarm[], never> = S5F7.reply;
