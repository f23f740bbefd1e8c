import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import {
  type Equipment,
  type EquipmentDefinition,
  GemEquipmentHandler,
  type GemEquipmentOptions,
  GemHandler,
  type GemHandlerOptions,
} from "../../../src/gem/mod.ts";

/** Plays with a tool of any model, which is REMOTE, and its host. */
export async function playWith<D extends EquipmentDefinition>(
  tool: Equipment<D>,
  play: (host: GemHandler, handler: GemEquipmentHandler, clock: VirtualClock) => Promise<void>,
  options: {
    readonly handler?: Partial<GemEquipmentOptions>;
    readonly host?: Partial<GemHandlerOptions<"host">>;
  } = {},
): Promise<void> {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const common = { network, clock, timeouts: { linktest: 0 } };
  const control = { onlineSubstate: "remote" } as const;
  const handler = new GemEquipmentHandler("*", 5000, false, 0, "host", {
    ...common,
    equipment: tool,
    control,
    ...options.handler,
  });
  const host = new GemHandler("127.0.0.1", 5000, true, 0, "tool", { ...common, ...options.host });
  await handler.enable();
  await host.enable();
  try {
    await Promise.all([host.waitForCommunicating(), handler.waitForCommunicating()]);
    await play(host, handler, clock);
  } finally {
    await Promise.all([host.disable(), handler.disable()]);
  }
}
