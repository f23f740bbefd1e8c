import { requireInteger } from "../../core/base/mod.ts";
import type { SecsId, SecsMultiBlockInquire } from "../../secs/mod.ts";
import { type IdKey, idKey } from "../ids.ts";
import { isKeepable } from "./source.ts";

/** How S2F40 answers (GRANT). */
export const GRANT = { granted: 0, busy: 1, noSpace: 2, inUse: 3 } as const;

/** A code of {@linkcode GRANT}. */
export type Grant = typeof GRANT[keyof typeof GRANT];

/** How many messages a host may announce, and of what length. */
export interface MultiBlockOptions {
  /** Maximum number of messages that were granted and have not come, 1 to 1,000: GRANT 1. */
  readonly maxMultiBlockGrants?: number;
  /** Maximum DATALENGTH, 0 to 4,294,967,295 bytes: GRANT 2. */
  readonly maxMultiBlockLength?: number;
  /** Maximum length of a DATAID that is text, 1 to 65,536 characters: GRANT 2. */
  readonly maxIdLength?: number;
}

/**
 * Which long messages a host may send (S2F39). The message that was granted has the same DATAID; if it does not come in time,
 * the owner sends S9F13 and ends the grant.
 *
 * @example
 * ```ts
 * import { GRANT, MultiBlockGrants } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const grants = new MultiBlockGrants({ maxMultiBlockLength: 1000 });
 * assertEquals(grants.inquire({ DATAID: 1, DATALENGTH: 5000 }), GRANT.noSpace);
 * assertEquals(grants.inquire({ DATAID: 1, DATALENGTH: 500 }), GRANT.granted);
 * ```
 */
export class MultiBlockGrants {
  readonly #granted = new Map<IdKey, SecsId>();
  readonly #maxGrants: number;
  readonly #maxLength: number;
  readonly #maxIdLength: number;

  /**
   * Nothing is granted.
   *
   * @throws {TypeError} when an option is not a number.
   * @throws {RangeError} when an option is out of its range.
   */
  constructor(options: MultiBlockOptions = {}) {
    const { maxMultiBlockGrants = 10, maxMultiBlockLength = 64 * 1024 * 1024, maxIdLength = 256 } = options;
    this.#maxGrants = requireInteger("maxMultiBlockGrants", maxMultiBlockGrants, 1, 1000);
    this.#maxLength = requireInteger("maxMultiBlockLength", maxMultiBlockLength, 0, 0xffff_ffff);
    this.#maxIdLength = requireInteger("maxIdLength", maxIdLength, 1, 65_536);
  }

  /** The DATAIDs that are granted, the oldest first. */
  get granted(): SecsId[] {
    return [...this.#granted.values()];
  }

  /** S2F39: grants a message, which is expected from now on, or says why not. */
  inquire({ DATAID, DATALENGTH }: SecsMultiBlockInquire): Grant {
    if (DATALENGTH > this.#maxLength || !isKeepable(DATAID, this.#maxIdLength)) return GRANT.noSpace;
    if (this.#granted.has(idKey(DATAID))) return GRANT.inUse;
    if (this.#granted.size >= this.#maxGrants) return GRANT.busy;
    this.#granted.set(idKey(DATAID), DATAID);
    return GRANT.granted;
  }

  /** The message with this DATAID has come, or its time is over; returns whether it was granted. */
  end(DATAID: SecsId): boolean {
    return this.#granted.delete(idKey(DATAID));
  }

  /** Nothing is granted any more: communication has ended. */
  clear(): void {
    this.#granted.clear();
  }
}
