import { assert, assertEquals, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { type Endpoint, formatEndpoint, type Listener, TransportError } from "../../core/network/mod.ts";
import {
  casesOf,
  type Fixture,
  type TransportContractCase,
  type TransportContractOptions,
} from "./fixture.ts";

/** How connections are dialled, and how a dial fails. */
export function diallingCases(options: TransportContractOptions): TransportContractCase[] {
  return casesOf(options, {
    async "both ends agree on their addresses"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      assertEquals(plain(dialled.transport.local), plain(accepted.transport.remote));
      assertEquals(plain(dialled.transport.remote), plain(accepted.transport.local));
      assertEquals(dialled.transport.remote.address, fixture.host);
      assert(dialled.transport.local.port > 0);
    },

    async "a dial to a port without a listener is refused"(fixture) {
      const endpoint = await freeEndpoint(fixture);
      const error = await rejection(fixture.network.dial(endpoint));
      assertEquals(error.code, "refused");
      assertStringIncludes(error.message, formatEndpoint(endpoint));
      assert(error.cause instanceof Error);
    },

    async "a dial with an aborted signal rejects with its reason"(fixture) {
      const server = await fixture.listen();
      const reason = new Error("not now");
      const dial = fixture.network.dial(server.endpoint, { signal: AbortSignal.abort(reason) });
      assertStrictEquals(await failure(dial), reason);
    },

    async "a dial that is aborted while it runs rejects with the reason and leaves no connection"(fixture) {
      const arrived: Promise<unknown>[] = [];
      const server = await fixture.listen({}, (probe) => void arrived.push(probe.start().untilClosed()));
      const controller = new AbortController();
      const reason = new Error("changed my mind");
      const dial = fixture.network.dial(server.endpoint, { signal: controller.signal });
      controller.abort(reason);
      assertStrictEquals(await failure(dial), reason);
      await fixture.fence();
      await Promise.all(arrived);
    },

    async "a dial may be aborted at any moment and never leaves a connection open"(fixture) {
      const arrived: Promise<unknown>[] = [];
      const server = await fixture.listen({}, (probe) => void arrived.push(probe.start().untilClosed()));
      for (let hops = 0; hops < 30; hops++) {
        const controller = new AbortController();
        const dial = fixture.network.dial(server.endpoint, { signal: controller.signal });
        dial.then((transport) => transport.abort(), ignore);
        for (let hop = 0; hop < hops; hop++) await Promise.resolve();
        controller.abort();
        await dial.catch(ignore);
      }
      await fixture.fence();
      await Promise.all(arrived);
    },

    async "a signal that aborts after the dial does nothing"(fixture) {
      const server = await fixture.listen();
      const controller = new AbortController();
      const dialled = await fixture.dial(server.endpoint, { signal: controller.signal });
      const accepted = await server.next();
      controller.abort();
      dialled.start().write(Uint8Array.of(1));
      await accepted.start().untilLength(1);
      await fixture.fence();
      assertEquals(dialled.closed, false);
    },

    async "the host name localhost is resolved"(fixture) {
      const server = await fixture.listen({ address: "localhost" });
      const dialled = await fixture.dial({ address: "localhost", port: server.endpoint.port });
      const accepted = await server.next();
      accepted.write(Uint8Array.of(1));
      await dialled.start().untilLength(1);
      const addresses = await fixture.network.resolve("localhost");
      assert(addresses.includes(dialled.transport.remote.address));
    },

    async "a name that does not resolve is unreachable, for each of the three verbs"(fixture) {
      const endpoint = { address: "no-such-tool.invalid", port: 5000 };
      for (
        const attempt of [
          () => fixture.network.dial(endpoint),
          () => fixture.network.listen(endpoint, ignore),
          () => fixture.network.resolve(endpoint.address),
        ]
      ) {
        const error = await rejection(attempt());
        assertEquals(error.code, "unreachable");
        assertStringIncludes(error.message, "no-such-tool.invalid");
        assert(/cannot be resolved|name server/.test(error.message), error.message);
      }
    },

    async "an IP address resolves to itself"(fixture) {
      assertEquals(await fixture.network.resolve("127.0.0.1"), ["127.0.0.1"]);
    },

    async "IPv6 works if the machine has it"(fixture) {
      const server = await fixture.listen({ address: "::1" }).catch(ignore);
      if (server === undefined) return;
      const dialled = await fixture.dial(server.endpoint);
      const accepted = await server.next();
      dialled.start().write(Uint8Array.of(6));
      await accepted.start().untilLength(1);
      assertEquals([dialled.transport.remote.address, accepted.transport.remote.address], ["::1", "::1"]);
    },
  });
}

