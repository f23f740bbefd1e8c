import { VirtualClock } from "@secs/hsms/testing";
import { Equipment, readEquipment, Simulation, type SimulationDefinition } from "../../../src/gem/mod.ts";

/** An oven with a simulation, in virtual time. */
export class SimulationStage {
  readonly clock = new VirtualClock();
  readonly equipment: Equipment;
  readonly simulation: Simulation;
  /** What the simulation did, and what failed, each with the second. */
  readonly log: string[] = [];

  constructor(definition: SimulationDefinition, options: { seed?: number; speed?: number } = {}) {
    this.equipment = new Equipment(ovenWith(definition));
    this.simulation = new Simulation(this.equipment, { clock: this.clock, ...options });
    this.simulation.on("did", ({ what }) => this.log.push(`${this.second} ${what}`));
    this.simulation.on("error", ({ error }) => this.log.push(`${this.second} failed: ${error}`));
    this.simulation.start();
  }

  get second(): number {
    return Math.round(this.clock.now()) / 1000;
  }

  /** Moves the time second by second, and returns a value after each. */
  async values(name: string, seconds: number): Promise<unknown[]> {
    const seen: unknown[] = [];
    for (let i = 0; i < seconds; i++) {
      await this.clock.advance(i === 0 ? 0 : 1000);
      seen.push(this.equipment.get(name as never));
    }
    return seen;
  }
}

/** The model of an oven. */
export function ovenWith(simulation: SimulationDefinition): ReturnType<typeof readEquipment> {
  return readEquipment({
    model: "OVEN",
    revision: "1",
    statusVariables: {
      Temperature: { id: 1001, format: "F8", value: 20 },
      Wafers: { id: 1002, format: "U1", value: 0 },
      Recipe: { id: 1003, format: "A" },
      Door: { id: 1004, format: "BOOLEAN" },
    },
    dataVariables: { LotId: { id: 2001, format: "A" }, Count: { id: 2002, format: "U4" } },
    constants: { Limit: { id: 3001, format: "F8", default: 150 } },
    events: { LotStarted: { id: 4001, variables: ["LotId", "Count"] } },
    alarms: { TooHot: { id: 5001, category: "equipmentSafety", text: "The oven is too hot" } },
    commands: {
      START: { needsRemote: false, parameters: { LotId: { format: "A" } } },
      STOP: { needsRemote: false },
    },
    simulation,
  });
}
