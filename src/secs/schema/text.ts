import { A, B, encodeText, type Item, type LocalizedItem, TextEncodingError } from "../../secs2/mod.ts";
import type { SecsBuilding, SecsReading } from "./place.ts";
import { isItem, nameOf, type SecsSchemaError, shown } from "./error.ts";
import type { SecsSchema } from "./schema.ts";

/**
 * Text of at most `max` bytes (A). Longer text is read, and so are J and C2.
 *
 * @example
 * ```ts
 * import { C2, schema, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.ascii(40).read(C2(1, [0x4e, 0x2d]), new SecsReading()), "中");
 * ```
 */
export function ascii(max: number = Infinity, name?: string): SecsSchema<string> {
  return {
    shape: { type: "text", name, max },
    build(value, at) {
      if (typeof value !== "string") throw at.fail(`expected text, got ${shown(value)}`);
      const item = textItem(value, at);
      if (item.length <= max) return item;
      throw at.fail(`expected at most ${max} characters, got ${item.length}`);
    },
    read(item, at) {
      if (item.format !== "A") return otherText(item, at);
      if (item.length > max) at.tolerate("too-long", `at most ${max} characters`, item);
      return at.textOf(item);
    },
  };
}

/**
 * Bytes (B). U1 is read too.
 *
 * @example
 * ```ts
 * import { B, schema, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.binary("MHEAD").read(B(1, 2), new SecsReading()), Uint8Array.of(1, 2));
 * ```
 */
export function binary(name?: string): SecsSchema<Uint8Array> {
  return {
    shape: { type: "bytes", name },
    build(value, at) {
      if (value instanceof Uint8Array) return B(value);
      throw at.fail(`expected bytes, got ${shown(value)}`);
    },
    read(item, at) {
      if (item.format === "B") return item.bytes;
      if (item.format !== "U1" && item.length > 0) throw at.fail(`expected B, got ${nameOf(item)}`);
      at.tolerate(item.length === 0 ? "empty" : "format", "B", item);
      return item.format === "U1" ? item.values : new Uint8Array(0);
    },
  };
}

/**
 * An item of any format, as it is (SV, ECV, V, CPVAL and others of E5).
 *
 * @example
 * ```ts
 * import { F8, schema, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.anyItem("SV").read(F8(1.5), new SecsReading()).format, "F8");
 * ```
 */
export function anyItem(name?: string): SecsSchema<Item> {
  return {
    shape: { type: "any", name },
    build(value, at) {
      if (isItem(value)) return value;
      throw at.fail(`expected an item, got ${shown(value)}`);
    },
    read: (item) => item,
  };
}

/** Text as an item, in the encoding of the dialect. */
export function textItem(text: string, at: SecsBuilding): Item & { readonly bytes: Uint8Array } {
  const { encoding } = at.dialect;
  try {
    return A(encoding === undefined || isAscii(text) ? text : encodeText(text, encoding));
  } catch (error) {
    throw error instanceof TextEncodingError ? unwritable(error, at) : at.fail(`${(error as Error).message}`);
  }
}

function unwritable({ character, index, encoding }: TextEncodingError, at: SecsBuilding): SecsSchemaError {
  return at.fail(
    `${
      JSON.stringify(character)
    } at index ${index} cannot be written in ${encoding}: set another \`encoding\` of ` +
      "the handler, or send an item, with A(bytes) or C2(encoding, bytes) in it",
  );
}

/** Text in another format than A. */
export function otherText(item: Item, at: SecsReading): string {
  if (item.format === "J" || item.format === "C2") {
    at.tolerate("format", "A", item);
    return item.format === "J" ? at.textOf(item) : localText(item, at);
  }
  if (item.length > 0) throw at.fail(`expected A, got ${nameOf(item)}`);
  at.tolerate("empty", "A", item);
  return "";
}

function localText(item: LocalizedItem, at: SecsReading): string {
  try {
    return item.decode();
  } catch { // an encoding that E5 or the runtime does not know
    return item.decode(at.dialect.encoding ?? "latin1");
  }
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}
