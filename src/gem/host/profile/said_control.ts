import { type IdKey, idKey } from "../../ids.ts";
import { CONTROL_STATE_CODES, type ControlState } from "../../models/control.ts";
import type { GemReading } from "../readings.ts";
import type { Names } from "../refs.ts";
import type { GemProfileControlState, GemSaidControlState } from "./profile.ts";

/** The values of ControlState in E30. */
const STANDARD: Readonly<Record<string, GemSaidControlState>> = Object.fromEntries(
  Object.entries(CONTROL_STATE_CODES).map(([state, code]) => [code, state as ControlState]),
);

/** The control state as a status variable of the tool says it. */
export class SaidControl {
  /** Its SVID. */
  readonly id: number | string;
  readonly #key: IdKey;
  readonly #states: ReadonlyMap<string, GemSaidControlState>;
  readonly #onState: (state: GemSaidControlState, why: string) => void;

  /** @throws {RangeError} when the model has no such variable. */
  constructor(
    { variable, values = STANDARD }: GemProfileControlState,
    names: Names,
    onState: (state: GemSaidControlState, why: string) => void,
  ) {
    this.id = names.variable(variable).id as number | string;
    this.#key = idKey(this.id);
    this.#states = new Map(Object.entries(values));
    this.#onState = onState;
  }

  /** The state that a value means; undefined if it means none. */
  stateOf({ value }: GemReading): GemSaidControlState | undefined {
    return this.#states.get(String(value));
  }

  /** The value of a variable has come. */
  heard(reading: GemReading): void {
    if (idKey(reading.id) !== this.#key) return;
    const state = this.stateOf(reading);
    if (state !== undefined) this.#onState(state, `Variable ${this.id} is ${reading.value}`);
  }
}
