import type {
  SecsDataSetClose,
  SecsDataSetClosed,
  SecsDataSetData,
  SecsDataSetOpen,
  SecsDataSetOpened,
  SecsDataSetRead,
} from "../../secs/mod.ts";
import { ACKC13 } from "./codes.ts";

/** A stream of bytes, without records. */
const STREAM = { RTYPE: 0, RECLEN: 0 };

/** A data set that is open. */
interface Open {
  readonly name: string;
  /** Undefined while they are loaded. */
  bytes: Uint8Array | undefined;
  /** Where the next read begins. */
  at: number;
}

/** Data sets of stream 13 that one peer reads: streams of bytes, which are in memory only while they are open. */
export class DataSets {
  readonly #load: (name: string) => Promise<Uint8Array | number>;
  readonly #maxOpen: number;
  readonly #maxRead: number;
  /** By the peer's HANDLE. */
  readonly #open = new Map<number, Open>();

  /**
   * Called by LargePrograms.
   *
   * @param load The bytes of a data set, or ACKC13.
   * @param maxOpen Maximum number of data sets that are open at once.
   * @param maxRead Maximum number of bytes of one S13F6; a peer that asks for more gets as many.
   */
  constructor(load: (name: string) => Promise<Uint8Array | number>, maxOpen: number, maxRead: number) {
    this.#load = load;
    this.#maxOpen = maxOpen;
    this.#maxRead = maxRead;
  }

  /** S13F3, the answer of S13F4. CKPNT is the number of bytes that the peer has already. */
  async open({ HANDLE, DSNAME, CKPNT }: SecsDataSetOpen): Promise<SecsDataSetOpened> {
    return { HANDLE, DSNAME, ACKC13: await this.#opened(Number(HANDLE), DSNAME, CKPNT), ...STREAM };
  }

  /** S13F5, the answer of S13F6. */
  read({ HANDLE, READLN }: SecsDataSetRead): SecsDataSetData {
    const open = this.#open.get(Number(HANDLE));
    if (open?.bytes === undefined) return { HANDLE, ACKC13: ACKC13.notOpen, CKPNT: 0, FILDAT: [] };
    const { bytes, at } = open;
    if (at === bytes.length) return { HANDLE, ACKC13: ACKC13.endOfData, CKPNT: at, FILDAT: [] };
    const end = Math.min(bytes.length, at + Math.min(Number(READLN), this.#maxRead));
    open.at = end;
    return { HANDLE, ACKC13: ACKC13.ok, CKPNT: end, FILDAT: [bytes.subarray(at, end)] };
  }

  /** S13F7, the answer of S13F8. */
  close({ HANDLE }: SecsDataSetClose): SecsDataSetClosed {
    const handle = Number(HANDLE);
    const isOpen = this.#open.get(handle)?.bytes !== undefined;
    if (isOpen) this.#open.delete(handle);
    return { HANDLE, ACKC13: isOpen ? ACKC13.ok : ACKC13.notOpen };
  }

  /** S13F9: all are closed. */
  reset(): void {
    this.#open.clear();
  }

  async #opened(handle: number, name: string, checkpoint: number | bigint): Promise<number> {
    if (this.#open.has(handle)) return ACKC13.handleInUse;
    if (this.#open.size >= this.#maxOpen) return ACKC13.tooManyOpen;
    const open: Open = { name, bytes: undefined, at: Number(checkpoint) };
    for (const { name: other } of this.#open.values()) if (other === name) return ACKC13.openTooOften;
    this.#open.set(handle, open);
    const bytes = await this.#load(name);
    // The peer may have closed all data sets since.
    if (this.#open.get(handle) !== open) return ACKC13.tryLater;
    if (typeof bytes !== "number" && open.at <= bytes.length) {
      open.bytes = bytes;
      return ACKC13.ok;
    }
    this.#open.delete(handle);
    return typeof bytes === "number" ? bytes : ACKC13.unknownCheckpoint;
  }
}
