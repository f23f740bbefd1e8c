import type { Item } from "../../secs2/mod.ts";
import { id, type SecsByteId, type SecsId } from "../schema/ids.ts";
import { orRecord } from "../schema/choices.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, byte, truth } from "../schema/numbers.ts";
import type { SecsSchema } from "../schema/schema.ts";
import { anyItem, ascii } from "../schema/text.ts";
import { errors, ids, type SecsErrorEntry } from "./common.ts";

/** How a request about jobs ended. */
export interface SecsJobStatus {
  /** True: done or accepted. */
  readonly ACKA: boolean;
  /** What is wrong; empty if nothing is. */
  readonly ERRORS: readonly SecsErrorEntry[];
}

/** A parameter of a recipe. */
export interface SecsRecipeParameter {
  /** Its name. */
  readonly RCPPARNM: string;
  /** Its value. */
  readonly RCPPARVAL: Item;
}

/** The recipe of a process job. */
export interface SecsJobRecipe {
  /** 1 the recipe alone, 2 with parameters. */
  readonly PRRECIPEMETHOD: number;
  /** The recipe. */
  readonly RCPSPEC: string;
  /** Its parameters; empty for none. */
  readonly PARAMETERS: readonly SecsRecipeParameter[];
}

/** Slots of a carrier. */
export interface SecsCarrierSlots {
  /** The carrier. */
  readonly CARRIERID: string;
  /** Its slots: a list, or one item with many numbers. */
  readonly SLOTID: readonly number[];
}

/** A process job to be made. */
export interface SecsProcessJob {
  /** Process job id. */
  readonly PRJOBID: string;
  /** What the material is: 13 carriers, 14 substrates. */
  readonly MF: number;
  /** The material: slots of carriers, or ids of substrates; empty for none. */
  readonly MATERIALS: readonly (SecsCarrierSlots | SecsByteId)[];
  /** The recipe. */
  readonly RECIPE: SecsJobRecipe;
  /** True: it starts by itself. */
  readonly PRPROCESSSTART: boolean;
  /** Events at which it pauses; empty for none. */
  readonly PRPAUSEEVENT: readonly SecsId[];
}

/** The schema of {@linkcode SecsJobStatus}. */
export const jobStatus: SecsSchema<SecsJobStatus> = record({ ACKA: truth(), ERRORS: errors });

/** The schema of {@linkcode SecsRecipeParameter}s. */
export const recipeParameters: SecsSchema<readonly SecsRecipeParameter[]> = arrayOf(
  record({ RCPPARNM: ascii(256), RCPPARVAL: anyItem() }),
);

/** The fields of {@linkcode SecsProcessJob}. */
export const processJob: { readonly [Name in keyof SecsProcessJob]: SecsSchema<SecsProcessJob[Name]> } = {
  PRJOBID: ascii(),
  MF: acknowledge(),
  MATERIALS: arrayOf(
    orRecord(
      id("MID"),
      record({ CARRIERID: ascii(), SLOTID: arrayOf(byte("SLOTID"), { mayBePacked: true }) }),
    ),
  ),
  RECIPE: record({ PRRECIPEMETHOD: byte(), RCPSPEC: ascii(), PARAMETERS: recipeParameters }),
  PRPROCESSSTART: truth(),
  PRPAUSEEVENT: ids("CEID"),
};
