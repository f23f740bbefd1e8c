import { integer, type ValueParser, type ValueParserResult } from "@optique/core";
import { plain } from "./command.ts";

const FACTORS = { ms: 1, s: 1000, min: 60_000 } as const;
const DURATION = /^(\d+(?:\.\d+)?)(ms|s|min)$/;

/**
 * The value of a time option, in ms: `--t3 45s`, `--t8 500ms`. The unit has to be said: half of the world's tools count
 * timers in seconds, the other half in milliseconds.
 */
export function duration(metavar: "TIME" = "TIME"): ValueParser<"sync", number> {
  return {
    mode: "sync",
    metavar,
    placeholder: 0,
    parse(input): ValueParserResult<number> {
      const [, digits, unit] = DURATION.exec(input) ?? [];
      if (unit !== undefined) {
        return { success: true, value: Number(digits) * FACTORS[unit as keyof typeof FACTORS] };
      }
      const hint = /^\d+(\.\d+)?$/.test(input)
        ? `Say the unit: ${input}s, or ${input}ms.`
        : "Write 45s, 500ms or 2min.";
      return { success: false, error: plain(`"${input}" is no time. ${hint}`) };
    },
    format: (ms) => ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`,
  };
}

/** A TCP port; `least` is 0 where any free one will do. */
export function portNumber(least = 1): ValueParser<"sync", number> {
  return integer({ metavar: "PORT", min: least, max: 65_535 });
}

/** A session (device) id. */
export function sessionId(): ValueParser<"sync", number> {
  return integer({ metavar: "ID", min: 0, max: 65_535 });
}
