import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { A, C2, decodeItem, encodeItem, J } from "@secs/hsms/secs2";
import { fromHex } from "../support/hex.ts";

const ALL = Uint8Array.from({ length: 256 }, (_, i) => i);
const ALL_TEXT = String.fromCharCode(...ALL);

test("every byte of an A is the character of the same number, however long the text", () => {
  for (let end = 1; end <= 256; end++) {
    assertEquals(A(ALL.subarray(end - 1, end)).text, ALL_TEXT.slice(end - 1, end));
    assertEquals(A(ALL.subarray(0, end)).text, ALL_TEXT.slice(0, end));
    assertEquals(A(ALL_TEXT.slice(0, end)).bytes, ALL.subarray(0, end));
  }
  const long = ALL_TEXT.repeat(100);
  const item = decodeItem(encodeItem(A(long)));
  assert(item?.format === "A" && item.text === long);
});

test("bytes that look like UTF-8, a byte order mark or its replacement are still one character each", () => {
  for (const hex of ["c3a4", "efbbbf", "efbfbd", "e6b8a9", "f09f9880", "80", "fffe", "c3", "edbfbf"]) {
    for (const filler of ["", "2e".repeat(20), "2e".repeat(200)]) {
      const bytes = fromHex(hex + filler);
      const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
      assertEquals(A(bytes).text, text);
      assertEquals(A(text).bytes, bytes);
    }
  }
});

test("decode() reads the bytes of A and J in the encoding that is asked for", () => {
  assertEquals(A(fromHex("b2e2cad4")).decode("gb18030"), "测试");
  assertEquals(A(fromHex("e6b8a9e5baa6")).decode("utf-8"), "温度");
  assertEquals(A(fromHex("834583468362")).decode("shift_jis"), "ウェッ");
  assertEquals(J(fromHex("b3aabc5c")).decode("shift_jis"), "ｳｪｼ\\");
  assertEquals(A(ALL).decode("latin1"), ALL_TEXT);
  assertEquals(A(ALL).decode("ISO-8859-1"), ALL_TEXT);
  assertEquals(A("plain").decode("shift_jis"), "plain");
  assertEquals(A(fromHex("41ff")).decode("utf-8"), "A�");
  assertThrows(
    () => A("x").decode("klingon"),
    RangeError,
    'TextDecoder of this runtime does not know the encoding "klingon"',
  );
});

test("a C2 is decoded in the encoding that it names, or in another", () => {
  const samples: [encoding: number, hex: string, text: string][] = [
    [0, "41e4", "Aä"],
    [1, "6e295ea6", "温度"],
    [2, "e6b8a9e5baa6", "温度"],
    [3, "4142", "AB"],
    [4, "41e480", "Aä\x80"],
    [5, "41a1", "Aก"],
    [6, "41a1", "Aก"],
    [8, "83458346", "ウェ"],
    [9, "a5a6a5a7", "ウェ"],
    [10, "b0a1", "가"],
    [11, "b2e2cad4", "测试"],
    [12, "b2e2cad4", "测试"],
    [13, "b4fab8d5", "測試"],
  ];
  for (const [encoding, hex, text] of samples) {
    assertEquals(C2(encoding, fromHex(hex)).decode(), text, `${encoding}`);
  }
  assertEquals(C2(2, fromHex("b2e2")).decode("gb18030"), "测");
  for (const encoding of [7, 14, 15, 65535]) {
    assertThrows(() => C2(encoding, [0x41]).decode(), RangeError, `C2 names encoding ${encoding}`);
  }
});

test("a decoded C2 keeps its encoding apart from its bytes", () => {
  const item = decodeItem(fromHex("49 05 01 02 41 42 43"));
  assert(item?.format === "C2");
  assertEquals([item.encoding, item.length, item.bytes], [0x0102, 3, fromHex("414243")]);
});
