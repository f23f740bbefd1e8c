import type { MotionDefinition } from "../definition/simulation_definition.ts";
import type { GemValue } from "../definition/values.ts";

/** The values of a variable, one after the other; undefined: it has no new one. */
export type Motion = () => unknown;

/**
 * The motion of a variable from its begin.
 *
 * @param now The value that it has: where a walk begins.
 */
export function motionOf(
  motion: MotionDefinition,
  now: GemValue | undefined,
  random: () => number,
): Motion {
  const { move, every = 1, from = 0, to = 0, seconds = 1, step = 0, values = [], then = "repeat" } = motion;
  const steps = Math.max(1, Math.round(seconds / every));
  let count = 0;
  switch (move) {
    case "ramp":
      return () => from + (to - from) * stepAt(count++, steps, then) / steps;
    case "sine":
      return () => from + (to - from) * (1 - Math.cos(2 * Math.PI * count++ / steps)) / 2;
    case "walk": {
      let at = typeof now === "number" && now >= from && now <= to ? now : (from + to) / 2;
      return () => at = reflected(at + (2 * random() - 1) * step, from, to);
    }
    case "replay":
      return () => {
        if (count >= values.length && then === "stay") return undefined;
        return values[count++ % values.length];
      };
  }
}

/** The step that a ramp is at after so many values: 0 at its begin, `steps` at its end. */
function stepAt(count: number, steps: number, then: MotionDefinition["then"]): number {
  switch (then) {
    case "stay":
      return Math.min(steps, count);
    case "return":
      return steps - Math.abs(steps - count % (2 * steps));
    default:
      return count % (steps + 1);
  }
}

/** A walk turns round at its ends. */
function reflected(value: number, from: number, to: number): number {
  const back = value < from ? 2 * from - value : value > to ? 2 * to - value : value;
  return Math.min(to, Math.max(from, back));
}
