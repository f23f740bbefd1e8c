/**
 * The log of a view, as bytes. Numbers are little-endian, texts UTF-8 with their length in front (u16).
 *
 * ```
 * head        "HVL1"  id u32  position f64          16 bytes: the log `id`, from this position on
 * connection  1 u8  opener u8  number u32  a  b     each end: text of the address, port u16
 * entry       2 u8  what u8  connection u32  at f64  length u32  why u16  [since f64]  bytes  why
 * ```
 *
 * `what`: bits 0 and 1 are the kind, bits 2 and 3 who (0 nobody, 1 end a, 2 end b), bit 4: `since` is there. The position
 * counts the bytes of all records but heads. A head in the middle: what follows is of another log or another position.
 */

/** Bytes of a head. */
export const HEAD = 16;
/** `HVL1`. */
export const MAGIC: readonly number[] = [0x48, 0x56, 0x4c, 0x31];
/** First byte of a connection. */
export const CONNECTION = 1;
/** First byte of an entry. */
export const ENTRY = 2;
/** Bytes of an entry before `since`, its bytes and its text. */
export const ENTRY_HEAD = 20;
/** Bit of `what`: `since` is there. */
export const HAS_SINCE = 16;
/** Largest number of bytes of an entry: a frame of 64 MiB with its length field. */
export const MAX_BYTES = 64 * 1024 * 1024 + 4;
/** Longest text in bytes. */
export const MAX_TEXT = 4096;

/** What an entry is, in the order of its codes. */
export const KINDS = ["frame", "bytes", "opened", "closed"] as const;

/** What an entry of a log is. */
export type LogKind = typeof KINDS[number];

/** An end of a TCP connection; an address that is not known is empty. */
export interface LogEndpoint {
  readonly address: string;
  readonly port: number;
}

/** One of the two ends of a connection. */
export type LogEnd = "a" | "b";

/** A TCP connection, before its first entry. */
export interface LogConnection {
  /** From 1. */
  readonly number: number;
  readonly a: LogEndpoint;
  readonly b: LogEndpoint;
  /** Who connected; undefined: not seen. */
  readonly opener?: LogEnd | undefined;
}

/** Something that was seen on a connection. */
export interface LogEntry {
  readonly kind: LogKind;
  readonly connection: number;
  /** In ms since 1970, with fractions; NaN: not known. */
  readonly at: number;
  /** Who sent it, opened it or closed it; undefined: not known. */
  readonly from?: LogEnd | undefined;
  /** A frame with its length field, or other bytes; nothing of a connection that opens or closes. */
  readonly bytes: Uint8Array;
  /** Why they are no frame, or why it was closed. */
  readonly why?: string | undefined;
  /** When the last byte came, of bytes that are not a frame; in ms since 1970. */
  readonly since?: number | undefined;
}
