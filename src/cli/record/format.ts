import type { Endpoint } from "../../core/mod.ts";

/** One TCP connection of a recording. */
export interface RecordedLink {
  /** Our end. */
  readonly local: Endpoint;
  /** The peer's. */
  readonly remote: Endpoint;
  /** Its number in the recording. */
  readonly id: number;
  /** Who connected; by default the side with the higher port. */
  readonly opener?: "local" | "remote";
}

/** Whether bytes went to this side, or from it. */
export type Direction = "in" | "out";

/** How a connection ended. */
export interface LinkEnding {
  /** Who ended it; undefined: not known. */
  readonly by: "local" | "remote" | undefined;
  /** With FIN, or with RST; or it was found to be gone. */
  readonly how: "closed" | "reset" | "gone";
}

/** A format of files. An instance has state, and belongs to one recording. */
export interface CaptureFormat {
  /** What each piece holds. */
  readonly unit: "frames" | "packets";
  /** The beginning of each file. */
  head(): Uint8Array;
  /** Bytes of a connection, in pieces that are not cut by a new file. */
  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array, at: Date): Uint8Array[];
  /** The beginning of a connection. One that was not said begins with its first bytes. */
  opened(link: RecordedLink, at: Date): Uint8Array[];
  /** The end of a connection. */
  ended(link: RecordedLink, at: Date, ending?: LinkEnding): Uint8Array[];
  /** What is left at the end of the recording. */
  close(): Uint8Array[];
}
