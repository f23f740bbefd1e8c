import fc from "fast-check";
import { assert, assertEquals } from "@std/assert";
import { decodeItem, encodeItem, type Item } from "@secs/hsms/secs2";
import { parseMessages, printMessage, SmlError, type SmlMessage, type SmlNote } from "@secs/hsms/sml";
import { anyItem } from "../secs2/arbitrary.ts";
import { TEXTS } from "./corpus.ts";
import type { Target } from "./target.ts";

/** A text, and the indent with which what it says is printed. */
export interface SmlInput {
  readonly text: string;
  readonly indent: number | null;
}

/** What is under test; broken ones stand in for it in the tests of the fuzz. */
export type Parse = typeof parseMessages;

/** What SML consists of, and what looks like it. */
const WORDS: readonly string[] = [
  ...`< > [ ] . .. : / // /* */ " ' , \u3000 \u{1f600} \xff \u0100`.split(" "),
  ...[" ", "\n", "\r", "\t"],
  ..."L A B BOOLEAN J C2 U4 U8 I1 I4 I8 F4 F8 LIST ASCII bool T F W H->E E<-H".split(" "),
  ..."S1F1 S127F255 s9f9 S999F1 'S1F1' Name: 'a\"b':".split(" "),
  ...["'S1F1 W'", '"a b":', '"x"', "'y'"],
  // What the dialects of other programs have.
  ..."* # ; = { } ( ) - “ ” ‘ ’ „ [2] ,2 [..2] [0..] [*] {x} (x) [x] [W] UINT4 UINT8 D8 INPUT H→E a.b(c): V"
    .split(" "),
  ...[
    "[MAX 3]",
    "= n",
    "S 1 F 1",
    "S1F1\nS1F2",
    "Ask\nS1F1",
    "if (S1F1) S1F2.",
    ", Are you there\n",
    "x: <",
    '"1"',
  ],
  ..."0 1 -1 -0 +1 255 256 0x0a 0b11 1e5 1e400 .5 5. NaN -inf 3.4028236e38".split(" "),
  ..."9007199254740993 18446744073709551616 -9223372036854775808".split(" "),
];

const word = fc.oneof({ arbitrary: fc.constantFrom(...WORDS), weight: 6 }, fc.string({ maxLength: 4 }));

const words = fc.array(word, { maxLength: 40 }).chain((parts) =>
  fc.constantFrom(" ", "").map((between) => parts.join(between))
);

/** Values of a leaf, each of its own kind: many of them fit, and the item parses. */
const leaf = fc.tuple(
  fc.constantFrom("A", "J", "B", "BOOLEAN", "C2 1", "U1", "U4", "U8", "I1", "I4", "I8", "F4", "F8"),
  fc.array(
    fc.oneof(
      {
        arbitrary: fc.constantFrom("0", "1", "-0", "0x7f", "0b1", "T", '"x"', "'\"'", "1.5", "-3", "NaN"),
        weight: 4,
      },
      fc.integer().map(String),
      fc.double().map(String),
    ),
    { maxLength: 3 },
  ),
).map(([format, values]) => `<${[format, ...values].join(" ")}>`);

const likeMessage = fc.tuple(
  fc.constantFrom("", "Name: ", "'a b': ", "'it\"s': ", '"it\'s": ', "12: ", "a(b): ", "Above\n", "“a'b”: "),
  fc.constantFrom("S1F1", "S6F11 W", "'S1F3 W'", "S2F3 H->E", "S1F1 = n INPUT", "S1F1 [W] name", "S1F2:"),
  fc.array(leaf, { maxLength: 3 }),
  fc.constantFrom(".", "", " .\n", ";", "\n"),
).map(([name, header, leaves, end]) => `${name}${header} <L ${leaves.join("\n")}>${end}`);

/** One text with pieces of it, and of others, put in and taken out. */
const spoiled = fc.tuple(
  fc.oneof(fc.constantFrom(...TEXTS, TEXTS.join("\n")), likeMessage, anyItem.map((item) => print({ item }))),
  fc.array(fc.tuple(fc.nat(300), fc.nat(6), word), { maxLength: 3 }),
).map(([text, edits]) =>
  edits.reduce((spoiled, [at, cut, typed]) => {
    const index = at % (spoiled.length + 1);
    return spoiled.slice(0, index) + typed + spoiled.slice(index + cut);
  }, text)
);

