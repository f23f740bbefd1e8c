import { HsmsHeader } from "../../core/mod.ts";

/** A kind of entry as a number, from which its name comes. */
export type NameCode = number;

const CONTROL = 0x1_0000;
/** Bytes that are no frame, and the life of a TCP connection. */
export const NOT_A_FRAME: NameCode = 0x2_0000;
export const TCP_OPENED: NameCode = 0x3_0000;
export const TCP_CLOSED: NameCode = 0x4_0000;

const WORDS: Readonly<Record<number, string>> = {
  [NOT_A_FRAME]: "not a frame",
  [TCP_OPENED]: "TCP opened",
  [TCP_CLOSED]: "TCP closed",
};

/** The code of a data message. */
export function dataCode(stream: number, func: number): NameCode {
  return stream << 8 | func;
}

/** The code of a control message. */
export function controlCode(sType: number): NameCode {
  return CONTROL | sType;
}

/** Whether it is that of a data message. */
export function isData(code: NameCode): boolean {
  return code < CONTROL;
}

/** `S1F13`, `Select.req`, `TCP opened`. */
export function nameOfCode(code: NameCode): string {
  if (isData(code)) return `S${code >> 8}F${code & 0xff}`;
  return WORDS[code] ?? new HsmsHeader({ sType: code & 0xff }).name;
}
