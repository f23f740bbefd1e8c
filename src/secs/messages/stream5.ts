import { arrayOf, record } from "../schema/lists.ts";
import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { acknowledge, ascii, id, type SecsId } from "../schema/values.ts";
import { abortOf, ids } from "./common.ts";

/** An alarm. */
export interface SecsAlarmReport {
  /** Alarm code byte; bit 8: set. */
  readonly ALCD: number;
  /** Alarm id. */
  readonly ALID: SecsId;
  /** Its text. */
  readonly ALTX: string;
}

/** An alarm to be enabled or disabled. */
export interface SecsEnableAlarm {
  /** 128 enables, 0 disables. */
  readonly ALED: number;
  /** Alarm id. */
  readonly ALID: SecsId;
}

const ALARM = record({ ALCD: acknowledge(), ALID: id(), ALTX: ascii(120) });

/** S5F0, the abort of a transaction of stream 5. */
export const S5F0: MessageDefinition<undefined, undefined> = abortOf(5);

/** S5F1, an alarm was set or cleared. */
export const S5F1: MessageDefinition<SecsAlarmReport, never, typeof S5F2> = defineMessage(5, 1, {
  title: "Alarm report send",
  toHost: ALARM,
  reply: { title: "Alarm report acknowledge", toEquipment: acknowledge() },
});

/** S5F2, ACKC5: 0 taken. */
export const S5F2: MessageDefinition<never, number> = S5F1.reply;

/** S5F3, enables or disables an alarm. */
export const S5F3: MessageDefinition<never, SecsEnableAlarm, typeof S5F4> = defineMessage(5, 3, {
  title: "Enable/disable alarm send",
  toEquipment: record({ ALED: acknowledge(), ALID: id() }),
  reply: { title: "Enable/disable alarm acknowledge", toHost: acknowledge() },
});

/** S5F4, ACKC5: 0 done. */
export const S5F4: MessageDefinition<number, never> = S5F3.reply;

/** S5F5, alarms by id; an empty list asks for all. */
export const S5F5: MessageDefinition<never, readonly SecsId[], typeof S5F6> = defineMessage(5, 5, {
  title: "List alarms request",
  toEquipment: ids,
  reply: { title: "List alarm data", toHost: arrayOf(ALARM) },
});

/** S5F6, what S5F5 asked for. */
export const S5F6: MessageDefinition<readonly SecsAlarmReport[], never> = S5F5.reply;

/** S5F7, which alarms are enabled? */
export const S5F7: MessageDefinition<never, undefined, typeof S5F8> = defineMessage(5, 7, {
  title: "List enabled alarm request",
  toEquipment: NO_BODY,
  reply: { title: "List enabled alarm data", toHost: arrayOf(ALARM) },
});

/** S5F8, answers S5F7. */
export const S5F8: MessageDefinition<readonly SecsAlarmReport[], never> = S5F7.reply;
