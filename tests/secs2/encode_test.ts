import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  A,
  B,
  BOOLEAN,
  C2,
  decodeItem,
  encodeItem,
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  type Item,
  J,
  L,
  U1,
  U2,
  U4,
  U8,
} from "@secs/hsms/secs2";
import { fromHex, toHex } from "../support/hex.ts";

/** Items, and their bytes as E5 defines them. */
const LITERALS: readonly [what: string, item: Item, hex: string][] = [
  ["L of nothing", L(), "01 00"],
  ["L of two", L(A("A"), L()), "01 02 41 01 41 01 00"],
  ["A of nothing", A(""), "41 00"],
  ["A", A("AB"), "41 02 41 42"],
  ["A of characters above 127", A("\x80\xe4\xff"), "41 03 80 e4 ff"],
  ["J", J("\xb1\xb2"), "45 02 b1 b2"],
  ["C2", C2(2, [0xe6, 0xb8, 0xa9]), "49 05 00 02 e6 b8 a9"],
  ["C2 of no text", C2(0x0102, []), "49 02 01 02"],
  ["B", B(0, 127, 255), "21 03 00 7f ff"],
  ["B of nothing", B(), "21 00"],
  ["BOOLEAN", BOOLEAN(true), "25 01 01"],
  ["BOOLEAN of two", BOOLEAN(false, true), "25 02 00 01"],
  ["I1", I1(-1, -128, 127), "65 03 ff 80 7f"],
  ["I2", I2(-2, 258), "69 04 ff fe 01 02"],
  ["I4", I4(-3, 0x01020304), "71 08 ff ff ff fd 01 02 03 04"],
  ["I8", I8(-4, 0x0102030405060708n), "61 10 ff ff ff ff ff ff ff fc 01 02 03 04 05 06 07 08"],
  ["I8 at its ends", I8(-(2n ** 63n), 2n ** 63n - 1n), "61 10 8000000000000000 7fffffffffffffff"],
  ["U1", U1(0, 255), "a5 02 00 ff"],
  ["U2", U2(0x0102, 65535), "a9 04 01 02 ff ff"],
  ["U2 of nothing", U2(), "a9 00"],
  ["U4", U4(1), "b1 04 00 00 00 01"],
  ["U4 at its end", U4(4294967295), "b1 04 ff ff ff ff"],
  ["U8", U8(1, 2n ** 64n - 1n), "a1 10 0000000000000001 ffffffffffffffff"],
  ["F4", F4(1, -0.5), "91 08 3f 80 00 00 bf 00 00 00"],
  ["F8", F8(1, -2), "81 10 3f f0 00 00 00 00 00 00 c0 00 00 00 00 00 00 00"],
  ["F8 of infinity", F8(-Infinity), "81 08 ff f0 00 00 00 00 00 00"],
];

for (const [what, item, hex] of LITERALS) {
  test(`${what} is ${hex}`, () => {
    assertEquals(toHex(encodeItem(item)), hex.replaceAll(" ", ""));
    const decoded = decodeItem(fromHex(hex))!;
    assertEquals(decoded.format, item.format);
    assertEquals(decoded.equals(item), true);
    assertEquals(item.equals(decoded), true);
    assertEquals(decoded.encodedLength, item.encodedLength);
    assertEquals(toHex(encodeItem(decoded)), hex.replaceAll(" ", ""));
  });
}

test("undefined is the empty body, and the empty body is undefined", () => {
  assertEquals(encodeItem(undefined).length, 0);
  assertEquals(decodeItem(new Uint8Array(0)), undefined);
});

test("length bytes are as few as the length needs", () => {
  assertEquals(toHex(encodeItem(B(new Uint8Array(255))).subarray(0, 3)), "21ff00");
  assertEquals(toHex(encodeItem(B(new Uint8Array(256))).subarray(0, 4)), "22010000");
  assertEquals(toHex(encodeItem(B(new Uint8Array(65535))).subarray(0, 4)), "22ffff00");
  assertEquals(toHex(encodeItem(B(new Uint8Array(65536))).subarray(0, 5)), "2301000000");
  assertEquals(toHex(encodeItem(B(new Uint8Array(16777215))).subarray(0, 4)), "23ffffff");
  assertEquals(toHex(encodeItem(U4(new Uint32Array(64))).subarray(0, 4)), "b2010000");
  assertEquals(toHex(encodeItem(L(Array.from({ length: 256 }, () => L()))).subarray(0, 5)), "0201000100");
});

test("bodies that are encoded one after another keep their bytes, whatever their size", () => {
  for (const size of [1, 1020, 1021, 1022, 2000]) {
    const first = encodeItem(B(new Uint8Array(size).fill(1)));
    const copy = first.slice();
    encodeItem(B(new Uint8Array(size).fill(2)));
    assertEquals(first, copy);
    assertEquals(first.buffer.byteLength, first.length);
  }
});
