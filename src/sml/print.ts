import { requireInteger } from "../core/base/mod.ts";
import type { Item } from "../secs2/mod.ts";
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
 * Prints an item, as its `toString()` does if nothing is indented. Equal items print as the same text: only lists have a count; B, and the characters of a text that are not
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
  if (item.format !== "L" || item.length === 0 || indent === undefined) return item.toString();
  const inner = before + indent;
  let text = `<L [${item.length}]`;
  for (const child of item.items) text += `\n${inner}${print(child, indent, inner)}`;
  return `${text}\n${before}>`;
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
