import type { Item } from "../../secs2/mod.ts";
import type { SecsBuilding, SecsReading } from "./place.ts";
import type { SecsShape } from "./shape.ts";

/**
 * The shape of an item: a TypeScript value on one side, SECS-II on the other.
 *
 * @typeParam T What the item is built from and reads as.
 */
export interface SecsSchema<T> {
  /** What the shape is, for tables and generators. */
  readonly shape: SecsShape;
  /** What it reads as where the item is left out, if it may be. */
  readonly missing?: { readonly value: T };
  /**
   * Builds the item.
   *
   * @throws {SecsSchemaError} when the value does not fit.
   */
  build(value: T, at: SecsBuilding): Item;
  /**
   * Reads an item. What is not as E5 has it, but clear, is told to `at.tolerate`.
   *
   * @throws {SecsSchemaError} when it does not fit.
   */
  read(item: Item, at: SecsReading): T;
}

/** The value that a schema builds from and reads as. */
export type Infer<S> = S extends SecsSchema<infer T> ? T : never;
