import type { DefinitionValue } from "../definition/definition_value.ts";
import type { ActionDefinition } from "../definition/simulation_definition.ts";
import { fillIn } from "../definition/templates.ts";
import type { Equipment } from "../equipment/equipment.ts";
import type { Timeline } from "./timeline.ts";

/** What a script is run with. */
export interface ScriptOwner {
  readonly equipment: Equipment;
  readonly timeline: Timeline;
  /** An action was done; `what` is a sentence. */
  did(what: string): void;
  /** An action has failed: the ones after it are done all the same. */
  failed(error: unknown): void;
}

/** The values that names in braces stand for, before variables and constants. */
export type Names = Readonly<Record<string, unknown>>;

/** Does one action after the other; what comes after `wait` is done later. */
export function runScript(
  owner: ScriptOwner,
  actions: readonly ActionDefinition[],
  names: Names,
): void {
  for (const [at, action] of actions.entries()) {
    if (action.wait !== undefined) {
      owner.timeline.in(action.wait, () => runScript(owner, actions.slice(at + 1), names));
      return;
    }
    try {
      act(owner, action, names);
    } catch (error) {
      owner.failed(error);
    }
  }
}

/** Whether something is waited for. */
export function waits(actions: readonly ActionDefinition[]): boolean {
  return actions.some(({ wait }) => wait !== undefined);
}

function act(owner: ScriptOwner, action: ActionDefinition, names: Names): void {
  const { equipment, did } = owner;
  const { trigger, set, constants, alarm, clear, processing, text, operator } = action;
  const filled = (value: DefinitionValue): unknown =>
    typeof value === "string" ? fillIn(value, (name) => valueOf(equipment, names, name)) : value;
  const all = (values: Readonly<Record<string, DefinitionValue>> = {}): Record<string, unknown> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, filled(value)]));
  if (trigger !== undefined) {
    const values = all(action.values);
    equipment.trigger(trigger, values as never);
    did(`${trigger} was triggered${listed(values)}`);
  }
  for (const [name, value] of Object.entries(all(set))) {
    equipment.set(name as never, value as never);
    did(`${name} is ${shown(value)}`);
  }
  for (const [name, value] of Object.entries(all(constants))) {
    equipment.setConstant(name, value as never).then(
      () => did(`The operator has set ${name} to ${shown(value)}`),
      (error) => owner.failed(error),
    );
  }
  if (alarm !== undefined && !equipment.alarm(alarm).isSet) {
    equipment.alarm(alarm).set();
    did(`${alarm} is set`);
  }
  if (clear !== undefined && equipment.alarm(clear).isSet) {
    equipment.alarm(clear).clear();
    did(`${clear} is cleared`);
  }
  if (processing !== undefined && equipment.moveProcess(processing)) {
    did(`${processing}: the process is ${equipment.processState}`);
  }
  if (text !== undefined) {
    const said = `${filled(text)}`;
    equipment.sendText(said);
    did(`The operator has sent ${shown(said)}`);
  }
  if (operator !== undefined) {
    const said = `${filled(operator)}`;
    equipment.operatorCommand(said);
    did(`The operator did ${shown(said)}`);
  }
}

function valueOf(equipment: Equipment, names: Names, name: string): unknown {
  return Object.hasOwn(names, name) ? names[name] : equipment.get(name as never);
}

function listed(values: Readonly<Record<string, unknown>>): string {
  const all = Object.entries(values).map(([name, value]) => `${name} ${shown(value)}`);
  return all.length === 0 ? "" : `: ${all.join(", ")}`;
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : `${value}`;
}
