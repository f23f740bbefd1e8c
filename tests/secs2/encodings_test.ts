import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { A, C2, decodeItem, encodeItem, encodeText, J, TextEncodingError } from "@secs/hsms/secs2";
import { fromHex } from "../support/hex.ts";

/** Bytes of an encoding, and their text. */
const SAMPLES: readonly [encoding: string, text: string, hex: string][] = [
  ["utf-8", "温度 25 ℃ 😀", "e6b8a9e5baa620323520e2848320f09f9880"],
  ["shift_jis", "温度 ｱ~ 表", "89b7937820b17e20955c"],
  ["gb18030", "报警 €", "b1a8beaf20a2e3"],
  ["gb18030", "ßé𠀀😀", "81308938a8a695328236943 9fc36".replaceAll(" ", "")],
  ["gbk", "报警", "b1a8beaf"],
  ["euc-kr", "경고 A", "b0e6b0ed2041"],
  ["big5", "測試 溫度", "b4fab8d520b7c5abd7"],
  ["big5", "十卅═", "a451a4caa2a4"],
  ["euc-jp", "温度ｱ", "b2b9c5d98eb1"],
  ["utf-16be", "温😀", "6e29d83dde00"],
  ["utf-16le", "温", "296e"],
  ["iso-8859-11", "Aก", "41a1"],
  ["koi8-r", "Ж", "f6"],
  ["latin1", "A\x80ÿ", "4180ff"],
  ["ISO-8859-1", "é", "e9"],
  ["ascii", "\x00A\x7f", "00417f"],
  [" UTF8 ", "é", "c3a9"],
];

for (const [encoding, text, hex] of SAMPLES) {
  test(`encodeText() and decode() of ${JSON.stringify(text)} in ${encoding}`, () => {
    assertEquals(encodeText(text, encoding), fromHex(hex));
    assertEquals([A(fromHex(hex)).decode(encoding), J(fromHex(hex)).decode(encoding)], [text, text]);
  });
}

test("every character of shift_jis, gb18030, gbk, euc-kr, big5 and euc-jp comes back as it was", () => {
  for (
    const [encoding, most] of Object.entries({
      shift_jis: 6_900,
      gb18030: 23_800,
      gbk: 23_800,
      "euc-kr": 8_200,
      big5: 13_000,
      "euc-jp": 6_900,
    })
  ) {
    const text = [...charactersOf(encoding)].join("");
    assert([...text].length > most, encoding);
    assertEquals(A(encodeText(text, encoding)).decode(encoding), text);
  }
});

test("every character of Unicode that gb18030 has comes back as it was", () => {
  let text = "";
  for (let code = 0; code < 0x110000; code += code < 0x30000 ? 1 : 97) {
    if (code < 0xd800 || code > 0xf8ff && code !== 0xfffd) text += String.fromCodePoint(code);
  }
  assert(A(encodeText(text, "gb18030")).decode("gb18030") === text);
  assertEquals(encodeText("\u{10000}\u{10ffff}", "gb18030"), fromHex("90308130e3329a35"));
});

test("a character that is in the encoding twice is written as the standard has it, not an extension", () => {
  assertEquals(encodeText("≒①髙", "shift_jis"), fromHex("81e08740fbfc"));
  assertEquals(encodeText("仝〃", "big5"), fromHex("c969a1b2"));
  assertEquals(encodeText("\u3000", "gb18030"), fromHex("a1a1"));
});

/** Texts that an encoding does not have, with the character and its index. */
const MISFITS: readonly [encoding: string, text: string, character: string, index: number][] = [
  ["shift_jis", "温度😀", "😀", 2],
  ["euc-kr", "가😀", "😀", 1],
  ["big5", "ab\u0e01", "\u0e01", 2],
  ["gbk", "😀", "😀", 0],
  ["gbk", "好\ufffd", "\ufffd", 1],
  ["gb18030", "好\ufffd", "\ufffd", 1],
  ["gb18030", "好\ud800", "\ud800", 1],
  ["latin1", "äĀ", "Ā", 1],
  ["ascii", "aä", "ä", 1],
  ["utf-8", "a😀\udc00b", "\udc00", 3],
  ["utf-16be", "\ud800", "\ud800", 0],
];

for (const [encoding, text, character, index] of MISFITS) {
  test(`encodeText() names U+${character.codePointAt(0)!.toString(16)}, which ${encoding} does not have`, () => {
    const error = assertThrows(() => encodeText(text, encoding), TextEncodingError);
    assertEquals([error.character, error.index, error.encoding], [character, index, encoding]);
  });
}

test("the error of a character that cannot be encoded says what, where and what to do", () => {
  assertThrows(
    () => encodeText("温度😀", "shift_jis"),
    RangeError,
    'Cannot encode text in shift_jis, got "😀" (U+1F600) at index 2: replace the character, or use an encoding that ' +
      "has it, such as utf-8, if the peer can read it",
  );
  const error = assertThrows(() => A("报警"), TextEncodingError);
  assertEquals([error.name, error.character, error.index, error.encoding], [
    "TextEncodingError",
    "报",
    0,
    "latin1",
  ]);
});

test("encodeText() refuses what is not text, and encodings that are unknown or only decoded", () => {
  assertThrows(() => encodeText(5 as never, "utf-8"), TypeError, "encodeText() takes text, got a number");
  assertThrows(() => encodeText("x", "klingon"), RangeError, 'does not know the encoding "klingon"');
  assertThrows(() => encodeText("x", "iso-2022-jp"), RangeError, "Text is only decoded in iso-2022-jp");
});

test("a C2 takes text in the encoding that it names, and its bytes stay as they came", () => {
  for (
    const [encoding, name] of [[1, "utf-16be"], [2, "utf-8"], [8, "shift_jis"], [9, "euc-jp"], [
      11,
      "gb18030",
    ], [12, "gbk"]]
  ) {
    const item = C2(encoding as number, "温度");
    assertEquals([item.bytes, item.decode()], [encodeText("温度", name as string), "温度"]);
  }
  assertEquals([C2(10, "경고").decode(), C2(13, "測試").decode(), C2(5, "ก").decode()], [
    "경고",
    "測試",
    "ก",
  ]);
  assertEquals(C2(3, "A").bytes, fromHex("41"));
  assertThrows(() => C2(3, "ä"), TextEncodingError, "Cannot encode text in ascii");
  assertThrows(
    () => C2(14, "溫"),
    RangeError,
    "C2 names encoding 14, which TextDecoder does not have: pass bytes",
  );
  const body = fromHex("49 05 00 08 89 b7 ff");
  assertEquals(encodeItem(decodeItem(body)), body);
});

/** The characters that the runtime reads in sequences of one and two bytes. */
function charactersOf(encoding: string): Set<string> {
  const decoder = new TextDecoder(encoding);
  const characters = new Set<string>();
  for (let lead = 0; lead < 0x100; lead++) {
    if (lead >= 0x20 && lead < 0x7f || lead >= 0x80) add(decoder.decode(Uint8Array.of(lead)));
    for (let trail = 0x40; lead > 0x80 && trail < 0xff; trail++) {
      add(decoder.decode(Uint8Array.of(lead, trail)));
    }
  }
  return characters;

  function add(text: string): void {
    if ([...text].length === 1 && text !== "\ufffd") characters.add(text);
  }
}
