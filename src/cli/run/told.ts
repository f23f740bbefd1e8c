// What messages are about, in the words of steps.

import type { HsmsPacket } from "../../core/mod.ts";
import type { EquipmentDefinition, GemToolEvent } from "../../gem/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import { S2F21, S2F41, S2F49, SecsMessage } from "../../secs/mod.ts";
import type { Told } from "./inbox.ts";

/** What a tool has told its host. */
export function toldOf(event: GemToolEvent<EquipmentDefinition>): Told {
  switch (event.type) {
    case "collection-event":
      return { name: event.name, id: event.id, values: event.values };
    case "alarm": {
      const { name, id, isSet, code, category, text } = event;
      return { name, id, isSet, values: { code, category, text } };
    }
    case "trace": {
      const last = event.samples.at(-1) ?? [];
      const values = Object.fromEntries(last.map(({ name, id, value }) => [name ?? `${id}`, value]));
      return { name: undefined, id: event.id, values: { ...values, sample: event.lastSample } };
    }
    case "terminal":
      return { name: undefined, id: event.terminal, values: { terminal: event.terminal, text: event.text } };
    case "process-program":
      return { name: undefined, id: undefined, values: { ppid: event.ppid } };
  }
}

/** What a command of a host is about; undefined: it is no command. */
export function commandIn(packet: HsmsPacket): Told | undefined {
  const message = new SecsMessage(packet);
  if (message.stream !== 2) return undefined;
  try {
    if (message.function === 21) return told(message.read(S2F21.toEquipment), []);
    if (message.function === 41) {
      const { RCMD, PARAMETERS } = message.read(S2F41.toEquipment);
      return told(RCMD, PARAMETERS.map(({ CPNAME, CPVAL }) => [CPNAME, CPVAL]));
    }
    if (message.function === 49) {
      const { RCMD, PARAMETERS } = message.read(S2F49.toEquipment);
      return told(RCMD, PARAMETERS.map(({ CPNAME, CEPVAL }) => [CPNAME, CEPVAL]));
    }
  } catch {
    // A body that cannot be read is about nothing.
  }
  return undefined;
}

function told(command: unknown, parameters: readonly (readonly [name: unknown, item: Item])[]): Told {
  const values = Object.fromEntries(parameters.map(([name, item]) => [`${name}`, valueOf(item)]));
  return { name: `${command}`, id: undefined, values };
}

function valueOf(item: Item): unknown {
  if (item.format === "A" || item.format === "J") return item.text;
  return item.format !== "L" && item.format !== "C2" && item.length === 1 ? item.value : item;
}
