import { BYTE_KINDS } from "./byte_rules.ts";
import { FRAME_KINDS } from "./frame_rules.ts";
import { RANDOM_KINDS } from "./random_rules.ts";
import { type FaultKind, type FaultParameter, type FaultRule, ruleOf, SCOPE } from "./rule.ts";

/**
 * All kinds of rules, with their descriptions and parameters.
 *
 * @example
 * ```ts
 * import { FAULT_KINDS } from "@secs/hsms/testing";
 * import { assert } from "@std/assert";
 *
 * assert(FAULT_KINDS.some(({ name }) => name === "eat-linktests"));
 * ```
 */
export const FAULT_KINDS: readonly FaultKind[] = [...BYTE_KINDS, ...FRAME_KINDS, ...RANDOM_KINDS];

/**
 * Prints a rule as its name and parameters: `stall at=7 ms=2000 to=client`.
 *
 * @example
 * ```ts
 * import { eatLinktests, formatFaultRule } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formatFaultRule(eatLinktests({ which: "rsp" })), "eat-linktests which=rsp");
 * ```
 */
export function formatFaultRule({ name, parameters }: Pick<FaultRule, "name" | "parameters">): string {
  const words = Object.entries(parameters).map(([key, value]) =>
    `${key}=${typeof value === "function" ? "<function>" : value}`
  );
  return [name, ...words].join(" ");
}

/**
 * Reads what {@linkcode formatFaultRule} prints.
 *
 * @throws {SyntaxError} When there is no such rule, or a word is not a parameter of it; the message lists what there is.
 * @throws {TypeError} When a required parameter is missing.
 * @throws {RangeError} When a value is out of range.
 *
 * @example
 * ```ts
 * import { parseFaultRule, splitAt } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseFaultRule("split-at at=7").parameters, splitAt(7).parameters);
 * ```
 */
export function parseFaultRule(text: string): FaultRule {
  const [name = "", ...words] = text.trim().split(/\s+/);
  const kind = FAULT_KINDS.find((one) => one.name === name);
  if (kind === undefined) {
    const names = FAULT_KINDS.map((one) => one.name).join(", ");
    throw new SyntaxError(`No rule is called "${name}". There are ${names}`);
  }
  const known: FaultKind["parameters"] = { ...kind.parameters, ...SCOPE };
  const parameters: Record<string, FaultParameter> = {};
  for (const word of words) {
    const [, key, value] = /^(\w+)=(.+)$/.exec(word) ?? [];
    const parameter = key === undefined ? undefined : known[key];
    if (key === undefined || parameter === undefined) {
      const keys = Object.keys(known).map((one) => `${one}=…`).join(" ");
      throw new SyntaxError(`Cannot read "${word}" of ${name}. It takes ${keys}`);
    }
    parameters[key] = parameter.type === "number" ? Number(value) : value!;
  }
  return ruleOf(kind, parameters);
}
