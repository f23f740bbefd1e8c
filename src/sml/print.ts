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
 * import { assert, assertEquals } from "@std/assert";
 *
 * assertEquals(printItem(L(A("x")), { indent: 2 }), '<L [1]\n  <A "x">\n>');
 * assert(printItem(A(Uint8Array.of(0xb1, 0xa8)), { encoding: "gbk" }).includes("报"));
 * ```
 */
export interface PrintOptions {
  /**
   * Number of spaces, 0 to 16, by which the items of a list are indented, each on its own line. By default everything is on
   * one line.
   */
  readonly indent?: number | undefined;
  /**
   * The encoding of A and J on this link, as `TextDecoder` names it: an item with other bytes than ASCII has its text in a
   * comment behind them, if they are text in that encoding.
   */
  readonly encoding?: string | undefined;
}

/**
 * Prints an item, as its `toString()` does if nothing is indented. Equal items print as the same text: only lists have a count; B, and the characters of a text that are not
 * printable, are hexadecimal bytes.
 *
 * @throws {RangeError} when `indent` is not a whole number from 0 to 16, or the runtime does not know `encoding`
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
  return print(item, layoutOf(options), "");
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
  const layout = layoutOf(options);
  const head = `${name === undefined ? "" : `${printName(name)}: `}S${stream}F${fn}${
    requireResponse ? " W" : ""
  }`;
  if (item === undefined) return `${head}.`;
  return `${head}${layout.indent === undefined ? " " : "\n"}${print(item, layout, "")}.`;
}

/** How items are printed. */
interface Layout {
  /** Of each level of lists; undefined: all is on one line. */
  readonly indent: string | undefined;
  readonly encoding: string | undefined;
}

function layoutOf({ indent, encoding }: PrintOptions): Layout {
  return {
    indent: indent === undefined ? undefined : " ".repeat(requireInteger("indent", indent, 0, 16)),
    encoding,
  };
}

/** `before` is the indent of this level. */
function print(item: Item, layout: Layout, before: string): string {
  const { indent, encoding } = layout;
  if (encoding !== undefined && (item.format === "A" || item.format === "J")) return withText(item, encoding);
  if (item.format !== "L" || item.length === 0 || (indent === undefined && encoding === undefined)) {
    return item.toString();
  }
  const inner = before + (indent ?? "");
  const separator = indent === undefined ? " " : `\n${inner}`;
  let text = `<L [${item.length}]`;
  for (const child of item.items) text += `${separator}${print(child, layout, inner)}`;
  return `${text}${indent === undefined ? "" : `\n${before}`}>`;
}

/** An item with its text in a comment, if its bytes are more than ASCII. */
function withText(item: Item & { readonly format: "A" | "J" }, encoding: string): string {
  const printed = item.toString();
  if (item.bytes.every((byte) => byte < 0x80)) return printed;
  const text = item.decode(encoding);
  if (text.includes("\ufffd")) return printed;
  // deno-lint-ignore no-control-regex
  const shown = text.replace(/[\x00-\x1f\x7f-\x9f]/g, "?").replaceAll("*/", "* /");
  return `${printed.slice(0, -1)} /* ${shown} */>`;
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
