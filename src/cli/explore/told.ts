import { type EquipmentModel, isAlarmSet, type ModelVariable, readEquipment } from "../../gem/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import {
  type MessageBody,
  S1F11,
  S1F21,
  S1F23,
  S2F17,
  S2F29,
  S2F47,
  S2F57,
  S5F5,
  S5F7,
  S7F19,
  type SecsId,
  type SecsLimitValues,
} from "../../secs/mod.ts";
import { hexOf } from "../hex_of.ts";
import type { Exploration } from "./explore.ts";
import { keyOf, type Talk } from "./talk.ts";

/** A variable, and its value at the moment. */
export interface ToldVariable {
  readonly variable: ModelVariable;
  readonly item: Item | undefined;
  /** The limits that are set. */
  readonly limits: readonly SecsLimitValues[];
}

/** An alarm, and how it is at the moment; undefined: not known. */
export interface ToldAlarm {
  readonly name: string;
  readonly id: SecsId;
  readonly text: string;
  readonly isSet: boolean | undefined;
  readonly isEnabled: boolean | undefined;
}

/** What a tool has, with names: the parts of its model that it has itself, and how they are at the moment. */
export class Told {
  readonly model: EquipmentModel;
  readonly status: readonly ToldVariable[];
  readonly data: readonly ToldVariable[];
  readonly constants: readonly ToldVariable[];
  readonly events: readonly {
    readonly name: string;
    readonly id: SecsId;
    readonly variables: readonly string[];
  }[];
  readonly alarms: readonly ToldAlarm[];
  /** The process programs; undefined: the tool has not said. */
  readonly recipes: readonly string[] | undefined;
  /** TIME; undefined: the tool has not said. */
  readonly clock: string | undefined;

  constructor({ definition, talk }: Exploration) {
    this.model = readEquipment(definition);
    const limits = new Map(
      answerOf(talk, S2F47.toEquipment.reply)?.map((
        { VID, ATTRIBUTES },
      ) => [keyOf(VID), ATTRIBUTES?.LIMITS ?? []]),
    );
    const of = (
      kind: ModelVariable["kind"],
      own: object | undefined,
      listed: Iterable<SecsId>,
      values: ReadonlyMap<string, { readonly item: Item }>,
    ): ToldVariable[] => {
      const has = new Set([...listed].map(keyOf));
      return this.model.variables.all
        .filter((one) => one.kind === kind && (has.has(keyOf(one.id)) || isOwn(own, one)))
        .map((variable) => {
          const key = keyOf(variable.id);
          return { variable, item: values.get(key)?.item, limits: limits.get(key) ?? [] };
        });
    };
    const { statusVariables, dataVariables, constants, events } = definition;
    this.status = of("status", statusVariables, idsOf(talk, S1F11.toEquipment.reply, "SVID"), talk.values);
    this.data = of("data", dataVariables, idsOf(talk, S1F21.toEquipment.reply, "VID"), new Map());
    this.constants = of("constant", constants, idsOf(talk, S2F29.toEquipment.reply, "ECID"), talk.constants);
    const listed = new Set(
      [
        ...idsOf(talk, S1F23.toEquipment.reply, "CEID"),
        ...[...talk.links.values()].map(({ id }) => id),
        ...(answerOf(talk, S2F57.toEquipment.reply) ?? []),
      ].map(keyOf),
    );
    this.events = this.model.events.all
      .filter((one) => listed.has(keyOf(one.id)) || isOwn(events, one))
      .map(({ name, id, variables }) => ({ name, id, variables: variables.map((one) => one.name) }));
    this.alarms = alarmsOf(this.model, talk);
    this.recipes = answerOf(talk, S7F19.toEquipment.reply)?.map((ppid) =>
      ppid instanceof Uint8Array ? hexOf(ppid) : String(ppid)
    );
    this.clock = answerOf(talk, S2F17.toEquipment.reply);
  }
}

/** A part that GEM requires is in the definition also if the tool does not have it: then with an id alone. */
function isOwn(
  own: object | undefined,
  { name, isRequired }: { name: string; isRequired: boolean },
): boolean {
  return !isRequired && own !== undefined && Object.hasOwn(own, name);
}

function alarmsOf(model: EquipmentModel, talk: Talk): ToldAlarm[] {
  const told = new Map(answerOf(talk, S5F5.toEquipment.reply)?.map((one) => [keyOf(one.ALID), one.ALCD]));
  const enabled = answerOf(talk, S5F7.toEquipment.reply);
  const isEnabled = new Set(enabled?.map(({ ALID }) => keyOf(ALID)));
  return model.alarms.all.map(({ name, id, text }) => {
    const code = told.get(keyOf(id));
    return {
      name,
      id,
      text,
      isSet: code === undefined ? undefined : isAlarmSet(code),
      isEnabled: enabled && isEnabled.has(keyOf(id)),
    };
  });
}

/** An answer about all; undefined: there is none that can be read. */
function answerOf<R>(talk: Talk, body: MessageBody<R>): R | undefined {
  const item = talk.answers.get(`S${body.stream}F${body.function - 1}`);
  if (item === undefined) return undefined;
  try {
    return body.read(item);
  } catch {
    return undefined;
  }
}

function idsOf<K extends string>(
  talk: Talk,
  body: MessageBody<readonly ({ readonly [key in K]: SecsId } | undefined)[]>,
  key: K,
): SecsId[] {
  return (answerOf(talk, body) ?? []).flatMap((one) => one === undefined ? [] : [one[key]]);
}
