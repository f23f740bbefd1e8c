import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { A, B, BOOLEAN, C2, F4, F8, I2, I8, type Item, J, L, U1, U2, U4, U8 } from "@secs/hsms/secs2";
import { parseItem, parseMessages, SmlError } from "@secs/hsms/sml";

/** Items as other programs write them, and what they mean. */
const DIALECTS: readonly [text: string, item: Item][] = [
  ["<L>", L()],
  ["<L [0]>", L()],
  ["<L[0/1]>", L()],
  ["<L [2] <A [1] 'x'> <U4 [2] 1 2>>", L(A("x"), U4(1, 2))],
  ['<L[2/1]\n\t<A[6/1] "MDLN-A">\n\t<A[9/1] "SOFTREV-1">\n>', L(A("MDLN-A"), A("SOFTREV-1"))],
  ["<A [0..6] 'SOFT'>", A("SOFT")],
  ["<A>", A("")],
  ["<A ''>", A("")],
  [`<A 'it says "x"'>`, A('it says "x"')],
  [`<A "it's">`, A("it's")],
  ['<A "ab" 0x0a "c">', A("ab\nc")],
  ['<A "ab"0x0a"c">', A("ab\nc")],
  ["<A 0x41 66>", A("AB")],
  ['<A "C:\\recipes\\n">', A("C:\\recipes\\n")],
  ['<A "// no comment /* here">', A("// no comment /* here")],
  ['<A "é">', A("\xe9")],
  ['<ascii "x">', A("x")],
  ['<J "x" 0xb1>', J("x\xb1")],
  ['<C2 2 "a" 0xc3 0xa4>', C2(2, [0x61, 0xc3, 0xa4])],
  ["<B 0x00 0xFF 10 0b101>", B(0, 255, 10, 5)],
  ["<B[1/1] 0x02>", B(2)],
  ["<BINARY>", B()],
  ["<BOOLEAN T F TRUE false 0 1 0x01>", BOOLEAN(true, false, true, false, false, true, true)],
  ["<BOOL[1/1] 0x00>", BOOLEAN(false)],
  ["<Boolean t>", BOOLEAN(true)],
  ["<U1 [1/1] 255>", U1(255)],
  ["<U2>", U2()],
  ["<I2 -1 +2 -0 007>", I2(-1, 2, 0, 7)],
  ["<U8 18446744073709551615 1>", U8(2n ** 64n - 1n, 1)],
  ["<I8 -9223372036854775808>", I8(-(2n ** 63n))],
  ["<F4 0.1 1 -2.5e3 .5>", F4(0.1, 1, -2500, 0.5)],
  ["<F8 1e-300 NaN inf -Infinity -0>", F8(1e-300, NaN, Infinity, -Infinity, -0)],
  ["/* a */ <L // b\n <A 'x'> /* c\n d */ > // e", L(A("x"))],
];

for (const [text, item] of DIALECTS) {
  test(`parseItem() takes ${JSON.stringify(text)}`, () => {
    assert(parseItem(text).equals(item));
  });
}

/** Messages as other programs write them, and what they mean. */
const MESSAGES: readonly [text: string, name: string | undefined, sf: string, item: Item | undefined][] = [
  ["S1F3 W <L <U4 13>>.", undefined, "S1F3 W", L(U4(13))],
  ["S1F1 W.", undefined, "S1F1 W", undefined],
  ["S1F1W.", undefined, "S1F1 W", undefined],
  ["s1f1 w .", undefined, "S1F1 W", undefined],
  ["S1F2.", undefined, "S1F2", undefined],
  ["'S1F1' W.", undefined, "S1F1 W", undefined],
  ["'S1F1 W'.", undefined, "S1F1 W", undefined],
  ["Are-You_There: S1F1 W.", "Are-You_There", "S1F1 W", undefined],
  ["'are you there': 'S1F1' W .", "are you there", "S1F1 W", undefined],
  ["S1F1: S1F1 W.", "S1F1", "S1F1 W", undefined],
  ["S1F1 W H->E.", undefined, "S1F1 W", undefined],
  ["S6F11 W H <- E <L>.", undefined, "S6F11 W", L()],
  ["S1F1 W H<->E.", undefined, "S1F1 W", undefined],
  ['<S1F13 W\n <L[1/1]\n  <A[6/1] "ABCDEF">\n >\n>', undefined, "S1F13 W", L(A("ABCDEF"))],
  ["S127F255\n<B 0x00>\n.", undefined, "S127F255", B(0)],
];

