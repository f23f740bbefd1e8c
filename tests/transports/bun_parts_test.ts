import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { concat } from "@std/bytes";
import { TransportError } from "../../src/core/network/mod.ts";
import { Probe } from "../../src/testing/contract/probe.ts";
import { sample } from "../../src/testing/contract/samples.ts";
import { VirtualClock } from "../../src/testing/virtual_clock.ts";
import { bunTcp } from "../../src/transports/bun/bun_network.ts";
import type { BunSocket } from "../../src/transports/bun/bun_api.ts";
import { BunTransport } from "../../src/transports/bun/bun_transport.ts";
import { assertFreed } from "../support/freed.ts";

/** A socket of Bun that takes as many bytes as the test says. */
class FakeSocket implements BunSocket {
  data: unknown;
  readonly localAddress = "127.0.0.1";
  readonly localPort = 5000;
  readonly remoteAddress = "::ffff:10.0.0.7";
  readonly remotePort = 40000;
  readonly taken: Uint8Array[] = [];
  readonly calls: string[] = [];
  room = 0;

  write(bytes: Uint8Array): number {
    if (this.room < 0) return -1;
    const count = Math.min(this.room, bytes.length);
    this.room -= count;
    this.taken.push(bytes.slice(0, count));
    return count;
  }

  shutdown(): void {
    this.calls.push("shutdown");
  }

  end(): void {
    this.calls.push("end");
  }

  terminate(): void {
    this.calls.push("terminate");
  }

  pause(): void {
    this.calls.push("pause");
  }

  resume(): void {
    this.calls.push("resume");
  }

  setNoDelay(): void {}

  setKeepAlive(): void {}
}

function open(): { socket: FakeSocket; transport: BunTransport; probe: Probe; clock: VirtualClock } {
  const socket = new FakeSocket();
  const clock = new VirtualClock();
  const transport = new BunTransport(socket, { clock });
  return { socket, transport, probe: new Probe(transport).start(), clock };
}

test("bun: what was not taken goes on in order when there is room, and then onDrain comes", () => {
  const { socket, transport, probe } = open();
  const bytes = sample(250);
  socket.room = 120;
  assertEquals(probe.write(bytes.subarray(0, 100)), true);
  assertEquals(probe.write(bytes.subarray(100, 200)), false);
  assertEquals(probe.write(bytes.subarray(200)), false);
  for (const room of [0, 1, 79]) {
    socket.room = room;
    transport.onWritable();
    assertEquals(probe.drains, 0);
  }
  socket.room = 1000;
  transport.onWritable();
  transport.onWritable();
  assertEquals(concat(socket.taken), bytes);
  assertEquals(probe.drains, 1);
});

test("bun: the half-close waits for what was not taken", () => {
  const { socket, transport, probe } = open();
  probe.write(sample(10));
  probe.close();
  assertEquals(socket.calls, ["pause", "resume", "resume"]);
  socket.room = 10;
  transport.onWritable();
  assertEquals(socket.calls.at(-1), "shutdown");
});

test("bun: a socket that is closed takes nothing and breaks nothing", async () => {
  const { socket, transport, probe } = open();
  socket.room = -1;
  assertEquals(probe.write(sample(10)), false);
  transport.onWritable();
  transport.onClose(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
  assertEquals((await probe.untilClosed())?.code, "reset");
  assertEquals(socket.taken, []);
});

test("bun: a paused socket with bytes that wait is tried each second, as Bun may not tell that it is gone", async () => {
  const { socket, probe, clock } = open();
  const bytes = sample(1000);
  probe.pause();
  assertEquals(probe.write(bytes), false);
  socket.room = 400;
  await clock.advance(1000);
  assertEquals(concat(socket.taken), bytes.subarray(0, 400));
  socket.room = -1;
  await clock.advance(1000);
  assertEquals((await probe.untilClosed())?.code, "reset");
  assertEquals(clock.pending, 0);
});

test("bun: a socket that reads again is not tried any more, nor one without bytes that wait", async () => {
  const { socket, probe, clock } = open();
  probe.pause();
  await clock.advance(5000);
  probe.write(sample(1000));
  probe.resume();
  socket.room = 1000;
  await clock.advance(5000);
  assertEquals([concat(socket.taken).length, probe.closed], [0, false]);
});

test("bun: abort terminates, and the end of a connection ends the socket", async () => {
  const aborted = open();
  aborted.probe.abort();
  assertEquals(aborted.socket.calls.at(-1), "terminate");
  const ended = open();
  ended.transport.onEnd();
  assertEquals(await ended.probe.untilClosed(), undefined);
  assertEquals(ended.socket.calls.at(-1), "end");
});

test("bun: on another runtime the adapter says what to use instead", async () => {
  if ("Bun" in globalThis) return;
  const endpoint = { address: "127.0.0.1", port: 0 };
  await assertRejects(() => bunTcp().dial(endpoint), TransportError, "Use tcp");
  await assertRejects(() => bunTcp().listen(endpoint, () => {}), TransportError, "Use tcp");
});

test("bun: a large read is free once its owner has seen it, also in a pause", async () => {
  const { transport, probe } = open();
  const [first, second] = [sample(20_000), sample(20_000)];
  transport.onChunk(first);
  assertFreed(first);
  probe.pause();
  transport.onChunk(second);
  assertFreed(second);
  probe.resume();
  await probe.untilLength(40_000);
  assertEquals(probe.bytes, concat([sample(20_000), sample(20_000)]));
});
