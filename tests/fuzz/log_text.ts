// Random logs with known frames in them.

import fc from "fast-check";
import { concat } from "@std/bytes";
import { encodeItem } from "@secs/hsms/secs2";
import { anyItem } from "../secs2/arbitrary.ts";
import { toHex } from "../support/hex.ts";
import { BELOW, INLINE, type Layout } from "./log_layouts.ts";
import { putNumber } from "./reference.ts";

/** A log, and the frames in it as hex digits, with their length fields. */
export interface LogInput {
  readonly text: string;
  readonly frames: readonly string[];
}

/** Some lines of a log, and the frames in them. */
interface Entry {
  readonly lines: readonly string[];
  readonly frames: readonly Uint8Array[];
}

/** Control messages, with all third bytes that have a meaning. */
const CONTROL = [[1, 0], [2, 0], [2, 3], [3, 0], [4, 0], [4, 2], [5, 0], [6, 0], [7, 1], [7, 4], [
  9,
  0,
]] as const;

function frameOf(
  session: number,
  byte2: number,
  byte3: number,
  sType: number,
  system: number,
  body: Uint8Array,
) {
  const frame = new Uint8Array(14 + body.length);
  putNumber(frame, 0, 4, 10 + body.length);
  putNumber(frame, 4, 2, session);
  frame.set([byte2, byte3, 0, sType], 6);
  putNumber(frame, 10, 4, system);
  frame.set(body, 14);
  return frame;
}

const system = fc.oneof(fc.nat(1000), fc.nat(0xffff_ffff));

const control = fc.tuple(fc.constantFrom(...CONTROL), system).map(([[sType, byte3], system]) =>
  frameOf(0xffff, 0, byte3, sType, system, new Uint8Array(0))
);

const body = fc.oneof(
  fc.constant(new Uint8Array(0)),
  anyItem.map((item) => encodeItem(item)).filter((body) => body.length > 0 && body.length < 400),
);

const data = fc.tuple(
  fc.nat(0x7fff),
  fc.integer({ min: 1, max: 127 }),
  fc.integer({ min: 1, max: 255 }),
  fc.boolean(),
  system,
  body,
)
  .map(([session, stream, func, wants, system, body]) => {
    const w = wants && func % 2 === 1 ? 0x80 : 0;
    return frameOf(session, stream | w, func, 0, system, body);
  });

/** A frame with nothing wrong in it. */
export const goodFrame: fc.Arbitrary<Uint8Array> = fc.oneof(control, data);

const two = (n: number): string => n.toString().padStart(2, "0");

/** Times as logs write them. */
const time = fc.tuple(
  fc.nat(23),
  fc.nat(59),
  fc.nat(59),
  fc.nat(999),
  fc.integer({ min: 1, max: 12 }),
  fc.nat(9),
)
  .map(([hour, minute, second, ms, month, form]) => {
    const clock = `${two(hour)}:${two(minute)}:${two(second)}`;
    const fraction = ms.toString().padStart(3, "0");
    return [
      clock,
      `${clock}.${fraction}`,
      `2026-${two(month)}-27 ${clock},${fraction}`,
      `2026-${two(month)}-27T${clock}.${fraction}Z`,
      `27.${two(month)}.2026 ${clock}`,
      `${two(month)}/27/2026 ${clock}`,
      `[${clock}]`,
      `2026${two(month)}27 ${clock}:${fraction}`,
      `2026/${two(month)}/27-${clock}`,
      "",
    ][form]!;
  });

/** What else is before bytes. */
const word = fc.oneof(
  fc.constantFrom(
    "INFO",
    "DEBUG",
    "[12]",
    "(0x1f)",
    "hsms:",
    "S1F13",
    "127.0.0.1:5000",
    "bytes=14",
    "#7",
    "thread-10",
  ),
  fc.nat(99_999).map((n) => `${n}:`),
  fc.nat(255).map((n) => `[${n.toString(16).padStart(2, "0")}]`),
);

