import { decodeItem, type Item } from "../../secs2/mod.ts";
import { printItem } from "../../sml/mod.ts";

/** A line of a body as SML, and the bytes that it stands for. */
export interface ItemLine {
  /** As `printItem` prints it, without the indent. */
  readonly text: string;
  /** How many lists it is in. */
  readonly depth: number;
  /** Where its bytes begin in the body: format code, length, data. */
  readonly from: number;
  /** Where its data begins: after the format code and the length. */
  readonly data: number;
  /** Where its bytes end; of a list: after its last item; of the end of a list: where it begins. */
  readonly to: number;
}

/** Options of {@linkcode itemLines}. */
export interface ItemLinesOptions {
  /** The encoding of texts, as `TextDecoder` names it. */
  readonly encoding?: string | undefined;
  /** Maximum number of lines; the rest is left out. */
  readonly maxLines: number;
}

/**
 * The lines of a body, each with its place in the bytes; none if it is empty.
 *
 * @throws {Secs2Error} When the body is not one item.
 */
export function itemLines(body: Uint8Array, { encoding, maxLines }: ItemLinesOptions): ItemLine[] {
  const lines: ItemLine[] = [];
  const item = decodeItem(body);
  if (item !== undefined) add(item, 0, 0);
  return lines;

  /** Adds the lines of an item, and says where its bytes end. */
  function add(item: Item, from: number, depth: number): number {
    const data = from + 1 + (body[from]! & 3);
    const isOpen = item.format === "L" && item.length > 0;
    if (!isOpen) {
      const to = data + lengthAt(body, from);
      put({ text: printItem(item, { encoding }), depth, from, data, to });
      return to;
    }
    const at = lines.length;
    put({ text: `<L [${item.length}]`, depth, from, data, to: data });
    let end = data;
    for (const child of item.items) end = lines.length < maxLines ? add(child, end, depth + 1) : end;
    if (lines[at] !== undefined) lines[at] = { ...lines[at], to: end };
    put({ text: ">", depth, from: end, data: end, to: end });
    return end;
  }

  function put(line: ItemLine): void {
    if (lines.length < maxLines) lines.push(line);
  }
}

/** The length that an item says: of bytes, or of items in a list. */
function lengthAt(body: Uint8Array, at: number): number {
  let length = 0;
  for (let i = 1; i <= (body[at]! & 3); i++) length = length * 256 + body[at + i]!;
  return length;
}
