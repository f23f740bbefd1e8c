import { requireInteger } from "../core/base/mod.ts";
import { A, type Item } from "../secs2/mod.ts";
import type { SmlMessage } from "./messages.ts";

/**
 * Options of {@linkcode printItem} and {@linkcode printMessage}.
 *
 * @example
 * ```ts
 * import { A, L } from "@secs/hsms/secs2";
 * import { printItem } from "@secs/hsms/sml";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(printItem(L(A("x")), { indent: 2 }), '<L [1]\n  <A "x">\n>');
 * ```
 */
export interface PrintOptions {
  /**
   * Number of spaces, 0 to 16, by which the items of a list are indented, each on its own line. By default everything is on
   * one line.
   */
  readonly indent?: number | undefined;
}

/**
 * Prints an item. Equal items print as the same text: only lists have a count; B, and the characters of a text that are not
 * printable, are hexadecimal bytes.
 *
 * @throws {RangeError} when `indent` is not a whole number from 0 to 16
 *
 * @example
 * ```ts
 * import { A, B, BOOLEAN, L, U4 } from "@secs/hsms/secs2";
 * import { printItem } from "@secs/hsms/sml";
 * import { assertEquals } from "@std/assert";
 *
 * const item = L(A("ab\nc"), B(255), BOOLEAN(true), U4(1, 2));
 * assertEquals(printItem(item), '<L [4] <A "ab" 0x0a "c"> <B 0xff> <BOOLEAN T> <U4 1 2>>');
 * ```
 */
export function printItem(item: Item, options: PrintOptions = {}): string {
  return print(item, lineBreaks(options), "");
}

/**
 * Prints a message: its name if it has one, stream, function, W, item and a full stop.
 *
 * @throws {RangeError} when the stream, the function or `indent` is not a whole number in its range, or the name has a line
 * break or quotes of both kinds
 *
 * @example
 * ```ts
 * import { U4 } from "@secs/hsms/secs2";
 * import { printMessage } from "@secs/hsms/sml";
 * import { assertEquals } from "@std/assert";
 *
 * const message = { name: "Status", stream: 1, function: 3, requireResponse: true, item: U4(13) };
 * assertEquals(printMessage(message), "Status: S1F3 W <U4 13>.");
 * ```
 */
export function printMessage(message: SmlMessage, options: PrintOptions = {}): string {
  const { name, stream, function: fn, requireResponse, item } = message;
  requireInteger("stream", stream, 0, 127);
  requireInteger("function", fn, 0, 255);
  const indent = lineBreaks(options);
  const head = `${name === undefined ? "" : `${printName(name)}: `}S${stream}F${fn}${
    requireResponse ? " W" : ""
  }`;
  if (item === undefined) return `${head}.`;
  return `${head}${indent === undefined ? " " : "\n"}${print(item, indent, "")}.`;
}

/** `indent` is for each level of lists, undefined if all is on one line; `before` is the indent of this level. */
function print(item: Item, indent: string | undefined, before: string): string {
  if (item.format !== "L") return printLeaf(item);
  const inner = indent === undefined ? "" : before + indent;
  const gap = indent === undefined ? " " : `\n${inner}`;
  let text = `<L [${item.length}]`;
  for (const child of item.items) text += gap + print(child, indent, inner);
  return `${text}${indent === undefined || item.length === 0 ? "" : `\n${before}`}>`;
}

function printLeaf(item: Exclude<Item, { format: "L" }>): string {
  switch (item.format) {
    case "A":
    case "J":
      return `<${item.format} ${printText(item.text)}>`;
    case "C2":
      return `<C2 ${item.encoding} ${printText(A(item.bytes).text)}>`;
    case "B":
      return join("B", Array.from(item.bytes, printByte));
    case "BOOLEAN":
      return join("BOOLEAN", item.values.map((value) => value ? "T" : "F"));
    case "F4":
      return join("F4", Array.from(item.values, printFloat4));
    case "F8":
      return join("F8", Array.from(item.values, printFloat));
    default:
      return item.length === 0 ? `<${item.format}>` : `<${item.format} ${item.values.join(" ")}>`;
  }
}

function join(format: string, values: readonly string[]): string {
  return `<${[format, ...values].join(" ")}>`;
}

function lineBreaks({ indent }: PrintOptions): string | undefined {
  return indent === undefined ? undefined : " ".repeat(requireInteger("indent", indent, 0, 16));
}

/** A name that is a word as it is, and any other in quotes of the kind that it does not contain. */
function printName(name: string): string {
  if (/^[A-Za-z_][\w-]*$/.test(name)) return name;
  const quote = name.includes('"') ? "'" : '"';
  if (!name.includes(quote) && !/[\r\n]/.test(name)) return `${quote}${name}${quote}`;
  throw new RangeError(
    `name must be one line without quotes of both kinds, got ${JSON.stringify(name)}`,
  );
}

/** Text in SML: quoted if it is printable, bytes if not; `""` if it is empty. */
function printText(text: string): string {
  const parts = text.match(/[ !#-~]+|[^ !#-~]/g) ?? [];
  return text === "" ? '""' : parts.map(printPart).join(" ");
}

/** `0x0a` for 10. */
function printByte(byte: number): string {
  return `0x${byte.toString(16).padStart(2, "0")}`;
}

/** The shortest decimal that rounds to the same number of four bytes. */
function printFloat4(value: number): string {
  if (value === 0) return printFloat(value);
  for (let digits = 1; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return printFloat(text);
  }
  return printFloat(value);
}

/** The shortest decimal that is read as the same number; -0 keeps its sign. */
function printFloat(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function printPart(part: string): string {
  const code = part.charCodeAt(0);
  return code < 0x20 || code > 0x7e || code === 0x22 ? printByte(code) : `"${part}"`;
}
