import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import type { Listener, Network, Transport } from "../../src/core/network/mod.ts";
import { Probe } from "../../src/testing/contract/probe.ts";
import { nodeTcp } from "../../src/transports/node/mod.ts";
import { createTcp, tcp } from "../../src/transports/tcp.ts";

interface Silent {
  listener: Listener;
  dialled: Probe;
  /** The peer, which has not started and so reads nothing. */
  peer: Transport;
}

async function dialSilentPeer(network: Network): Promise<Silent> {
  let come!: (transport: Transport) => void;
  const came = new Promise<Transport>((resolve) => come = resolve);
  const listener = await network.listen({ address: "127.0.0.1", port: 0 }, come);
  const dialled = new Probe(await network.dial(listener.endpoint));
  return { listener, dialled, peer: await came };
}

for (const [name, make] of Object.entries({ tcp: createTcp, node: nodeTcp })) {
  test(`${name}: close waits for the end of the peer as long as the linger`, async () => {
    const { listener, dialled, peer } = await dialSilentPeer(make({ linger: 60 }));
    const start = performance.now();
    dialled.start().write(Uint8Array.of(1));
    dialled.close();
    assertEquals(await dialled.untilClosed(), undefined);
    assert(performance.now() - start > 50);
    peer.abort();
    await listener.close();
  });

  test(`${name}: close with bytes that the peer does not take ends after the linger with an error that says so`, async () => {
    const { listener, dialled, peer } = await dialSilentPeer(make({ linger: 60 }));
    dialled.start().write(new Uint8Array(32 << 20));
    dialled.close();
    const error = await dialled.untilClosed();
    assertEquals(error?.code, "aborted");
    assert(error!.message.includes("within 60 ms"), error!.message);
    peer.abort();
    await listener.close();
  });
}

test("tcp is one network that serves any number of connections", async () => {
  const { listener, dialled, peer } = await dialSilentPeer(tcp);
  const accepted = new Probe(peer).start();
  dialled.start().write(Uint8Array.of(1, 2, 3));
  await accepted.untilLength(3);
  dialled.close();
  await accepted.untilClosed();
  await dialled.untilClosed();
  await listener.close();
});
