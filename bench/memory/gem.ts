import { defineEquipment, Equipment, type EquipmentDefinition, GemEquipmentHandler } from "@secs/hsms/gem";
import { MemoryNetwork } from "@secs/hsms/testing";

const VARIABLES = 500;

/** A definition with 500 status variables, 100 events and 100 alarms. */
function definition(): EquipmentDefinition {
  const named = <T>(count: number, entry: (i: number) => readonly [string, T]): Record<string, T> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => entry(i)));
  return {
    model: "BENCH",
    revision: "1",
    statusVariables: named(VARIABLES, (i) => [`Variable${i}`, { id: 1000 + i, format: "F8", value: 0 }]),
    events: named(100, (i) => [`Event${i}`, { id: 2000 + i }]),
    alarms: named(100, (i) => [`Alarm${i}`, { id: 3000 + i, category: 1, text: `Alarm ${i}` }]),
  };
}

/** A running tool with values, and the handler of its host; the model is shared, or one for each. */
export async function openTools(count: number, hasOwnModel: boolean): Promise<unknown[]> {
  const network = new MemoryNetwork();
  const shared = defineEquipment(definition());
  const held: unknown[] = [];
  for (let i = 0; i < count; i++) {
    const equipment = await Equipment.open(hasOwnModel ? defineEquipment(definition()) : shared);
    for (let j = 0; j < VARIABLES; j++) equipment.set(`Variable${j}` as never, (i + j + 0.5) as never);
    held.push(equipment, new GemEquipmentHandler("*", 5000, false, 0, "host", { network, equipment }));
  }
  return held;
}
