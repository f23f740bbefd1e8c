import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, byte, unsigned } from "../schema/numbers.ts";
import { ascii } from "../schema/text.ts";
import { items, type SecsMultiBlockInquire } from "./common.ts";
import { attributes, type SecsObjectAttribute, type SecsTableStatus, tableStatus } from "./objects.ts";

/** Asks whether a long table may be sent. */
export interface SecsDataSetInquire extends SecsMultiBlockInquire {
  /** The object that it belongs to; empty for the receiver. */
  readonly OBJSPEC: string;
}

/** A table, without its data. */
export interface SecsTable {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The object that owns the table; empty for the receiver. */
  readonly OBJSPEC: string;
  /** Its type. */
  readonly TBLTYP: string;
  /** Table id. */
  readonly TBLID: string;
  /** What is to be done with it. */
  readonly TBLCMD: number;
}

/** A table to be stored. */
export interface SecsTableSend extends SecsTable {
  /** Attributes of the table. */
  readonly ATTRIBUTES: readonly SecsObjectAttribute[];
  /** Headers of the columns. */
  readonly COLHDR: readonly string[];
  /** The rows; the first element of each says which it is. Empty deletes the table. */
  readonly ROWS: readonly (readonly Item[])[];
}

/** A table to be read. */
export interface SecsTableRequest extends SecsTable {
  /** The columns; empty for all. */
  readonly COLHDR: readonly string[];
  /** The first elements of the rows; empty for all. */
  readonly TBLELT: readonly Item[];
}

/** A table that was asked for. */
export interface SecsTableData {
  /** Its type. */
  readonly TBLTYP: string;
  /** Table id. */
  readonly TBLID: string;
  /** Attributes of the table. */
  readonly ATTRIBUTES: readonly SecsObjectAttribute[];
  /** Headers of the columns. */
  readonly COLHDR: readonly string[];
  /** The rows. */
  readonly ROWS: readonly (readonly Item[])[];
  /** How the request ended. */
  readonly STATUS: SecsTableStatus;
}

const GRANT = acknowledge("GRANT");
const INQUIRE = record({ DATAID: id("DATAID"), OBJSPEC: ascii(), DATALENGTH: unsigned("DATALENGTH") });
const NAME = { TBLTYP: ascii(), TBLID: ascii() };
const TABLE = { DATAID: id("DATAID"), OBJSPEC: ascii(), ...NAME, TBLCMD: byte() };
const COLHDR = arrayOf(ascii(20, "COLHDR"));
const CONTENT = { ATTRIBUTES: attributes, COLHDR, ROWS: arrayOf(items("TBLELT")) };
const SEND = record({ ...TABLE, ...CONTENT });
const REQUEST = record({ ...TABLE, COLHDR, TBLELT: items("TBLELT") });
const DATA = record({ ...NAME, ...CONTENT, STATUS: tableStatus });

/** S13F11, may a long table be sent? */
export const S13F11: MessageDefinition<SecsDataSetInquire, SecsDataSetInquire, typeof S13F12> = defineMessage(
  13,
  11,
  {
    title: "Data set object multi-block inquire",
    toHost: INQUIRE,
    toEquipment: INQUIRE,
    reply: { title: "Data set object multi-block grant", toHost: GRANT, toEquipment: GRANT },
  },
);

/** S13F12, GRANT: 0 yes. */
export const S13F12: MessageDefinition<number, number> = S13F11.reply;

/** S13F13, a table. */
export const S13F13: MessageDefinition<SecsTableSend, SecsTableSend, typeof S13F14> = defineMessage(13, 13, {
  title: "Table data send",
  toHost: SEND,
  toEquipment: SEND,
  reply: { title: "Table data acknowledge", toHost: tableStatus, toEquipment: tableStatus },
});

/** S13F14, answers S13F13. */
export const S13F14: MessageDefinition<SecsTableStatus, SecsTableStatus> = S13F13.reply;

/** S13F15, asks for a table, or for some of its columns or rows. */
export const S13F15: MessageDefinition<SecsTableRequest, SecsTableRequest, typeof S13F16> = defineMessage(
  13,
  15,
  {
    title: "Table data request",
    toHost: REQUEST,
    toEquipment: REQUEST,
    reply: { title: "Table data", toHost: DATA, toEquipment: DATA },
  },
);

/** S13F16, the table. */
export const S13F16: MessageDefinition<SecsTableData, SecsTableData> = S13F15.reply;
