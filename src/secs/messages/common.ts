import type { Item } from "../../secs2/mod.ts";
import { arrayOf, record } from "../list_schemas.ts";
import type { Schema } from "../schema.ts";
import { anyItem, ascii, id, type SecsId } from "../value_schemas.ts";

/** Model and software revision of an equipment. */
export interface Identity {
  /** Equipment model type. */
  readonly MDLN: string;
  /** Software revision code. */
  readonly SOFTREV: string;
}

/** A report of an event: its id and the values of its variables. */
export interface Report {
  /** Report id. */
  readonly RPTID: SecsId;
  /** Values of the variables, in the order in which they were defined. */
  readonly V: readonly Item[];
}

/** What a schema of {@linkcode Identity} is made of. */
export const identity: Schema<Identity> = record({ MDLN: ascii(20), SOFTREV: ascii(20) });

/** Any number of identifiers. */
export const ids: Schema<readonly SecsId[]> = arrayOf(id());

/** Any number of items. */
export const items: Schema<readonly Item[]> = arrayOf(anyItem());

/** Any number of reports. */
export const reports: Schema<readonly Report[]> = arrayOf(record({ RPTID: id(), V: items }));
