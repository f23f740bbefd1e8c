import { type Clock, systemClock } from "../../core/mod.ts";
import { Events, throwOutside } from "../../core/base/mod.ts";
import type {
  ActionDefinition,
  CommandScriptDefinition,
  ConditionDefinition,
  MotionDefinition,
  RuleDefinition,
  SimulationDefinition,
} from "../definition/simulation_definition.ts";
import type { EquipmentDefinition } from "../definition/equipment_definition.ts";
import type { CommandAnswer, CommandCall } from "../equipment/commands.ts";
import type { Equipment } from "../equipment/equipment.ts";
import { statesWithin } from "../models/processing.ts";
import { holds } from "./conditions.ts";
import { type Motion, motionOf } from "./motion.ts";
import { randomOf } from "./random.ts";
import { runScript, type ScriptOwner, waits } from "./script.ts";
import { Timeline } from "./timeline.ts";

/** How often conditions are looked at, in seconds, if nothing is done. */
const LOOK = 1;

/** Options of {@linkcode Simulation}. */
export interface SimulationOptions {
  /** What time goes by; also for tests. @default {the system's} */
  readonly clock?: Clock;
  /** In place of the definition's `seed`. */
  readonly seed?: number;
  /** How many seconds of the simulation go by in one second: 10 is a tool that is ten times as fast. @default {1} */
  readonly speed?: number;
}

/** What the listeners of a simulation are called with; `type` is the name of the event. */
export type SimulationEvent =
  | {
    /** The simulation has done something. Values that move by themselves are not told. */
    readonly type: "did";
    /** What, as a sentence. */
    readonly what: string;
  }
  | {
    /** Something could not be done: a value that does not fit, a listener that threw. */
    readonly type: "error";
    /** What was thrown. */
    readonly error: unknown;
  };

/** A rule with a condition, and whether that holds. */
interface Watched {
  readonly condition: ConditionDefinition;
  readonly run: () => void;
  isTrue: boolean;
}

/** A status variable that moves. */
interface Mover {
  readonly name: string;
  readonly definition: MotionDefinition;
  /** The states in which it moves; undefined: all. */
  readonly during: ReadonlySet<string> | undefined;
  readonly isWhole: boolean;
  readonly random: () => number;
  /** Undefined while it does not move. */
  motion: Motion | undefined;
}

/**
 * What a tool does by itself, as its definition says under `simulation`: values move, events and alarms come, remote commands
 * have effects. The same seed gives the same run, whatever the machine: the order of what happens does not depend on how late
 * a timer is.
 *
 * @example An hour of a tool in no time
 * ```ts
 * import { Equipment, readEquipment, Simulation } from "@secs/hsms/gem";
 * import { VirtualClock } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const model = readEquipment({
 *   model: "OVEN",
 *   revision: "1",
 *   statusVariables: { Temperature: { id: 1001, format: "F4", value: 20 } },
 *   alarms: { TooHot: { id: 5001, category: "equipmentSafety", text: "The oven is too hot" } },
 *   simulation: {
 *     values: { Temperature: { move: "ramp", from: 20, to: 200, seconds: 3600, then: "stay" } },
 *     rules: [{ when: { variable: "Temperature", above: 150 }, do: [{ alarm: "TooHot" }] }],
 *   },
 * });
 * const clock = new VirtualClock();
 * const equipment = await Equipment.open(model);
 * const simulation = new Simulation(equipment, { clock });
 * simulation.start();
 * await clock.advance(3_600_000);
 * assertEquals(equipment.get("Temperature"), 200);
 * assertEquals(equipment.alarm("TooHot").isSet, true);
 * simulation.stop();
 * await equipment.close();
 * ```
 */
export class Simulation {
  readonly #equipment: Equipment;
  readonly #definition: SimulationDefinition;
  readonly #seed: number;
  readonly #timeline: Timeline;
  readonly #owner: ScriptOwner;
  readonly #events: Events<{ [E in SimulationEvent as E["type"]]: [event: E] }>;
  readonly #watched: Watched[] = [];
  #hasBegun = false;
  #isLooking = false;

