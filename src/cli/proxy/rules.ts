import { lineBreak, type Message, message } from "@optique/core";
import { FAULT_KINDS, type FaultRule, parseFaultRule, randomFaults } from "../../testing/mod.ts";
import { plain } from "../command.ts";
import { asUsage } from "../errors.ts";

/** The rules that were asked for; `seed`: what happens at random besides. */
export function rulesOf(texts: readonly string[], seed: number | undefined): FaultRule[] {
  const rules = texts.map((text) => asUsage(() => parseFaultRule(text), `--fault "${text}": `));
  return seed === undefined ? rules : [...rules, randomFaults(seed)];
}

/** All kinds of rules, with their parameters: for the help. */
export function ruleList(): Message {
  const lines = FAULT_KINDS.flatMap(({ name, says, parameters }) => {
    const words = Object.entries(parameters).map(([key, { required }]) =>
      required ? ` ${key}=…` : ` [${key}=…]`
    );
    return message`${lineBreak()}  ${plain(name + words.join(""))}${lineBreak()}      ${plain(says)}`;
  });
  const scope = plain("All of them take [to=target|client|both] and [connection=NUMBER], too.");
  return message`Faults:${lines}${lineBreak()}  ${scope}`;
}
