import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { A, B, BOOLEAN, C2, decodeItem, F4, F8, I1, I8, type Item, J, L, U2, U4, U8 } from "@secs/hsms/secs2";
import { parseItem, parseMessages, printItem, printMessage } from "@secs/hsms/sml";
import vectors from "../vectors/frames.json" with { type: "json" };
import { fromHex } from "../support/hex.ts";

/** Items, and the text that each prints as. */
const CANONICAL: readonly [item: Item, text: string][] = [
  [L(), "<L [0]>"],
  [L(A("MDLN"), A("1.0")), '<L [2] <A "MDLN"> <A "1.0">>'],
  [A(""), '<A "">'],
  [A("ab\nc"), '<A "ab" 0x0a "c">'],
  [A("\r\n"), "<A 0x0d 0x0a>"],
  [A('say "hi"'), '<A "say " 0x22 "hi" 0x22>'],
  [A("it's ~\x7f\x80\xff"), `<A "it's ~" 0x7f 0x80 0xff>`],
  [J("\xb1"), "<J 0xb1>"],
  [C2(2, [0x61, 0xe4]), '<C2 2 "a" 0xe4>'],
  [C2(65535, []), '<C2 65535 "">'],
  [B(), "<B>"],
  [B(0, 255), "<B 0x00 0xff>"],
  [BOOLEAN(), "<BOOLEAN>"],
  [BOOLEAN(true, false), "<BOOLEAN T F>"],
  [I1(-128, 127), "<I1 -128 127>"],
  [I8(-1n, 2n ** 63n - 1n), "<I8 -1 9223372036854775807>"],
  [U2(), "<U2>"],
  [U4(13), "<U4 13>"],
  [U8(2n ** 64n - 1n), "<U8 18446744073709551615>"],
  [F4(0.1, 1, 16777216, 3.4028235e38), "<F4 0.1 1 16777216 3.4028235e+38>"],
  [F4(1e-45, -0), "<F4 1e-45 -0>"],
  [F8(0.1, -0, NaN, Infinity, -Infinity, 5e-324), "<F8 0.1 -0 NaN Infinity -Infinity 5e-324>"],
];

for (const [item, text] of CANONICAL) {
  test(`${text} is how it is printed, and parses back`, () => {
    assertEquals(printItem(item), text);
    assert(parseItem(text).equals(item));
  });
}

test("a message is printed in one line, or with a line for each item", () => {
  const message = { stream: 1, function: 13, requireResponse: true, item: L(A("MDLN"), L(U4(1)), L()) };
  assertEquals(printMessage(message), 'S1F13 W <L [3] <A "MDLN"> <L [1] <U4 1>> <L [0]>>.');
  assertEquals(
    printMessage(message, { indent: 2 }),
    `S1F13 W
<L [3]
  <A "MDLN">
  <L [1]
    <U4 1>
  >
  <L [0]>
>.`,
  );
});

test("a message without an item is its header and a full stop", () => {
  const message = { stream: 1, function: 2, requireResponse: false, item: undefined };
  assertEquals(printMessage(message), "S1F2.");
  assertEquals(printMessage(message, { indent: 2 }), "S1F2.");
});

test("a name is printed before a colon, in quotes if it is not a word", () => {
  const message = { stream: 1, function: 1, requireResponse: true, item: undefined };
  assertEquals(printMessage({ ...message, name: "Are_You-There" }), "Are_You-There: S1F1 W.");
  assertEquals(printMessage({ ...message, name: "are you there" }), '"are you there": S1F1 W.');
  assertEquals(printMessage({ ...message, name: 'say "hi"' }), `'say "hi"': S1F1 W.`);
  assertEquals(printMessage({ ...message, name: "it's" }), `"it's": S1F1 W.`);
  const both = (): string => printMessage({ ...message, name: `"it's"` });
  assertThrows(both, RangeError, "name must be one line without quotes of both kinds");
  assertThrows(() => printMessage({ ...message, name: "a\nb" }), RangeError, "name must be one line");
});

test("a stream or an indent that SML cannot have is a RangeError", () => {
  const message = { stream: 128, function: 1, requireResponse: true, item: undefined };
  assertThrows(
    () => printMessage(message),
    RangeError,
    "stream must be a whole number from 0 to 127, got 128",
  );
  assertThrows(
    () => printItem(L(), { indent: -1 }),
    RangeError,
    "indent must be a whole number from 0 to 16",
  );
});

test("the items of messages from the field print and parse back", () => {
  for (const { kind, hex } of vectors.cases) {
    const skip = { frame: 14, "header+body": 10, "secs2-body": 0 }[kind];
    if (skip === undefined || hex.length / 2 <= skip) continue;
    const item = decodeItem(fromHex(hex).subarray(skip))!;
    const [message] = parseMessages(printMessage({ stream: 1, function: 1, requireResponse: false, item }));
    assert(item.equals(message!.item));
  }
});

test("with an encoding, texts that are not ASCII stand in comments, and what is printed is read as the same item", () => {
  const item = L(
    A(fromHex("b1a8beaf")),
    L(J(fromHex("2a2fb1a8"))),
    A("plain"),
    A(fromHex("81")),
    B(0xb1),
    A(fromHex("0ab1a8")),
  );
  const printed = printItem(item, { encoding: "gbk" });
  assertEquals(
    printed,
    "<L [6] <A 0xb1 0xa8 0xbe 0xaf /* 报警 */> " +
      '<L [1] <J "*/" 0xb1 0xa8 /* * /报 */>> <A "plain"> <A 0x81> <B 0xb1> <A 0x0a 0xb1 0xa8 /* ?报 */>>',
  );
  assert(parseItem(printed).equals(item));
  assert(parseItem(printItem(item, { encoding: "gbk", indent: 2 })).equals(item));
  assertThrows(() => printItem(item, { encoding: "no such" }), RangeError);
});
