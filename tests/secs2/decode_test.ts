import { test } from "node:test";
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import {
  A,
  B,
  BOOLEAN,
  C2,
  decodeItem,
  encodeItem,
  type Item,
  L,
  Secs2Error,
  U2,
  U4,
} from "@secs/hsms/secs2";
import { fromHex, toHex } from "../support/hex.ts";

/** Bodies that are not an item: the offset and the path of the error, and its message. */
const MALFORMED: readonly [what: string, hex: string, offset: number, path: string, message: string][] = [
  ["no length byte", "41", 0, "", "the body ends inside its 1 length byte"],
  ["one of three length bytes", "43 00", 0, "", "the body ends inside its 3 length bytes"],
  [
    "format byte alone says no length bytes",
    "40",
    0,
    "",
    "format byte 0x40 says 0 length bytes, must be 1 to 3",
  ],
  ["a list of no length bytes", "00", 0, "", "format byte 0x00 says 0 length bytes, must be 1 to 3"],
  ["text cut short", "41 03 41 42", 0, "A", "3 bytes of data, but only 2 bytes follow"],
  ["three length bytes of much", "23 ff ff ff 00", 0, "B", "16777215 bytes of data, but only 1 byte follow"],
  ["a list of 16,777,215", "03 ff ff ff", 0, "L", "a list of 16777215 items, but only 0 bytes follow"],
  [
    "a list of more than can follow",
    "01 03 41 00 41 00",
    0,
    "L",
    "a list of 3 items, but only 4 bytes follow",
  ],
  [
    "a list whose last item is missing",
    "01 02 41 02 41 42",
    6,
    "L[1]",
    "the body ends where an item must begin",
  ],
  ["bytes after the item", "a5 01 07 00", 3, "", "1 byte after the item"],
  ["two items", "41 00 41 00", 2, "", "2 bytes after the item"],
  ["a format that is not one of E5", "fd 01 00", 0, "", "format byte 0xfd is not a format of E5"],
  ["the octal code 33", "6d 00", 0, "", "format byte 0x6d is not a format of E5"],
  ["a U4 of three bytes", "b1 03 00 00 01", 0, "U4", "3 bytes of data, must be a multiple of 4"],
  ["an I2 of one byte", "69 01 00", 0, "I2", "1 byte of data, must be a multiple of 2"],
  [
    "an F8 of four bytes",
    "81 04 00 00 00 00",
    0,
    "F8",
    "4 bytes of data, must be a multiple of 8",
  ],
  [
    "a C2 of one byte",
    "49 01 00",
    0,
    "C2",
    "1 byte of data, must be 0 bytes, or 2 bytes of encoding and the text",
  ],
  [
    "deep inside",
    "01 02 41 00 01 03 41 00 41 00 b1 03 00 00 00",
    10,
    "L[1]/L[2]/U4",
    "3 bytes of data, must be a multiple of 4",
  ],
  ["an unknown format inside", "01 01 01 01 fd 01 00", 4, "L[0]/L[0]", "format byte 0xfd is not a format"],
  ["cut inside", "01 01 41 05 41 41", 2, "L[0]/A", "5 bytes of data, but only 2 bytes follow"],
];

for (const [what, hex, offset, path, message] of MALFORMED) {
  test(`decodeItem() says where ${what} is wrong, and how`, () => {
    const error = assertThrows(() => decodeItem(fromHex(hex)), Secs2Error, message);
    assertEquals([error.offset, error.path, error.code], [offset, path, "malformed"]);
    const way = path === "" ? "" : ` (${path})`;
    assertEquals(error.message.startsWith(`Malformed item at byte ${offset}${way}: `), true);
  });
}

/** Legal forms that are longer than necessary. */
const LONGER_FORMS: readonly [hex: string, item: Item][] = [
  ["42 00 02 41 42", A("AB")],
  ["43 00 00 02 41 42", A("AB")],
  ["02 00 01 03 00 00 00", L(L())],
  ["b3 00 00 04 00 00 00 07", U4(7)],
  ["27 00 00 01 01", BOOLEAN(true)],
  ["25 01 80", BOOLEAN(true)],
  ["49 00", C2(0, [])],
];

for (const [hex, item] of LONGER_FORMS) {
  test(`decodeItem() takes ${hex}, and encodeItem() writes it as short as it can be`, () => {
    const decoded = decodeItem(fromHex(hex))!;
    assert(decoded.equals(item));
    assertEquals(decoded.encodedLength, item.encodedLength);
    assertEquals(encodeItem(decoded), encodeItem(item));
  });
}