const WAYS = [
  ["Send:", "Recv:"],
  ["TX", "RX"],
  ["->", "<-"],
  ["[OUT]", "[IN]"],
  ["sent", "received"],
  [">>", "<<"],
] as const;

/** Lines that have no frame. */
const junk: fc.Arbitrary<Entry> = fc.oneof(
  fc.constantFrom(
    "",
    "connected to 127.0.0.1:46232",
    "S6F11 W <L [3] <U4 1> <U4 2> <L [0]>>.",
    "<B 0x00 0x01 0x02>",
    "id=3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    "    Ethernet II, Src: 00:11:22:33:44:55, Dst: 66:77:88:99:aa:bb",
    "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "added face be 10 20 30",
    "# a comment with 00 00 00 0a ff ff 00 00 00 05 00 00 00 01",
    "T3 45, T6 5, T7 10, T8 5",
    "==== 12 ====",
  ),
  time.map((time) => `${time} state 00 -> 01`),
  fc.nat(999_999).map((n) => `${n}`),
  fc.tuple(time, fc.nat(0xffff_ffff)).map(([time, n]) => `${time} system=${n.toString(16).padStart(8, "0")}`),
).map((line) => ({ lines: [line], frames: [] }));

interface Style {
  readonly time: string;
  readonly words: readonly string[];
  readonly way: number;
  readonly n: number;
}

const style: fc.Arbitrary<Style> = fc.record({
  time,
  words: fc.array(word, { maxLength: 2 }),
  way: fc.nat(2 * WAYS.length - 1),
  n: fc.nat(255),
});

function prefixOf({ time, words, way }: Style): string {
  return [time, ...words, WAYS[way >> 1]![way & 1]].filter((part) => part !== "").join(" ");
}

/** One or two frames in a chunk. */
const whole: fc.Arbitrary<Entry> = fc.tuple(
  style,
  fc.constantFrom<Layout>(...INLINE, ...BELOW),
  fc.array(goodFrame, { minLength: 1, maxLength: 2 }),
).map(([style, layout, frames]) => ({ lines: layout(prefixOf(style), concat(frames), style.n), frames }));

/** A frame in two lines of the same side. */
const halves: fc.Arbitrary<Entry> = fc.tuple(
  style,
  fc.constantFrom(...INLINE.slice(0, 3)),
  goodFrame,
  fc.nat(1000),
)
  .map(([style, layout, frame, at]) => {
    const cut = 4 + at % (frame.length - 8);
    const prefix = prefixOf(style);
    return {
      lines: [
        ...layout(prefix, frame.subarray(0, cut), style.n),
        ...layout(prefix, frame.subarray(cut), style.n),
      ],
      frames: [frame],
    };
  });

/** Frames without a prefix, one a line. */
const bare: fc.Arbitrary<Entry> = fc.tuple(fc.array(goodFrame, { minLength: 1, maxLength: 4 }), fc.nat(255))
  .map((
    [frames, n],
  ) => ({
    lines: ["", ...frames.flatMap((frame) => INLINE[n % 2]!("", frame, n).map((line) => line.trim())), ""],
    frames,
  }));

/** Messages without their length fields. */
const headless: fc.Arbitrary<Entry> = fc.tuple(style, fc.constantFrom(...INLINE.slice(0, 4)), goodFrame).map((
  [style, layout, frame],
) => ({ lines: layout(prefixOf(style), frame.subarray(4), style.n), frames: [frame] }));

/** A log. */
export const anyLog: fc.Arbitrary<LogInput> = fc.tuple(
  fc.array(
    fc.oneof(
      { arbitrary: whole, weight: 6 },
      { arbitrary: junk, weight: 4 },
      { arbitrary: halves, weight: 1 },
      { arbitrary: bare, weight: 1 },
      { arbitrary: headless, weight: 1 },
    ),
    { maxLength: 8 },
  ),
  fc.constantFrom("\n", "\r\n"),
).map(([entries, end]) => ({
  text: entries.flatMap(({ lines }) => lines).map((line) => line + end).join(""),
  frames: entries.flatMap(({ frames }) => frames).map(toHex),
}));
