import { arrayOf, record } from "../list_schemas.ts";
import { defineMessage, HEADER_ONLY, type MessageDefinition } from "../message_definition.ts";
import { acknowledge, ascii } from "../value_schemas.ts";

/** A line for a terminal. */
export interface TerminalText {
  /** Terminal number. */
  readonly TID: number;
  /** The text. */
  readonly TEXT: string;
}

/** Lines for a terminal. */
export interface TerminalTexts {
  /** Terminal number. */
  readonly TID: number;
  /** The lines. */
  readonly TEXT: readonly string[];
}

const LINE = record({ TID: acknowledge(), TEXT: ascii() });

/** S10F0, the abort of a transaction of stream 10. */
export const S10F0: MessageDefinition<undefined, undefined> = defineMessage(10, 0, "Abort transaction", {
  toHost: HEADER_ONLY,
  toEquipment: HEADER_ONLY,
});

/** S10F1, text that an operator typed. */
export const S10F1: MessageDefinition<TerminalText, never> = defineMessage(10, 1, "Terminal request", {
  toHost: LINE,
});

/** S10F2, ACKC10: 0 taken. */
export const S10F2: MessageDefinition<never, number> = defineMessage(10, 2, "Terminal request acknowledge", {
  toEquipment: acknowledge(),
});

/** S10F3, text to be shown. */
export const S10F3: MessageDefinition<never, TerminalText> = defineMessage(
  10,
  3,
  "Terminal display, single",
  { toEquipment: LINE },
);

/** S10F4, ACKC10: 0 will be shown, 1 will not, 2 no such terminal. */
export const S10F4: MessageDefinition<number, never> = defineMessage(
  10,
  4,
  "Terminal display, single, acknowledge",
  { toHost: acknowledge() },
);

/** S10F5, lines to be shown. */
export const S10F5: MessageDefinition<never, TerminalTexts> = defineMessage(
  10,
  5,
  "Terminal display, multi-block",
  { toEquipment: record({ TID: acknowledge(), TEXT: arrayOf(ascii()) }) },
);

/** S10F6, ACKC10: 0 will be shown. */
export const S10F6: MessageDefinition<number, never> = defineMessage(
  10,
  6,
  "Terminal display, multi-block, acknowledge",
  { toHost: acknowledge() },
);

/** S10F7, the terminal takes one block (TID). */
export const S10F7: MessageDefinition<number, never> = defineMessage(10, 7, "Multi-block not allowed", {
  requireResponse: false,
  toHost: acknowledge(),
});

/** S10F9, text for every terminal. */
export const S10F9: MessageDefinition<never, string> = defineMessage(10, 9, "Broadcast", {
  toEquipment: ascii(),
});

/** S10F10, ACKC10: 0 will be shown. */
export const S10F10: MessageDefinition<number, never> = defineMessage(10, 10, "Broadcast acknowledge", {
  toHost: acknowledge(),
});
