import { requireInteger } from "../../core/base/mod.ts";
import { A, decodeItem, encodeItem, type Item } from "../../secs2/mod.ts";
import type { SecsEquipmentConstant, SecsEquipmentConstantName, SecsId } from "../../secs/mod.ts";
import type { EquipmentModel, ModelVariable } from "../definition/model.ts";
import type { GemValue } from "../definition/values.ts";
import { itemOf } from "../definition/values.ts";
import { EAC } from "./acks.ts";
import type { Keeper } from "./keeper.ts";
import { ANY_TEXT, isInRange, readParameter } from "./parameters.ts";
import { emptyItem, type Slot } from "./slot.ts";

/** Key of what is kept of constants; the names follow it. */
const KEY = "constant/";

/** Who sets constants: a host, by its name and whether it controls the tool; undefined for the operator. */
export type ConstantsHost = { readonly name: string; readonly isRemote: boolean } | undefined;

/**
 * Judges new values of constants by their names: nothing or 0 accepts them, another number is EAC. In LOCAL E30 wants EAC 2 for
 * those that touch a running process, which the tool knows.
 */
export type ConstantsCheck = (
  values: Readonly<Record<string, GemValue>>,
  by: "host" | "operator",
  host: ConstantsHost,
) => number | void | Promise<number | void>;

/** A host that sends S2F15. */
export interface ConstantsSource {
  /** What the check is told of it. */
  readonly host: ConstantsHost;
  /** The encoding of text; undefined for Latin-1. */
  readonly encoding: string | undefined;
  /** Tells what the check threw. */
  report(error: unknown): void;
}

/** The equipment constants of a running tool. They survive power off. */
export class Constants {
  /** Is asked before any value changes. */
  check: ConstantsCheck | undefined;
  readonly #model: EquipmentModel;
  readonly #slots: ReadonlyMap<string, Slot>;
  readonly #keeper: Keeper;
  readonly #onChanged: (variables: readonly ModelVariable[]) => void;

  /** `onChanged` is called once the new values hold. */
  constructor(
    model: EquipmentModel,
    slots: ReadonlyMap<string, Slot>,
    keeper: Keeper,
    onChanged: (variables: readonly ModelVariable[]) => void,
  ) {
    this.#model = model;
    this.#slots = slots;
    this.#keeper = keeper;
    this.#onChanged = onChanged;
  }

  /** Takes the values from before power off; one that the model does not permit any more is left at its default. */
  restore(): void {
    for (const variable of this.#all) {
      const kept = this.#keeper.get(KEY + variable.name);
      const item = kept && decodeItem(kept);
      const read = item && readParameter(variable, item, ANY_TEXT);
      if (read && "value" in read) this.#slots.get(variable.name)!.set(read.value);
    }
  }

  /** S2F15: all of it, or nothing. Resolves with EAC once the new values are durable; EAC 2 if the check failed. */
  async change(
    constants: readonly SecsEquipmentConstant[],
    { host, encoding, report }: ConstantsSource,
  ): Promise<number> {
    const values = new Map<ModelVariable, GemValue>();
    for (const { ECID, ECV } of constants) {
      const variable = this.#withId(ECID);
      if (variable === undefined) return EAC.unknownConstant;
      const read = readParameter(variable, ECV, encoding);
      if ("code" in read) return EAC.outOfRange;
      values.set(variable, read.value);
    }
    try {
      return await this.#apply(values, "host", host);
    } catch (error) {
      report(error);
      return EAC.busy;
    }
  }

  /**
   * The operator sets a constant; resolves once it is durable.
   *
   * @throws {GemValueError} when the value does not fit the format.
   * @throws {RangeError} when it is out of range, or the tool's own check refuses it.
   */
  async set(variable: ModelVariable, value: GemValue): Promise<void> {
    const { name, min = "any", max = "any", values } = variable;
    itemOf(variable, value, ANY_TEXT);
    if (!isInRange(variable, value)) {
      const range = values === undefined ? `from ${min} to ${max}` : `one of ${values.join(", ")}`;
      throw new RangeError(`${name} must be ${range}, got ${value}`);
    }
    const eac = await this.#apply(new Map([[variable, value]]), "operator", undefined);
    if (eac !== EAC.done) throw new RangeError(`The tool does not take ${name} ${value} now: EAC ${eac}`);
  }

  /** S2F14: values in the order of the ids, all without one; of an unknown one an empty list. */
  values(ids: readonly SecsId[], read: (slot: Slot) => Item): Item[] {
    const found = ids.length === 0 ? this.#all : ids.map((id) => this.#withId(id));
    return found.map((variable) =>
      variable === undefined ? emptyItem("L") : read(this.#slots.get(variable.name)!)
    );
  }

  /** S2F30: names and ranges in the order of the ids, of all without one; of an unknown one five texts of length 0. */
  names(ids: readonly SecsId[], encoding: string | undefined): SecsEquipmentConstantName[] {
    if (ids.length === 0) return this.#all.map((variable) => described(variable, encoding));
    return ids.map((ECID) => {
      const variable = this.#withId(ECID);
      if (variable !== undefined) return described(variable, encoding);
      const none = A("");
      return { ECID, ECNAME: "", ECMIN: none, ECMAX: none, ECDEF: none, UNITS: "" };
    });
  }

  get #all(): readonly ModelVariable[] {
    return this.#model.variables.all.filter(({ kind }) => kind === "constant");
  }

  #withId(id: SecsId): ModelVariable | undefined {
    const variable = this.#model.variables.withId(id);
    return variable?.kind === "constant" ? variable : undefined;
  }

  async #apply(
    values: ReadonlyMap<ModelVariable, GemValue>,
    by: "host" | "operator",
    host: ConstantsHost,
  ): Promise<number> {
    const named = Object.fromEntries([...values].map(([{ name }, value]) => [name, value]));
    const eac = requireInteger("EAC", await this.check?.(named, by, host) ?? EAC.done, 0, 255);
    if (eac !== EAC.done) return eac;
    for (const [variable, value] of values) this.#slots.get(variable.name)!.set(value);
    this.#onChanged([...values.keys()]);
    await this.#keeper.write([...values].map(([variable, value]) => ({
      key: KEY + variable.name,
      value: encodeItem(itemOf(variable, value, ANY_TEXT)),
    })));
    return EAC.done;
  }
}

/** A constant of S2F30; its range is of length 0 if it has none. */
function described(variable: ModelVariable, encoding: string | undefined): SecsEquipmentConstantName {
  const { id, name, min, max, initial, units, format } = variable;
  const single = { ...variable, array: false };
  const bound = (value: number | undefined): Item =>
    value === undefined ? emptyItem(format) : itemOf(single, value);
  return {
    ECID: id,
    ECNAME: name,
    ECMIN: bound(min),
    ECMAX: bound(max),
    ECDEF: itemOf(variable, initial, encoding),
    UNITS: units,
  };
}
