/** What is wrong with the simulation of a definition, beyond its shape. Parts whose shape is wrong are left out. */

import type { ProcessingDefinition } from "../models/processing_data.ts";
import { checkValue } from "./check_values.ts";
import type { CommandDefinition } from "./equipment_definition.ts";
import { pathTo, type Problems, shown } from "./problems.ts";
import type {
  ActionDefinition,
  ConditionDefinition,
  MotionDefinition,
  RuleDefinition,
  SimulationDefinition,
} from "./simulation_definition.ts";
import { MOMENTS, MOTIONS, TESTS, VERBS } from "./simulation_shape.ts";
import { namesInBraces } from "./templates.ts";
import { isNumeric, type ValueType } from "./values.ts";

/** What a simulation can name. */
export interface SimulatedParts {
  readonly status: ReadonlyMap<string, ValueType>;
  readonly data: ReadonlyMap<string, ValueType>;
  readonly constants: ReadonlyMap<string, ValueType>;
  readonly events: ReadonlySet<string>;
  readonly alarms: ReadonlySet<string>;
  readonly commands: ReadonlyMap<string, CommandDefinition>;
  /** Undefined if it is not right itself. */
  readonly processing: ProcessingDefinition | undefined;
}

/** Adds what is wrong with a simulation. */
export function checkSimulation(
  { values = {}, rules = [], commands = {} }: SimulationDefinition,
  parts: SimulatedParts,
  problems: Problems,
): void {
  new SimulationCheck(parts, problems).check({ values, rules, commands });
}

/** The longest time of a simulation, in seconds: what the timers of all runtimes can wait. */
const LONGEST = 2_147_483;
/** The shortest time between two values, in seconds. */
const SHORTEST = 0.01;

class SimulationCheck {
  readonly #parts: SimulatedParts;
  readonly #problems: Problems;
  readonly #states: ReadonlySet<string> | undefined;
  readonly #triggers: ReadonlySet<string> | undefined;
  readonly #readable: ReadonlyMap<string, ValueType>;

  constructor(parts: SimulatedParts, problems: Problems) {
    this.#parts = parts;
    this.#problems = problems;
    const { processing, status, constants } = parts;
    this.#states = processing && new Set(processing.states.map(({ name }) => name));
    this.#triggers = processing && new Set(processing.transitions.flatMap(({ on }) => on));
    this.#readable = new Map([...status, ...constants]);
  }

