import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { concat } from "@std/bytes";
import { type Transport, TransportError } from "../../src/core/network/mod.ts";
import { Probe } from "../../src/testing/contract/probe.ts";
import { sample } from "../../src/testing/contract/samples.ts";
import { VirtualClock } from "../../src/testing/virtual_clock.ts";
import { denoTcp } from "../../src/transports/deno/deno_network.ts";
import type { DenoConn, DenoListener } from "../../src/transports/deno/deno_api.ts";
import { DenoPort } from "../../src/transports/deno/deno_port.ts";
import { DenoTransport } from "../../src/transports/deno/deno_transport.ts";
import { DenoTurns } from "../../src/transports/deno/deno_turns.ts";
import { assertFreed } from "../support/freed.ts";

const turns = new DenoTurns();

const ADDRESS = { hostname: "127.0.0.1", port: 5000 };

/** A connection of Deno that takes what the test lets it take, and reads what the test gives it. */
class FakeConn implements DenoConn {
  readonly localAddr = ADDRESS;
  readonly remoteAddr = { hostname: "::ffff:10.0.0.7", port: 40000 };
  readonly taken: Uint8Array[] = [];
  readonly reads: number[] = [];
  readonly calls: string[] = [];
  atOnce = 7;
  writing = 0;
  #answer: ((length: number | null) => void) | undefined;
  into: Uint8Array = new Uint8Array(0);

  read(into: Uint8Array): Promise<number | null> {
    this.reads.push(into.length);
    this.into = into;
    return new Promise((resolve) => this.#answer = resolve);
  }

  give(bytes: Uint8Array | null): void {
    if (bytes !== null) this.into.set(bytes);
    this.#answer!(bytes === null ? null : bytes.length);
  }

  async write(bytes: Uint8Array): Promise<number> {
    assertEquals(++this.writing, 1, "two writes at once");
    await Promise.resolve();
    this.writing--;
    const count = Math.min(bytes.length, this.atOnce);
    this.taken.push(bytes.slice(0, count));
    return count;
  }

  closeWrite(): Promise<void> {
    this.calls.push("closeWrite");
    return Promise.resolve();
  }

  close(): void {
    this.calls.push("close");
  }

  setNoDelay(on: boolean): void {
    this.calls.push(`noDelay ${on}`);
  }

  setKeepAlive(on: boolean): void {
    this.calls.push(`keepAlive ${on}`);
  }
}

test("deno: partial writes go on in order, one at a time, and the end follows them", async () => {
  const clock = new VirtualClock();
  const conn = new FakeConn();
  conn.atOnce = 7_000;
  const probe = new Probe(new DenoTransport(conn, { clock, turns })).start();
  const bytes = sample(60_000);
  assertEquals(probe.write(bytes.subarray(0, 20_000)), false);
  probe.write(bytes.subarray(20_000, 40_000));
  await clock.settle();
  assertEquals(probe.drains, 1);
  probe.write(bytes.subarray(40_000));
  probe.close();
  await clock.settle();
  assertEquals(concat(conn.taken), bytes);
  assertEquals(conn.calls, ["noDelay true", "keepAlive true", "closeWrite"]);
  conn.give(null);
  assertEquals(await probe.untilClosed(), undefined);
  assertEquals(conn.calls.at(-1), "close");
  assertEquals(probe.breaches, []);
});

test("deno: write says false once more than 16 KiB are on their way", async () => {
  const clock = new VirtualClock();
  const conn = new FakeConn();
  conn.atOnce = 10_000;
  const probe = new Probe(new DenoTransport(conn, { clock, turns })).start();
  const writes = [8_192, 8_192, 1].map((size) => probe.write(sample(size)));
  assertEquals(writes, [true, true, false]);
  await clock.settle();
  assertEquals([probe.drains, probe.breaches.length], [1, 0]);
});

test("deno: the read buffer starts small, grows while reads fill it, and shrinks after a while of small reads", async () => {
  const clock = new VirtualClock();
  const conn = new FakeConn();
  const probe = new Probe(new DenoTransport(conn, { clock, turns })).start();
  const lengths = [10, 128, 1024, 8192, 65536, 5, 9000, ...Array.from({ length: 24 }, () => 14)];
  for (const length of lengths) {
    conn.give(sample(length));
    await clock.settle();
  }
  const times = (count: number, size: number) => Array.from({ length: count }, () => size);
  assertEquals(conn.reads, [
    128,
    128,
    1024,
    8192,
    ...times(11, 65536),
    ...times(8, 8192),
    ...times(8, 1024),
    128,
  ]);
  assertEquals(probe.length, lengths.reduce((sum, length) => sum + length));
});

test("deno: a pause issues no new read, and what was under way waits", async () => {
  const clock = new VirtualClock();
  const conn = new FakeConn();
  const probe = new Probe(new DenoTransport(conn, { clock, turns })).start();
  probe.pause();
  conn.give(Uint8Array.of(1, 2));
  await clock.settle();
  assertEquals([conn.reads.length, probe.length], [1, 0]);
  probe.resume();
  await clock.settle();
  assertEquals([conn.reads.length, probe.length], [2, 2]);
});

test("deno: no read buffer is kept while nothing is read, and the next one has its size", async () => {
  const clock = new VirtualClock();
  const conn = new FakeConn();
  const probe = new Probe(new DenoTransport(conn, { clock, turns })).start();
  conn.give(sample(128));
  await clock.settle();
  const { into } = conn;
  probe.pause();
  conn.give(sample(10));
  await clock.settle();
  assertFreed(into);
  probe.resume();
  await clock.settle();
  assertEquals(conn.reads, [128, 1024, 1024]);
  conn.give(sample(20));
  await clock.settle();
  assertEquals(probe.bytes, concat([sample(128), sample(10), sample(20)]));
});

test("deno: the options reach the socket, and the peer's address is plain", () => {
  const conn = new FakeConn();
  const transport = new DenoTransport(conn, { noDelay: false, keepAlive: false, turns });
  assertEquals(conn.calls, ["noDelay false", "keepAlive false"]);
  assertEquals(transport.remote, { address: "10.0.0.7", port: 40000 });
});

/** A listener of Deno whose accepts the test settles. */
class FakeListener implements DenoListener {
  readonly addr = ADDRESS;
  accepts = 0;
  settle!: { resolve: (conn: DenoConn) => void; reject: (error: Error) => void };

