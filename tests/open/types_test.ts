// What the types of connect, listen and addPeer promise; `deno check` reads it, nothing of it runs.

import { test } from "node:test";
import {
  connect,
  HsmsConnectionManager,
  type HsmsProtocol,
  listen,
  S1F1,
  SecsHandler,
  tcp,
} from "@secs/hsms";
import { GemHandler } from "../../src/gem/mod.ts";

test("connect, listen and addPeer know the handler by its class, and its options by its class", () => {
  void typed;
});

async function typed(): Promise<unknown> {
  const at = { address: "192.0.2.1", port: 5000 };
  const protocol: HsmsProtocol = await connect(at);
  const host: SecsHandler<"host"> = await connect({ ...at, handler: SecsHandler, maxCallbacks: 10 });
  const tool: SecsHandler<"equipment"> = await listen({
    port: 5000,
    handler: SecsHandler,
    role: "equipment",
  });
  const gem: GemHandler<"host"> = await connect({ ...at, handler: GemHandler<"host">, establishTimeout: 30 });
  const etcher: GemHandler<"equipment"> = await listen({
    port: 5000,
    handler: GemHandler<"equipment">,
    role: "equipment",
    mdln: "ETCHER",
  });
  const { SOFTREV }: { SOFTREV: string } = await gem.areYouThere();
  const nothing: undefined = await etcher.areYouThere();
  const { MDLN }: { MDLN: string } | Record<string, never> = await host.request(S1F1);

  const manager = new HsmsConnectionManager({ network: tcp });
  const managed: HsmsProtocol = manager.addPeer("a", "192.0.2.1", 5000, true, 0);
  const secs: SecsHandler<"host"> = manager.addPeer("b", "192.0.2.1", 5000, true, 0, {
    handler: SecsHandler,
  });

  // @ts-expect-error role is an option of SecsHandler, and this is an HsmsProtocol
  await connect({ ...at, role: "host" });
  // @ts-expect-error there is no such role
  await connect({ ...at, handler: SecsHandler, role: "hst" });
  // @ts-expect-error a passive side has no signal to wait for
  await listen({ port: 5000, signal: new AbortController().signal });
  // @ts-expect-error a port is a number
  await connect({ address: "192.0.2.1", port: "5000" });
  // @ts-expect-error the options of the port are the manager's
  manager.addPeer("c", "192.0.2.1", 5000, false, 0, { maxConnections: 3 });
  return [protocol, tool, MDLN, managed, secs, SOFTREV, nothing];
}
