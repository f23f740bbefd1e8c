// Inputs that broke something once, and what they broke. A test gives each of them to its target again.

import type { SecsInput } from "./secs_target.ts";
import type { SmlInput } from "./sml_target.ts";

/** An input by the name of its target. */
export type Found =
  | { readonly target: "sml"; readonly what: string; readonly input: SmlInput }
  | { readonly target: "secs"; readonly what: string; readonly input: SecsInput };

/** Newest last. */
export const FOUND: readonly Found[] = [
  {
    target: "sml",
    what: "a name in single quotes that has double ones parsed, and could not be printed",
    input: { text: `'it"s': S1F1 <L >.`, indent: null },
  },
  {
    target: "sml",
    what: "a long number that is none took a float's pattern a time that grew with the square of its length",
    input: { text: `S1F1 <F4 ${"1".repeat(60_000)}x>.`, indent: null },
  },
  {
    target: "secs",
    what: "a callback's reply to S1F255 W, which no function is left for, and so nobody answered it",
    input: {
      role: "host",
      messages: [{ session: 0, byte2: 0x81, func: 255, answers: null, body: new Uint8Array(0) }],
    },
  },
  {
    target: "sml",
    what: "directions before a header, one after the other, took a level of the stack each",
    input: { text: "H->E ".repeat(20_000), indent: null },
  },
  {
    target: "sml",
    what: "a name that looks like a header, but has a stream that is none, was printed and refused",
    input: { text: "S999F1: S1F1 <L <A 'x'>>.", indent: null },
  },
];