test("lists nested 64 deep are accepted, 65 are not, and maxDepth changes that", () => {
  const nested = (depth: number) => fromHex(`${"0101".repeat(depth - 1)}0100`);
  assertEquals(decodeItem(nested(64))!.format, "L");
  const error = assertThrows(() => decodeItem(nested(65)), Secs2Error, "nested deeper than 64");
  assertEquals([error.offset, error.path.length], [128, "L[0]/".repeat(64).length + 1]);
  assertEquals(decodeItem(nested(1024), { maxDepth: 1024 })!.format, "L");
  assertThrows(() => decodeItem(nested(3), { maxDepth: 2 }), Secs2Error, "nested deeper than 2");
});

test("lists nested 20,000 deep are malformed at the limit, not an overflow of the stack", () => {
  const body = fromHex("0101".repeat(20_000));
  assertThrows(() => decodeItem(body), Secs2Error, "nested deeper than 64");
  assertThrows(() => decodeItem(body, { maxDepth: 1024 }), Secs2Error, "nested deeper than 1024");
});

test("maxItems counts lists too, and a list is refused before its items are read", () => {
  const body = encodeItem(L(L(B(), B()), B()));
  assertEquals(decodeItem(body, { maxItems: 5 })!.format, "L");
  const error = assertThrows(() => decodeItem(body, { maxItems: 4 }), Secs2Error, "more than 4 items");
  assertEquals([error.offset, error.path], [2, "L[0]/L"]);
});

test("invalid limits, and bodies that are not bytes, are misuse", () => {
  const body = Uint8Array.of(0x01, 0x00);
  assertThrows(
    () => decodeItem(body, { maxDepth: 0 }),
    RangeError,
    "maxDepth must be a whole number from 1 to 1024",
  );
  assertThrows(() => decodeItem(body, { maxDepth: 1025 }), RangeError, "maxDepth");
  assertThrows(() => decodeItem(body, { maxItems: 1.5 }), RangeError, "maxItems");
  assertThrows(() => decodeItem("0100" as never), TypeError, "decodeItem() takes a Uint8Array, got a string");
});

test("values are read from the bytes of the body, without a copy if none is necessary", () => {
  const body = fromHex("01 04 21 02 01 02 a5 02 03 04 41 01 41 65 02 ff 00");
  const item = decodeItem(body);
  assert(item?.format === "L");
  const [binary, unsigned, text, signed] = item.items;
  assert(
    binary?.format === "B" && unsigned?.format === "U1" && text?.format === "A" && signed?.format === "I1",
  );
  for (const array of [binary.bytes, unsigned.values, text.bytes, signed.values]) {
    assertStrictEquals(array.buffer, body.buffer);
  }
  assertEquals(signed.values[0], -1);
});

test("no long part of a body is copied or made a text before it is read", () => {
  const [text, numbers] = [A("x".repeat(1025)), U2(new Uint16Array(513))];
  const body = encodeItem(L(Array.from({ length: 1000 }, (_, i) => i % 2 === 0 ? text : numbers)));
  const { subarray } = Uint8Array.prototype;
  const { fromCharCode } = String;
  let calls = 0;
  Uint8Array.prototype.subarray = function (start, end) {
    calls++;
    return subarray.call(this, start, end) as never;
  };
  String.fromCharCode = (...codes) => {
    calls++;
    return fromCharCode(...codes);
  };
  try {
    assertEquals(decodeItem(body)!.length, 1000);
  } finally {
    Uint8Array.prototype.subarray = subarray;
    String.fromCharCode = fromCharCode;
  }
  assertEquals(calls, 0);
});

test("a value that was read once is kept", () => {
  const item = decodeItem(encodeItem(U2(1, 2)));
  assert(item?.format === "U2");
  assertStrictEquals(item.values, item.values);
});

test("a body that lies inside other bytes, or is a subclass of Uint8Array, decodes the same", () => {
  class Lent extends Uint8Array {
    override slice(): never {
      throw new Error("the slice of a subclass");
    }
  }
  const body = encodeItem(L(U4(1, 2, 3), A("x".repeat(100))));
  for (let offset = 0; offset < 9; offset++) {
    const whole = new Lent(body.length + offset + 3).fill(0xee);
    whole.set(body, offset);
    const part = new Lent(whole.buffer, offset, body.length);
    assert(decodeItem(part)!.equals(L(U4(1, 2, 3), A("x".repeat(100)))));
    assertEquals(encodeItem(decodeItem(part)), body);
  }
});

test("which NaN it is stays with a single float, as with many", () => {
  for (
    const bytes of [
      "91047fc00001",
      "9104ff800001",
      "81087ff800000000beef",
      "81087ff0000000000001",
      "91087fc00001ffc00002",
    ]
  ) {
    const item = decodeItem(fromHex(bytes));
    assertEquals(toHex(encodeItem(item)), bytes);
    assert(item!.equals(decodeItem(fromHex(bytes))));
  }
});
