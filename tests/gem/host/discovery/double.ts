// Our tool as the double of a tool, and a host that knows nothing of it.

import { assertEquals } from "@std/assert";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import {
  Equipment,
  type EquipmentDefinition,
  type EquipmentModel,
  type GemDiscoverOptions,
  type GemDiscovery,
  GemEquipmentHandler,
  GemHostHandler,
  readEquipment,
} from "../../../../src/gem/mod.ts";

/** What a test may change. */
export interface DoubleOptions extends GemDiscoverOptions {
  /** Changes the tool, or its host, before it is asked. */
  readonly before?: (tool: GemEquipmentHandler, host: GemHostHandler) => unknown;
  /** Looks at them after that. */
  readonly after?: (tool: GemEquipmentHandler, host: GemHostHandler) => unknown;
  readonly encoding?: string | undefined;
}

/** What a host finds out of a tool with this model. */
export async function discoverDouble(
  model: EquipmentModel,
  { before, after, encoding, ...options }: DoubleOptions = {},
): Promise<GemDiscovery> {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const equipment = await Equipment.open(model);
  const common = { network, clock, timeouts: { linktest: 0 }, ...(encoding !== undefined && { encoding }) };
  const tool = new GemEquipmentHandler("*", 5000, false, 0, "host", { ...common, equipment });
  const host = new GemHostHandler("127.0.0.1", 5000, true, 0, "tool", common);
  try {
    await tool.enable();
    await host.enable();
    await host.waitForCommunicating();
    await before?.(tool, host);
    const found = await host.discover(options);
    await after?.(tool, host);
    return found;
  } finally {
    await host.disable();
    await tool.disable();
    await equipment.close();
  }
}

/** The double of a definition gives the definition. */
export async function assertFixed(
  definition: EquipmentDefinition,
  options: DoubleOptions = {},
): Promise<GemDiscovery> {
  const again = await discoverDouble(readEquipment(definition), options);
  assertEquals(again.definition, definition);
  return again;
}
