import type { Endpoint } from "../../core/mod.ts";

/** One TCP connection, as a recording knows it. */
export interface RecordedLink {
  /** Our end. */
  readonly local: Endpoint;
  /** The peer's. */
  readonly remote: Endpoint;
  /** Tells it from others of the same recording. */
  readonly id: number;
  /** Who dialled; where it is not said, the side with the higher port. */
  readonly opener?: "local" | "remote";
}

/** Where bytes went: to us, or from us. */
export type Direction = "in" | "out";

/** A kind of file: what goes where in it. It has state, and is written from one recording only. */
export interface CaptureFormat {
  /** What each file begins with. */
  head(): Uint8Array;
  /** Bytes of a link, in pieces that stay together in one file. */
  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array, at: Date): Uint8Array[];
  /** The end of a link. */
  ended(link: RecordedLink, at: Date): Uint8Array[];
  /** What is left at the end of the recording. */
  close(): Uint8Array[];
}
