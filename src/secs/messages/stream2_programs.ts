import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { id, type SecsByteId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, byte, unsigned } from "../schema/numbers.ts";
import { anyItem, ascii, binary } from "../schema/text.ts";

/** Asks whether a service program may be sent. */
export interface SecsServiceProgramInquire {
  /** Service program id. */
  readonly SPID: string;
  /** Its length in bytes. */
  readonly LENGTH: number | bigint;
}

/** Asks to process material. */
export interface SecsInitiateProcessing {
  /** Where the material is. */
  readonly LOC: number;
  /** The process program; an empty text lets the equipment choose. */
  readonly PPID: SecsByteId;
  /** The material; an empty list if it has no ids. */
  readonly MID: readonly SecsByteId[];
}

const SPID = ascii(6, "SPID");
const SPD = binary("SPD");
const GRANT = acknowledge("GRANT");
const SPAACK = acknowledge("SPAACK");
const INQUIRE = record({ SPID, LENGTH: unsigned("LENGTH") });
const DIRECTORY = arrayOf(SPID);

/** S2F1, may a service program be sent? */
export const S2F1: MessageDefinition<SecsServiceProgramInquire, SecsServiceProgramInquire, typeof S2F2> =
  defineMessage(2, 1, {
    title: "Service program load inquire",
    toHost: INQUIRE,
    toEquipment: INQUIRE,
    reply: { title: "Service program load grant", toHost: GRANT, toEquipment: GRANT },
  });

/** S2F2, GRANT: 0 yes, 1 busy, 2 no space. */
export const S2F2: MessageDefinition<number, number> = S2F1.reply;

/** S2F3, the service program that S2F1 announced (SPD). */
export const S2F3: MessageDefinition<Uint8Array, Uint8Array, typeof S2F4> = defineMessage(2, 3, {
  title: "Service program send",
  toHost: SPD,
  toEquipment: SPD,
  reply: { title: "Service program send acknowledge", toHost: SPAACK, toEquipment: SPAACK },
});

/** S2F4, SPAACK: 0 done, 1 invalid data. */
export const S2F4: MessageDefinition<number, number> = S2F3.reply;

/** S2F5, asks for a service program (SPID). */
export const S2F5: MessageDefinition<string, string, typeof S2F6> = defineMessage(2, 5, {
  title: "Service program load request",
  toHost: SPID,
  toEquipment: SPID,
  reply: { title: "Service program load data", toHost: SPD, toEquipment: SPD },
});

/** S2F6, the service program (SPD); no bytes if it cannot be sent. */
export const S2F6: MessageDefinition<Uint8Array, Uint8Array> = S2F5.reply;

/** S2F7, runs a service program (SPID). */
export const S2F7: MessageDefinition<never, string, typeof S2F8> = defineMessage(2, 7, {
  title: "Service program run send",
  toEquipment: SPID,
  reply: { title: "Service program run acknowledge", toHost: acknowledge("CSAACK") },
});

/** S2F8, CSAACK: 0 done, 1 busy, 2 unknown program, 3 invalid data. */
export const S2F8: MessageDefinition<number, never> = S2F7.reply;

/** S2F9, asks for the results of a service program (SPID). */
export const S2F9: MessageDefinition<never, string, typeof S2F10> = defineMessage(2, 9, {
  title: "Service program results request",
  toEquipment: SPID,
  reply: { title: "Service program results data", toHost: anyItem("SPR") },
});

/** S2F10, the results (SPR); an item of length 0 if there are none. */
export const S2F10: MessageDefinition<Item, never> = S2F9.reply;

/** S2F11, which service programs are there? */
export const S2F11: MessageDefinition<undefined, undefined, typeof S2F12> = defineMessage(2, 11, {
  title: "Service program directory request",
  toHost: NO_BODY,
  toEquipment: NO_BODY,
  reply: { title: "Service program directory data", toHost: DIRECTORY, toEquipment: DIRECTORY },
});

/** S2F12, the SPIDs. */
export const S2F12: MessageDefinition<readonly string[], readonly string[]> = S2F11.reply;

/** S2F19, brings the equipment to an initial condition (RIC): 1 as after power up. */
export const S2F19: MessageDefinition<never, number, typeof S2F20> = defineMessage(2, 19, {
  title: "Reset/initialize send",
  toEquipment: byte("RIC"),
  reply: { title: "Reset acknowledge", toHost: byte("RAC") },
});

/** S2F20, RAC: 0 yes, 1 no. */
export const S2F20: MessageDefinition<number, never> = S2F19.reply;

/** S2F27, processes material at a place with a process program. */
export const S2F27: MessageDefinition<never, SecsInitiateProcessing, typeof S2F28> = defineMessage(2, 27, {
  title: "Initiate processing request",
  toEquipment: record({ LOC: acknowledge(), PPID: id("PPID"), MID: arrayOf(id("MID")) }),
  reply: { title: "Initiate processing acknowledge", toHost: byte("CMDA") },
});

/** S2F28, CMDA: 0 done, 1 unknown, 2 not now. */
export const S2F28: MessageDefinition<number, never> = S2F27.reply;
