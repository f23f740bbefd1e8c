/** The events of a tool: which of them the model has by itself (required ones, of alarms, of limits), and the names of the others. */

import type { SecsId } from "../../../secs/mod.ts";
import type { DefinitionId } from "../../definition/definition_value.ts";
import { REQUIRED_EVENTS } from "../../definition/required.ts";
import type { IdKey } from "../../ids.ts";
import type { ListedEvent } from "./facts.ts";
import { definitionId } from "./id_pool.ts";
import { matchRequired, tidy } from "./naming.ts";
import { type Notes, quoted } from "./notes.ts";

/** An event of the tool, with its place in the model. */
export interface FoundEvent {
  readonly told: SecsId;
  readonly listed: ListedEvent;
  readonly id: DefinitionId;
  /** The name that the tool has, of whatever length, as a name of a model would have it. */
  readonly fullName: string;
  /** The name in the model. */
  name: string;
  /** Whether it is the one of that name that GEM requires. */
  isRequired: boolean;
}

/** The events of a tool. Those of alarms and limits are taken out, one after the other. */
export class FoundEvents {
  readonly #byId = new Map<IdKey, FoundEvent>();
  /** By the full name. */
  readonly #byName = new Map<string, FoundEvent>();
  /** The ids of all of them. */
  readonly ids: readonly IdKey[];
  /** Those that GEM requires, by its names. */
  readonly required: ReadonlyMap<string, FoundEvent>;

  constructor(listed: readonly ListedEvent[], notes: Notes) {
    for (const one of listed) {
      const id = definitionId(one.id);
      if (id === undefined) {
        notes.add("events", `CE ${one.id} ${quoted(one.name)}`, "left out: a model cannot have this id");
        continue;
      }
      const name = tidy(one.name) || tidy(`CE ${one.id}`);
      const fullName = tidy(one.name, Infinity);
      const found = { told: one.id, listed: one, id, fullName, name, isRequired: false };
      this.#byId.set(id, found);
      if (!this.#byName.has(fullName)) this.#byName.set(fullName, found);
    }
    this.ids = [...this.#byId.keys()];
    const matched = matchRequired([...this.#byId.values()], Object.keys(REQUIRED_EVENTS));
    for (const [found, name] of matched) {
      found.name = name;
      found.isRequired = true;
    }
    this.required = new Map([...matched].map(([found, name]) => [name, found]));
  }

  /** Those that are not taken out and that GEM does not require. */
  get own(): FoundEvent[] {
    return [...this.#byId.values()].filter(({ isRequired }) => !isRequired);
  }

  /** The one of an id, if GEM does not require it. */
  withId(id: number): FoundEvent | undefined {
    const found = this.#byId.get(id);
    return found?.isRequired === false ? found : undefined;
  }

  /** The first of a full name, if GEM does not require it. */
  named(name: string): FoundEvent | undefined {
    const found = this.#byName.get(name);
    return found?.isRequired === false && this.#byId.has(found.id) ? found : undefined;
  }

  /** It is one of those that the model has by itself. */
  takeOut(found: FoundEvent): void {
    this.#byId.delete(found.id);
  }
}
