import { assert, assertEquals, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { type Endpoint, formatEndpoint, type Listener, TransportError } from "../../core/network/mod.ts";
import { casesOf, type Scene, type TransportContractCase, type TransportContractOptions } from "./scene.ts";

/** How connections come about, and how they fail to. */
export function diallingCases(options: TransportContractOptions): TransportContractCase[] {
  return casesOf(options, {
    async "both ends agree on their addresses"(scene) {
      const [dialled, accepted] = await scene.pair();
      assertEquals(plain(dialled.transport.local), plain(accepted.transport.remote));
      assertEquals(plain(dialled.transport.remote), plain(accepted.transport.local));
      assertEquals(dialled.transport.remote.address, scene.host);
      assert(dialled.transport.local.port > 0);
    },

    async "a dial to a port where nobody listens is refused"(scene) {
      const endpoint = await freeEndpoint(scene);
      const error = await rejection(scene.network.dial(endpoint));
      assertEquals(error.code, "refused");
      assertStringIncludes(error.message, formatEndpoint(endpoint));
      assert(error.cause instanceof Error);
    },

    async "a dial with an aborted signal rejects with its reason"(scene) {
      const door = await scene.listen();
      const reason = new Error("not now");
      const dial = scene.network.dial(door.endpoint, { signal: AbortSignal.abort(reason) });
      assertStrictEquals(await failure(dial), reason);
    },

    async "a dial that is aborted under way rejects with the reason and leaves no connection"(scene) {
      const arrived: Promise<unknown>[] = [];
      const door = await scene.listen({}, (probe) => void arrived.push(probe.start().untilClosed()));
      const controller = new AbortController();
      const reason = new Error("changed my mind");
      const dial = scene.network.dial(door.endpoint, { signal: controller.signal });
      controller.abort(reason);
      assertStrictEquals(await failure(dial), reason);
      await scene.fence();
      await Promise.all(arrived);
    },

    async "a dial may be aborted at any moment and never leaves a connection behind"(scene) {
      const arrived: Promise<unknown>[] = [];
      const door = await scene.listen({}, (probe) => void arrived.push(probe.start().untilClosed()));
      for (let hops = 0; hops < 30; hops++) {
        const controller = new AbortController();
        const dial = scene.network.dial(door.endpoint, { signal: controller.signal });
        dial.then((transport) => transport.abort(), ignore);
        for (let hop = 0; hop < hops; hop++) await Promise.resolve();
        controller.abort();
        await dial.catch(ignore);
      }
      await scene.fence();
      await Promise.all(arrived);
    },

    async "a signal that aborts after the dial does nothing"(scene) {
      const door = await scene.listen();
      const controller = new AbortController();
      const dialled = await scene.dial(door.endpoint, { signal: controller.signal });
      const accepted = await door.next();
      controller.abort();
      dialled.start().write(Uint8Array.of(1));
      await accepted.start().untilLength(1);
      await scene.fence();
      assertEquals(dialled.closed, false);
    },

    async "the host name localhost is resolved"(scene) {
      const door = await scene.listen({ address: "localhost" });
      const dialled = await scene.dial({ address: "localhost", port: door.endpoint.port });
      const accepted = await door.next();
      accepted.write(Uint8Array.of(1));
      await dialled.start().untilLength(1);
      const addresses = await scene.network.resolve("localhost");
      assert(addresses.includes(dialled.transport.remote.address));
    },

    async "a name that does not resolve is unreachable, for each of the three verbs"(scene) {
      const endpoint = { address: "no-such-tool.invalid", port: 5000 };
      for (
        const attempt of [
          () => scene.network.dial(endpoint),
          () => scene.network.listen(endpoint, ignore),
          () => scene.network.resolve(endpoint.address),
        ]
      ) {
        const error = await rejection(attempt());
        assertEquals(error.code, "unreachable");
        assertStringIncludes(error.message, "no-such-tool.invalid");
        assert(/cannot be resolved|name server/.test(error.message), error.message);
      }
    },

    async "an IP address resolves to itself"(scene) {
      assertEquals(await scene.network.resolve("127.0.0.1"), ["127.0.0.1"]);
    },

    async "IPv6 works where the machine has it"(scene) {
      const door = await scene.listen({ address: "::1" }).catch(ignore);
      if (door === undefined) return;
      const dialled = await scene.dial(door.endpoint);
      const accepted = await door.next();
      dialled.start().write(Uint8Array.of(6));
      await accepted.start().untilLength(1);
      assertEquals([dialled.transport.remote.address, accepted.transport.remote.address], ["::1", "::1"]);
    },
  });
}

/** How ports open and close. */
export function listeningCases(options: TransportContractOptions): TransportContractCase[] {
  return casesOf(options, {
    async "port 0 opens a free port and reports which"(scene) {
      const first = await scene.listen();
      const second = await scene.listen();
      assert(first.endpoint.port > 0 && first.endpoint.port !== second.endpoint.port);
      assertEquals(first.listener.endpoint.address, scene.host);
    },

    async "a taken port is in use, and the message names the endpoint"(scene) {
      const door = await scene.listen();
      const error = await rejection(scene.network.listen(door.endpoint, ignore));
      assertEquals(error.code, "in-use");
      assertStringIncludes(error.message, formatEndpoint(door.endpoint));
    },

    async "a closed listener's port can be listened on at once"(scene) {
      const door = await scene.listen();
      await scene.dial(door.endpoint);
      await door.next();
      for (let round = 0; round < 5; round++) {
        await door.listener.close();
        await (await scene.listen({ port: door.endpoint.port })).listener.close();
      }
    },

    async "a closed listener refuses"(scene) {
      const door = await scene.listen();
      await door.listener.close();
      assertEquals((await rejection(scene.network.dial(door.endpoint))).code, "refused");
    },

    async "closing a listener twice is harmless"(scene) {
      const door = await scene.listen();
      await Promise.all([door.listener.close(), door.listener.close()]);
      await door.listener.close();
    },

    async "connections outlive the listener that accepted them"(scene) {
      const door = await scene.listen();
      const dialled = (await scene.dial(door.endpoint)).start();
      const accepted = (await door.next()).start();
      await door.listener.close();
      dialled.write(Uint8Array.of(1, 2));
      await accepted.untilLength(2);
      accepted.write(Uint8Array.of(3));
      await dialled.untilLength(1);
    },

    async "a throw in accept ends that connection and not the listener"(scene) {
      let visitors = 0;
      const door = await scene.listen({}, () => {
        if (++visitors === 1) throw new Error("accept failed");
      });
      // The reset may come before the dialler's runtime reports the connection.
      const first = await scene.dial(door.endpoint).catch(ignore);
      await first?.start().untilClosed();
      const dialled = await scene.dial(door.endpoint);
      dialled.write(Uint8Array.of(1));
      await (await door.next()).start().untilLength(1);
    },

    async "an address of another machine cannot be listened on"(scene) {
      const error = await rejection(scene.network.listen({ address: "203.0.113.1", port: 0 }, ignore));
      assertEquals(error.code, "failed");
      assertStringIncludes(error.message, "203.0.113.1");
    },

    async "0.0.0.0 listens on every address"(scene) {
      const { endpoint, next } = await wildcard(scene, "0.0.0.0");
      const dialled = await scene.dial({ address: "127.0.0.1", port: endpoint.port });
      assertEquals(dialled.transport.local.port, (await next()).transport.remote.port);
    },

    async ":: listens on every address, and IPv4 peers appear with plain addresses"(scene) {
      const door = await scene.listen({ address: "::" }).catch(ignore);
      if (door === undefined) return;
      await scene.dial({ address: "127.0.0.1", port: door.endpoint.port });
      assertEquals((await door.next()).transport.remote.address, "127.0.0.1");
    },
  });
}

async function wildcard(scene: Scene, address: string) {
  const door = await scene.listen({ address });
  return { endpoint: door.endpoint, next: () => door.next() };
}

/** A port on which nobody listens any more. */
async function freeEndpoint(scene: Scene): Promise<Endpoint> {
  const door = await scene.listen();
  await door.listener.close();
  return door.endpoint;
}

async function failure(attempt: Promise<unknown>): Promise<unknown> {
  try {
    close(await attempt);
  } catch (error) {
    return error;
  }
  throw new Error("The attempt succeeded, expected it to reject");
}

async function rejection(attempt: Promise<unknown>): Promise<TransportError> {
  const error = await failure(attempt);
  if (error instanceof TransportError) return error;
  throw error;
}

/** Ends what should not have been opened, so that it keeps no process alive. */
function close(opened: unknown): void {
  if (typeof opened === "object" && opened !== null && "close" in opened) (opened as Listener).close();
}

function plain({ address, port }: Endpoint): Endpoint {
  return { address, port };
}

function ignore(): undefined {}
