import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { orEmptyList } from "../schema/choices.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { truth } from "../schema/numbers.ts";
import { ascii } from "../schema/text.ts";
import { errorEntry, type SecsErrorEntry } from "./common.ts";

/** An exception is no longer there. */
export interface SecsExceptionClear {
  /** When it happened, as TIME of S2F18. */
  readonly TIMESTAMP: string;
  /** Exception id. */
  readonly EXID: string;
  /** Its type: `ALARM` or `ERROR`. */
  readonly EXTYPE: string;
  /** Its text; the reason for which it was cleared. */
  readonly EXMESSAGE: string;
}

/** An exception has occurred. */
export interface SecsExceptionPost extends SecsExceptionClear {
  /** Actions that may recover from it; empty if there are none. */
  readonly EXRECVRA: readonly string[];
}

/** A recovery action for an exception. */
export interface SecsExceptionRecover {
  /** Exception id. */
  readonly EXID: string;
  /** One of the actions of S5F9. */
  readonly EXRECVRA: string;
}

/** Whether a request about an exception was done. */
export interface SecsExceptionStatus {
  /** True: done or accepted. */
  readonly ACKA: boolean;
  /** What is wrong; undefined (an empty list) if nothing is. */
  readonly ERROR: SecsErrorEntry | undefined;
}

/** The answer to a request about an exception. */
export interface SecsExceptionAcknowledge {
  /** Exception id. */
  readonly EXID: string;
  /** Whether it is accepted. */
  readonly STATUS: SecsExceptionStatus;
}

/** A recovery has ended. */
export interface SecsExceptionRecoveryComplete extends SecsExceptionAcknowledge {
  /** When it ended, as TIME of S2F18. */
  readonly TIMESTAMP: string;
}

const TIMESTAMP = ascii(32, "TIMESTAMP");
const EXID = ascii(20, "EXID");
const EXRECVRA = ascii(40, "EXRECVRA");
const EXCEPTION = { TIMESTAMP, EXID, EXTYPE: ascii(), EXMESSAGE: ascii() };
const STATUS = record({ ACKA: truth(), ERROR: orEmptyList(errorEntry) });
const ACKNOWLEDGE = record({ EXID, STATUS });

/** S5F9, an exception has occurred. */
export const S5F9: MessageDefinition<SecsExceptionPost, never, typeof S5F10> = defineMessage(5, 9, {
  title: "Exception post notify",
  toHost: record({ ...EXCEPTION, EXRECVRA: arrayOf(EXRECVRA) }),
  reply: { title: "Exception post confirm", toEquipment: NO_BODY },
});

/** S5F10, S5F9 has come. */
export const S5F10: MessageDefinition<never, undefined> = S5F9.reply;

/** S5F11, an exception is no longer there. */
export const S5F11: MessageDefinition<SecsExceptionClear, never, typeof S5F12> = defineMessage(5, 11, {
  title: "Exception clear notify",
  toHost: record(EXCEPTION),
  reply: { title: "Exception clear confirm", toEquipment: NO_BODY },
});

/** S5F12, S5F11 has come. */
export const S5F12: MessageDefinition<never, undefined> = S5F11.reply;

/** S5F13, asks for a recovery action. */
export const S5F13: MessageDefinition<never, SecsExceptionRecover, typeof S5F14> = defineMessage(5, 13, {
  title: "Exception recover request",
  toEquipment: record({ EXID, EXRECVRA }),
  reply: { title: "Exception recover acknowledge", toHost: ACKNOWLEDGE },
});

/** S5F14, whether the recovery is accepted; S5F15 tells its end. */
export const S5F14: MessageDefinition<SecsExceptionAcknowledge, never> = S5F13.reply;

/** S5F15, a recovery has ended. */
export const S5F15: MessageDefinition<SecsExceptionRecoveryComplete, never, typeof S5F16> = defineMessage(
  5,
  15,
  {
    title: "Exception recovery complete notify",
    toHost: record({ TIMESTAMP, EXID, STATUS }),
    reply: { title: "Exception recovery complete confirm", toEquipment: NO_BODY },
  },
);

/** S5F16, S5F15 has come. */
export const S5F16: MessageDefinition<never, undefined> = S5F15.reply;

/** S5F17, asks to abort a recovery, by EXID. */
export const S5F17: MessageDefinition<never, string, typeof S5F18> = defineMessage(5, 17, {
  title: "Exception recovery abort request",
  toEquipment: EXID,
  reply: { title: "Exception recovery abort acknowledge", toHost: ACKNOWLEDGE },
});

/** S5F18, whether the recovery was aborted. */
export const S5F18: MessageDefinition<SecsExceptionAcknowledge, never> = S5F17.reply;
