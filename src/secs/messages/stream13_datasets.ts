import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, unsigned } from "../schema/numbers.ts";
import { ascii } from "../schema/text.ts";
import { bytesOrText } from "../schema/values.ts";
import { abortOf } from "./common.ts";

/** A data set that may be read. */
export interface SecsDataSetName {
  /** Its name. */
  readonly DSNAME: string;
}

/** Whether a data set will be read. */
export interface SecsDataSetSendAcknowledge extends SecsDataSetName {
  /** 0 yes, 1 try later, 2 unknown data set. */
  readonly ACKC13: number;
}

/** A data set to be opened. */
export interface SecsDataSetOpen extends SecsDataSetName {
  /** Its number as long as it is open; the one that reads chooses it. */
  readonly HANDLE: number | bigint;
  /** Where to begin: 0, or a checkpoint that came with the data. */
  readonly CKPNT: number | bigint;
}

/** A data set that was opened, or was not. */
export interface SecsDataSetOpened extends SecsDataSetSendAcknowledge {
  /** The number of S13F3. */
  readonly HANDLE: number | bigint;
  /** 0 stream of bytes, 1 records. */
  readonly RTYPE: number | bigint;
  /** Maximum length of a record; without meaning for a stream. */
  readonly RECLEN: number | bigint;
}

/** A part of a data set to be read. */
export interface SecsDataSetRead {
  /** The number of S13F3. */
  readonly HANDLE: number | bigint;
  /** Maximum number of bytes. */
  readonly READLN: number | bigint;
}

/** A part of a data set. */
export interface SecsDataSetData {
  /** The number of S13F3. */
  readonly HANDLE: number | bigint;
  /** 0 read, 6 not open, 7 cannot go on, 8 end of the data, 10 another transaction is open. */
  readonly ACKC13: number;
  /** Where to go on if the transfer is interrupted. */
  readonly CKPNT: number | bigint;
  /** The data: one item of a stream, one for each record; empty if ACKC13 is not 0. */
  readonly FILDAT: readonly (Uint8Array | string)[];
}

/** A data set to be closed. */
export interface SecsDataSetClose {
  /** The number of S13F3. */
  readonly HANDLE: number | bigint;
}

/** A data set that was closed, or was not. */
export interface SecsDataSetClosed extends SecsDataSetClose {
  /** 0 closed, 6 not open, 10 another transaction is open. */
  readonly ACKC13: number;
}

const HANDLE = unsigned("HANDLE");
const DSNAME = ascii();
const ACKC13 = acknowledge();
const CKPNT = unsigned();
const NAME = record({ DSNAME });
const NAME_ACKNOWLEDGE = record({ DSNAME, ACKC13 });
const OPEN = record({ HANDLE, DSNAME, CKPNT });
const OPENED = record({ HANDLE, DSNAME, ACKC13, RTYPE: unsigned("RTYPE"), RECLEN: unsigned("RECLEN") });
const READ = record({ HANDLE, READLN: unsigned("READLN") });
const DATA = record({ HANDLE, ACKC13, CKPNT, FILDAT: arrayOf(bytesOrText("B", "FILDAT")) });
const CLOSE = record({ HANDLE });
const CLOSED = record({ HANDLE, ACKC13 });

/** S13F0, the abort of a transaction of stream 13. */
export const S13F0: MessageDefinition<undefined, undefined> = abortOf(13);

/** S13F1, asks the other side to read a data set. */
export const S13F1: MessageDefinition<SecsDataSetName, SecsDataSetName, typeof S13F2> = defineMessage(13, 1, {
  title: "Send data set send",
  toHost: NAME,
  toEquipment: NAME,
  reply: { title: "Send data set acknowledge", toHost: NAME_ACKNOWLEDGE, toEquipment: NAME_ACKNOWLEDGE },
});

/** S13F2, whether it will. */
export const S13F2: MessageDefinition<SecsDataSetSendAcknowledge, SecsDataSetSendAcknowledge> = S13F1.reply;

/** S13F3, opens a data set, to read it. */
export const S13F3: MessageDefinition<SecsDataSetOpen, SecsDataSetOpen, typeof S13F4> = defineMessage(13, 3, {
  title: "Open data set request",
  toHost: OPEN,
  toEquipment: OPEN,
  reply: { title: "Open data set data", toHost: OPENED, toEquipment: OPENED },
});

/**
 * S13F4, ACKC13: 0 open, 1 try later, 2 unknown data set, 3 unknown checkpoint, 4 too many are open, 5 it is open too
 * often, 9 HANDLE is in use, 10 another transaction is open.
 */
export const S13F4: MessageDefinition<SecsDataSetOpened, SecsDataSetOpened> = S13F3.reply;

/** S13F5, reads the next part of a data set. */
export const S13F5: MessageDefinition<SecsDataSetRead, SecsDataSetRead, typeof S13F6> = defineMessage(13, 5, {
  title: "Read data set request",
  toHost: READ,
  toEquipment: READ,
  reply: { title: "Read data set data", toHost: DATA, toEquipment: DATA },
});

/** S13F6, the part. */
export const S13F6: MessageDefinition<SecsDataSetData, SecsDataSetData> = S13F5.reply;

/** S13F7, closes a data set. */
export const S13F7: MessageDefinition<SecsDataSetClose, SecsDataSetClose, typeof S13F8> = defineMessage(
  13,
  7,
  {
    title: "Close data set send",
    toHost: CLOSE,
    toEquipment: CLOSE,
    reply: { title: "Close data set acknowledge", toHost: CLOSED, toEquipment: CLOSED },
  },
);

/** S13F8, answers S13F7. */
export const S13F8: MessageDefinition<SecsDataSetClosed, SecsDataSetClosed> = S13F7.reply;

/** S13F9, closes all data sets. */
export const S13F9: MessageDefinition<undefined, undefined, typeof S13F10> = defineMessage(13, 9, {
  title: "Reset data set send",
  toHost: NO_BODY,
  toEquipment: NO_BODY,
  reply: { title: "Reset data set acknowledge", toHost: NO_BODY, toEquipment: NO_BODY },
});

/** S13F10, they are closed. */
export const S13F10: MessageDefinition<undefined, undefined> = S13F9.reply;
