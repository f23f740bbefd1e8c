import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { inputsOf, parseInput } from "../../src/cli/station/input.ts";
import { toHex } from "../support/hex.ts";
import { chunksOf } from "./captures.ts";

test("what is written may be SML, a control frame with fields, or bytes", () => {
  const sml = parseInput("S1F1 W. S1F3 W <L [0]>.");
  assertEquals(sml.kind === "messages" && sml.packets.map(({ header }) => header.function), [1, 3]);
  const control = parseInput("select.rsp status=2 system=0x10");
  assertEquals(control.kind === "control" && [control.sType, control.fields], [2, { byte3: 2, system: 16 }]);
  const bytes = parseInput("hex: 00 0a\nff,0x05");
  assertEquals(bytes.kind === "bytes" && [...bytes.bytes], [0x00, 0x0a, 0xff, 0x05]);
});

test("what cannot be sent is an error in a sentence", () => {
  for (
    const [text, sentence] of [
      ["hex: 0", "hex: takes pairs of hex digits"],
      ["hex:", "hex: takes pairs of hex digits"],
      ["Select.rsp state=2", 'Cannot take "state=2"'],
      ["Select.rsp status=256", 'Cannot take "status=256"'],
      ["hello", "Line 1, column 1"],
      ["__proto__", "Line 1, column 1"],
      ["constructor", "Line 1, column 1"],
      ["Select.rsp __proto__=1", 'Cannot take "__proto__=1"'],
      ["  ", "There is nothing to send"],
    ] as const
  ) assertThrows(() => parseInput(text), Error, sentence);
});

/** The inputs in a text that comes in chunks of `size` bytes. */
async function read(text: string, size = 1000, maxLength = 1000): Promise<string[]> {
  const inputs: string[] = [];
  for await (const input of inputsOf(chunksOf(text, size), maxLength)) inputs.push(input);
  return inputs;
}

test("SML goes on in the next lines, to a full stop or an empty line; other things do not", async () => {
  const text = "S1F3 W <L [1]\n <U4 1>>.\n\nLinktest.req\nhex: 00\nhello\nAsk: S1F1 W\n.\nS1F1 W\n\nS1F1";
  assertEquals(await read(text), [
    "S1F3 W <L [1]\n <U4 1>>.",
    "Linktest.req",
    "hex: 00",
    "hello",
    "Ask: S1F1 W\n.",
    "S1F1 W",
    "S1F1",
  ]);
});

test("SML may end with its last bracket, or with the line that begins another input", async () => {
  const cases: [string, string[]][] = [
    ["<S13F1 W <L>>\nLinktest.req\nS1F1 W.", ["<S13F1 W <L>>", "Linktest.req", "S1F1 W."]],
    ["S1F3 W\n<L [1]\n<U4 1>\n>\n.\nS1F1 W.", ["S1F3 W\n<L [1]\n<U4 1>\n>", "S1F1 W."]],
    ["S1F1 W\nS1F3 W <L>\nS1F5 W\nhex: 00", ["S1F1 W", "S1F3 W <L>", "S1F5 W", "hex: 00"]],
    ["S1F1 W\nexit", ["S1F1 W", "exit"]],
    ["S1F1 W H->E\nS1F3 W H<->E <A '>.'\n>", ["S1F1 W H->E", "S1F3 W H<->E <A '>.'\n>"]],
    ["S7F3 <A 'open\nline'>.\nS1F1", ["S7F3 <A 'open\nline'>.", "S1F1"]],
  ];
  for (const [text, inputs] of cases) assertEquals(await read(text), inputs);
});

test("lines with a comment alone are left out, and no comment ends an input", async () => {
  const text =
    "// a\n# S1F1.\n* S1F1.\n/* S1F1.\nS1F3. */\nS1F3 W // one.\n<L # two.\n* <L\n/* < */>\nS1F5. # done";
  assertEquals(await read(text), ["S1F3 W // one.\n<L # two.\n/* < */>", "S1F5. # done"]);
});

test("the end of an input ends its last message", () => {
  for (const text of ["S1F1 W", "S1F1 W // ask", "<S1F1 W>", "S1F3. S1F1 W"]) {
    const input = parseInput(text);
    assertEquals(input.kind === "messages" && input.packets.at(-1)?.header.name, "S1F1 W");
  }
});

test("with an encoding, texts that are not ASCII are sent in it", () => {
  const bodyOf = (text: string, encoding: string): string => {
    const input = parseInput(text, encoding);
    return input.kind === "messages" ? toHex(input.packets[0]!.data) : "";
  };
  assertEquals(bodyOf("S10F3 <A 'a报警b'>", "gb18030"), "4106" + "61" + "b1a8beaf" + "62");
  assertEquals(bodyOf('S10F3 <L <J "テ"> <A "x">>', "shift_jis"), "0102" + "4502" + "8365" + "410178");
  assertEquals(bodyOf("S10F3 <A '中'>", "utf-8"), "4103" + "e4b8ad");
  assertThrows(() => parseInput("S10F3 <A 'テ'>", "latin1"), Error, "latin1");
  assertThrows(() => parseInput("S10F3 <C2 1 '中'>", "gb18030"), Error, "expected characters 0 to 255");
  assertThrows(() => parseInput("S10F3 <A '中'>"), Error, "expected characters 0 to 255");
});

test("an input that is too long is an error, in one line and in many", async () => {
  await assertRejects(
    () => read(`S1F1 <A "${"x".repeat(100)}`, 10, 100),
    Error,
    "A line is longer than 100 characters",
  );
  await assertRejects(
    () => read(`S1F1 <L\n${"<L>\n".repeat(30)}`, 10, 100),
    Error,
    "A message is longer than 100 characters",
  );
});

test("an input is read in linear time, in one line and in many, whatever the chunks", async () => {
  const cases: [string, (count: number) => string][] = [
    ["one line", (count) => `S1F1 <L ${"<U1 1> ".repeat(count)}>.\n`],
    ["many lines", (count) => `S1F1 <L\n${"<U1 1>\n".repeat(count)}>.\n`],
    ["hex", (count) => `hex: ${"00 ".repeat(count)}\n`],
  ];
  for (const [name, textOf] of cases) {
    const once = await charactersRead(() => read(textOf(2000), 10, 100_000));
    const twice = await charactersRead(() => read(textOf(4000), 10, 100_000));
    assert(twice < once * 2.2, `${name}: ${once} characters looked at, and ${twice} in a text twice as long`);
  }
});

/** Number of characters that the string functions look at while `work` runs. */
async function charactersRead(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const restore: (() => void)[] = [];
  const spy = (
    owner: object,
    name: string,
    lengthOf: (self: never, argument: never, result: never) => number,
  ): void => {
    const original = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
    const replacement = function (this: never, ...args: never[]): unknown {
      const result = Reflect.apply(original, this, args);
      count += lengthOf(this, args[0] as never, result as never);
      return result;
    };
    Object.defineProperty(owner, name, { value: replacement, configurable: true, writable: true });
    restore.push(() =>
      Object.defineProperty(owner, name, { value: original, configurable: true, writable: true })
    );
  };
  for (const name of ["trim", "trimStart", "split", "replace", "slice"]) {
    spy(String.prototype, name, (text: string) => text.length);
  }
  spy(RegExp.prototype, "exec", (_: RegExp, text: string) => text.length);
  spy(RegExp.prototype, "test", (_: RegExp, text: string) => text.length);
  spy(Array.prototype, "join", (_self: unknown, _separator: string, joined: string) => joined.length);
  try {
    await work();
  } finally {
    for (const undo of restore) undo();
  }
  return count;
}