/** The same again and again, after a beginning. */
const endless = fc.tuple(
  fc.oneof(fc.constantFrom("", "S1F1 ", "S1F1 <A ", "S1F1 <L "), words),
  word,
  fc.oneof({ arbitrary: fc.nat(50), weight: 20 }, fc.nat(1000)),
  word,
).map(([start, unit, times, end]) => start + unit.repeat(times) + end);

/** So long that it takes a second to read if the time grows with the square of the length. */
const long = fc.tuple(
  fc.constantFrom(
    "",
    "S1F1 ",
    "S1F1 W ",
    "S1F1 <A ",
    "S1F1 <L ",
    "S1F1 <F4 ",
    "S1F1 <U8 [",
    "S1F1 <I8 -",
    "Name",
    "'",
    "“",
    "S1F1 <A “",
    "if (",
  ),
  fc.constantFrom(
    "1",
    "0",
    "a",
    "<L ",
    "1.",
    "1..",
    "1e+1",
    "/**/",
    "//\n",
    "S1F1. ",
    "<A>",
    " ",
    "\n",
    "_",
    '"x" ',
    "-",
    "*",
    "#\n",
    "[",
    "[a]",
    "{a}",
    "x:",
    "x: ",
    "= a ",
    "a\n",
    "S1F1\n",
    "S1F1 W",
    "S1F1 a b\n",
    "<L,0>",
    "<L [9]>",
    "“a” ",
    "“",
    "H->E ",
    ")",
  ),
  fc.constantFrom("", "x", ">.", '"', "\n"),
).map(([start, unit, end]) => start + unit.repeat(60_000 / unit.length) + end);

/**
 * A text parses to messages that print and parse to the same ones without a note, or it is an SmlError at a place in the text.
 * Notes are at places in the text, in order.
 */
export function smlTarget(parse: Parse = parseMessages): Target<SmlInput> {
  return {
    name: "sml",
    share: 10,
    waits: false,
    inputs: fc.record({
      text: fc.oneof(
        { arbitrary: spoiled, weight: 40 },
        { arbitrary: likeMessage, weight: 30 },
        { arbitrary: words, weight: 30 },
        { arbitrary: endless, weight: 10 },
        { arbitrary: long, weight: 1 },
        { arbitrary: fc.string({ unit: "binary", maxLength: 30 }), weight: 10 },
      ),
      indent: fc.option(fc.nat(4), { nil: null }),
    }),
    check: ({ text, indent }) => {
      const messages = parsed(parse, text);
      for (const message of messages) checkMessage(parse, message, indent ?? undefined);
    },
  };
}

function parsed(parse: Parse, text: string): SmlMessage[] {
  const notes: SmlNote[] = [];
  try {
    return parse(text, { onNote: (note) => notes.push(note) });
  } catch (error) {
    if (!(error instanceof SmlError)) throw error;
    checkPlaces(text, [error]);
    return [];
  } finally {
    checkPlaces(text, notes);
  }
}

function checkPlaces(text: string, told: readonly (SmlError | SmlNote)[]): void {
  const lines = text.split(/\r\n|\r|\n/);
  let last = { line: 0, column: 0 };
  for (const { line, column, message } of told) {
    const length = lines[line - 1]?.length ?? -1;
    assert(column >= 1 && column <= length + 1, `line ${line}, column ${column}`);
    assert(line > last.line || line === last.line && column >= last.column, "the order of the text");
    assert(message.length < 1000, `${message.length} characters of a message`);
    last = { line, column };
  }
}

function checkMessage(parse: Parse, message: SmlMessage, indent: number | undefined): void {
  const text = printMessage(message, { indent });
  const notes: string[] = [];
  const [again, ...more] = parse(text, { onNote: ({ message }) => notes.push(message) });
  assertEquals(notes, [], "what is printed needs no note");
  assertEquals(more.length, 0, "one message prints as one");
  assertEquals({ ...again, item: undefined }, { ...message, item: undefined }, "the header");
  assert(same(again!.item, message.item), "the item");
  assertEquals(printMessage(again!, { indent }), text, "what is printed again");
  if (message.item !== undefined && (message.item.format !== "L" || message.item.depth <= 64)) {
    assert(same(decodeItem(encodeItem(message.item)), message.item), "what is encoded");
  }
}

function same(a: Item | undefined, b: Item | undefined): boolean {
  return a === undefined ? b === undefined : a.equals(b) && b!.equals(a);
}

function print({ item }: { item: Item }): string {
  return printMessage({ stream: 1, function: 1, requireResponse: false, item });
}
