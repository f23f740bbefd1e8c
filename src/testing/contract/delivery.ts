import { assert, assertEquals } from "@std/assert";
import type { Probe } from "./probe.ts";
import { seeded } from "../random.ts";
import { assertBytes, sample } from "./samples.ts";
import { casesOf, type TransportContractCase, type TransportContractOptions, turn } from "./fixture.ts";

const MIB = 1024 * 1024;

/** How bytes are delivered: all of them, in order, and not too early. */
export function deliveryCases(options: TransportContractOptions): TransportContractCase[] {
  return casesOf(options, {
    async "bytes arrive in order both ways over many writes of random sizes"(fixture) {
      const [dialled, accepted] = await fixture.startedPair();
      const bytes = sample(2 * MIB, 7);
      await Promise.all([sendInPieces(dialled, bytes, 1), sendInPieces(accepted, bytes, 2)]);
      await Promise.all([dialled.untilLength(bytes.length), accepted.untilLength(bytes.length)]);
      assertBytes(accepted.bytes, bytes);
      assertBytes(dialled.bytes, bytes);
    },

    async "writes that do not wait for onDrain are taken all the same"(fixture) {
      const [dialled, accepted] = await fixture.startedPair();
      const bytes = sample(MIB, 3);
      for (let at = 0; at < bytes.length; at += 1000) dialled.write(bytes.subarray(at, at + 1000));
      await accepted.untilLength(bytes.length);
      assertBytes(accepted.bytes, bytes);
    },

    async "allocated arrays arrive as they were written, though their memory is used again"(fixture) {
      const [blocked, stalled] = await fixture.startedPair();
      const [free, reader] = await fixture.startedPair();
      const bytes = sample(64 * MIB, 17);
      stalled.pause();
      let sent = 0;
      while (sent < bytes.length && writeAllocated(blocked, bytes.subarray(sent, sent + 50_000))) {
        sent += 50_000;
      }
      sent = Math.min(sent + 50_000, bytes.length);
      for (let at = 0; at < MIB; at += 50_000) writeAllocated(free, bytes.subarray(at, at + 50_000));
      await reader.untilLength(MIB);
      stalled.resume();
      await stalled.untilLength(sent);
      assertBytes(stalled.bytes, bytes.subarray(0, sent));
    },

    async "an empty write sends nothing and does no harm"(fixture) {
      const [dialled, accepted] = await fixture.startedPair();
      dialled.write(new Uint8Array(0));
      dialled.write(Uint8Array.of(1, 2));
      dialled.write(new Uint8Array(0));
      await accepted.untilLength(2);
      assertEquals([...accepted.bytes], [1, 2]);
    },

    async "bytes that arrive before start are delivered after it"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      const bytes = sample(100_000);
      dialled.start().write(bytes);
      accepted.write(Uint8Array.of(9));
      await dialled.untilLength(1);
      await fixture.fence();
      assertEquals(accepted.length, 0);
      await accepted.start().untilLength(bytes.length);
      assertBytes(accepted.bytes, bytes);
    },

    async "a write before start is sent"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      dialled.write(Uint8Array.of(1, 2, 3));
      await accepted.start().untilLength(3);
      assertEquals([...accepted.bytes], [1, 2, 3]);
    },

    async "8 MiB reach a reader that pauses over and over"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      const bytes = sample(8 * MIB, 5);
      accepted.start({ onData: slowly(accepted) });
      dialled.start().write(bytes);
      await accepted.untilLength(bytes.length);
      assertBytes(accepted.bytes, bytes);
    },

    async "a paused reader gets no bytes until it resumes"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      const bytes = sample(MIB, 11);
      accepted.start({ onData: () => accepted.pause() });
      dialled.start().write(bytes);
      await accepted.untilLength(1);
      const before = accepted.length;
      await fixture.fence();
      assertEquals(accepted.length, before);
      accepted.hooks = {};
      accepted.resume();
      await accepted.untilLength(bytes.length);
      assertBytes(accepted.bytes, bytes);
    },

    async "pause and resume in a row lose nothing"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      const bytes = sample(MIB, 13);
      accepted.start({ onData: () => flicker(accepted) });
      dialled.start().write(bytes);
      await accepted.untilLength(bytes.length);
      assertBytes(accepted.bytes, bytes);
    },

    async "a reader that pauses for one turn after each chunk lets another connection in between"(fixture) {
      const [flooder, flooded] = await fixture.pair();
      const [neighbour, other] = await fixture.pair();
      const bytes = new Uint8Array(8 * MIB);
      flooder.start().write(bytes);
      neighbour.start().write(Uint8Array.of(1));
      await fixture.fence();
      flooded.keep = false;
      flooded.start({
        onData() {
          if (other.length === 0) restOneTurn(flooded);
        },
      });
      await other.start().untilLength(1);
      assert(flooded.length < bytes.length, "the other connection got its byte after all others");
      await flooded.untilLength(bytes.length);
    },

    async "a writer is told to wait for a paused reader, and onDrain comes once it resumes"(fixture) {
      const [dialled, accepted] = await fixture.startedPair();
      accepted.keep = false;
      accepted.pause();
      const bytes = new Uint8Array(32 * MIB);
      assertEquals(dialled.write(bytes), false);
      await fixture.fence();
      assertEquals(dialled.drains, 0);
      accepted.resume();
      await dialled.until(() => dialled.drains > 0);
      await accepted.untilLength(bytes.length);
      assertEquals(accepted.length, bytes.length);
    },

    async "a reader that pauses in the turn in which it starts, or resumes, makes its writer wait"(fixture) {
      for (const isDialled of [true, false]) {
        const [dialled, accepted] = await fixture.pair();
        const [reader, writer] = isDialled ? [dialled, accepted] : [accepted, dialled];
        reader.keep = false;
        reader.start();
        reader.pause();
        reader.resume();
        reader.pause();
        writer.start();
        const bytes = new Uint8Array(32 * MIB);
        assertEquals(writer.write(bytes), false);
        for (let i = 0; i < 10; i++) await fixture.fence();
        assertEquals(writer.drains, 0);
        reader.resume();
        await reader.untilLength(bytes.length);
      }
    },

    async "a write from inside onDrain is sent"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      accepted.keep = false;
      accepted.start();
      const block = new Uint8Array(4 * MIB);
      let blocks = 0;
      function more(): void {
        while (blocks < 8 && (blocks++, dialled.write(block)));
      }
      dialled.start({ onDrain: more });
      more();
      await accepted.untilLength(8 * block.length);
      assertEquals(blocks, 8);
    },

    async "200 connections at once each get their own bytes back"(fixture) {
      const server = await fixture.listen({}, (probe) => {
        probe.start({ onData: (chunk) => void probe.write(chunk.slice()) });
      });
      const probes = await Promise.all(Array.from({ length: 200 }, () => fixture.dial(server.endpoint)));
      await Promise.all(probes.map(async (probe, i) => {
        const bytes = sample(5000, i + 1);
        probe.start().write(bytes);
        await probe.untilLength(bytes.length);
        assertBytes(probe.bytes, bytes);
      }));
      assert(new Set(probes.map((probe) => probe.transport.local.port)).size === 200);
    },
  });
}

