// What mutators begin with: bytes and texts as they are in the field.

import { concat } from "@std/bytes";
import vectors from "../vectors/frames.json" with { type: "json" };
import { fromHex } from "../support/hex.ts";
import recordings from "./recordings.json" with { type: "json" };
import { framesIn } from "./reference.ts";

/** Bytes in front of a body, by the kind of a vector. */
const BODY_AT: Readonly<Record<string, number>> = { frame: 14, "header+body": 10, "secs2-body": 0 };

/** Both directions of whole conversations. */
export const RECORDED: readonly Uint8Array[] = recordings.conversations.flatMap(({ peer, ours }) => [
  fromHex(peer),
  fromHex(ours),
]);

const SEEN: readonly Uint8Array[] = vectors.cases.map(({ hex }) => fromHex(hex));

const FRAMED: readonly Uint8Array[] = vectors.cases
  .filter(({ kind }) => kind === "frame" || kind === "stream").map(({ hex }) => fromHex(hex));

/** Byte streams: single frames, whole conversations, and what is none; small ones first, as failures become small. */
export const STREAMS: readonly Uint8Array[] = [
  ...SEEN,
  ...RECORDED,
  concat(FRAMED),
  new TextEncoder().encode("GET / HTTP/1.1\r\nHost: 10.0.0.7:5000\r\n\r\n"),
  fromHex("16030100f8010000f40303"),
];

/** SECS-II bodies. */
export const BODIES: readonly Uint8Array[] = [
  ...vectors.cases.flatMap(({ kind, hex }) => {
    const at = BODY_AT[kind];
    return at === undefined || hex.length / 2 <= at ? [] : [fromHex(hex).subarray(at)];
  }),
  ...RECORDED.flatMap((stream) =>
    framesIn(stream).filter(([start, end]) => end > start + 14).map(([start, end]) =>
      stream.slice(start + 14, end)
    )
  ),
];

/** SML in its dialects. */
export const TEXTS: readonly string[] = [
  "S1F1 W.",
  'AreYouThere: S1F13 W <L [2] <A "MDLN"> <A "1.0">>.',
  "'S1F13' W <L <A 'MDLN'> <A '1.0'> > .",
  "\"are you there\": 'S1F1 W' H->E.",
  "<S6F11 W <L[3/1] <U4[1] 1> <U4 0x12c> <L <L <U4 7> <L <A 'lot-1'> <F8 0.5> <BOOLEAN T 0x00> <B 1 0b10> <I2 -3>>>>>>",
  "Name: S1F3 W <L [2] <U4 [2/1] 13 0x0e> <A \"x\" 0x0a 'y'> /* c */>. // end",
  "S2F13 <L [0..5] <C2 2 \"a\" 0xe4> <J 'x' 177> <I8 -9223372036854775808> <U8 18446744073709551615>>.",
  "S7F3 <LIST <ASCII [0]> <F4 NaN -inf 1e-45 -0 .5 3.0> <F8 [2] -0 5e-324> <I4 -0> <U1 0>>.\nS9F1 <B>.",
  "S1F1 W\nS1F2\n<L,2 <A,1 'x'> <UINT4 [Id] '7'> = Id>\nS6F11 [W] <L 1 <U2 [2] 7>>;",
  '* Host\nS1F3 = s1f3out OUTPUT W\n<L [2] <A [MAX 32]> = Mdln <W "中\\n"> >. # end\nS5F3_On(All): S 5 F 3 <A “a\nb”>.',
];
