import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { VirtualClock } from "@secs/hsms/testing";
import type { TransportError } from "../../src/core/network/mod.ts";
import type { DenoConn } from "../../src/transports/deno/deno_api.ts";
import { DenoHandshakes } from "../../src/transports/deno/deno_handshakes.ts";
import { Handshakes, watchHandshake } from "../../src/transports/handshakes.ts";
import { readTls } from "../../src/transports/tls_options.ts";

const CLIENT = { address: "10.0.0.7", port: 40000 };

function setUp(maxHandshakes = 2) {
  const clock = new VirtualClock();
  const refusals: TransportError[] = [];
  const settings = readTls({ clock, maxHandshakes });
  const options = { onRefused: (error: TransportError) => void refusals.push(error) };
  return { clock, refusals, settings, options };
}

test("a handshake has ten seconds, then its socket is released and onRefused is called, once", async () => {
  const { clock, refusals, settings, options } = setUp();
  const handshakes = new Handshakes(settings, options);
  let released = 0;
  const handshake = handshakes.begin(CLIENT, () => released++)!;
  await clock.advance(9_999);
  assertEquals(released, 0);
  await clock.advance(1);
  assertEquals([released, refusals.map(({ code }) => code)], [1, ["handshake-timeout"]]);
  handshake.fail(new Error("too late to matter"));
  assertEquals([handshake.succeed(), released, refusals.length], [false, 1, 1]);
});

test("a handshake that ended while this process stood still is not timed out", async () => {
  const { clock, refusals, settings, options } = setUp();
  const given: unknown[] = [];
  const handshake = new Handshakes(settings, options).begin(CLIENT, () => given.push("released"))!;
  const endWatch = watchHandshake(settings, CLIENT, undefined, (reason) => given.push(reason));
  await clock.jump(60_000);
  endWatch();
  assertEquals([handshake.succeed(), given, refusals, clock.pending], [true, [], [], 0]);
});

test("a handshake that succeeded is left alone, and makes room", async () => {
  const { clock, refusals, settings, options } = setUp(1);
  const handshakes = new Handshakes(settings, options);
  const release = () => refusals.push(new Error("released") as TransportError);
  assertEquals(handshakes.begin(CLIENT, release)!.succeed(), true);
  await clock.advance(60_000);
  assertEquals(handshakes.begin(CLIENT, release)!.succeed(), true);
  assertEquals([refusals, clock.pending], [[], 0]);
});

test("a listener that closes releases the handshakes under way, without a report", () => {
  const { clock, refusals, settings, options } = setUp();
  const handshakes = new Handshakes(settings, options);
  let released = 0;
  handshakes.begin(CLIENT, () => released++);
  handshakes.close();
  assertEquals(handshakes.begin(CLIENT, () => released++), undefined);
  assertEquals([released, refusals, clock.pending], [2, [], 0]);
});

test("a dial's handshake is watched until it ends", async () => {
  const { clock, settings } = setUp();
  const reasons: unknown[] = [];
  const watch = () => watchHandshake(settings, CLIENT, undefined, (reason) => reasons.push(reason));
  watch()();
  await clock.advance(60_000);
  assertEquals([reasons, clock.pending], [[], 0]);
  watch();
  await clock.advance(10_000);
  assertStringIncludes(
    String(reasons[0]),
    "Cannot connect to 10.0.0.7:40000: no TLS handshake within 10000 ms",
  );
});

/** A TLS connection of Deno whose handshake the test ends. */
class FakeConn implements DenoConn {
  readonly localAddr = { hostname: "127.0.0.1", port: 5000 };
  readonly remoteAddr = { hostname: "10.0.0.7", port: 40000 };
  closes = 0;
  end!: { resolve: () => void; reject: (error: Error) => void };

  handshake(): Promise<void> {
    return new Promise((resolve, reject) => this.end = { resolve, reject });
  }

  close(): void {
    this.closes++;
  }

  read = () => Promise.resolve(null);
  write = (bytes: Uint8Array) => Promise.resolve(bytes.length);
  closeWrite = () => Promise.resolve();
}

test("deno: a client that sends nothing counts until the runtime releases it, though it was reported before", async () => {
  const { clock, refusals, settings, options } = setUp(1);
  const deno = new DenoHandshakes(settings, options);
  const conn = new FakeConn();
  const completed = deno.complete(conn);
  let room = false;
  deno.room().then(() => room = true);
  await clock.advance(20_000);
  assertEquals([refusals.map(({ code }) => code), room, conn.closes], [["handshake-timeout"], false, 0]);
  conn.end.resolve();
  assertEquals(await completed, false);
  await clock.settle();
  assertEquals([room, conn.closes], [true, 1]);
});

test("deno: close ends the handshakes under way and lets the accept loop go", async () => {
  const { clock, settings, options } = setUp(1);
  const deno = new DenoHandshakes(settings, options);
  const conn = new FakeConn();
  deno.complete(conn);
  const room = deno.room();
  deno.close();
  await room;
  assertEquals([conn.closes, clock.pending], [1, 0]);
});
