import { test } from "node:test";
import { assertEquals, AssertionError, assertRejects } from "@std/assert";
import { MemoryNetwork, transportContract } from "@secs/hsms/testing";
import type { Network, Transport } from "../../src/core/network/mod.ts";

const CASE = "a transport that wraps another offers what the inner one offers";

/** Another network whose transports are changed as they come. */
function changed(network: Network, change: (transport: Transport) => Transport): Network {
  return {
    dial: async (endpoint, options) => change(await network.dial(endpoint, options)),
    listen: (endpoint, accept, options) =>
      network.listen(endpoint, (transport) => accept(change(transport)), options),
    resolve: (hostname) => network.resolve(hostname),
  };
}

/** A network whose transports offer all that is optional. */
function inner(): Network {
  const offer = { writesAtOnce: true, allocate: (size: number) => new Uint8Array(size) };
  return changed(new MemoryNetwork(), (transport) => Object.assign(transport, offer));
}

/** Runs the case over a network that wraps the inner one. */
async function check(wrap: (transport: Transport) => Transport): Promise<void> {
  const found = transportContract({ network: () => changed(inner(), wrap), inner })
    .find(({ name }) => name === CASE);
  await found!.run();
}

function wrapped(transport: Transport): Transport {
  return {
    local: transport.local,
    remote: transport.remote,
    start: (handler) => transport.start(handler),
    write: (bytes) => transport.write(bytes),
    pause: () => transport.pause(),
    resume: () => transport.resume(),
    close: () => transport.close(),
    abort: (reason) => transport.abort(reason),
  };
}

test("the contract finds a wrapping transport that loses allocate", async () => {
  const wrap = (transport: Transport) => ({ ...wrapped(transport), writesAtOnce: true });
  await assertRejects(() => check(wrap), AssertionError, "does not pass on allocate");
});

test("the contract finds a wrapping transport that loses writesAtOnce", async () => {
  const wrap = (transport: Transport) => ({
    ...wrapped(transport),
    allocate: (size: number) => transport.allocate!(size),
  });
  await assertRejects(() => check(wrap), AssertionError, "writesAtOnce: false, the one that it wraps: true");
});

test("the contract is content with a wrapping transport that passes all on", () =>
  check((transport) => ({
    ...wrapped(transport),
    writesAtOnce: transport.writesAtOnce!,
    allocate: (size: number) => transport.allocate!(size),
  })));

test("the contract asks a network that wraps none for nothing more", () => {
  const names = transportContract({ network: () => new MemoryNetwork() }).map(({ name }) => name);
  assertEquals(names.includes(CASE), false);
});
