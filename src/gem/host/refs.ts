import type { SecsId } from "../../secs/mod.ts";
import type { IdIndex } from "../definition/index_of.ts";
import type {
  EquipmentModel,
  ModelAlarm,
  ModelCommand,
  ModelEvent,
  ModelVariable,
} from "../definition/model.ts";
import type {
  AlarmEventName,
  CommandName,
  ConstantName,
  EventName,
  StatusName,
  VariableName,
} from "../definition/names.ts";
import type { VariableInput, VariableValue } from "../definition/value_types.ts";
import type { GemValue } from "../definition/values.ts";

/**
 * Something of a tool: its name in the model, or its id. A number is an id; an id that is text is `{ id: "…" }`, or the text
 * alone if the handler has no model. Parts of a model (`model.events.require("LotStarted")`) have an `id` too.
 */
export type GemRef<Name extends string = string> = Name | number | bigint | { readonly id: SecsId };

/** The names of the events of a tool: its own, those that GEM requires, of alarms and of limits. */
export type HostEventName<D> =
  | EventName<D>
  | AlarmEventName<D>
  | `${StatusName<D>} Limit Zone Transition`;

/** An event, by its name or its CEID. */
export type EventRef<D> = GemRef<HostEventName<D>>;
/** A variable of any kind, by its name or its VID. */
export type VariableRef<D> = GemRef<VariableName<D>>;
/** A status variable, by its name or its SVID. */
export type StatusRef<D> = GemRef<StatusName<D>>;
/** An equipment constant, by its name or its ECID. */
export type ConstantRef<D> = GemRef<ConstantName<D>>;
/** A remote command, by its name; `{ id }` is one that the model does not have. */
export type CommandRef<D> = CommandName<D> | { readonly id: SecsId };

/** The type of the value of a variable. */
export type ValueOfRef<D, R> = R extends VariableName<D> ? VariableValue<D, R> : GemValue;
/** What a variable can be set to. */
export type InputOfRef<D, R> = R extends VariableName<D> ? VariableInput<D, R> : GemValue;

/** The id that was meant, and the part of the model that has it. */
export interface Found<T> {
  readonly id: SecsId;
  readonly part: T | undefined;
}

/** Finds ids and parts of a model by what a caller wrote, or a tool sent. */
export class Names {
  readonly #model: EquipmentModel | undefined;
  /** The variables that have limits, by their events. */
  readonly #limited = new Map<ModelEvent, ModelVariable>();

  constructor(model: EquipmentModel | undefined) {
    this.#model = model;
    for (const variable of model?.variables ?? []) {
      if (variable.limits !== undefined) this.#limited.set(variable.limits.event, variable);
    }
  }

  /**
   * A variable.
   *
   * @throws {RangeError} when the model has none of that name.
   */
  variable(ref: GemRef): Found<ModelVariable> {
    return find(ref, this.#model?.variables);
  }

  /**
   * An event.
   *
   * @throws {RangeError} when the model has none of that name.
   */
  event(ref: GemRef): Found<ModelEvent> {
    return find(ref, this.#model?.events);
  }

  /**
   * An alarm.
   *
   * @throws {RangeError} when the model has none of that name.
   */
  alarm(ref: GemRef): Found<ModelAlarm> {
    return find(ref, this.#model?.alarms);
  }

  /**
   * A remote command.
   *
   * @throws {RangeError} when the model has none of that name.
   */
  command(ref: string | { readonly id: SecsId }): Found<ModelCommand> {
    if (typeof ref === "object") return { id: ref.id, part: undefined };
    return { id: ref, part: this.#model?.commands.require(ref) };
  }

  /** The variable whose limits an event is about. */
  limitVariable(event: ModelEvent): ModelVariable | undefined {
    return this.#limited.get(event);
  }

  /** The ids of all variables of a kind; undefined without a model. */
  idsOf(kind: ModelVariable["kind"]): SecsId[] | undefined {
    return this.#model?.variables.all.filter((one) => one.kind === kind).map(({ id }) => id);
  }
}

function find<T extends { readonly name: string; readonly id: SecsId }>(
  ref: GemRef,
  index: IdIndex<T> | undefined,
): Found<T> {
  if (typeof ref === "string") {
    const part = index?.require(ref);
    return { id: part?.id ?? ref, part };
  }
  const id = typeof ref === "object" ? ref.id : ref;
  return { id, part: index?.withId(id) };
}
