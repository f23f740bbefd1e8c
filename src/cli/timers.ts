import { message, object, option, optional, type Parser } from "@optique/core";
import { type HsmsTimeoutOptions, HsmsTimeouts } from "../core/mod.ts";
import { asUsage } from "./errors.ts";
import { duration } from "./values.ts";

/** The options of all timers, for `object({ timers: timers() })`; what is not said keeps its default. */
export function timers(): Parser<"sync", HsmsTimeoutOptions, unknown> {
  const parser = object("Timers", {
    t3: optional(option("--t3", duration(), { description: message`Reply timeout. Default: 45s.` })),
    t5: optional(option("--t5", duration(), { description: message`Connect separation. Default: 10s.` })),
    t6: optional(option("--t6", duration(), { description: message`Control transaction. Default: 5s.` })),
    t7: optional(option("--t7", duration(), { description: message`Not selected. Default: 10s.` })),
    t8: optional(option("--t8", duration(), { description: message`Inside a frame. Default: 5s.` })),
  });
  return parser.map((said) => ({ ...defined(said), allowShort: true }));
}

/** The timers that options stand for; a CommandError for one out of range. */
export function timeoutsOf(options: HsmsTimeoutOptions): HsmsTimeouts {
  return asUsage(() => new HsmsTimeouts(options));
}

/** The same without what is undefined: exactOptionalPropertyTypes tells the two apart. */
export function defined<T extends object>(values: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
