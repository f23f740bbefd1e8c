/** The requirements and capabilities of GEM: which messages they have, and when a tool has them. */

import type { EquipmentModel } from "../definition/model.ts";
import {
  S10F1,
  S10F3,
  S10F5,
  S10F9,
  S13F1,
  S13F3,
  S13F5,
  S13F7,
  S13F9,
  S1F1,
  S1F11,
  S1F13,
  S1F15,
  S1F17,
  S1F21,
  S1F23,
  S1F3,
  S2F13,
  S2F15,
  S2F17,
  S2F21,
  S2F23,
  S2F25,
  S2F29,
  S2F31,
  S2F33,
  S2F35,
  S2F37,
  S2F39,
  S2F41,
  S2F43,
  S2F45,
  S2F47,
  S2F49,
  S2F51,
  S2F53,
  S2F55,
  S2F57,
  S2F59,
  S2F61,
  S2F63,
  S5F1,
  S5F3,
  S5F5,
  S5F7,
  S6F1,
  S6F11,
  S6F13,
  S6F15,
  S6F17,
  S6F19,
  S6F21,
  S6F23,
  S7F1,
  S7F17,
  S7F19,
  S7F23,
  S7F25,
  S7F27,
  S7F29,
  S7F3,
  S7F37,
  S7F39,
  S7F41,
  S7F43,
  S7F5,
  S9F1,
  S9F11,
  S9F13,
  S9F3,
  S9F5,
  S9F7,
  S9F9,
} from "../../secs/mod.ts";
import type { AnyMessage } from "./message_list.ts";

/** A requirement (fundamental) or capability (additional) of GEM. */
export interface Capability {
  /** Its name. */
  readonly name: string;
  /** The primaries that it has for a tool. */
  readonly messages: (model: EquipmentModel) => readonly unknown[];
  /** Whether a tool has it; without it every tool has. */
  readonly isThere?: (model: EquipmentModel) => boolean;
  /** What it lacks to be as GEM wants it; undefined: nothing. */
  readonly lacks?: (model: EquipmentModel) => string | undefined;
  /** What the program of the tool does for it. */
  readonly note?: string;
}

/** What every GEM tool must have. */
export const FUNDAMENTAL: readonly Capability[] = [
  { name: "State models", messages: none },
  {
    name: "Equipment processing states",
    messages: none,
    note: "the program of the tool says what happens to its process",
  },
  { name: "Host-initiated S1F13/S1F14 scenario", messages: only(S1F13) },
  {
    name: "Event notification",
    messages: only(S6F11, S6F13),
    note: "the program of the tool triggers the events of the process",
  },
  { name: "On-line identification", messages: only(S1F1) },
  { name: "Error messages", messages: only(S9F1, S9F3, S9F5, S9F7, S9F9, S9F11, S9F13) },
  { name: "Documentation", messages: none, note: "this manual" },
  {
    name: "Control (operator-initiated)",
    messages: only(S1F1),
    note: "the panel has the operator's switches",
  },
];

/** What a GEM tool may have. */
export const ADDITIONAL: readonly Capability[] = [
  { name: "Establish communications", messages: only(S1F13) },
  {
    name: "Dynamic event report configuration",
    messages: only(S2F33, S2F35, S2F37, S2F39, S2F51, S2F53, S2F55, S2F57),
  },
  { name: "Variable data collection", messages: only(S6F15, S6F17, S6F19, S6F21) },
  { name: "Trace data collection", messages: only(S2F23, S2F61, S2F63, S6F1) },
  { name: "Status data collection", messages: only(S1F3, S1F11) },
  { name: "Namelists of data variables and events", messages: only(S1F21, S1F23) },
  {
    name: "Alarm management",
    messages: only(S5F1, S5F3, S5F5, S5F7),
    isThere: ({ alarms }) => alarms.all.length > 0,
  },
  {
    name: "Remote control",
    messages: only(S2F21, S2F41, S2F49),
    isThere: ({ commands }) => commands.all.length > 0,
    lacks: ({ commands }) => {
      const missing = ["START", "STOP"].filter((name) => commands.named(name) === undefined);
      return missing.length === 0 ? undefined : `no command ${missing.join(" and ")}`;
    },
  },
  { name: "Equipment constants", messages: only(S2F13, S2F15, S2F29) },
  {
    name: "Process recipe management",
    messages: ({ processPrograms: kinds }) => [
      ...[S7F3, S7F5, S7F37, S7F41].filter(() => kinds.includes("unformatted")),
      ...[S7F23, S7F25, S7F27, S7F29, S7F39, S7F43].filter(() => kinds.includes("formatted")),
      ...[S7F1, S7F17, S7F19, S13F1, S13F3, S13F5, S13F7, S13F9].filter(() => kinds.length > 0),
    ],
    isThere: ({ processPrograms }) => processPrograms.length > 0,
  },
  {
    name: "Material movement",
    messages: none,
    note: "the program of the tool triggers Material Received and Material Removed",
  },
  {
    name: "Equipment terminal services",
    messages: only(S10F1, S10F3, S10F5, S10F9),
    note: "the program of the tool shows the text",
  },
  { name: "Clock", messages: only(S2F17, S2F31) },
  {
    name: "Limits monitoring",
    messages: only(S2F45, S2F47),
    isThere: ({ variables }) => variables.all.some(({ limits }) => limits !== undefined),
  },
  { name: "Spooling", messages: only(S2F43, S2F59, S6F23) },
  { name: "Control (host-initiated)", messages: only(S1F15, S1F17) },
];

/** Whether a tool has a capability. */
export function isImplemented(capability: Capability, model: EquipmentModel): boolean {
  return capability.isThere?.(model) ?? true;
}

/** The primaries of all capabilities that a tool has, and the loopback test, which belongs to none. */
export function messagesOf(model: EquipmentModel): AnyMessage[] {
  const capabilities = [...FUNDAMENTAL, ...ADDITIONAL].filter((one) => isImplemented(one, model))
    .flatMap((one) => one.messages(model) as AnyMessage[]);
  return [...capabilities, S2F25 as unknown as AnyMessage];
}

function none(): readonly unknown[] {
  return [];
}

function only(...messages: readonly unknown[]): () => readonly unknown[] {
  return () => messages;
}
