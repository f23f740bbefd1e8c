import type { SecsByteId, SecsFormattedProcessProgram, SecsProcessProgram } from "../../secs/mod.ts";

/** A process program, as S7F3 or S7F23 has it. */
export type ProcessProgram = SecsProcessProgram | SecsFormattedProcessProgram;

/** Whether a process program is one of commands. */
export function isFormatted(program: ProcessProgram): program is SecsFormattedProcessProgram {
  return "COMMANDS" in program;
}

/**
 * A PPID in the form in which PPIDs are compared: by value. A and B with the same bytes are the same PPID; a number is never
 * text.
 *
 * @example
 * ```ts
 * import { ppidKey } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(ppidKey(Uint8Array.of(0x41, 0x42)), ppidKey("AB"));
 * assertEquals(ppidKey(7n), ppidKey(7));
 * assertEquals(ppidKey("7") === ppidKey(7), false);
 * ```
 */
export function ppidKey(ppid: SecsByteId): string {
  if (typeof ppid === "string") return `"${ppid}`;
  return ppid instanceof Uint8Array ? `"${latin1(ppid)}` : String(ppid);
}

/** Bytes, each as the character of its number. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The longest PPID that any limit allows: a store may rely on it. */
export const LONGEST_PPID = 4000;

/** The number of characters or bytes of a PPID; 1 for a number. */
export function ppidLength(ppid: SecsByteId): number {
  return typeof ppid === "string" || ppid instanceof Uint8Array ? ppid.length : 1;
}
