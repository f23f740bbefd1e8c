import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { LogWriter } from "../../../src/view/log/mod.ts";
import { readStory } from "../../../src/view/story/mod.ts";
import { dataFrame } from "../../../bench/view/realistic.ts";
import { Play } from "../play.ts";

/** Numbers of a fixed row. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

const STREAMS = [1, 2, 5, 6, 9, 10];
const BODIES = [
  [],
  [0x01, 0x00],
  [0x01, 0x02, 0x41, 0x01, 0x58, 0x41, 0x01, 0x31],
  [0x01, 0x03, 0xa5, 0x01, 0x01, 0xa5, 0x01, 0x2a, 0x01, 0x00],
  [0x21, 0x01, 0x00],
  [0x21, 0x0a, 0, 0, 0x81, 0x01, 0, 0, 0, 0, 0, 1],
  [0x01, 0x02, 0x21, 0x01, 0x01, 0x01, 0x00],
  [0x41, 0x05, 0x61],
  [0x01, 0xff],
];

test("of more than 65,536 open requests the older half is forgotten", () => {
  const play = new Play().selected();
  for (let i = 0; i <= 65_536; i++) {
    const bytes = dataFrame(1, 1, i + 16);
    play.writer.entry({ kind: "frame", connection: 1, at: play.at, from: "a", bytes });
  }
  const reply = (i: number): string =>
    `0000000c 0000 01 02 00 00 ${(i + 16).toString(16).padStart(8, "0")} 0100`;
  const story = play.tool(reply(0)).tool(reply(65_536)).story({ timers: { t3: 1e9 } });
  const last = story.length - 1;
  assertEquals([story.partnerOf(last - 1), story.partnerOf(last)], [undefined, last - 2]);
  assertEquals(story.faults.map(({ kind, entry }) => `${kind} ${entry}`), [`unasked-reply ${last - 1}`]);
});

test("a log of anything has a story: each entry, bar, moment and fault can be read", () => {
  for (let seed = 1; seed <= 15; seed++) {
    const random = numbers(seed);
    const writer = new LogWriter();
    const ends = [0, 1, 2].map((i) => ({ address: `10.0.0.${i}`, port: 5000 + i }));
    for (let i = 0; i < 600; i++) {
      const number = 1 + random(4);
      if (random(40) === 0) {
        writer.connection({
          number,
          a: ends[random(3)]!,
          b: ends[random(3)]!,
          opener: random(2) === 0 ? "a" : undefined,
        });
      }
      const kind = random(30) === 0 ? (["bytes", "opened", "closed"] as const)[random(3)]! : "frame";
      const body = BODIES[random(BODIES.length)]!;
      const bytes = new Uint8Array(random(50) === 0 ? random(14) : 14 + body.length);
      bytes.set([0, 0, 0, 10 + body.length, 0, random(2)].slice(0, bytes.length));
      if (bytes.length >= 14) {
        const isControl = random(3) === 0;
        bytes[6] = isControl ? random(9) : STREAMS[random(6)]! | random(2) << 7;
        bytes[7] = isControl ? random(5) : random(60);
        bytes[9] = isControl ? random(11) : 0;
        bytes[13] = random(6);
        bytes.set(body, 14);
      }
      const at = random(20) === 0 ? NaN : i * random(3000);
      const from = ([undefined, "a", "b"] as const)[random(3)];
      writer.entry({ kind, connection: number, at, from, bytes, why: random(2) === 0 ? "x" : undefined });
    }
    const story = readStory(writer.take());
    assertEquals(story.length, 600);
    for (let entry = 0; entry < story.length; entry++) {
      const partner = story.partnerOf(entry);
      assert(partner === undefined || partner < story.length);
      assert(story.entry(entry).at === story.at(entry) && story.nameOf(entry).length > 0);
      assert(entry === 0 || story.at(entry) >= story.at(entry - 1));
      story.momentAt(entry);
    }
    for (const { from, to, entry, ending } of story.bars) {
      assert(to === undefined || to >= from, `${seed}: bar of ${entry}`);
      assert(ending === undefined || ending >= entry);
    }
    for (const [link, { ribbons, summary, sides }] of story.links.entries()) {
      assert(summary.selectedShare >= 0 && summary.selectedShare <= 1);
      assert(sides.every(({ address }) => address !== undefined));
      for (const { spans } of ribbons) {
        for (const { from, to } of spans) assert(to === undefined || to >= from);
      }
      story.series(link);
    }
    assert(
      story.faults.every(({ entry, title, meaning }) =>
        entry < story.length && title !== "" && meaning !== ""
      ),
    );
    assert([...story.moments].every(({ name }) => name !== ""));
  }
});
