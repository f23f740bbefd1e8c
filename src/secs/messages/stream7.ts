import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { orEmptyList } from "../schema/choices.ts";
import { id, type SecsByteId, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, unsigned } from "../schema/numbers.ts";
import { anyItem, ascii } from "../schema/text.ts";
import { abortOf } from "./common.ts";

/** Asks whether a process program may be sent. */
export interface SecsProcessProgramInquire {
  /** Process program id. */
  readonly PPID: SecsByteId;
  /** Its length in bytes. */
  readonly LENGTH: number | bigint;
}

/** A process program. */
export interface SecsProcessProgram {
  /** Process program id. */
  readonly PPID: SecsByteId;
  /** Its body. */
  readonly PPBODY: Item;
}

/** A command of a formatted process program. */
export interface SecsProcessCommand {
  /** Command code. */
  readonly CCODE: SecsId;
  /** Its parameters. */
  readonly PPARM: readonly Item[];
}

/** A formatted process program. */
export interface SecsFormattedProcessProgram {
  /** Process program id. */
  readonly PPID: SecsByteId;
  /** Equipment model type. */
  readonly MDLN: string;
  /** Software revision code. */
  readonly SOFTREV: string;
  /** Its commands. */
  readonly COMMANDS: readonly SecsProcessCommand[];
}

const PPGNT = acknowledge("PPGNT");
const ACKC7 = acknowledge("ACKC7");
const PPID = id("PPID");
const PROGRAM = record({ PPID, PPBODY: anyItem() });
const FORMATTED = record({
  PPID,
  MDLN: ascii(20),
  SOFTREV: ascii(20),
  COMMANDS: arrayOf(record({ CCODE: id("CCODE"), PPARM: arrayOf(anyItem("PPARM")) })),
});
const INQUIRE = record({ PPID, LENGTH: unsigned("LENGTH") });

/** S7F0, the abort of a transaction of stream 7. */
export const S7F0: MessageDefinition<undefined, undefined> = abortOf(7);

/** S7F1, may a process program be sent? */
export const S7F1: MessageDefinition<SecsProcessProgramInquire, SecsProcessProgramInquire, typeof S7F2> =
  defineMessage(7, 1, {
    title: "Process program load inquire",
    toHost: INQUIRE,
    toEquipment: INQUIRE,
    reply: { title: "Process program load grant", toHost: PPGNT, toEquipment: PPGNT },
  });

/** S7F2, PPGNT: 0 yes. */
export const S7F2: MessageDefinition<number, number> = S7F1.reply;

/** S7F3, a process program. */
export const S7F3: MessageDefinition<SecsProcessProgram, SecsProcessProgram, typeof S7F4> = defineMessage(
  7,
  3,
  {
    title: "Process program send",
    toHost: PROGRAM,
    toEquipment: PROGRAM,
    reply: { title: "Process program acknowledge", toHost: ACKC7, toEquipment: ACKC7 },
  },
);

/** S7F4, ACKC7: 0 taken. */
export const S7F4: MessageDefinition<number, number> = S7F3.reply;

/** S7F5, asks for a process program, by PPID. */
export const S7F5: MessageDefinition<SecsByteId, SecsByteId, typeof S7F6> = defineMessage(7, 5, {
  title: "Process program request",
  toHost: PPID,
  toEquipment: PPID,
  reply: { title: "Process program data", toHost: orEmptyList(PROGRAM), toEquipment: orEmptyList(PROGRAM) },
});

/** S7F6, answers S7F5; undefined (an empty list) if there is no such process program. */
export const S7F6: MessageDefinition<SecsProcessProgram | undefined, SecsProcessProgram | undefined> =
  S7F5.reply;

/** S7F17, deletes process programs. An empty list means all, and is read from nothing else. */
export const S7F17: MessageDefinition<never, readonly SecsByteId[], typeof S7F18> = defineMessage(7, 17, {
  title: "Delete process program send",
  toEquipment: arrayOf(PPID, { explicit: true }),
  reply: { title: "Delete process program acknowledge", toHost: ACKC7 },
});

/** S7F18, ACKC7: 0 done. */
export const S7F18: MessageDefinition<number, never> = S7F17.reply;

/** S7F19, which process programs are there? */
export const S7F19: MessageDefinition<never, undefined, typeof S7F20> = defineMessage(7, 19, {
  title: "Current process program dir request",
  toEquipment: NO_BODY,
  reply: { title: "Current process program dir data", toHost: arrayOf(PPID) },
});

/** S7F20, answers S7F19. */
export const S7F20: MessageDefinition<readonly SecsByteId[], never> = S7F19.reply;

/** S7F23, a formatted process program. */
export const S7F23: MessageDefinition<
  SecsFormattedProcessProgram,
  SecsFormattedProcessProgram,
  typeof S7F24
> = defineMessage(7, 23, {
  title: "Formatted process program send",
  toHost: FORMATTED,
  toEquipment: FORMATTED,
  reply: {
    title: "Formatted process program acknowledge",
    toHost: ACKC7,
    toEquipment: ACKC7,
  },
});

/** S7F24, ACKC7: 0 taken. */
export const S7F24: MessageDefinition<number, number> = S7F23.reply;

/** S7F25, asks for a formatted process program, by PPID. */
export const S7F25: MessageDefinition<SecsByteId, SecsByteId, typeof S7F26> = defineMessage(7, 25, {
  title: "Formatted process program request",
  toHost: PPID,
  toEquipment: PPID,
  reply: {
    title: "Formatted process program data",
    toHost: orEmptyList(FORMATTED),
    toEquipment: orEmptyList(FORMATTED),
  },
});

/** S7F26, answers S7F25; undefined (an empty list) if there is no such process program. */
export const S7F26: MessageDefinition<
  SecsFormattedProcessProgram | undefined,
  SecsFormattedProcessProgram | undefined
> = S7F25.reply;
