import { putUint32 } from "../../base/mod.ts";
import { SType } from "../wire/codes.ts";
import { HEADER_LENGTH, putHeader } from "../wire/header.ts";
import { HEAD_LENGTH, type HsmsPacket, PREFIX_LENGTH } from "../wire/packet.ts";

/** Enough for some hundred small messages. */
const SIZE = 32 * 1024;
/** Bodies from this size on are not for a burst: they are copied once, when they are written. */
export const SMALL_BODY = 1024;
/** Maximum number of bursts that are in use at once in the process; who finds none does without. */
const MAX_BURSTS = 64;
/** Number of those that are kept while nobody uses them. */
const MAX_SPARE = 4;

/**
 * Small data messages of one turn, each encoded as it is taken, under the header with which it goes out. No header and no
 * packet is made for that.
 */
export class Burst {
  static readonly #spare: Burst[] = [];
  static #inUse = 0;
  readonly #bytes = new Uint8Array(SIZE);
  #length = 0;
  #count = 0;
  /** What the replies among its messages take, as the high water counts it; the outbox counts it. */
  owed = 0;

  /** An empty burst; undefined if too many are in use. */
  static take(): Burst | undefined {
    if (Burst.#inUse === MAX_BURSTS) return undefined;
    Burst.#inUse++;
    return Burst.#spare.pop() ?? new Burst();
  }

  /** Gives a burst back, which is used no more. */
  static giveBack(burst: Burst): void {
    Burst.#inUse--;
    burst.#length = burst.#count = burst.owed = 0;
    if (Burst.#spare.length < MAX_SPARE) Burst.#spare.push(burst);
  }

  /** Bytes on the wire of its messages. */
  get length(): number {
    return this.#length;
  }

  /** Number of its messages. */
  get count(): number {
    return this.#count;
  }

  /** Adds the message of `packet` with other fields in its header; false if there is no room for it. */
  add({ header, data }: HsmsPacket, sessionId: number, system: number, requireResponse: boolean): boolean {
    const bytes = this.#bytes;
    const at = this.#length;
    const end = at + HEAD_LENGTH + data.length;
    if (end > SIZE) return false;
    const { stream, function: func } = header;
    putUint32(bytes, at, HEADER_LENGTH + data.length);
    const byte2 = requireResponse ? stream | 0x80 : stream;
    putHeader(bytes, at + PREFIX_LENGTH, sessionId, byte2, func, 0, SType.data, system);
    if (data.length > 0) bytes.set(data, at + HEAD_LENGTH);
    this.#length = end;
    this.#count++;
    return true;
  }

  /** Writes its messages to the start of `bytes`. */
  copyInto(bytes: Uint8Array): void {
    bytes.set(this.#bytes.subarray(0, this.#length));
  }
}
