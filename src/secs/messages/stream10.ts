import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge } from "../schema/numbers.ts";
import { ascii } from "../schema/text.ts";
import { abortOf } from "./common.ts";

/** A line for a terminal. */
export interface SecsTerminalText {
  /** Terminal number. */
  readonly TID: number;
  /** The text. */
  readonly TEXT: string;
}

/** Lines for a terminal. */
export interface SecsTerminalTexts {
  /** Terminal number. */
  readonly TID: number;
  /** The lines. */
  readonly TEXT: readonly string[];
}

const ACKC10 = acknowledge("ACKC10");
const LINE = record({ TID: acknowledge(), TEXT: ascii() });

/** S10F0, the abort of a transaction of stream 10. */
export const S10F0: MessageDefinition<undefined, undefined> = abortOf(10);

/** S10F1, text that an operator typed. */
export const S10F1: MessageDefinition<SecsTerminalText, never, typeof S10F2> = defineMessage(10, 1, {
  title: "Terminal request",
  toHost: LINE,
  reply: { title: "Terminal request acknowledge", toEquipment: ACKC10 },
});

/** S10F2, ACKC10: 0 taken. */
export const S10F2: MessageDefinition<never, number> = S10F1.reply;

/** S10F3, text to be shown. */
export const S10F3: MessageDefinition<never, SecsTerminalText, typeof S10F4> = defineMessage(10, 3, {
  title: "Terminal display, single",
  toEquipment: LINE,
  reply: { title: "Terminal display, single, acknowledge", toHost: ACKC10 },
});

/** S10F4, ACKC10: 0 will be shown, 1 will not, 2 no such terminal. */
export const S10F4: MessageDefinition<number, never> = S10F3.reply;

/** S10F5, lines to be shown. */
export const S10F5: MessageDefinition<never, SecsTerminalTexts, typeof S10F6> = defineMessage(10, 5, {
  title: "Terminal display, multi-block",
  toEquipment: record({ TID: acknowledge(), TEXT: arrayOf(ascii(Infinity, "TEXT")) }),
  reply: { title: "Terminal display, multi-block, acknowledge", toHost: ACKC10 },
});

/** S10F6, ACKC10: 0 will be shown. */
export const S10F6: MessageDefinition<number, never> = S10F5.reply;

/** S10F7, the terminal takes one block (TID). */
export const S10F7: MessageDefinition<number, never> = defineMessage(10, 7, {
  title: "Multi-block not allowed",
  toHost: acknowledge("TID"),
});

/** S10F9, text for every terminal. */
export const S10F9: MessageDefinition<never, string, typeof S10F10> = defineMessage(10, 9, {
  title: "Broadcast",
  toEquipment: ascii(Infinity, "TEXT"),
  reply: { title: "Broadcast acknowledge", toHost: ACKC10 },
});

/** S10F10, ACKC10: 0 will be shown. */
export const S10F10: MessageDefinition<number, never> = S10F9.reply;