  check({ values, rules, commands }: Required<Omit<SimulationDefinition, "seed">>): void {
    this.#each("values", values, (name, motion, path) => {
      const type = this.#find(name, this.#parts.status, "status variable", path);
      this.#motion(motion, type, path);
    });
    const path = pathTo("simulation", "rules");
    if (Array.isArray(rules)) {
      rules.forEach((rule, at) => {
        const place = pathTo(path, at);
        if (!this.#problems.has(place)) this.#rule(rule, place);
      });
    }
    this.#each("commands", commands, (name, { refuse = [], do: actions = [] }, path) => {
      const command = this.#find(name, this.#parts.commands, "remote command", path);
      refuse.forEach(({ during }, at) => {
        this.#during(during, pathTo(pathTo(pathTo(path, "refuse"), at), "during"));
      });
      this.#actions(actions, new Set(Object.keys(command?.parameters ?? {})), pathTo(path, "do"));
    });
  }

  /** The parts of a section whose shape is right. */
  #each<T>(
    section: string,
    all: Readonly<Record<string, T>>,
    check: (name: string, one: T, path: string) => void,
  ): void {
    if (typeof all !== "object" || all === null) return;
    for (const [name, one] of Object.entries(all)) {
      const path = pathTo(pathTo("simulation", section), name);
      if (!this.#problems.has(path)) check(name, one, path);
    }
  }

  #motion(motion: MotionDefinition, type: ValueType | undefined, path: string): void {
    const { move, every, during = [], from, to, seconds, step, values = [], then } = motion;
    for (const field of MOTIONS[move]) {
      if (motion[field] === undefined) this.#problems.add(pathTo(path, field), `${move} needs it`);
    }
    const known = new Set<string>(["move", "every", "during", ...MOTIONS[move]]);
    if (move === "ramp" || move === "replay") known.add("then");
    for (const [field, value] of Object.entries(motion)) {
      if (value !== undefined && !known.has(field)) {
        this.#problems.add(pathTo(path, field), `${move} does not have it`);
      }
    }
    this.#time(every, pathTo(path, "every"));
    this.#time(seconds, pathTo(path, "seconds"));
    this.#during(during, pathTo(path, "during"));
    if (move === "replay" && then === "return") {
      this.#problems.add(pathTo(path, "then"), "a replay stays or repeats");
    }
    if (step !== undefined && step <= 0) this.#problems.add(pathTo(path, "step"), "it has to be above 0");
    if (from !== undefined && to !== undefined && move !== "ramp" && from >= to) {
      this.#problems.add(pathTo(path, "from"), `${from} is not less than to, ${to}`);
    }
    if (type === undefined) return;
    if (move === "replay") {
      values.forEach((value, at) =>
        checkValue(type, value, pathTo(pathTo(path, "values"), at), this.#problems)
      );
      return;
    }
    if (type.array || !isNumeric(type.format)) {
      return this.#problems.add(pathTo(path, "move"), `${move} is for one number, and ${type.name} is none`);
    }
    for (const [field, value] of Object.entries({ from, to })) {
      if (value === undefined) continue;
      const whole = type.format.startsWith("F") ? value : Math.round(value);
      checkValue(type, whole, pathTo(path, field), this.#problems);
    }
  }

  #rule(rule: RuleDefinition, path: string): void {
    this.#oneOf(rule, MOMENTS, "a rule says one of", path);
    const { every, after, when, enters, do: actions } = rule;
    this.#time(every, pathTo(path, "every"));
    this.#time(after, pathTo(path, "after"), 0);
    if (when !== undefined) this.#condition(when, pathTo(path, "when"));
    if (enters !== undefined) this.#during([enters], pathTo(path, "enters"));
    this.#actions(actions, new Set(), pathTo(path, "do"));
  }

  #condition(condition: ConditionDefinition, path: string): void {
    this.#oneOf(condition, TESTS, "a condition says one of", path);
    const { variable, above, below, equals } = condition;
    const type = this.#find(
      variable,
      this.#readable,
      "status variable or constant",
      pathTo(path, "variable"),
    );
    if (type === undefined) return;
    if (equals !== undefined) checkValue(type, equals, pathTo(path, "equals"), this.#problems);
    const isNumber = isNumeric(type.format) && !type.array;
    if (!isNumber && (above !== undefined || below !== undefined)) {
      this.#problems.add(path, `above and below are for one number, and ${variable} is none`);
    }
  }

  #actions(actions: readonly ActionDefinition[], parameters: ReadonlySet<string>, path: string): void {
    actions.forEach((action, at) => this.#action(action, parameters, pathTo(path, at)));
  }

  #action(action: ActionDefinition, parameters: ReadonlySet<string>, path: string): void {
    this.#oneOf(action, VERBS, "an action says one of", path);
    const { wait, trigger, values = {}, set = {}, constants = {}, alarm, clear, processing, text, operator } =
      action;
    const { events, alarms, data, status } = this.#parts;
    this.#time(wait, pathTo(path, "wait"), 0);
    if (action.values !== undefined && trigger === undefined) {
      this.#problems.add(pathTo(path, "values"), "they go with trigger");
    }
    this.#name(trigger, events, "event", pathTo(path, "trigger"));
    this.#name(alarm, alarms, "alarm", pathTo(path, "alarm"));
    this.#name(clear, alarms, "alarm", pathTo(path, "clear"));
    this.#name(processing, this.#triggers, "trigger of the processing states", pathTo(path, "processing"));
    for (
      const [field, all, known, what] of [
        ["values", values, data, "data variable"],
        ["set", set, status, "status variable"],
        ["constants", constants, this.#parts.constants, "constant"],
      ] as const
    ) {
      for (const [name, value] of Object.entries(all)) {
        const place = pathTo(pathTo(path, field), name);
        const type = this.#find(name, known, what, place);
        if (typeof value === "string" && namesInBraces(value).length > 0) {
          this.#template(value, parameters, place);
        } else if (type !== undefined) checkValue(type, value, place, this.#problems);
      }
    }
    if (text !== undefined) this.#template(text, parameters, pathTo(path, "text"));
    if (operator !== undefined) this.#template(operator, parameters, pathTo(path, "operator"));
  }

  #template(text: string, parameters: ReadonlySet<string>, path: string): void {
    for (const name of namesInBraces(text)) {
      if (name === "n" || parameters.has(name) || this.#readable.has(name)) continue;
      const said = `{${name}} is no parameter, status variable or constant`;
      this.#problems.add(path, `${said}${this.#problems.meant(name, this.#inTemplates(parameters))}`);
    }
  }

  /** What can be in a template, for whoever asks: a model can have tens of thousands of names, and as many templates. */
  *#inTemplates(parameters: ReadonlySet<string>): Generator<string> {
    yield* parameters;
    yield* this.#readable.keys();
    yield "n";
  }

  #during(states: readonly string[], path: string): void {
    states.forEach((state, at) =>
      this.#name(state, this.#states, "processing state", states.length > 1 ? pathTo(path, at) : path)
    );
  }

  #name(name: string | undefined, known: ReadonlySet<string> | undefined, what: string, path: string): void {
    if (name === undefined || known === undefined || known.has(name)) return;
    this.#problems.add(path, `no ${what} ${name}${this.#problems.meant(name, known)}`);
  }

  #find<T>(name: string, all: ReadonlyMap<string, T>, what: string, path: string): T | undefined {
    const found = all.get(name);
    if (found === undefined) {
      this.#problems.add(path, `no ${what} ${name}${this.#problems.meant(name, all.keys())}`);
    }
    return found;
  }

  #time(seconds: number | undefined, path: string, least = SHORTEST): void {
    if (seconds === undefined || seconds >= least && seconds <= LONGEST) return;
    this.#problems.add(path, `expected seconds from ${least} to ${LONGEST}, got ${shown(seconds)}`);
  }

  #oneOf<T extends object>(of: T, fields: readonly (keyof T & string)[], what: string, path: string): void {
    const said = fields.filter((field) => of[field] !== undefined);
    if (said.length === 1) return;
    const got = said.length === 0 ? "none" : said.join(" and ");
    this.#problems.add(path, `${what} ${fields.join(", ")}; got ${got}`);
  }
}
