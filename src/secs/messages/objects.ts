import type { Item } from "../../secs2/mod.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { byte } from "../schema/numbers.ts";
import type { SecsSchema } from "../schema/schema.ts";
import { anyItem } from "../schema/text.ts";
import { errors, type SecsErrorEntry } from "./common.ts";

/** An attribute of an object, and its value. */
export interface SecsObjectAttribute {
  /** Attribute id. */
  readonly ATTRID: SecsId;
  /** Its value. */
  readonly ATTRDATA: Item;
}

/** How a request about objects ended. */
export interface SecsObjectStatus {
  /** 0 done, 1 error. */
  readonly OBJACK: number;
  /** What is wrong; empty if nothing is. */
  readonly ERRORS: readonly SecsErrorEntry[];
}

/** How a request about a table ended. */
export interface SecsTableStatus {
  /** 0 done, 1 error. */
  readonly TBLACK: number;
  /** What is wrong; empty if nothing is. */
  readonly ERRORS: readonly SecsErrorEntry[];
}

/** The schema of {@linkcode SecsObjectAttribute}s. */
export const attributes: SecsSchema<readonly SecsObjectAttribute[]> = arrayOf(
  record({ ATTRID: id("ATTRID"), ATTRDATA: anyItem() }),
);

/** The schema of {@linkcode SecsObjectStatus}. */
export const objectStatus: SecsSchema<SecsObjectStatus> = record({ OBJACK: byte(), ERRORS: errors });

/** The schema of {@linkcode SecsTableStatus}. */
export const tableStatus: SecsSchema<SecsTableStatus> = record({ TBLACK: byte(), ERRORS: errors });
