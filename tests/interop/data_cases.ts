import { streamFunction } from "@secs/hsms";
import { assertEquals } from "@std/assert";
import { fromHex, toHex } from "../support/hex.ts";
import { assertSame, digits } from "./bodies.ts";
import type { Case } from "./case.ts";
import type { Scene } from "./scene.ts";

/** A message of a certain size, and the bytes that make it up. */
interface Sample {
  readonly size: string;
  readonly stream: number;
  readonly func: number;
  /** The length field. */
  readonly length: string;
  /** Bytes 2 and 3 of the header: of the primary with W=0, of the primary with W=1, and of its reply. */
  readonly primary: string;
  readonly primaryW: string;
  readonly reply: string;
  /** In hex: a binary item, or nothing. */
  readonly body: string;
}

/** S2F25 is SECS-II's loopback and carries a binary item; S64F1, which is nobody's, goes without. */
const LOOPBACK = { stream: 2, func: 25, primary: "02 19", primaryW: "82 19", reply: "02 1a" };
const EMPTY = { stream: 64, func: 1, primary: "40 01", primaryW: "c0 01", reply: "40 02" };

const SAMPLES: readonly Sample[] = [
  { ...EMPTY, size: "0 bytes", length: "0000000a", body: "" },
  { ...LOOPBACK, size: "100 bytes", length: "00000070", body: `2164${digits(100)}` },
  { ...LOOPBACK, size: "64 KiB", length: "0001000e", body: `23010000${digits(65_536)}` },
  { ...LOOPBACK, size: "1 MiB", length: "0010000e", body: `23100000${digits(1_048_576)}` },
];

/** Data and requests of every size, both ways; many at once; and the same system bytes on both sides. */
export const DATA_CASES: readonly Case[] = [
  ...SAMPLES.flatMap((sample): Case[] => [
    { name: `data to it, ${sample.size}`, run: (scene) => dataToIt(scene, sample) },
    { name: `data from it, ${sample.size}`, run: (scene) => dataFromIt(scene, sample) },
    { name: `request to it, ${sample.size}`, run: (scene) => requestToIt(scene, sample) },
    { name: `request from it, ${sample.size}`, run: (scene) => requestFromIt(scene, sample) },
  ]),
  { name: "100 requests at once", run: manyAtOnce },
  { name: "equal system bytes, ours is first", run: oursFirst },
  { name: "equal system bytes, its is first (its fault: takes our primary for the reply)", run: itsFirst },
];

async function dataToIt(scene: Scene, sample: Sample): Promise<void> {
  const { stream, func, length, primary, body } = sample;
  const { received, log } = scene.peer;
  const line = `received S${stream}F${func} `;
  const before = log.count(line);
  await scene.passes([`> ${length} 0007 ${primary} 00 00 #1`], async () => {
    scene.ours.sendStreamFunction(streamFunction(stream, func, fromHex(body)));
    await log.saw(line, before + 1);
  });
  const message = received.at(-1)!;
  assertEquals([message.stream, message.function, message.w, message.session], [stream, func, false, 7]);
  assertSame(message.body, body);
}

async function dataFromIt(scene: Scene, { stream, func, length, primary, body }: Sample): Promise<void> {
  const before = scene.log.count("primary");
  await scene.passes([`< ${length} 0007 ${primary} 00 00 #1`], async () => {
    await scene.peer.command("send", { stream, function: func, body });
    await scene.log.saw("primary", before + 1);
  });
  assertEquals(scene.log.lines.at(-1), `primary S${stream}F${func}`);
  assertSame(scene.bodies.at(-1)!, body);
}

async function requestToIt(scene: Scene, sample: Sample): Promise<void> {
  const { stream, func, length, primaryW, reply, body } = sample;
  const frames = [`> ${length} 0007 ${primaryW} 00 00 #1`, `< ${length} 0007 ${reply} 00 00 #1`];
  const request = streamFunction(stream, func, fromHex(body));
  const answer = await scene.passes(frames, () => scene.ours.sendAndWaitForResponse(request));
  assertEquals(answer.header.name, `S${stream}F${func + 1}`);
  assertSame(toHex(answer.data), body);
}

