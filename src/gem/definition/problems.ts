import { didYouMean } from "../did_you_mean.ts";

/** Maximum number of problems that are listed. */
const MAX_LISTED = 1_000;

/** Maximum number of problems for which the name that was meant is looked for, which takes time. */
const MAX_MEANT = 100;

/** What is wrong with a definition: a path, and what was found there. */
export class Problems {
  readonly #texts: string[] = [];
  /** The paths of all problems, and what they are parts of. */
  readonly #paths = new Set<string>();

  /** Adds a problem. */
  add(path: string, text: string): void {
    this.#texts.push(path === "" ? text : `${path}: ${text}`);
    for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("."), at.lastIndexOf("[")))) {
      this.#paths.add(at);
    }
  }

  /** `; did you mean LotId?`, or nothing; nothing after many problems. */
  meant(written: string, names: Iterable<string>): string {
    return this.#texts.length < MAX_MEANT ? didYouMean(written, names) : "";
  }

  /** Whether something at `path`, or in a part of it, is wrong. */
  has(path: string): boolean {
    return this.#paths.has(path);
  }

  /** Whether anything is wrong. */
  get any(): boolean {
    return this.#texts.length > 0;
  }

  /** @throws {RangeError} when there is a problem; the message lists them, at most 1,000. */
  throwIfAny(what: string): void {
    const count = this.#texts.length;
    if (count === 1) throw new RangeError(`${what} is not right: ${this.#texts[0]}`);
    if (count === 0) return;
    const listed = this.#texts.slice(0, MAX_LISTED);
    if (count > MAX_LISTED) listed.push(`and ${count - MAX_LISTED} more`);
    throw new RangeError(`${what} has ${count} problems:\n  ${listed.join("\n  ")}`);
  }
}

/** The path of a part: `events.LotStarted`, `events["PP Change"]`, `variables[0]`. */
export function pathTo(path: string, part: string | number): string {
  if (typeof part === "number") return `${path}[${part}]`;
  if (!/^[A-Za-z_]\w*$/.test(part)) return `${path}[${JSON.stringify(part)}]`;
  return path === "" ? part : `${path}.${part}`;
}

/** A value in a message, at most 60 characters of it. */
export function shown(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" || value === undefined) return `${value}`;
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
