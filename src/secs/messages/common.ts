import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { unsigned } from "../schema/numbers.ts";
import { anyItem, ascii } from "../schema/text.ts";
import type { SecsByteKind, SecsKind } from "../schema/kinds.ts";
import type { SecsSchema } from "../schema/schema.ts";

/** Model and software revision of an equipment. */
export interface SecsIdentity {
  /** Equipment model type. */
  readonly MDLN: string;
  /** Software revision code. */
  readonly SOFTREV: string;
}

/** Asks whether a message of many blocks may be sent. */
export interface SecsMultiBlockInquire {
  /** Data id. */
  readonly DATAID: SecsId;
  /** Its length in bytes. */
  readonly DATALENGTH: number | bigint;
}

/** An error in a list of errors. */
export interface SecsErrorEntry {
  /** Error code. */
  readonly ERRCODE: number | bigint;
  /** Its text. */
  readonly ERRTEXT: string;
}

/** The schema of {@linkcode SecsIdentity}. */
export const identity: SecsSchema<SecsIdentity> = record({ MDLN: ascii(20), SOFTREV: ascii(20) });

/** The schema of {@linkcode SecsMultiBlockInquire}. */
export const multiBlockInquire: SecsSchema<SecsMultiBlockInquire> = record({
  DATAID: id("DATAID"),
  DATALENGTH: unsigned("DATALENGTH"),
});

/** The schema of {@linkcode SecsErrorEntry}. */
export const errorEntry: SecsSchema<SecsErrorEntry> = record({
  ERRCODE: unsigned("ERRCODE"),
  ERRTEXT: ascii(120),
});

/** The schema of {@linkcode SecsErrorEntry}s. */
export const errors: SecsSchema<readonly SecsErrorEntry[]> = arrayOf(errorEntry);

/** A list of identifiers of one kind. */
export function ids(kind: Exclude<SecsKind, SecsByteKind>): SecsSchema<readonly SecsId[]> {
  return arrayOf(id(kind));
}

/** A list of items. */
export function items(name: string): SecsSchema<readonly Item[]> {
  return arrayOf(anyItem(name));
}

/** SxF0 of a stream: a header that aborts a transaction, sent by either side. */
export function abortOf(stream: number): MessageDefinition<undefined, undefined> {
  return defineMessage(stream, 0, { title: "Abort transaction", toHost: NO_BODY, toEquipment: NO_BODY });
}