for (const [text, name, sf, item] of MESSAGES) {
  test(`parseMessages() takes ${JSON.stringify(text)}`, () => {
    const [message, ...rest] = parseMessages(text);
    assertEquals(rest, []);
    const { stream, function: fn, requireResponse } = message!;
    assertEquals(`S${stream}F${fn}${requireResponse ? " W" : ""}`, sf);
    assertEquals(message!.name, name);
    assert(item === undefined ? message!.item === undefined : item.equals(message!.item));
  });
}

test("parseMessages() takes several messages, none, and comments between them", () => {
  const text = "S1F1 W.S1F2<L>.\n// S9F9.\n'S2F41' W <L <A 'GO'> <L>>./* end */";
  assertEquals(parseMessages(text).map(({ stream, function: fn }) => [stream, fn]), [[1, 1], [1, 2], [
    2,
    41,
  ]]);
  assertEquals(parseMessages(" // nothing\n"), []);
});

/** Typos, the places of their errors, and the messages. */
const TYPOS: readonly [text: string, place: string, message: string][] = [
  ["", "1:1", 'expected "<" to begin an item, got the end of the text'],
  ["L>", "1:1", 'expected "<" to begin an item, got "L"'],
  ["<", "1:2", "expected a format such as L, A, B, BOOLEAN or U4, got the end of the text"],
  ["<U3 1>", "1:2", 'expected a format such as L, A, B, BOOLEAN or U4, got "U3"'],
  ["<L", "1:3", 'expected an item or ">" to end L, got the end of the text'],
  ["<L\n  <A 'x'>\n", "3:1", 'expected an item or ">" to end L of line 1, got the end of the text'],
  ["<L 5>", "1:4", 'expected an item or ">" to end L, got "5"'],
  ["<L <A 'x'>>>", "1:12", 'expected the end of the text after the item, got ">"'],
  ["<A 'x>", "1:4", "expected ' to end this text on its line; a line break is written 0x0a"],
  ['<L <A "x>\n<A "y">>', "1:7", 'expected " to end this text on its line; a line break is written 0x0a'],
  [
    "<L <A [2] 'x>\n <ASCII,1 'y'>>",
    "1:11",
    "expected ' to end this text on its line; a line break is written 0x0a",
  ],
  ["<A “x>", "1:4", "expected ” to end this text on its line"],
  ["<A x>", "1:4", 'expected a quoted text or a byte from 0 to 255, got "x"'],
  ["<A 256>", "1:4", 'expected a quoted text or a byte from 0 to 255, got "256"'],
  ['<A "a温">', "1:6", 'expected characters 0 to 255 in A, got "温"; other encodings are written as bytes'],
  ["<B 256>", "1:4", 'expected a byte from 0 to 255, got "256"'],
  ["<B 'x'>", "1:4", 'expected a value or ">" to end B, got the text "x"'],
  ["<BOOLEAN maybe>", "1:10", 'expected T, F, or a byte from 0 to 255, got "maybe"'],
  ["<U1\n 255\n 256>", "3:2", "U1 takes whole numbers from 0 to 255, got 256"],
  ["<U4 -1>", "1:5", "U4 takes whole numbers from 0 to 4294967295, got -1"],
  ["<U4 1.5>", "1:5", 'expected a whole number for U4, got "1.5"'],
  ["<U4 1,2>", "1:6", 'expected a value or ">" to end U4, got ","'],
  ["<U4 --1>", "1:5", 'expected a value or ">" to end U4, got "-"'],
  ["<U8 18446744073709551616>", "1:5", "U8 takes whole numbers from 0 to 18446744073709551615"],
  [`<U8 ${"1".repeat(200)}>`, "1:5", "expected a whole number for U8"],
  ["<F4 x>", "1:5", 'expected a number for F4, got "x"'],
  ["<F4 1e39>", "1:5", "F4 takes numbers that fit in four bytes, got 1e+39"],
  ["<F8 1e309>", "1:5", 'expected a number for F8, got "1e309"'],
  ["<U4,5>", "1:4", "expected 5 elements in U4, as its count says, got none"],
  ["<A,5>", "1:3", "expected 5 elements in A, as its count says, got none"],
  ["<L,x>", "1:4", 'expected a count from 0 to 16777215, got "x"'],
  ["<L ['x']>", "1:5", 'expected a count from 0 to 16777215, got the text "x"'],
  ["<L 2 <A 'x'>>", "1:4", 'got "2"; a count without brackets must be right'],
  ["<L [2/9]>", "1:7", 'expected a number of length bytes from 0 to 3, got "9"'],
  ["<L [2>", "1:6", 'expected "]" to end the count, got ">"'],
  ["<C2 'x'>", "1:5", 'expected the number of an encoding from 0 to 65535, got the text "x"'],
  ["<L /* no end>", "1:4", 'expected "*/" to end this comment'],
  ["<L -- no comment\n>", "1:4", 'expected an item or ">" to end L, got "-"'],
  ["\r\n<L\r<U9>>", "3:2", 'got "U9"'],
  // What to write instead.
  [
    "<UINT8 1>",
    "1:2",
    'got "UINT8"; UINT8 may be bytes or bits: write U8 for eight bytes, U1 for eight bits',
  ],
  ["<int8 1>", "1:2", 'got "int8"; INT8 may be bytes or bits: write I8 for eight bytes, I1 for eight bits'],
  ["<INT 1>", "1:2", 'got "INT"; write I1, I2, I4 or I8'],
  ["<UINT 1>", "1:2", 'got "UINT"; write U1, U2, U4 or U8'],
  ["<FLOAT 1>", "1:2", 'got "FLOAT"; write F4 or F8'],
  ["<L <V>>", "1:5", 'got "V"; V stands for any format: write the one that is sent'],
  ["<NOW [16]>", "1:2", 'got "NOW"; NOW is filled in by one program: write the time as <A "…">'],
  ["<U4AUTO>", "1:2", 'got "U4AUTO"; U4AUTO is counted by one program: write a number as <U4 1>'],
  ["<A MDLN>", "1:4", 'got "MDLN"; text has quotes around it, and a quote in it is written 0x22 or 0x27'],
  ["<A 'it\\'s'>", "1:9", 'got "s"; text has quotes around it, and a quote in it is written 0x22 or 0x27'],
  ["<A CR 'x'>", "1:4", 'got "CR"; text has quotes around it'],
  ["<U4 DATAID>", "1:5", 'expected a whole number for U4, got "DATAID"'],
  ["<U4 FF 00>", "1:5", 'expected a whole number for U4, got "FF"'],
  ["<L Reports>", "1:4", 'expected an item or ">" to end L, got "Reports"'],
  ["<B -129>", "1:4", 'expected a byte from 0 to 255, got "-129"'],
  ["<B FF 00>", "1:4", 'got "FF"; hexadecimal bytes begin with 0x'],
  ["<B FF>", "1:4", 'got "FF"; hexadecimal bytes begin with 0x'],
  ["<B 0Ah>", "1:4", 'got "0Ah"; hexadecimal bytes begin with 0x'],
  ["<F4 1,5>", "1:6", 'got ","; values have spaces between them, and no comma'],
  ["<A 'it'is'>", "1:8", 'got "is"; text has quotes around it, and a quote in it is written 0x22 or 0x27'],
  ["<U4 1, 2>", "1:6", 'got ","; values have spaces between them, and no comma'],
  ["<L <U4 1> ...>", "1:11", 'got ".."; if "..." stands for more items, write them'],
  ["<L <U4 1> …>", "1:11", 'got "…"; if "..." stands for more items, write them'],
  ["＜L＞", "1:1", 'got "＜"; write "<" in place of this full-width character'],
  ["<I2 –5>", "1:5", 'got "–"; write "-" in place of this dash'],
  ["<B '10'>", "1:4", 'expected a value or ">" to end B, got the text "10"'],
  ["<U4 ''>", "1:5", 'expected a value or ">" to end U4, got the text ""'],
  ["<A 'x'> = 5", "1:9", 'expected the end of the text after the item, got "="'],
];

