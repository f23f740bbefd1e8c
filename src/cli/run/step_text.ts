import { wordOf } from "./check_steps.ts";
import { conditionText } from "./conditions.ts";
import type { Condition, Step } from "./scenario.ts";

/** Longest text of a step, in characters. */
const MAX_TEXT = 200;

/** A step in one line, as it is read: `expect S6F11 LotStarted within 10s, with LotId A1`. */
export function stepText(step: Step): string {
  const word = wordOf(step);
  const fields = step as unknown as Readonly<Record<string, unknown>>;
  const parts = [`${word} ${shown(fields[word])}`.trimEnd()];
  for (const [name, value] of Object.entries(fields)) {
    if (name === word || name === "about" || name === "steps") continue;
    parts.push(
      name === "with"
        ? `with ${conditions(value as Readonly<Record<string, Condition>>)}`
        : `${name} ${shown(value)}`,
    );
  }
  const text = parts.join(", ").replace(/\s+/g, " ");
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}

function conditions(values: Readonly<Record<string, Condition>>): string {
  return Object.entries(values).map(([name, one]) => `${name} ${conditionText(one)}`).join(", ");
}

function shown(value: unknown): string {
  if (Array.isArray(value)) {
    return value.some((one) => typeof one === "object") ? `${value.length} parts` : value.join(", ");
  }
  if (typeof value !== "object" || value === null) return `${value}`;
  return Object.entries(value).map(([name, one]) => `${name} ${shown(one)}`.trimEnd()).join(", ");
}