/** Writes a copy of the bytes, in an array of the transport. */
function writeAllocated(probe: Probe, bytes: Uint8Array): boolean {
  const array = probe.transport.allocate?.(bytes.length) ?? new Uint8Array(bytes.length);
  array.set(bytes);
  return probe.write(array);
}

async function sendInPieces(probe: Probe, bytes: Uint8Array, seed: number): Promise<void> {
  const random = seeded(seed);
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(at + 1 + random(random(4) === 0 ? 100_000 : 300), bytes.length);
    const drains = probe.drains;
    if (!probe.write(bytes.subarray(at, end))) await probe.until(() => probe.drains > drains);
    at = end;
  }
}

/** Reads on, with a pause of one turn of the event loop after every 64 KiB. */
function slowly(probe: Probe): () => void {
  let rest = 0;
  return () => {
    if (probe.length < rest) return;
    rest = probe.length + 64 * 1024;
    restOneTurn(probe);
  };
}

/** As a link does it: the transport says when the other connections were served. */
function restOneTurn(probe: Probe): void {
  const { transport } = probe;
  const goOn = (): void => probe.resume();
  probe.pause();
  if (transport.turn === undefined) turn().then(goOn);
  else transport.turn(goOn);
}

function flicker(probe: Probe): void {
  probe.pause();
  probe.resume();
  probe.pause();
  probe.resume();
}