async function requestFromIt(scene: Scene, sample: Sample): Promise<void> {
  const { stream, func, length, primaryW, reply, body } = sample;
  const frames = [`< ${length} 0007 ${primaryW} 00 00 #1`, `> ${length} 0007 ${reply} 00 00 #1`];
  const answer = await scene.passes(frames, () => scene.peer.request(stream, func, body));
  assertEquals([answer.stream, answer.function, answer.w, answer.session], [stream, func + 1, false, 7]);
  assertSame(answer.body, body);
}

async function manyAtOnce({ ours, wire }: Scene): Promise<void> {
  const mark = wire.lines.length;
  const bodies = Array.from({ length: 100 }, (_, i) => `2102${digits(1)}${i.toString(16).padStart(2, "0")}`);
  const replies = bodies.map((body) => ours.sendAndWaitForResponse(streamFunction(2, 25, fromHex(body))));
  assertEquals(ours.stats().openTransactions, 100);
  assertEquals((await Promise.all(replies)).map(({ data }) => toHex(data)), bodies);
  assertEquals(ours.stats().openTransactions, 0);
  const sent = wire.lines.slice(mark).filter((line) => line.startsWith("> 0000000e000782190000"));
  assertEquals(new Set(sent).size, 100);
}

/** Its primary has the system bytes of our open request: it is a primary all the same, and both are answered. */
async function oursFirst(scene: Scene): Promise<void> {
  const { ours, peer, wire } = scene;
  await peer.command("hold", { on: true });
  const frames = [
    "> 0000000d 0007 82 19 00 00 #1",
    "< 0000000d 0007 82 19 00 00 #1",
    "> 0000000d 0007 02 1a 00 00 #1",
    "< 0000000d 0007 02 1a 00 00 #1",
  ];
  await scene.passes(frames, async () => {
    const before = peer.log.count("received");
    const request = ours.sendAndWaitForResponse(streamFunction(2, 25, fromHex("2101aa")));
    const answering = async (): Promise<void> => {
      await peer.log.saw("received", before + 1);
      const system = parseInt(wire.lines.at(-1)!.slice(-8), 16);
      await peer.command("system", { next: system });
      assertEquals((await peer.request(2, 25, "2101bb")).body, "2101bb");
      await peer.command("reply", { stream: 2, function: 26, system, body: "2101aa" });
    };
    const [reply] = await Promise.all([request, answering()]);
    assertEquals(toHex(reply.data), "2101aa");
  });
  await peer.command("hold", { on: false });
}

/**
 * Our primary has the system bytes of its open request. Both peers look at the system bytes alone and take it for the
 * reply; the real reply then comes to them as a message of its own. Our side is right, and nothing of ours is lost.
 */
async function itsFirst(scene: Scene): Promise<void> {
  const { ours, peer, log } = scene;
  scene.holding = true;
  const system = ours.getNextSystemCounter() + 1;
  await peer.command("system", { next: system });
  const frames = [
    "< 0000000d 0007 82 19 00 00 #1",
    "> 0000000d 0007 02 19 00 00 #1",
    "> 0000000d 0007 02 1a 00 00 #1",
  ];
  await scene.passes(frames, async () => {
    const primaries = log.count("primary");
    const secondaries = peer.log.count("received S2F26");
    const sending = async (): Promise<void> => {
      await log.saw("primary", primaries + 1);
      ours.sendStreamFunction(streamFunction(2, 25, fromHex("2101aa")));
    };
    const [taken] = await Promise.all([peer.request(2, 25, "2101bb"), sending()]);
    assertEquals([taken.stream, taken.function, taken.body], [2, 25, "2101aa"]);
    ours.sendResponse(streamFunction(2, 26, fromHex("2101bb")), system);
    await peer.log.saw("received S2F26", secondaries + 1);
  });
  scene.holding = false;
  await scene.works();
}
