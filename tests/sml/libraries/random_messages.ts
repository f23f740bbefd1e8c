import { A, B, BOOLEAN, C2, F4, F8, I1, I2, I4, I8, type Item, J, L, U1, U2, U4, U8 } from "@secs/hsms/secs2";
import type { SmlMessage } from "@secs/hsms/sml";
import type { Random } from "../../support/random.ts";

const WORDS = [
  "LOT",
  "WAFER",
  "PPID",
  "START",
  "STOP",
  "Port 1",
  "",
  "ok",
  "C:\\recipes",
  "25.0 C",
  "a/b (c)",
  "#1 * 2",
];
const WIDE = ["温度", "경고", "München", "µm", "ok"];
const NAMES = [
  "AreYouThere",
  "OnlineData",
  "S1F3_Status-",
  "Ask_Status",
  "s6f11in",
  "Port-State",
  "GetRecipeList",
];

/** Leaves by the names that a dialect lists what it can write with. */
const LEAVES: Readonly<Record<string, (random: Random) => Item>> = {
  A: (random) => A(random.pick(WORDS) + random.pick(["", "-7", " x"])),
  quotes: (random) => A(random.pick(["it's", 'say "x"', "a\tb", "\r\n"])),
  lines: (random) => A(`STEP 1\n${random.pick(["STEP 2", "<B 1>", "STOP"])}\n`),
  J: (random) => J(random.pick(WORDS)),
  C2: (random) => C2(2, random.pick(WIDE)),
  B: (random) => B(some(random, () => random.below(256))),
  BOOLEAN: (random) => BOOLEAN(some(random, () => random.below(2) === 1)),
  I1: (random) => I1(some(random, () => random.below(256) - 128)),
  I2: (random) => I2(some(random, () => random.below(65536) - 32768)),
  I4: (random) => I4(some(random, () => random.below(2 ** 31) - 2 ** 30)),
  I8: (random) => I8(some(random, () => -BigInt(random.below(2 ** 50)) * 1000n)),
  U1: (random) => U1(some(random, () => random.below(256))),
  U2: (random) => U2(some(random, () => random.below(65536))),
  U4: (random) => U4(some(random, () => random.below(2 ** 32))),
  U8: (random) => U8(some(random, () => BigInt(random.below(2 ** 50)) * 16000n)),
  F4: (random) => F4(some(random, () => (random.below(20001) - 10000) / 8)),
  F8: (random) => F8(some(random, () => (random.next() - 0.5) * 10 ** (random.below(40) - 20))),
};

/** What the leaves of a dialect may be. */
export type Leaf =
  | "A"
  | "quotes"
  | "lines"
  | "J"
  | "C2"
  | "B"
  | "BOOLEAN"
  | "I1"
  | "I2"
  | "I4"
  | "I8"
  | "U1"
  | "U2"
  | "U4"
  | "U8"
  | "F4"
  | "F8";

/** The leaves that every dialect has. */
export const PLAIN: readonly Leaf[] = [
  "A",
  "B",
  "BOOLEAN",
  "I1",
  "I2",
  "I4",
  "I8",
  "U1",
  "U2",
  "U4",
  "U8",
  "F4",
  "F8",
];

/** A message with these leaves; every third has no name, every fifth no body. */
export function randomMessage(random: Random, leaves: readonly Leaf[]): SmlMessage {
  const message = {
    stream: random.below(128),
    function: random.below(256),
    requireResponse: random.below(2) === 0,
    item: random.below(5) === 0 ? undefined : randomItem(random, leaves, 4),
  };
  return random.below(3) === 0 ? message : { name: `${random.pick(NAMES)}${random.below(100)}`, ...message };
}

function randomItem(random: Random, leaves: readonly Leaf[], depth: number): Item {
  if (depth === 0 || random.below(2) === 0) return LEAVES[random.pick(leaves)]!(random);
  return L(Array.from({ length: random.below(5) }, () => randomItem(random, leaves, depth - 1)));
}

/** Mostly one value, as in most messages. */
function some<T>(random: Random, value: () => T): T[] {
  return Array.from({ length: random.pick([0, 1, 1, 1, 2, 7]) }, value);
}