for (const [text, place, message] of TYPOS) {
  test(`parseItem() says where ${JSON.stringify(text).slice(0, 40)} is wrong, and how`, () => {
    const error = assertThrows(() => parseItem(text), SmlError, message);
    assertEquals(`${error.line}:${error.column}`, place);
    assertEquals(error.code, "syntax");
    assertEquals(error.message.startsWith(`Line ${error.line}, column ${error.column}: `), true);
  });
}

/** The same for messages. */
const WRONG_MESSAGES: readonly [text: string, place: string, message: string][] = [
  ["S1F1 W\nS200F1 W.", "2:1", 'expected a stream from 0 to 127, got "S200F1"'],
  ["S1F1 W <L> junk", "1:12", 'expected "." to end the message, got "junk"'],
  ["S1F1 W <L>\nMay be sent.", "2:1", 'expected "." to end the message, got "May"'],
  ["S128F1.", "1:1", 'expected a stream from 0 to 127, got "S128F1"'],
  ["S1F256.", "1:1", 'expected a function from 0 to 255, got "S1F256"'],
  ["S1 1.", "1:1", 'expected a message such as S1F1, got "S1"'],
  ["Name S1F1.", "1:1", 'got "Name"; a name has a colon after it, a comment // before it'],
  ["Are you there\nS1F1.", "1:1", 'got "Are"; a name has a colon after it, a comment // before it'],
  ["S1F1S1F2.", "1:1", 'expected a message such as S1F1, got "S1F1S1F2"'],
  ["S1F1 - Are You There\nS1F1 W.", "1:6", 'expected W, an item, or "." to end the message, got "-"'],
  ["S1F1 is sent first.", "1:6", 'expected W, an item, or "." to end the message, got "is"'],
  ["S1F1 WW.", "1:6", 'expected W, an item, or "." to end the message, got "WW"'],
  ["S1F1 W W.", "1:8", 'expected W, an item, or "." to end the message, got "W"'],
  ["'a\nb': S1F1.", "1:1", "a name is one line, without quotes of both kinds"],
  ["“a'b\"”: S1F1.", "1:1", "a name is one line, without quotes of both kinds"],
  ["if it rains S1F1.", "1:1", 'expected a message such as S1F1, got "if"'],
  ["S1F1 V.", "1:6", 'expected W, an item, or "." to end the message, got "V"'],
  ["<S1F1 W", "1:8", 'expected ">" to end the message, got the end of the text'],
  ["<L>.", "1:2", 'got "L"; an item stands after the header of its message: S1F2 <L [0]>.'],
];

