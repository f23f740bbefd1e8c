import { NO_BYTES } from "../../core/base/mod.ts";
import { CommandError } from "../errors.ts";
import { parseHex } from "../hex.ts";

/** Bytes of a text, and the side that sent them, if the text tells sides apart (Wireshark indents one of them). */
export interface HexBlock {
  readonly side: number;
  readonly bytes: Uint8Array;
}

/** One line of a dump: an offset, and what is after it. */
interface DumpLine {
  readonly side: number;
  readonly digits: string;
  readonly rest: string;
  readonly number: number;
}

/** An offset: a colon, two spaces, or pairs of digits are after it. */
const OFFSET = /^([ \t]*)([0-9a-f]{4,16})(?::[ \t]*|[ \t]{2,}|[ \t](?=[0-9a-f]{2}(?:[ \t]|$))|[ \t]*$)(.*)$/i;
/** The words of `hexdump` without -C: the offset has seven digits, and they have four. */
const WORDS = /^([0-9a-f]{7}) ((?:[0-9a-f]{4}\b ?)+)$/i;
const DEFAULT_WIDTH = 16;
/** Maximum number of bytes that all `*` of a dump stand for. */
const MAX_FILLED = 1024 * 1024;

/**
 * The bytes of a dump as xxd, hexdump, od or Wireshark print it, or of plain hex digits, as blocks; lines that are empty
 * or begin with # part them. Undefined: the text is something else.
 */
export function parseHexText(text: string): HexBlock[] | undefined {
  const lines = text.split(/\r?\n/);
  return dumpOf(lines) ?? plainOf(lines);
}

/** Plain digits: all lines are one block, as long as nothing parts them. */
function plainOf(lines: readonly string[]): HexBlock[] | undefined {
  const blocks: HexBlock[] = [];
  let block = "";
  for (const line of [...lines, ""]) {
    if (!/^\s*(?:#|$)/.test(line)) {
      block += `${line} `;
      continue;
    }
    if (block === "") continue;
    const bytes = parseHex(block);
    if (bytes === undefined) return undefined;
    blocks.push({ side: 0, bytes });
    block = "";
  }
  return blocks.length > 0 ? blocks : undefined;
}

/** A dump: undefined if the first line does not begin at offset 0. */
function dumpOf(lines: readonly string[]): HexBlock[] | undefined {
  const first = lines.find((line) => !/^\s*(?:#|$)/.test(line));
  const offset = first && (OFFSET.exec(first)?.[2] ?? WORDS.exec(first)?.[1]);
  if (offset === undefined || !/^0+$/.test(offset)) return undefined;
  const blocks: HexBlock[] = [];
  const counts = new Map<number, number>();
  const rows = lines.flatMap((line, i) => rowOf(line, i + 1));
  const width = widthOf(rows);
  let squeezed = false;
  let allFilled = 0;
  for (const [i, row] of rows.entries()) {
    if (row === "*") {
      squeezed = true;
      continue;
    }
    const at = parseInt(row.digits, 16);
    const count = at === 0 ? 0 : counts.get(row.side) ?? 0;
    const before = blocks.at(-1);
    const filled = squeezed && before !== undefined && at > count ? at - count : 0;
    allFilled += filled;
    if (allFilled > MAX_FILLED) {
      throw new CommandError(
        `The dump leaves out more than ${MAX_FILLED} bytes before line ${row.number} (*). Print it without *, as hexdump -v does`,
      );
    }
    if (filled > 0) blocks.push({ side: row.side, bytes: repeated(before!.bytes, filled) });
    squeezed = false;
    const expected = count + filled;
    if (at !== expected) {
      throw new CommandError(
        `Line ${row.number} of the dump begins at ${row.digits}, but ${expected} bytes are before it`,
      );
    }
    const bytes = bytesOfRow(row, i === rows.length - 1 ? DEFAULT_WIDTH : width);
    if (bytes.length > 0) blocks.push({ side: row.side, bytes });
    counts.set(row.side, at + bytes.length);
  }
  return blocks;
}

function rowOf(line: string, number: number): (DumpLine | "*")[] {
  if (line.trim() === "*") return ["*"];
  if (/^\s*(?:#|$)/.test(line)) return [];
  const words = WORDS.exec(line.trimEnd());
  if (words !== null) {
    const swapped = words[2]!.replace(/([0-9a-f]{2})([0-9a-f]{2})/gi, "$2 $1");
    return [{ side: 0, digits: words[1]!, rest: swapped, number }];
  }
  const [, indent, digits, rest] = OFFSET.exec(line) ?? [];
  if (digits === undefined) {
    throw new CommandError(`Line ${number} of the dump has no offset: ${JSON.stringify(line.slice(0, 60))}`);
  }
  return [{ side: indent === "" ? 0 : 1, digits, rest: rest!, number }];
}

/** Bytes of a whole line: what the offset of the second one says. */
function widthOf(rows: readonly (DumpLine | "*")[]): number {
  const [first, second] = rows;
  if (first === undefined || second === undefined || first === "*" || second === "*") return DEFAULT_WIDTH;
  const width = parseInt(second.digits, 16);
  return first.side === second.side && width >= 1 && width <= 256 ? width : DEFAULT_WIDTH;
}

/** The bytes before the column of text. */
function bytesOfRow({ rest }: DumpLine, width: number): Uint8Array {
  const [area = ""] = rest.split("|");
  let digits = "";
  for (const [, gap, group] of area.matchAll(/(\s*)(\S+)/g)) {
    const wide = gap!.length > 2 && digits !== "";
    if (wide || !/^(?:[0-9a-f]{2})+$/i.test(group!) || digits.length + group!.length > width * 2) break;
    digits += group;
  }
  return parseHex(digits) ?? NO_BYTES;
}

function repeated(bytes: Uint8Array, count: number): Uint8Array {
  const filled = new Uint8Array(count);
  for (let at = 0; at < count; at += bytes.length) filled.set(bytes.subarray(0, count - at), at);
  return filled;
}
