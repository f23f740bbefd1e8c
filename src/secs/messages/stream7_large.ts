import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { id, type SecsByteId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, byte, unsigned } from "../schema/numbers.ts";
import { ascii } from "../schema/text.ts";

/** An error in a process program. */
export interface SecsProcessProgramError {
  /** 0 none, 1 MDLN, 2 SOFTREV, 3 CCODE, 4 PPARM, 5 another one, which ERRW7 describes. */
  readonly ACKC7A: number;
  /** Number of the command that has it. */
  readonly SEQNUM: number | bigint;
  /** Its text. */
  readonly ERRW7: string;
}

/** The result of the check of a process program. */
export interface SecsProcessProgramVerification {
  /** Process program id. */
  readonly PPID: SecsByteId;
  /** What is wrong; empty if nothing is. */
  readonly ERRORS: readonly SecsProcessProgramError[];
}

const DSNAME = ascii(Infinity, "DSNAME");
const ACKC7 = acknowledge("ACKC7");

/** S7F27, the equipment has checked a process program that came with S7F23. */
export const S7F27: MessageDefinition<SecsProcessProgramVerification, never, typeof S7F28> = defineMessage(
  7,
  27,
  {
    title: "Process program verification send",
    toHost: record({
      PPID: id("PPID"),
      ERRORS: arrayOf(record({ ACKC7A: byte(), SEQNUM: unsigned("SEQNUM"), ERRW7: ascii() })),
    }),
    reply: { title: "Process program verification acknowledge", toEquipment: NO_BODY },
  },
);

/** S7F28, S7F27 has come. */
export const S7F28: MessageDefinition<never, undefined> = S7F27.reply;

/** S7F29, may a long S7F27 be sent? Its LENGTH in bytes. */
export const S7F29: MessageDefinition<number | bigint, never, typeof S7F30> = defineMessage(7, 29, {
  title: "Process program verification inquire",
  toHost: unsigned("LENGTH"),
  reply: { title: "Process program verification grant", toEquipment: acknowledge("PPGNT") },
});

/** S7F30, PPGNT: 0 yes. */
export const S7F30: MessageDefinition<never, number> = S7F29.reply;

/** S7F37, a process program (PPBODY) is to be sent as a data set of stream 13; DSNAME is its PPID. */
export const S7F37: MessageDefinition<string, string, typeof S7F38> = defineMessage(7, 37, {
  title: "Large process program send",
  toHost: DSNAME,
  toEquipment: DSNAME,
  reply: { title: "Large process program acknowledge", toHost: ACKC7, toEquipment: ACKC7 },
});

/** S7F38, ACKC7: 0 the request is understood. S7F27 or an event tells when the program has come. */
export const S7F38: MessageDefinition<number, number> = S7F37.reply;

/** S7F39, a formatted process program (the body of S7F23) is to be sent as a data set of stream 13. */
export const S7F39: MessageDefinition<string, string, typeof S7F40> = defineMessage(7, 39, {
  title: "Large formatted process program send",
  toHost: DSNAME,
  toEquipment: DSNAME,
  reply: { title: "Large formatted process program acknowledge", toHost: ACKC7, toEquipment: ACKC7 },
});

/** S7F40, ACKC7: 0 the request is understood. */
export const S7F40: MessageDefinition<number, number> = S7F39.reply;

/** S7F41, asks for a process program as a data set of stream 13; DSNAME is its PPID. */
export const S7F41: MessageDefinition<string, string, typeof S7F42> = defineMessage(7, 41, {
  title: "Large process program request",
  toHost: DSNAME,
  toEquipment: DSNAME,
  reply: { title: "Large process program acknowledge", toHost: ACKC7, toEquipment: ACKC7 },
});

/** S7F42, ACKC7: 0 the request is understood. */
export const S7F42: MessageDefinition<number, number> = S7F41.reply;

/** S7F43, asks for a formatted process program as a data set of stream 13; DSNAME is its PPID. */
export const S7F43: MessageDefinition<string, string, typeof S7F44> = defineMessage(7, 43, {
  title: "Large formatted process program request",
  toHost: DSNAME,
  toEquipment: DSNAME,
  reply: { title: "Large formatted process program acknowledge", toHost: ACKC7, toEquipment: ACKC7 },
});

/** S7F44, ACKC7: 0 the request is understood. */
export const S7F44: MessageDefinition<number, number> = S7F43.reply;
