import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { unsignedOr } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { byte, unsigned } from "../schema/numbers.ts";
import { ascii } from "../schema/text.ts";
import { errors } from "./common.ts";
import type { SecsCarrierAcknowledge } from "./stream3_carriers.ts";

/** The access mode of ports. */
export interface SecsChangeAccess {
  /** 0 manual, 1 automatic. */
  readonly ACCESSMODE: number;
  /** The ports; empty for all. */
  readonly PTN: readonly number[];
}

/** A port whose access mode could not be changed. */
export interface SecsPortError {
  /** The port. */
  readonly PTN: number;
  /** Error code. */
  readonly ERRCODE: number | bigint;
  /** Its text. */
  readonly ERRTEXT: string;
}

/** How a change of the access mode ended. */
export interface SecsChangeAccessAcknowledge {
  /** As in S3F18; 6: some ports were changed, others not. */
  readonly CAACK: number;
  /** The ports that could not be changed. */
  readonly ERRORS: readonly SecsPortError[];
}

/** A part of the tag of a carrier. */
export interface SecsCarrierTag {
  /** Where the carrier is; empty if CARRIERSPEC says which one. */
  readonly LOCID: string;
  /** The carrier; empty if LOCID says which one. */
  readonly CARRIERSPEC: string;
  /** The part; empty for all. */
  readonly DATASEG: string;
  /** Its length in bytes; undefined (an item of length 0) for all of the part. */
  readonly DATALENGTH: number | bigint | undefined;
}

/** A part of the tag of a carrier to be written. */
export interface SecsCarrierTagWrite extends SecsCarrierTag {
  /** What is to be written. */
  readonly DATA: string;
}

/** A part of the tag of a carrier that was read. */
export interface SecsCarrierTagData {
  /** What was read; empty if CAACK is not 0. */
  readonly DATA: string;
  /** How the request ended. */
  readonly STATUS: SecsCarrierAcknowledge;
}

const PTN = byte("PTN", { hasBinary: true });
const ACKNOWLEDGE = record({ CAACK: byte(), ERRORS: errors });
const TAG = {
  LOCID: ascii(),
  CARRIERSPEC: ascii(),
  DATASEG: ascii(),
  DATALENGTH: unsignedOr("DATALENGTH", undefined),
};
const PORT_ERROR = record({ PTN, ERRCODE: unsigned("ERRCODE"), ERRTEXT: ascii(120) });

/** S3F27, changes the access mode of ports. */
export const S3F27: MessageDefinition<never, SecsChangeAccess, typeof S3F28> = defineMessage(3, 27, {
  title: "Change access",
  toEquipment: record({ ACCESSMODE: byte(), PTN: arrayOf(PTN) }),
  reply: {
    title: "Change access acknowledge",
    toHost: record({ CAACK: byte(), ERRORS: arrayOf(PORT_ERROR) }),
  },
});

/** S3F28, answers S3F27. */
export const S3F28: MessageDefinition<SecsChangeAccessAcknowledge, never> = S3F27.reply;

/** S3F29, reads the tag of a carrier. */
export const S3F29: MessageDefinition<never, SecsCarrierTag, typeof S3F30> = defineMessage(3, 29, {
  title: "Carrier tag read request",
  toEquipment: record(TAG),
  reply: { title: "Carrier tag read data", toHost: record({ DATA: ascii(), STATUS: ACKNOWLEDGE }) },
});

/** S3F30, answers S3F29. */
export const S3F30: MessageDefinition<SecsCarrierTagData, never> = S3F29.reply;

/** S3F31, writes the tag of a carrier. */
export const S3F31: MessageDefinition<never, SecsCarrierTagWrite, typeof S3F32> = defineMessage(3, 31, {
  title: "Carrier tag write data request",
  toEquipment: record({ ...TAG, DATA: ascii() }),
  reply: { title: "Carrier tag write data acknowledge", toHost: ACKNOWLEDGE },
});

/** S3F32, answers S3F31. */
export const S3F32: MessageDefinition<SecsCarrierAcknowledge, never> = S3F31.reply;
