import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { type Transport, TransportError } from "../../src/core/network/mod.ts";
import { Probe } from "../../src/testing/contract/probe.ts";
import { assertBytes, sample } from "../../src/testing/contract/samples.ts";
import { VirtualClock } from "../../src/testing/virtual_clock.ts";
import { MemoryNetwork, type MemoryNetworkOptions } from "../../src/transports/memory/mod.ts";

const PORT = { address: "127.0.0.1", port: 5000 };

async function pair(options: MemoryNetworkOptions = {}): Promise<{ dialled: Probe; accepted: Probe }> {
  const network = new MemoryNetwork(options);
  let accepted!: Transport;
  await network.listen(PORT, (transport) => accepted = transport);
  const dialled = await network.dial(PORT);
  return { dialled: new Probe(dialled), accepted: new Probe(accepted) };
}

test("memory: from() dials from that address and shares listeners and names", async () => {
  const network = new MemoryNetwork({ hosts: { "tool-1": ["10.0.0.7"] } });
  const seen: string[] = [];
  const tool = network.from("10.0.0.7");
  await tool.listen({ address: "10.0.0.7", port: 5000 }, (transport) => seen.push(transport.remote.address));
  const host = network.from("10.0.0.9");
  const transport = await host.dial({ address: "tool-1", port: 5000 });
  assertEquals(seen, ["10.0.0.9"]);
  assertEquals(transport.remote, { address: "10.0.0.7", port: 5000 });
  assertEquals(transport.local.address, "10.0.0.9");
  assertEquals(await host.resolve("tool-1"), ["10.0.0.7"]);
});

test("memory: a wildcard listener is reached at every address of its family", async () => {
  const network = new MemoryNetwork();
  let count = 0;
  const v4 = await network.listen({ address: "0.0.0.0", port: 5000 }, () => void count++);
  await network.dial({ address: "10.1.2.3", port: 5000 });
  const error = await assertRejects(() => network.dial({ address: "::1", port: 5000 }), TransportError);
  assertEquals([error.code, count], ["refused", 1]);
  await v4.close();
  await network.listen({ address: "::", port: 5000 }, () => void count++);
  await network.dial({ address: "10.1.2.3", port: 5000 });
  await network.dial({ address: "fe80::7", port: 5000 });
  assertEquals(count, 3);
});

test("memory: a port is taken for the addresses that its listener covers", async () => {
  const network = new MemoryNetwork();
  await network.listen({ address: "10.0.0.1", port: 5000 }, () => {});
  await network.listen({ address: "10.0.0.2", port: 5000 }, () => {});
  for (const address of ["10.0.0.1", "0.0.0.0", "::"]) {
    const error = await assertRejects(
      () => network.listen({ address, port: 5000 }, () => {}),
      TransportError,
    );
    assertEquals(error.code, "in-use");
  }
});

test("memory: a dial into a black hole waits until it is aborted, and finds its way once it is lifted", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  await network.listen(PORT, () => {});
  const lift = network.blackHole(PORT);
  const controller = new AbortController();
  let settled = false;
  const dial = network.dial(PORT, { signal: controller.signal }).finally(() => settled = true);
  await clock.advance(1e9);
  assertEquals(settled, false);
  const reason = new Error("T5");
  controller.abort(reason);
  assertStrictEquals(await dial.catch((error) => error), reason);
  lift();
  await network.dial(PORT);
});

test("memory: write says false once the capacity is under way, and onDrain comes when there is room", async () => {
  const clock = new VirtualClock();
  const { dialled, accepted } = await pair({ clock, capacity: 100 });
  dialled.start();
  accepted.start().pause();
  assertEquals(dialled.write(sample(99)), true);
  assertEquals(dialled.write(sample(1)), false);
  await clock.settle();
  assertEquals(dialled.drains, 0);
  accepted.resume();
  await clock.settle();
  assertEquals([dialled.drains, accepted.length], [1, 100]);
});

test("memory: maxChunk: 1 delivers byte by byte", async () => {
  const clock = new VirtualClock();
  const { dialled, accepted } = await pair({ clock, maxChunk: 1 });
  const sizes = new Set<number>();
  accepted.start({ onData: (chunk) => void sizes.add(chunk.length) });
  dialled.start().write(sample(1000));
  await clock.settle();
  assertEquals([...sizes], [1]);
  assertBytes(accepted.bytes, sample(1000));
});

test("memory: a chunk that is kept after the return is overwritten", async () => {
  const { dialled, accepted } = await pair();
  let kept!: Uint8Array;
  accepted.start({ onData: (chunk) => kept = chunk });
  dialled.start().write(Uint8Array.of(1, 2, 3));
  await accepted.untilLength(3);
  await Promise.resolve();
  assertEquals([...kept], [0xdd, 0xdd, 0xdd]);
});

test("memory: close waits for the peer's end as long as the linger, then ends without an error", async () => {
  const clock = new VirtualClock();
  const { dialled, accepted } = await pair({ clock, linger: 500 });
  dialled.start().write(sample(10));
  dialled.close();
  await clock.advance(499);
  assertEquals(dialled.closed, false);
  await clock.advance(1);
  assertEquals([dialled.closed, dialled.error], [true, undefined]);
  assertEquals(clock.pending, 0);
  assertEquals(await accepted.start().untilClosed(), undefined);
  assertEquals(accepted.length, 10);
});

test("memory: close with bytes that the peer does not take ends with an error that says so", async () => {
  const clock = new VirtualClock();
  const { dialled } = await pair({ clock, capacity: 100 });
  dialled.start().write(sample(1000));
  dialled.close();
  await clock.advance(2000);
  assertEquals(dialled.error?.code, "aborted");
  assert(dialled.error!.message.includes("did not take the last bytes within 2000 ms"));
});

test("memory: close of a process that stood still takes note of the bytes that the peer has taken meanwhile", async () => {
  const clock = new VirtualClock();
  const { dialled, accepted } = await pair({ clock, capacity: 100 });
  dialled.start().write(sample(1000));
  dialled.close();
  await clock.jump(60_000);
  assertEquals(dialled.closed, false);
  accepted.start();
  await clock.advance(1000);
  assertEquals([accepted.length, dialled.closed, dialled.error], [1000, true, undefined]);
});

test("memory: close after the peer's end, told or not, flushes what was written", async () => {
  const clock = new VirtualClock();
  const { dialled, accepted } = await pair({ clock, capacity: 100 });
  dialled.start();
  accepted.start().pause();
  dialled.close();
  await clock.settle();
  const bytes = sample(1000);
  accepted.write(bytes);
  accepted.close();
  await clock.settle();
  assertEquals([dialled.closed, accepted.closed], [true, true]);
  assertEquals([dialled.error, accepted.error], [undefined, undefined]);
});