/** How ports open and close. */
export function listeningCases(options: TransportContractOptions): TransportContractCase[] {
  return casesOf(options, {
    async "port 0 opens a free port and reports which"(fixture) {
      const first = await fixture.listen();
      const second = await fixture.listen();
      assert(first.endpoint.port > 0 && first.endpoint.port !== second.endpoint.port);
      assertEquals(first.listener.endpoint.address, fixture.host);
    },

    async "a taken port is in use, and the message names the endpoint"(fixture) {
      const server = await fixture.listen();
      const error = await rejection(fixture.network.listen(server.endpoint, ignore));
      assertEquals(error.code, "in-use");
      assertStringIncludes(error.message, formatEndpoint(server.endpoint));
    },

    async "a closed listener's port can be listened on at once"(fixture) {
      const server = await fixture.listen();
      await fixture.dial(server.endpoint);
      await server.next();
      for (let round = 0; round < 5; round++) {
        await server.listener.close();
        await (await fixture.listen({ port: server.endpoint.port })).listener.close();
      }
    },

    async "a closed listener refuses"(fixture) {
      const server = await fixture.listen();
      await server.listener.close();
      assertEquals((await rejection(fixture.network.dial(server.endpoint))).code, "refused");
    },

    async "closing a listener twice is harmless"(fixture) {
      const server = await fixture.listen();
      await Promise.all([server.listener.close(), server.listener.close()]);
      await server.listener.close();
    },

    async "connections outlive the listener that accepted them"(fixture) {
      const server = await fixture.listen();
      const dialled = (await fixture.dial(server.endpoint)).start();
      const accepted = (await server.next()).start();
      await server.listener.close();
      dialled.write(Uint8Array.of(1, 2));
      await accepted.untilLength(2);
      accepted.write(Uint8Array.of(3));
      await dialled.untilLength(1);
    },

    async "a throw in accept ends that connection and not the listener"(fixture) {
      let count = 0;
      const server = await fixture.listen({}, () => {
        if (++count === 1) throw new Error("accept failed");
      });
      // The reset may come before the dialler's runtime reports the connection.
      const first = await fixture.dial(server.endpoint).catch(ignore);
      await first?.start().untilClosed();
      const dialled = await fixture.dial(server.endpoint);
      dialled.write(Uint8Array.of(1));
      await (await server.next()).start().untilLength(1);
    },

    async "an address of another machine cannot be listened on"(fixture) {
      const error = await rejection(fixture.network.listen({ address: "203.0.113.1", port: 0 }, ignore));
      assertEquals(error.code, "failed");
      assertStringIncludes(error.message, "203.0.113.1");
    },

    async "0.0.0.0 listens on every address"(fixture) {
      const { endpoint, next } = await wildcard(fixture, "0.0.0.0");
      const dialled = await fixture.dial({ address: "127.0.0.1", port: endpoint.port });
      assertEquals(dialled.transport.local.port, (await next()).transport.remote.port);
    },

    async ":: listens on every address, and IPv4 peers appear with plain addresses"(fixture) {
      const server = await fixture.listen({ address: "::" }).catch(ignore);
      if (server === undefined) return;
      await fixture.dial({ address: "127.0.0.1", port: server.endpoint.port });
      assertEquals((await server.next()).transport.remote.address, "127.0.0.1");
    },
  });
}

async function wildcard(fixture: Fixture, address: string) {
  const server = await fixture.listen({ address });
  return { endpoint: server.endpoint, next: () => server.next() };
}

/** A free port. */
async function freeEndpoint(fixture: Fixture): Promise<Endpoint> {
  const server = await fixture.listen();
  await server.listener.close();
  return server.endpoint;
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

/** Closes what should not have been opened: it would keep the process alive. */
function close(opened: unknown): void {
  if (typeof opened === "object" && opened !== null && "close" in opened) (opened as Listener).close();
}

function plain({ address, port }: Endpoint): Endpoint {
  return { address, port };
}

function ignore(): undefined {}
