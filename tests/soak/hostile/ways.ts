// The ways in which the hostile peers of a soak behave. Each floods in bursts with pauses, so that the healthy peers, and
// the soaks of other runtimes on the same machine, get their share of it.

import type { Random } from "../../support/random.ts";
import { answer, control, type HostileLink } from "./link.ts";

/** S1F1 W: a victim answers with more than 4 KiB. */
const S1F1 = Uint8Array.of(0, 0, 0, 10, 0, 0, 0x81, 1, 0, 0, 0, 0, 0, 7);
const LARGE = 256 * 1024;
/** S6F11 W of one binary item of 256 KiB. */
const S6F11 = new Uint8Array(4 + 10 + 4 + LARGE);
S6F11.set([0, 4, 0, 14, 0, 0, 0x86, 11, 0, 0, 0, 0, 0, 8, 0x23, 4, 0, 0]);
/** Announces 60 MiB, and sends three bytes of its header. */
const HALF = Uint8Array.of(3, 0xc0, 0, 0, 0, 0, 0x81);
const STYPE = 9;
const REJECT = 7;
/** E37 defines no such SType. */
const UNKNOWN = 8;
/** Reason of a Reject: the session is not selected. */
const NOT_SELECTED = 4;
/** Requests in one burst; the replies take 400 KiB. */
const BURST = 100;
/** Between two of the first bursts, and between all others, in ms. */
const SHORT_PAUSE = 25;
const LONG_PAUSE = 500;
/** The first bursts: their replies fill the buffers of the system. */
const FIRST = 20;

/** What a hostile peer does with each of its connections. */
export interface Way {
  readonly name: string;
  /** Whether the other side has to end the connection, by a timer or as the rules are broken. */
  readonly mustBeDropped: boolean;
  /** Plays until the connection has ended, or nothing is left to do. */
  play(link: HostileLink, random: Random): Promise<void>;
}

const floods: Way = {
  name: "floods and never reads",
  mustBeDropped: true,
  async play(link) {
    if (!await link.select()) return;
    link.stopReading();
    await flood(link);
  },
};

const floodsAndReads: Way = {
  name: "floods and reads slowly",
  mustBeDropped: false,
  async play(link) {
    if (!await link.select()) return;
    link.readSlowly(100);
    await flood(link);
  },
};

const sendsLarge: Way = {
  name: "sends large S6F11 W that nobody answers",
  mustBeDropped: false,
  async play(link) {
    if (!await link.select()) return;
    while (await link.write(S6F11) && await link.wait(125));
  },
};

const leaves: Way = {
  name: "leaves right after its requests",
  mustBeDropped: false,
  async play(link, random) {
    if (!await link.select()) return;
    void link.write(times(S1F1, 1 + random.below(200)));
    if (random.below(2) === 0) void link.write(S6F11);
    if (random.below(2) === 0) await link.wait(random.below(20));
    if (random.below(2) === 0) link.end();
    else link.reset();
  },
};

const sendsHalf: Way = {
  name: "sends half frames",
  mustBeDropped: true,
  async play(link, random) {
    if (!await link.select()) return;
    void link.write(times(S1F1, 10));
    void link.write(random.below(2) === 0 ? HALF : S6F11.subarray(0, 1 + random.below(S6F11.length - 1)));
  },
};

const rejects: Way = {
  name: "rejects our data, and selects again and again",
  mustBeDropped: false,
  async play(link) {
    if (!await link.select()) return;
    link.onFrame = (head) => {
      if (head[STYPE] === 0) void link.write(answer(head, REJECT, NOT_SELECTED));
      if (head[STYPE] === 1) void link.write(answer(head, 2));
    };
    while (await link.wait(250)) {
      void link.write(control(1, 9));
      void link.write(control(UNKNOWN, 10));
      void link.write(control(REJECT, 11, 1));
    }
  },
};

const isSilent: Way = { name: "is silent", mustBeDropped: true, play: async () => {} };

const refuses: Way = {
  name: "refuses select",
  mustBeDropped: true,
  async play(link, random) {
    const head = await link.frame((one) => one[STYPE] === 1);
    if (head === undefined) return;
    void link.write(random.below(2) === 0 ? answer(head, 2, 2) : answer(head, REJECT, 1));
  },
};

async function flood(link: HostileLink): Promise<void> {
  const burst = times(S1F1, BURST);
  for (let i = 0; await link.write(burst); i++) await link.wait(i < FIRST ? SHORT_PAUSE : LONG_PAUSE);
}

/** The hostile peers that dial the tool. */
export const DIALLING: readonly Way[] = [
  ...[floods, floods, floods],
  ...[floodsAndReads, floodsAndReads],
  ...[sendsLarge, sendsLarge],
  ...[leaves, leaves],
  ...[sendsHalf, sendsHalf],
  ...[rejects, rejects],
  isSilent,
];

/** The hostile peers that the host dials. */
export const LISTENING: readonly Way[] = [refuses, refuses, isSilent, floods, leaves, rejects];

function times(frame: Uint8Array, count: number): Uint8Array {
  const bytes = new Uint8Array(frame.length * count);
  for (let i = 0; i < count; i++) bytes.set(frame, i * frame.length);
  return bytes;
}
