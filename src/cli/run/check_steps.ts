// What the shapes do not say of steps: texts within them, variables, and names of the model.

import { pathTo, type Problems } from "../../gem/definition/problems.ts";
import { didYouMean, type EquipmentModel } from "../../gem/mod.ts";
import { parseMessages } from "../../sml/mod.ts";
import { sentenceOf } from "../errors.ts";
import { parseFault } from "../simulate/faults.ts";
import { PANEL_WORDS } from "../simulate/panel.ts";
import { parsePattern } from "./conditions.ts";
import type { Condition, ScenarioFile, Step, Steps, Value, Word } from "./scenario.ts";
import { STEP_SHAPES, WORDS } from "./step_shape.ts";
import { spoolStreamsOf } from "./spool_streams.ts";
import { namesIn, Variables } from "./variables.ts";
import { parseAnswer, parseAwaited } from "./words.ts";

/** Lines of the panel that have a step of their own. */
const OWN_STEP: Readonly<Record<string, string>> = {
  set: "set:",
  constant: "set:",
  fault: "fault:",
  drop: "line: cut",
  down: "line: down",
  up: "line: up",
};

/** Adds what is wrong with the steps of a file. */
export function checkSteps(
  data: ScenarioFile,
  model: EquipmentModel | undefined,
  given: Readonly<Record<string, Value>>,
  problems: Problems,
): void {
  const { before = [], after = [] } = data;
  const scenarios = Object.entries(data.scenarios);
  const set = new Set(
    scenarios.flatMap(([, { steps, variables = {} }]) => [...namesSet(steps), ...Object.keys(variables)]),
  );
  const around = new Variables(data.variables, given);
  const names = new Set([...around.names, ...set, ...namesSet(before), ...namesSet(after)]);
  checkList(before, "before", { model, known: around, names, problems });
  checkList(after, "after", { model, known: around, names, problems });
  for (const [name, { steps, variables }] of scenarios) {
    const known = new Variables(data.variables, variables, given);
    const own = new Set([...known.names, ...namesSet(before), ...namesSet(steps)]);
    checkList(steps, pathTo(pathTo("scenarios", name), "steps"), { model, known, names: own, problems });
  }
}

/** The word of a step. */
export function wordOf(step: Step): Word {
  return Object.keys(step).find((name) => Object.hasOwn(STEP_SHAPES, name)) as Word;
}

/** The lists of steps within a step, with their paths. */
export function stepsWithin(
  step: Step,
  path = "",
): readonly (readonly [steps: readonly Step[], path: string])[] {
  if ("parallel" in step) {
    return Object.entries(step.parallel).map((
      [name, steps],
    ) => [steps, pathTo(pathTo(path, "parallel"), name)]);
  }
  return "steps" in step ? [[step.steps, pathTo(path, "steps")]] : [];
}

interface Checking {
  readonly model: EquipmentModel | undefined;
  /** The variables that have values before the first step. */
  readonly known: Variables;
  /** The names of all variables. */
  readonly names: ReadonlySet<string>;
  readonly problems: Problems;
}

/** The variables that steps give values. */
function namesSet(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => [
    ..."save" in step ? Object.keys(step.save ?? {}) : [],
    ..."let" in step ? Object.keys(step.let) : [],
    ..."as" in step && step.as !== undefined ? [step.as] : [],
    ...stepsWithin(step).flatMap(([inner]) => namesSet(inner)),
  ]);
}

function checkList(steps: readonly Step[], whole: string, checking: Checking): void {
  steps.forEach((step, index) => {
    const path = pathTo(whole, index);
    const word = wordOf(step);
    const check = new StepCheck(step, path, checking);
    check.variables();
    (CHECKS[word] as ((step: Step, check: StepCheck) => void) | undefined)?.(step, check);
    for (const [inner, at] of stepsWithin(step, path)) checkList(inner, at, checking);
  });
}

class StepCheck {
  readonly #step: Step;
  readonly #path: string;
  readonly #checking: Checking;

  constructor(step: Step, path: string, checking: Checking) {
    this.#step = step;
    this.#path = path;
    this.#checking = checking;
  }

