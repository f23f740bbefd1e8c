import {
  Equipment,
  type EquipmentDefinition,
  GemEquipmentHandler,
  type GemEquipmentOptions,
  readEquipment,
} from "@secs/hsms/gem";
import { ETCHER } from "../../src/cli/models/etcher.ts";
import type { World } from "./world.ts";

/** Runs `hsms explore` to its end; the time goes by. */
export async function explore(world: World, ...args: string[]): Promise<number> {
  let code: number | undefined;
  const running = world.run("explore", ...args).then((exit) => code = exit);
  for (let i = 0; code === undefined && i < 10_000; i++) await world.clock.advance(500);
  return await running;
}

/** A tool in the world's network. */
export async function toolIn(
  { network, clock }: World,
  definition: EquipmentDefinition = ETCHER,
  options: Partial<GemEquipmentOptions> = {},
): Promise<GemEquipmentHandler> {
  const equipment = new Equipment(readEquipment(definition));
  const handler = new GemEquipmentHandler("*", 5000, false, 0, "host", {
    network,
    clock,
    equipment,
    control: { onlineSubstate: "remote" },
    ...options,
  });
  await handler.enable();
  return handler;
}
