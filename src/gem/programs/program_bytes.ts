import { A, B, C2, decodeItem, encodeItem, I8, type Item, L, Secs2Error, U8 } from "../../secs2/mod.ts";
import type { SecsByteId, SecsId, SecsProcessCommand } from "../../secs/mod.ts";
import { ProcessProgramError } from "./errors.ts";
import { isFormatted, type ProcessProgram } from "./program.ts";

/** What a store has is the tool's own: no other limits than those of E5. */
const NO_LIMITS = { maxDepth: 1024, maxItems: Number.MAX_SAFE_INTEGER };

/** UTF-8, as E5 numbers the encodings of C2. */
const UTF_8 = 2;

/**
 * A process program as bytes, for a store: one item, shaped as the body of S7F3 or S7F23. Parameters and PPBODY keep their
 * formats and bytes. Numbers are U8 or I8; text that is more than Latin-1 is C2 in UTF-8.
 *
 * @throws {RangeError} when a text cannot be written, or an item is longer than E5 allows.
 *
 * @example
 * ```ts
 * import { decodeProgram, encodeProgram } from "@secs/hsms/gem";
 * import { A, U1 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = encodeProgram({ PPID: "AB", PPBODY: U1(7) });
 * assertEquals(bytes, Uint8Array.of(0x01, 2, 0x41, 2, 0x41, 0x42, 0xa5, 1, 7));
 * assertEquals(decodeProgram(bytes).PPID, "AB");
 * ```
 */
export function encodeProgram(program: ProcessProgram): Uint8Array {
  return encodeItem(itemOf(program));
}

/**
 * Reads what {@linkcode encodeProgram} wrote. Items refer to `bytes`: do not change them afterwards.
 *
 * @throws {ProcessProgramError} `damaged-program` when it is something else, or a part of it.
 */
export function decodeProgram(bytes: Uint8Array): ProcessProgram {
  const item = decoded(bytes);
  if (item?.format !== "L") throw damaged();
  const [ppid, second, softrev, commands] = item.items;
  if (item.length === 2) return { PPID: idOf(ppid), PPBODY: second! };
  if (item.length !== 4) throw damaged();
  return {
    PPID: idOf(ppid),
    MDLN: textOf(second),
    SOFTREV: textOf(softrev),
    COMMANDS: itemsOf(commands).map(commandOf),
  };
}

/**
 * The PPID of a process program of which the first bytes are here.
 *
 * @throws {ProcessProgramError} `damaged-program` when they are of something else, or too few.
 */
export function decodePpid(head: Uint8Array): SecsByteId {
  // A list of two or four, then the item of the PPID: its format and number of length bytes, its length, its data.
  const [list, count, format] = head;
  if (list !== 0x01 || (count !== 2 && count !== 4) || format === undefined) throw damaged();
  const lengthBytes = format & 3;
  let length = 0;
  for (const byte of head.subarray(3, 3 + lengthBytes)) length = length * 256 + byte;
  return idOf(decoded(head.subarray(2, 3 + lengthBytes + length)));
}

/** The number of bytes of the body of a process program: of PPBODY, or of the commands and all about them. */
export function programLength(program: ProcessProgram): number {
  return isFormatted(program) ? itemOf(program).encodedLength : program.PPBODY.encodedLength;
}

function itemOf(program: ProcessProgram): Item {
  const ppid = idItem(program.PPID);
  if (!isFormatted(program)) return L(ppid, program.PPBODY);
  const commands = program.COMMANDS.map(({ CCODE, PPARM }) => L(idItem(CCODE), L(PPARM)));
  return L(ppid, textItem(program.MDLN), textItem(program.SOFTREV), L(commands));
}

function idItem(id: SecsByteId): Item {
  if (typeof id === "string") return textItem(id);
  if (id instanceof Uint8Array) return B(id);
  return id < 0 ? I8(id) : U8(id);
}

function textItem(text: string): Item {
  // deno-lint-ignore no-control-regex
  return /^[\x00-\xff]*$/.test(text) ? A(text) : C2(UTF_8, text);
}

function decoded(bytes: Uint8Array): Item | undefined {
  try {
    return decodeItem(bytes, NO_LIMITS);
  } catch (error) {
    if (error instanceof Secs2Error) throw damaged(error);
    throw error;
  }
}

function commandOf(item: Item): SecsProcessCommand {
  const [code, parameters] = itemsOf(item);
  const ccode = idOf(code);
  if (ccode instanceof Uint8Array) throw damaged();
  return { CCODE: ccode, PPARM: itemsOf(parameters) };
}

function idOf(item: Item | undefined): SecsByteId {
  if (item?.format === "B") return item.bytes.slice();
  if (item?.format !== "U8" && item?.format !== "I8") return textOf(item);
  const [value] = item.values;
  if (value === undefined) throw damaged();
  return idOfNumber(value);
}

function idOfNumber(value: number | bigint): SecsId {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function textOf(item: Item | undefined): string {
  if (item?.format === "A") return item.text;
  if (item?.format === "C2" && item.encoding === UTF_8) return item.decode();
  throw damaged();
}

function itemsOf(item: Item | undefined): readonly Item[] {
  if (item?.format !== "L") throw damaged();
  return item.items;
}

function damaged(cause?: Secs2Error): ProcessProgramError {
  const why = cause === undefined ? "it has another shape" : cause.message;
  return new ProcessProgramError("damaged-program", `What is stored is not a process program: ${why}`, {
    cause,
  });
}
