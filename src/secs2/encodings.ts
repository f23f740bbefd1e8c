// Text in the encodings of TextDecoder, and in latin1 and ascii as E5 has them: TextDecoder reads both as windows-1252.

import { textOfBytes, wideAt, writeText } from "./characters.ts";
import { CodeTable, hasCodeTable } from "./code_table.ts";
import { kindOf, TextEncodingError } from "./errors.ts";

const LATIN1 = /^(latin1|l1|iso-?8859-1)$/;
const ASCII = /^(us-)?ascii$/;

const UTF8 = new TextEncoder();

/** The decoders and tables that were made so far. What it returns does not depend on who asked before. */
class Encodings {
  /** By the name that was asked for, in lower case: TextDecoder knows about two hundred. */
  readonly #decoders = new Map<string, TextDecoder>();
  /** By the name that TextDecoder gives: forty at most, of 128 KiB each, and gb18030 of 256. */
  readonly #tables = new Map<string, CodeTable>();

  decoder(name: string): TextDecoder {
    let decoder = this.#decoders.get(name);
    if (decoder === undefined) this.#decoders.set(name, decoder = makeDecoder(name));
    return decoder;
  }

  table(decoder: TextDecoder): CodeTable {
    let table = this.#tables.get(decoder.encoding);
    if (table === undefined) this.#tables.set(decoder.encoding, table = makeTable(decoder));
    return table;
  }
}

const ENCODINGS = new Encodings();

/**
 * Decodes bytes in an encoding of `TextDecoder`; bytes that are not a character become U+FFFD.
 *
 * @throws {RangeError} when the runtime does not know the encoding
 */
export function decodeText(bytes: Uint8Array, encoding: string): string {
  const name = nameOf(encoding);
  return isOneByte(name) ? textOfBytes(bytes, 0, bytes.length) : ENCODINGS.decoder(name).decode(bytes);
}

/**
 * Encodes text for {@linkcode A}, {@linkcode J} and {@linkcode C2}: in utf-8, shift_jis, gb18030, gbk, euc-kr, big5, euc-jp,
 * latin1, ascii, or another encoding of the runtime's `TextDecoder` in which ASCII is as it is. What `decode()` of the item
 * makes of the bytes is the same text: a character that the encoding does not have is an error, not a question mark.
 *
 * The first text in an encoding makes its table, in 10 to 50 ms.
 *
 * @throws {TextEncodingError} when the encoding does not have a character of the text
 * @throws {TypeError} when `text` is not a string
 * @throws {RangeError} when the runtime does not know the encoding, or only decodes it
 *
 * @example
 * ```ts
 * import { A, encodeText } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * const item = A(encodeText("报警", "gb18030"));
 * assertEquals(item.bytes, Uint8Array.of(0xb1, 0xa8, 0xbe, 0xaf));
 * assertEquals(item.decode("gb18030"), "报警");
 * ```
 */
export function encodeText(text: string, encoding: string): Uint8Array {
  if (typeof text !== "string") throw new TypeError(`encodeText() takes text, got ${kindOf(text)}`);
  const name = nameOf(encoding);
  if (isOneByte(name)) return encodeOneByte(text, name);
  const decoder = ENCODINGS.decoder(name);
  if (decoder.encoding.startsWith("utf-")) return encodeUnicode(text, decoder.encoding);
  return encodeWith(ENCODINGS.table(decoder), text, decoder.encoding);
}

function encodeOneByte(text: string, encoding: string): Uint8Array {
  const wide = wideAt(text, ASCII.test(encoding) ? 0x7f : 0xff);
  if (wide >= 0) throw misfit(text, wide, encoding);
  const bytes = new Uint8Array(text.length);
  writeText(text, bytes, 0);
  return bytes;
}

function encodeUnicode(text: string, encoding: string): Uint8Array {
  const lone = text.search(/\p{Surrogate}/u);
  if (lone >= 0) throw misfit(text, lone, encoding);
  if (encoding === "utf-8") return UTF8.encode(text);
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), encoding === "utf-16le");
  return bytes;
}

function encodeWith(table: CodeTable, text: string, encoding: string): Uint8Array {
  const bytes = new Uint8Array(table.most * text.length);
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.codePointAt(i)!;
    const next = table.write(character, bytes, end);
    if (next < 0) throw misfit(text, i, encoding);
    if (character > 0xffff) i++;
    end = next;
  }
  return bytes.slice(0, end);
}

function misfit(text: string, index: number, encoding: string): TextEncodingError {
  return new TextEncodingError(
    `Cannot encode text in ${encoding}`,
    text,
    index,
    encoding,
    "replace the character, or use an encoding that has it, such as utf-8, if the peer can read it",
  );
}

function nameOf(encoding: string): string {
  return encoding.trim().toLowerCase();
}

function isOneByte(name: string): boolean {
  return LATIN1.test(name) || ASCII.test(name);
}

function makeDecoder(name: string): TextDecoder {
  try {
    return new TextDecoder(name);
  } catch {
    throw new RangeError(`The TextDecoder of this runtime does not know the encoding "${name}"`);
  }
}

function makeTable(decoder: TextDecoder): CodeTable {
  if (hasCodeTable(decoder)) return new CodeTable(decoder);
  throw new RangeError(`Text is only decoded in ${decoder.encoding}, not encoded: pass bytes`);
}
