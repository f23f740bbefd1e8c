import type { Item } from "../../secs2/mod.ts";
import {
  A,
  B,
  BOOLEAN,
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  J,
  L,
  TextEncodingError,
  U1,
  U2,
  U4,
  U8,
} from "../../secs2/mod.ts";
import type { SecsId } from "../../secs/mod.ts";
import type { GemFormat } from "../definition/formats.ts";
import type { ModelVariable } from "../definition/model.ts";
import { fits, type GemValue, itemOf } from "../definition/values.ts";
import { itemOfId } from "./item_of_id.ts";

/** For whom a variable is read, and when. */
export interface Reading {
  /** The encoding of text with this host; undefined for Latin-1. */
  readonly encoding: string | undefined;
  /** The variables whose value is another one for each host. */
  readonly own: ReadonlyMap<Slot, () => Item>;
  /** What came with the event that happens now: values by the names of data variables, or what makes them. */
  readonly values: Readonly<Record<string, unknown>> | undefined;
  /** Tells that text has a character that the encoding does not have; it is read as text of length 0. */
  report(error: unknown): void;
}

/** Makes the value of a data variable for a host; the library's own are made so. */
export type MakeValue = (variable: ModelVariable, encoding: string | undefined) => Item;

/** The value of a data variable that is an id, in the format that the variable has. */
export function idValue(id: SecsId): MakeValue {
  return (variable) => variable.format === "L" ? itemOfId(id) : itemOf(variable, id);
}

/** What is read if a variable is not available. */
const EMPTY: Readonly<Record<GemFormat, Item>> = {
  A: A(""),
  J: J(""),
  B: B(),
  BOOLEAN: BOOLEAN(),
  U1: U1([]),
  U2: U2([]),
  U4: U4([]),
  U8: U8([]),
  I1: I1([]),
  I2: I2([]),
  I4: I4([]),
  I8: I8([]),
  F4: F4([]),
  F8: F8([]),
  L: L(),
};

/** A variable of a running tool, and its value. */
export class Slot {
  /** VID. */
  readonly id: SecsId;
  /** What the model says of it. */
  readonly variable: ModelVariable;
  /** Computes the value when it is read. */
  source: (() => Item) | undefined;
  #value: unknown;
  /** The value as an item, once it was read. */
  #item: Item | undefined;

  constructor(variable: ModelVariable) {
    this.id = variable.id;
    this.variable = variable;
    this.#value = variable.initial;
  }

  /** The value that was set last; undefined: it is not available. */
  get value(): GemValue | undefined {
    return this.#value as GemValue | undefined;
  }

  /**
   * Sets the value; undefined: it is not available.
   *
   * @throws {GemValueError} when it does not fit the format.
   */
  set(value: unknown): void {
    if (value !== undefined && !fits(this.variable, value)) itemOf(this.variable, value); // throws, and says why
    this.#value = value;
    this.#item = undefined;
  }

  /** The value as an item; of length 0 if it is not available. */
  read(reading: Reading): Item {
    const { variable } = this;
    const { encoding, own, values } = reading;
    if (variable.kind === "data") return itemOrEmpty(variable, values?.[variable.name], reading);
    const computed = this.source ?? own.get(this);
    if (computed !== undefined) return computed();
    if (encoding !== undefined) return itemOrEmpty(variable, this.#value, reading);
    return this.#item ??= itemOrEmpty(variable, this.#value, reading);
  }
}

/** The item of length 0 of a format. */
export function emptyItem(format: GemFormat): Item {
  return EMPTY[format];
}

function itemOrEmpty(variable: ModelVariable, value: unknown, { encoding, report }: Reading): Item {
  if (value === undefined) return EMPTY[variable.format];
  try {
    return typeof value === "function"
      ? (value as MakeValue)(variable, encoding)
      : itemOf(variable, value, encoding);
  } catch (error) {
    if (!(error instanceof TextEncodingError)) throw error;
    report(error);
    return EMPTY[variable.format];
  }
}
