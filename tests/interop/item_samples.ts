import type { NumberFormat } from "@secs/hsms/secs2";
import { digits } from "./bodies.ts";
import type { ItemJson } from "./item_json.ts";

/** An item, and the bytes that it is. */
export interface ItemSample {
  readonly json: ItemJson;
  /** In hex. */
  readonly hex: string;
  /** The same where each true is ff; E5 says that it is anything but 0. */
  readonly trueIsFf?: string;
}

/** Values of a number format, each with its bytes, and format bytes for 1, 2 and 3 length bytes. */
interface Numbers {
  readonly heads: readonly [string, string, string];
  readonly values: readonly (readonly [text: string, hex: string])[];
}

const INTEGERS: Readonly<Record<Exclude<NumberFormat, "F4" | "F8">, Numbers>> = {
  I1: { heads: ["65", "66", "67"], values: [["-128", "80"], ["-1", "ff"], ["0", "00"], ["127", "7f"]] },
  I2: {
    heads: ["69", "6a", "6b"],
    values: [["-32768", "8000"], ["-2", "fffe"], ["0", "0000"], ["258", "0102"], ["32767", "7fff"]],
  },
  I4: {
    heads: ["71", "72", "73"],
    values: [
      ["-2147483648", "80000000"],
      ["-2", "fffffffe"],
      ["0", "00000000"],
      ["16909060", "01020304"],
      ["2147483647", "7fffffff"],
    ],
  },
  I8: {
    heads: ["61", "62", "63"],
    values: [
      ["-9223372036854775808", "8000000000000000"],
      ["-9007199254740993", "ffdfffffffffffff"],
      ["-1", "ffffffffffffffff"],
      ["0", "0000000000000000"],
      ["9007199254740993", "0020000000000001"],
      ["9223372036854775807", "7fffffffffffffff"],
    ],
  },
  U1: { heads: ["a5", "a6", "a7"], values: [["0", "00"], ["1", "01"], ["128", "80"], ["255", "ff"]] },
  U2: { heads: ["a9", "aa", "ab"], values: [["0", "0000"], ["258", "0102"], ["65535", "ffff"]] },
  U4: {
    heads: ["b1", "b2", "b3"],
    values: [["0", "00000000"], ["16909060", "01020304"], ["4294967295", "ffffffff"]],
  },
  U8: {
    heads: ["a1", "a2", "a3"],
    values: [
      ["0", "0000000000000000"],
      ["9007199254740993", "0020000000000001"],
      ["9223372036854775808", "8000000000000000"],
      ["18446744073709551615", "ffffffffffffffff"],
    ],
  },
};

const FLOATS: Readonly<Record<"F4" | "F8", Numbers>> = {
  F4: {
    heads: ["91", "92", "93"],
    values: [
      ["0", "00000000"],
      ["-0", "80000000"],
      ["1.5", "3fc00000"],
      ["-0.10000000149011612", "bdcccccd"],
      ["1.401298464324817e-45", "00000001"],
      ["NaN", "7fc00000"],
    ],
  },
  F8: {
    heads: ["81", "82", "83"],
    values: [
      ["0", "0000000000000000"],
      ["-0", "8000000000000000"],
      ["1.5", "3ff8000000000000"],
      ["-0.1", "bfb999999999999a"],
      ["5e-324", "0000000000000001"],
      ["NaN", "7ff8000000000000"],
    ],
  },
};

/** The ends of the floats, which secsgem does not take. */
export const ENDS: readonly ItemSample[] = [
  { json: ["F4", ["3.4028234663852886e+38"]], hex: "9104 7f7fffff" },
  { json: ["F4", ["-3.4028234663852886e+38"]], hex: "9104 ff7fffff" },
  { json: ["F4", ["Infinity"]], hex: "9104 7f800000" },
  { json: ["F4", ["-Infinity"]], hex: "9104 ff800000" },
  { json: ["F8", ["1.7976931348623157e+308"]], hex: "8108 7fefffffffffffff" },
  { json: ["F8", ["-1.7976931348623157e+308"]], hex: "8108 ffefffffffffffff" },
  { json: ["F8", ["Infinity"]], hex: "8108 7ff0000000000000" },
  { json: ["F8", ["-Infinity"]], hex: "8108 fff0000000000000" },
];

/** Empty, each value alone, all of them, and so many that the length takes 2 and 3 bytes. */
function numbers(format: NumberFormat, { heads, values }: Numbers): ItemSample[] {
  const texts = values.map(([text]) => text);
  const bytes = values.map(([, hex]) => hex);
  const size = bytes[0]!.length / 2;
  const many = (head: string, length: number): ItemSample => ({
    json: [format, cycled(texts, length / size)],
    hex: head + cycled(bytes, length / size).join(""),
  });
  return [
    { json: [format, []], hex: `${heads[0]}00` },
    ...values.map(([text, hex]): ItemSample => ({
      json: [format, [text]],
      hex: `${heads[0]}0${size}${hex}`,
    })),
    many(heads[0] + (values.length * size).toString(16).padStart(2, "0"), values.length * size),
    many(`${heads[1]}0100`, 256),
    many(`${heads[2]}010000`, 65_536),
  ];
}

const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 0x20 + i));

