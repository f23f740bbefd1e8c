// deno-lint-ignore-file no-console
// A program of a user: it imports every entry point of the package, and lets a host and a tool talk through each network.

import * as hsms from "@secs/hsms";
import { FrameDecoder, HsmsPacket, linktestReq } from "@secs/hsms/core";
import { nodeTcp } from "@secs/hsms/node";
import { MemoryNetwork, ScriptedPeer, transportContract, VirtualClock } from "@secs/hsms/testing";
import { loopback } from "./loopback.mts";

const ADAPTERS = {
  Deno: async () => (await import("@secs/hsms/deno")).denoTcp(),
  Bun: async () => (await import("@secs/hsms/bun")).bunTcp(),
};

await loopback(hsms, hsms.tcp);
await loopback(hsms, nodeTcp());
await loopback(hsms, new MemoryNetwork());
for (const [runtime, adapter] of Object.entries(ADAPTERS)) {
  if (runtime in globalThis) await loopback(hsms, await adapter());
  else await expectRefusal(runtime, adapter);
}

const packet = linktestReq(1);
expect(HsmsPacket.decode(packet.encode()).equals(packet), "the packet is the same after encode and decode");
expect(FrameDecoder === hsms.FrameDecoder, "the main entry and ./core have the same classes");
expect(new VirtualClock().now() === 0, "a virtual clock begins at 0");
expect(typeof ScriptedPeer.dial === "function", "ScriptedPeer is there");
const [first] = transportContract({ network: () => hsms.createTcp() });
await first!.run();
console.log("the package works");

async function expectRefusal(runtime: string, load: () => Promise<unknown>): Promise<void> {
  const error: unknown = await load().then(() => undefined, (reason: unknown) => reason);
  const message = error instanceof hsms.TransportError ? error.message : String(error);
  expect(message.includes(`works on ${runtime} only`), `the entry point for ${runtime} says where it works`);
}

function expect(ok: boolean, what: string): void {
  if (!ok) throw new Error(`Not so: ${what}`);
}
