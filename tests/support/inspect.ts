import { inspect } from "node:util";

export { inspect };

interface Runtime {
  inspect(value: unknown): string;
}

/** What `console.log` of the runtime shows of a value. */
export function shownByConsole(value: unknown): string {
  const { Bun, Deno } = globalThis as { Bun?: Runtime; Deno?: Runtime };
  return (Bun ?? Deno ?? { inspect }).inspect(value);
}