const A: readonly ItemSample[] = [
  { json: ["A", ""], hex: "4100" },
  { json: ["A", "A"], hex: "410141" },
  { json: ["A", printable], hex: `415f${hexOf(printable)}` },
  { json: ["A", "\x00\t\r\n\x1b\x7f"], hex: "4106 00090d0a1b7f" },
  { json: ["A", "abc".repeat(85)], hex: `41ff${"616263".repeat(85)}` },
  { json: ["A", "ab".repeat(128)], hex: `420100${"6162".repeat(128)}` },
  { json: ["A", "ab".repeat(32_768)], hex: `43010000${"6162".repeat(32_768)}` },
];

const J: readonly ItemSample[] = [
  { json: ["J", ""], hex: "4500" },
  { json: ["J", "A"], hex: "450141" },
  { json: ["J", "ﾃｽﾄ 1"], hex: "4505 c3bdc42031" },
  { json: ["J", "｡ﾟ"], hex: "4502 a1df" },
  { json: ["J", "ｱｲ".repeat(128)], hex: `460100${"b1b2".repeat(128)}` },
  { json: ["J", "ｱｲ".repeat(32_768)], hex: `47010000${"b1b2".repeat(32_768)}` },
];

const B: readonly ItemSample[] = [
  { json: ["B", ""], hex: "2100" },
  { json: ["B", "00"], hex: "210100" },
  { json: ["B", "00017f80ff"], hex: "210500017f80ff" },
  { json: ["B", digits(255)], hex: `21ff${digits(255)}` },
  { json: ["B", digits(256)], hex: `220100${digits(256)}` },
  { json: ["B", digits(65_535)], hex: `22ffff${digits(65_535)}` },
  { json: ["B", digits(65_536)], hex: `23010000${digits(65_536)}` },
];

const BOOLEAN: readonly ItemSample[] = [
  { json: ["BOOLEAN", []], hex: "2500" },
  { json: ["BOOLEAN", [true]], hex: "250101", trueIsFf: "2501ff" },
  { json: ["BOOLEAN", [false]], hex: "250100" },
  { json: ["BOOLEAN", [false, true, true]], hex: "2503000101", trueIsFf: "250300ffff" },
  booleans("260100", 256),
  booleans("27010000", 65_536),
];

/** An item of each format that both peers have in lists. */
const EACH: ItemSample = {
  json: ["L", [
    ["L", []],
    ["A", "x"],
    ["B", "ff"],
    ["BOOLEAN", [true]],
    ["I1", ["-1"]],
    ["I2", ["-1"]],
    ["I4", ["-1"]],
    ["I8", ["-1"]],
    ["U1", ["1"]],
    ["U2", ["1"]],
    ["U4", ["1"]],
    ["U8", ["1"]],
    ["F4", ["1"]],
    ["F8", ["1"]],
  ]],
  hex: "010e 0100 410178 2101ff 250101 6501ff 6902ffff 7104ffffffff 6108ffffffffffffffff " +
    "a50101 a9020001 b10400000001 a1080000000000000001 91043f800000 81083ff0000000000000",
  trueIsFf: "010e 0100 410178 2101ff 2501ff 6501ff 6902ffff 7104ffffffff 6108ffffffffffffffff " +
    "a50101 a9020001 b10400000001 a1080000000000000001 91043f800000 81083ff0000000000000",
};

const LISTS: readonly ItemSample[] = [
  { json: ["L", []], hex: "0100" },
  { json: ["L", [["L", []]]], hex: "01010100" },
  { json: nested(10), hex: `${"0101".repeat(9)}0100` },
  {
    json: ["L", [["L", [["A", "a"], ["L", [["U1", ["1", "2"]]]]]], ["A", "b"]]],
    hex: "0102 0102410161 0101a5020102 410162",
  },
  EACH,
  { json: ["L", cycled<ItemJson>([["U1", ["7"]]], 255)], hex: `01ff${"a50107".repeat(255)}` },
  { json: ["L", cycled<ItemJson>([["U1", ["7"]]], 256)], hex: `020100${"a50107".repeat(256)}` },
];

/** A list whose length takes 3 bytes. */
export const LONG_LIST: ItemSample = {
  json: ["L", cycled<ItemJson>([["L", []]], 65_536)],
  hex: `03010000${"0100".repeat(65_536)}`,
};

/** 1 MiB. */
export const LONG_TEXT: ItemSample = {
  json: ["A", "abcdefgh".repeat(131_072)],
  hex: `43100000${"6162636465666768".repeat(131_072)}`,
};

/** 1 MiB. */
export const LONG_NUMBERS: ItemSample = {
  json: ["U4", cycled(["1", "16909060"], 262_144)],
  hex: `b3100000${"0000000101020304".repeat(131_072)}`,
};

/** The items that are played with a peer that has their format, by format. */
export const ITEM_SAMPLES: Readonly<Record<string, readonly ItemSample[]>> = {
  L: LISTS,
  A,
  J,
  B,
  BOOLEAN,
  ...Object.fromEntries(
    Object.entries({ ...INTEGERS, ...FLOATS }).map((
      [format, of],
    ) => [format, numbers(format as NumberFormat, of)]),
  ),
};

function booleans(head: string, count: number): ItemSample {
  return {
    json: ["BOOLEAN", cycled([true, false], count)],
    hex: `${head}${"0100".repeat(count / 2)}`,
    trueIsFf: `${head}${"ff00".repeat(count / 2)}`,
  };
}

function nested(depth: number): ItemJson {
  return ["L", depth === 1 ? [] : [nested(depth - 1)]];
}

function cycled<T>(values: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, i) => values[i % values.length]!);
}

function hexOf(text: string): string {
  return Array.from(text, (character) => character.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}
