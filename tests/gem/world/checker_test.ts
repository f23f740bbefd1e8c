// Each invariant is broken on purpose, by a model that is wrong in one way, and the exploration has to say so.

import { test } from "node:test";
import { assert } from "@std/assert";
import {
  admitToEquipment,
  communicate,
  type CommunicationStep,
  control,
  type ControlStep,
} from "../../../src/gem/mod.ts";
import { explore } from "./explore.ts";
import { type PlanName, PLANS } from "./plans.ts";
import type { Parts } from "./world.ts";

/** An effect, twice if it is of that type. */
function twice<Effect extends { readonly type: string }>(effect: Effect, type: Effect["type"]): Effect[] {
  return effect.type === type ? [effect, effect] : [effect];
}

/** A fault that is planted: what is broken, and what the exploration calls it. */
interface Planted {
  readonly name: string;
  readonly found: string;
  readonly plan?: PlanName;
  readonly parts: Partial<Parts>;
}

/** A communication model with another step after its own. */
function spoiled(
  spoil: (step: CommunicationStep, ...input: Parameters<typeof communicate>) => CommunicationStep,
): Partial<Parts> {
  return { communicate: (...input) => spoil(communicate(...input), ...input) };
}

/** A control model with another step after its own. */
function lost(
  spoil: (step: ControlStep, ...input: Parameters<typeof control>) => ControlStep,
): Partial<Parts> {
  return { control: (...input) => spoil(control(...input), ...input) };
}

const PLANTED: readonly Planted[] = [
  {
    name: "sends two S1F13",
    found: "one S1F13",
    parts: spoiled((step) => ({
      ...step,
      effects: step.effects.flatMap((effect) => twice(effect, "S1F13")),
    })),
  },
  {
    name: "takes S1F14 without reading COMMACK",
    found: "COMMACK",
    parts: {
      communicate: (model, input, ...rest) =>
        communicate(model, input.type === "S1F14" ? { ...input, commack: 0 } : input, ...rest),
    },
  },
  {
    name: "ignores S1F13 in WAIT DELAY",
    found: "answers: S1F13 got 0",
    parts: spoiled((step, model, input) =>
      input.type === "S1F13" && model.state === "wait-delay" ? { model, rows: [], effects: [] } : step
    ),
  },
  {
    name: "stays COMMUNICATING without a session",
    found: "session",
    parts: spoiled((step, model, input) =>
      input.type === "deselected" && model.state === "communicating"
        ? { model: { ...model, selected: false, asked: false }, rows: [], effects: [] }
        : step
    ),
  },
  {
    name: "does not begin when a session is selected",
    found: "recovers",
    parts: spoiled((step, model, input) =>
      input.type === "selected" ? { model: { ...model, selected: true }, rows: [], effects: [] } : step
    ),
  },
  {
    name: "gives up after T3",
    found: "recovers",
    parts: spoiled((step, model, input) =>
      input.type === "T3" && model.state === "wait-cra"
        ? { ...step, model: { ...step.model, due: undefined } }
        : step
    ),
  },
  {
    name: "does not know that T3 ended its S1F13",
    found: "asked",
    parts: spoiled((step, model, input) => input.type === "T3" ? { model, rows: [], effects: [] } : step),
  },
  {
    name: "is due for ever",
    found: "due",
    parts: spoiled((step, model, input) =>
      input.type === "tick" && model.due !== undefined
        ? { ...step, model: { ...step.model, due: model.due } }
        : step
    ),
  },
  {
    name: "sends no S1F13 after a message in WAIT DELAY",
    found: "row 8",
    parts: spoiled((step, model, input) =>
      input.type === "message" ? { model, rows: [], effects: [] } : step
    ),
  },
  {
    name: "does not tell that it communicates",
    found: "told",
    parts: spoiled((step) => ({
      ...step,
      effects: step.effects.filter(({ type }) => type !== "communicating"),
    })),
  },
  {
    name: "changes by no row",
    found: "rows",
    parts: spoiled((step) => ({ ...step, rows: [] })),
  },
  {
    name: "sends events to a host that it does not communicate with",
    found: "not communicating: the equipment",
    parts: { equipmentMaySend: () => true },
  },
  {
    name: "lets the host ask before it communicates",
    found: "not communicating: the host",
    parts: { hostMaySend: () => true },
  },
  {
    name: "answers OFF-LINE",
    found: "off-line",
    parts: {
      admitToEquipment: (states, message, options) =>
        message.function === 1 ? "pass" : admitToEquipment(states, message, options),
    },
  },
  {
    name: "keeps silent OFF-LINE",
    found: "answers",
    parts: {
      admitToEquipment: (...input) => {
        const verdict = admitToEquipment(...input);
        return verdict === "abort" ? "discard" : verdict;
      },
    },
  },
  {
    name: "goes off-line when the link is lost",
    found: "control: not communicating",
    parts: lost((step, model, input) =>
      input.type === "not communicating" && model.state === "local"
        ? { ...step, model: { ...step.model, state: "equipment-offline" } }
        : step
    ),
  },
  {
    name: "moves the control state by no row",
    found: "rows: control",
    parts: lost((step) => ({ ...step, rows: [] })),
  },
  {
    name: "triggers no event when it goes OFF-LINE",
    found: "events",
    parts: lost((step) => ({
      ...step,
      effects: step.effects.filter((effect) =>
        effect.type !== "event" || effect.event !== "Equipment OFF-LINE"
      ),
    })),
  },
  {
    name: "answers S1F17 twice",
    found: "answers: S1F17 got 2",
    parts: lost((step) => ({
      ...step,
      effects: step.effects.flatMap((effect) => twice(effect, "S1F18")),
    })),
  },
  {
    name: "never ends an attempt",
    found: "recovers: the attempt",
    plan: "a passive host, a start in ATTEMPT ON-LINE",
    parts: lost((step, model, input) => input.type === "S1F2" ? { model, rows: [], effects: [] } : step),
  },
  {
    name: "forgets to ask in ATTEMPT ON-LINE",
    found: "attempt: no S1F1",
    plan: "a passive host, a start in ATTEMPT ON-LINE",
    parts: lost((step) => ({ ...step, model: { ...step.model, asked: false }, effects: [] })),
  },
];

for (const { name, found, plan = "both send S1F13", parts } of PLANTED) {
  test(`the exploration finds a model that ${name}`, { timeout: 60_000 }, () => {
    const { problem } = explore({ ...PLANS[plan], parts }, { faults: 2, users: 2 });
    assert(problem?.startsWith(found), `found: ${problem ?? "nothing"}`);
  });
}