  accept(): Promise<DenoConn> {
    this.accepts++;
    return new Promise((resolve, reject) => this.settle = { resolve, reject });
  }

  close(): void {
    this.settle.reject(new Error("Listener has been closed"));
  }
}

test("deno: a refused accept ends after a rest, not with the listener", async () => {
  const clock = new VirtualClock();
  const listener = new FakeListener();
  const accepted: Transport[] = [];
  const port = new DenoPort(listener, (transport) => accepted.push(transport), { clock, turns });
  listener.settle.reject(Object.assign(new Error("Too many open files"), { code: "EMFILE" }));
  await clock.advance(99);
  assertEquals(listener.accepts, 1);
  await clock.advance(1);
  assertEquals(listener.accepts, 2);
  listener.settle.resolve(new FakeConn());
  await clock.settle();
  assertEquals(accepted.length, 1);
  await port.close();
});

test("deno: a listener that rests can be closed at once", async () => {
  const clock = new VirtualClock();
  const listener = new FakeListener();
  const port = new DenoPort(listener, () => {}, { clock, turns });
  listener.settle.reject(Object.assign(new Error("Too many open files"), { code: "EMFILE" }));
  await clock.settle();
  await port.close();
  assertEquals(clock.pending, 0);
});

test("deno: on another runtime the adapter says what to use instead", async () => {
  if ("Deno" in globalThis) return;
  const endpoint = { address: "127.0.0.1", port: 0 };
  for (const attempt of [() => denoTcp().dial(endpoint), () => denoTcp().listen(endpoint, () => {})]) {
    const error = await assertRejects(attempt, TransportError, "Use tcp");
    assert(error.code === "failed");
  }
});
