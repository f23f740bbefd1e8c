import { didYouMean, type GemHostHandler, lackOf } from "../../gem/mod.ts";
import type { SecsId } from "../../secs/mod.ts";
import { CommandError } from "../errors.ts";

/** An event that can be watched. */
export interface NamedEvent {
  readonly id: SecsId;
  readonly name: string;
  readonly variables: readonly SecsId[];
}

/** The names of what a tool has, from its model or its namelists. */
export class ToolNames {
  readonly #events = new Map<string, NamedEvent>();
  readonly #variables = new Map<string, { readonly name: string; readonly units: string }>();
  /** Why there are no names; undefined: there are. */
  lack: string | undefined;

  /** Asks the model, or the tool: S1F23, S1F11, S1F21. What it does not have is missing. */
  static async of(host: GemHostHandler): Promise<ToolNames> {
    const names = new ToolNames();
    const { model } = host;
    if (model !== undefined) {
      for (const { id, name, variables } of model.events.all) {
        names.#addEvent({ id, name, variables: variables.map((one) => one.id) });
      }
      for (const { id, name, units } of model.variables.all) names.#variables.set(`${id}`, { name, units });
      return names;
    }
    const events = await asked(host.listCollectionEvents());
    for (const { id, name, variables } of events ?? []) {
      if (name !== undefined) names.#addEvent({ id, name: name.trim(), variables });
    }
    if (events === undefined) {
      names.lack = "The tool has no namelist of events (S1F23): give ids, or a model with --model";
    }
    for (const list of [await asked(host.listSvs()), await asked(host.listDvs())]) {
      for (const { id, name, units } of list ?? []) {
        if (name !== undefined) names.#variables.set(`${id}`, { name: name.trim(), units: units.trim() });
      }
    }
    return names;
  }

  /** All events. */
  get events(): readonly NamedEvent[] {
    return [...new Set(this.#events.values())];
  }

  /**
   * An event by its name or its id. An id that is in no list is one nevertheless.
   *
   * @throws {CommandError} When it is neither.
   */
  event(nameOrId: string): NamedEvent {
    const found = this.#events.get(nameOrId);
    if (found !== undefined) return found;
    if (/^\d+$/.test(nameOrId)) return { id: Number(nameOrId), name: nameOrId, variables: [] };
    const meant = didYouMean(nameOrId, this.#events.keys());
    throw new CommandError(`The tool has no event ${nameOrId}${meant}. ${this.lack ?? ""}`.trim(), 2);
  }

  /** The name of an event; its id if it has none. */
  eventName(id: SecsId): string {
    return this.#events.get(`${id}`)?.name ?? `${id}`;
  }

  /** The name of a variable; its id if it has none. */
  variableName(id: SecsId): string {
    return this.#variables.get(`${id}`)?.name ?? `${id}`;
  }

  /** The units of a variable; may be empty. */
  unitsOf(id: SecsId): string {
    return this.#variables.get(`${id}`)?.units ?? "";
  }

  /** A variable by its name or its id. */
  variable(nameOrId: string): SecsId {
    for (const [id, { name }] of this.#variables) if (name === nameOrId) return numberOr(id);
    if (/^\d+$/.test(nameOrId)) return Number(nameOrId);
    const all = Array.from(this.#variables.values(), ({ name }) => name);
    throw new CommandError(`The tool has no variable ${nameOrId}${didYouMean(nameOrId, all)}`, 2);
  }

  #addEvent(event: NamedEvent): void {
    this.#events.set(event.name, event);
    this.#events.set(`${event.id}`, event);
  }
}

function numberOr(id: string): SecsId {
  return /^\d+$/.test(id) ? Number(id) : id;
}

/** What a tool lists; undefined: it does not have the list. */
async function asked<T>(list: Promise<readonly T[]>): Promise<readonly T[] | undefined> {
  try {
    return await list;
  } catch (error) {
    if (lackOf(error) === undefined) throw error;
    return undefined;
  }
}