for (const [text, place, message] of WRONG_MESSAGES) {
  test(`parseMessages() says where ${JSON.stringify(text)} is wrong, and how`, () => {
    const error = assertThrows(() => parseMessages(text), SmlError, message);
    assertEquals(`${error.line}:${error.column}`, place);
  });
}

test("lists nested 20,000 deep are an error, not an overflow of the stack", () => {
  assertThrows(() => parseItem("<L ".repeat(20_000)), SmlError, "lists are nested deeper than 1024");
  assert(parseItem("<L ".repeat(1024) + ">".repeat(1024)).format === "L");
});

test("long runs of anything are read without a stack of their length", () => {
  const long = 2_000_000;
  assertEquals(parseItem(`${" ".repeat(long)}<L>`).length, 0);
  assertEquals(parseItem(`<L /*${"*".repeat(long)}*/>`).length, 0);
  assertEquals(parseItem(`<A "${"x".repeat(long)}">`).length, long);
  assertThrows(() => parseItem(`<F8 ${"1".repeat(long)}>`), SmlError, "expected a number for F8");
  assertThrows(() => parseMessages("H->E ".repeat(long / 5)), SmlError, 'got "H-"');
  assertEquals(parseMessages(`S1F1 ${"H->E ".repeat(long / 5)}W.`).length, 1);
});