  /** All variables that it names are there. */
  variables(): void {
    const { names, problems } = this.#checking;
    const inner = new Set<unknown>(stepsWithin(this.#step).map(([steps]) => steps));
    const walk = (value: unknown, path: string): void => {
      if (typeof value === "string") {
        for (const name of namesIn(value)) {
          if (names.has(name)) continue;
          problems.add(
            path,
            `there is no variable $${name}${didYouMean(name, names)}. Write $$ for a dollar sign`,
          );
        }
      } else if (typeof value === "object" && value !== null && !inner.has(value)) {
        for (const [name, one] of Object.entries(value)) {
          walk(one, pathTo(path, Array.isArray(value) ? Number(name) : name));
        }
      }
    };
    walk(this.#step, this.#path);
  }

  /** Reads the text of a field, if the values of its variables are known by now; what `read` throws is wrong with it. */
  text(
    field: string | readonly (string | number)[],
    text: unknown,
    read: (text: string, model: EquipmentModel | undefined) => unknown,
  ): void {
    const { known, problems, model } = this.#checking;
    if (typeof text !== "string") return;
    const names = new Set(known.names);
    if (!namesIn(text).every((name) => names.has(name))) return;
    try {
      read(`${known.into(text)}`, model);
    } catch (error) {
      const parts = typeof field === "string" ? [field] : field;
      problems.add(parts.reduce(pathTo, this.#path), sentenceOf(error));
    }
  }

  /** The same for names: a name, a list of them, or the names of a map. */
  names(field: string | readonly (string | number)[], names: unknown, kind: NameKind): void {
    const parts = typeof field === "string" ? [field] : field;
    const one = (name: unknown, at: readonly (string | number)[]): void => {
      if (name !== "all") this.text(at, name, (text, model) => requireName(model, kind, text));
    };
    if (Array.isArray(names)) names.forEach((name, at) => one(name, [...parts, at]));
    else if (typeof names !== "object" || names === null) one(names, parts);
    else for (const name of Object.keys(names)) one(name, [...parts, name]);
  }
}

type NameKind = "events" | "variables" | "alarms" | "commands";

function requireName(model: EquipmentModel | undefined, kind: NameKind, name: string): void {
  if (model === undefined || kind !== "commands" && /^\d+$/.test(name)) return;
  model[kind].require(name);
}

function checkAwaited(
  field: "expect" | "never",
): (step: Steps["expect"] | Steps["never"], check: StepCheck) => void {
  return (step, check) => {
    check.text(field, "expect" in step ? step.expect : step.never, (text, model) => {
      const { subject, within } = parseAwaited(text);
      if (field === "never" && within === undefined) {
        throw new RangeError(`"${text}" says not for how long: write ${text} within 10s`);
      }
      const isState = subject.kind === "state";
      if (isState && (step.with !== undefined || step.body !== undefined)) {
        throw new RangeError("a state has no values: leave out with and body");
      }
      if (subject.kind === "alarm") requireName(model, "alarms", subject.name);
      if (subject.kind !== "message" || subject.name === undefined) return;
      if (subject.stream === 6 && [11, 13].includes(subject.function)) {
        requireName(model, "events", subject.name);
      }
      if (subject.stream === 2 && subject.function === 41) requireName(model, "commands", subject.name);
    });
    check.text("body", step.body, parsePattern);
    checkConditions(step.with, check);
  };
}

function checkConditions(
  conditions: Readonly<Record<string, Condition>> | undefined,
  check: StepCheck,
): void {
  for (const [name, condition] of Object.entries(conditions ?? {})) {
    check.text(["with", name], condition, (text) => {
      const pattern = /^matches (.*)$/s.exec(text)?.[1];
      if (pattern === undefined) return;
      if (!/^\/.*\/$/s.test(pattern)) {
        throw new RangeError(`"${text}" has no slashes: write matches /${pattern}/`);
      }
      new RegExp(pattern.slice(1, -1));
    });
  }
}

const answer = (step: { readonly answer?: string }, check: StepCheck): void =>
  check.text("answer", step.answer, parseAnswer);

const switched =
  (field: "enable" | "disable") => (step: Step & { readonly answer?: string }, check: StepCheck): void => {
    const { events, alarms } =
      (step as unknown as Readonly<Record<string, Steps["enable"]["enable"]>>)[field]!;
    check.names(field, events, "events");
    check.names(field, alarms, "alarms");
    answer(step, check);
  };

/** What is checked of the steps of a word. */
const CHECKS: { readonly [W in Word]?: (step: Steps[W], check: StepCheck) => void } = {
  ...Object.fromEntries(WORDS.map((word) => [word, answer])),
  expect: checkAwaited("expect"),
  never: checkAwaited("never"),
  send: (step, check) => {
    check.text("send", step.send, (text) => {
      const messages = parseMessages(text);
      if (messages.length !== 1) {
        throw new RangeError(`it is one message that is sent, got ${messages.length}`);
      }
      if (step.answer !== undefined && !messages[0]!.requireResponse) {
        throw new RangeError("the message has no W: nobody answers it");
      }
    });
    check.text("body", step.body, parsePattern);
    answer(step, check);
  },
  command: (step, check) => {
    if (step.answer === undefined) check.names("command", step.command, "commands");
    answer(step, check);
  },
  read: (step, check) => {
    check.names("read", step.read, "variables");
    checkConditions(step.with, check);
  },
  constants: (step, check) => {
    if (step.answer === undefined) check.names("constants", step.constants, "variables");
    answer(step, check);
  },
  want: ({ want: { events = {}, alarms } }, check) => {
    check.names(["want", "events"], events, "events");
    for (const [name, variables] of Object.entries(events)) {
      check.names(["want", "events", name], variables, "variables");
    }
    check.names(["want", "alarms"], alarms, "alarms");
  },
  enable: switched("enable"),
  disable: switched("disable"),
  set: (step, check) => check.names("set", step.set, "variables"),
  trace: (step, check) => {
    if (step.answer === undefined) check.names("variables", step.variables, "variables");
    answer(step, check);
  },
  spooling: (step, check) => {
    step.spooling.forEach((message, at) =>
      check.text(["spooling", at], message, (text) => spoolStreamsOf([text]))
    );
    answer(step, check);
  },
  fault: (step, check) =>
    check.text("fault", step.fault, (text) => text === "none" || parseFault(text.split(/\s+/))),
  operator: (step, check) =>
    check.text("operator", step.operator, (text, model) => {
      const [, word = "", rest = ""] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(text) ?? [];
      const own = OWN_STEP[word];
      if (own !== undefined) throw new RangeError(`"${text}" is a step of its own: write ${own}`);
      if (!PANEL_WORDS.includes(word)) {
        throw new RangeError(`there is no "${word}" on the panel${didYouMean(word, PANEL_WORDS)}`);
      }
      if (word === "alarm" || word === "clear") requireName(model, "alarms", rest);
    }),
};
