import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { arrayOf, record } from "../schema/lists.ts";
import type { SecsSchema } from "../schema/schema.ts";
import { anyItem, ascii, id, type SecsId, unsigned } from "../schema/values.ts";

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

/** The schema of {@linkcode SecsIdentity}. */
export const identity: SecsSchema<SecsIdentity> = record({ MDLN: ascii(20), SOFTREV: ascii(20) });

/** The schema of {@linkcode SecsMultiBlockInquire}. */
export const multiBlockInquire: SecsSchema<SecsMultiBlockInquire> = record({
  DATAID: id(),
  DATALENGTH: unsigned(),
});

/** A list of identifiers. */
export const ids: SecsSchema<readonly SecsId[]> = arrayOf(id());

/** A list of items. */
export const items: SecsSchema<readonly Item[]> = arrayOf(anyItem());

/** SxF0 of a stream: a header that aborts a transaction, sent by either side. */
export function abortOf(stream: number): MessageDefinition<undefined, undefined> {
  return defineMessage(stream, 0, { title: "Abort transaction", toHost: NO_BODY, toEquipment: NO_BODY });
}