  /**
   * Makes the simulation of a tool; it stands still until `start`. It carries out the commands of the tool: one that the
   * definition says nothing about is answered with HCACK 0, and does nothing. Set your own handlers after it.
   *
   * @throws {RangeError} when `speed` is not above 0.
   */
  constructor(
    equipment: Equipment<EquipmentDefinition>,
    { clock = systemClock, seed, speed = 1 }: SimulationOptions = {},
  ) {
    if (!(speed > 0 && speed < Infinity)) throw new RangeError(`speed must be above 0, got ${speed}`);
    this.#equipment = equipment;
    this.#definition = equipment.model.definition.simulation ?? {};
    this.#seed = seed ?? this.#definition.seed ?? 1;
    this.#events = new Events((error, type) => type === "error" ? throwOutside(error) : this.#failed(error));
    this.#timeline = new Timeline(clock, speed, (error) => this.#failed(error));
    this.#owner = {
      equipment,
      timeline: this.#timeline,
      did: (what) => this.#events.emit("did", { type: "did", what }),
      failed: (error) => this.#failed(error),
    };
    for (const { name } of equipment.model.commands.all) this.#script(name);
  }

  /** Calls `listener` with each event of that type, until the function that is returned is called. */
  on<Type extends SimulationEvent["type"]>(
    type: Type,
    listener: (event: Extract<SimulationEvent, { type: Type }>) => unknown,
  ): () => void {
    return this.#events.on(type, listener as never);
  }

  /** Begins, or goes on. */
  start(): void {
    if (!this.#hasBegun) this.#begin();
    this.#timeline.start();
  }

  /** Stands still: values stay as they are, and what is waited for waits. */
  stop(): void {
    this.#timeline.stop();
  }

  /** Does something, as a rule does. `{n}` in its text is 1. */
  perform(actions: readonly ActionDefinition[]): void {
    this.#run(actions, { n: 1 });
  }

  #begin(): void {
    this.#hasBegun = true;
    const { values = {}, rules = [] } = this.#definition;
    const groups = new Map<number, Mover[]>();
    for (const [name, motion] of Object.entries(values)) {
      const { every = 1 } = motion;
      const group = groups.get(every) ?? [];
      group.push(this.#mover(name, motion));
      groups.set(every, group);
    }
    for (const [every, movers] of groups) this.#repeat(every, () => this.#move(movers), 0);
    for (const rule of rules) this.#addRule(rule);
    if (this.#watched.length > 0) this.#repeat(LOOK, () => this.#look(), 0);
  }

  #mover(name: string, definition: MotionDefinition): Mover {
    const { format } = this.#equipment.model.variables.require(name);
    return {
      name,
      definition,
      during: definition.during && this.#states(definition.during),
      isWhole: !format.startsWith("F") && definition.move !== "replay",
      random: randomOf(this.#seed, name),
      motion: undefined,
    };
  }

  #move(movers: readonly Mover[]): void {
    for (const mover of movers) {
      if (mover.during?.has(this.#equipment.processState) === false) {
        mover.motion = undefined;
        continue;
      }
      const now = this.#equipment.get(mover.name as never) as never;
      mover.motion ??= motionOf(mover.definition, now, mover.random);
      const value = mover.motion();
      if (value === undefined) continue;
      this.#equipment.set(
        mover.name as never,
        (mover.isWhole ? Math.round(value as number) : value) as never,
      );
    }
    this.#look();
  }

  #addRule(rule: RuleDefinition): void {
    let n = 0;
    const run = (): void => this.#run(rule.do, { n: ++n });
    const { every, after, when, enters } = rule;
    if (every !== undefined) this.#repeat(every, run, every);
    if (after !== undefined) this.#timeline.in(after, run);
    if (when !== undefined) this.#watched.push({ condition: when, run, isTrue: false });
    if (enters === undefined) return;
    const states = this.#states([enters]);
    this.#equipment.on("process-state", ({ state, previous }) => {
      if (states.has(state) && !states.has(previous)) run();
    });
  }

  #script(name: string): void {
    const scripts: Readonly<Record<string, CommandScriptDefinition>> = this.#definition.commands ?? {};
    const { refuse = [], answer, do: actions = [] } = Object.hasOwn(scripts, name) ? scripts[name]! : {};
    const refusals = refuse.map((one) => ({ ...one, states: this.#states(one.during) }));
    let n = 0;
    this.#equipment.onCommand(name, (parameters, call: CommandCall): CommandAnswer => {
      const refusal = refusals.find(({ states }) => states.has(this.#equipment.processState));
      if (refusal !== undefined) return refusal.answer;
      const names = { ...parameters as object, n: ++n };
      if (waits(actions)) call.finishLater(() => this.#run(actions, names));
      else this.#run(actions, names);
      return answer;
    });
  }

  #run(actions: readonly ActionDefinition[], names: Readonly<Record<string, unknown>>): void {
    runScript(this.#owner, actions, names);
    this.#look();
  }

  /** Runs the rules whose condition has become true; what these make true, at the next look. */
  #look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const due = this.#watched.filter((watched) => {
      const before = watched.isTrue;
      const { variable } = watched.condition;
      watched.isTrue = holds(watched.condition, this.#equipment.get(variable as never) as never);
      return watched.isTrue && !before;
    });
    for (const { run } of due) run();
    this.#isLooking = false;
  }

  /** Again and again; the first time after `first` seconds. */
  #repeat(every: number, run: () => void, first: number): void {
    this.#timeline.in(first, () => {
      this.#repeat(every, run, every);
      run();
    });
  }

  #states(names: readonly string[]): ReadonlySet<string> {
    const { definition } = this.#equipment.model.processing;
    return new Set(names.flatMap((name) => statesWithin(name, definition)));
  }

  #failed(error: unknown): void {
    this.#events.emit("error", { type: "error", error });
  }
}
