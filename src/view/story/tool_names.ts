import type { StoryModel } from "./options.ts";
import type { RibbonSpan } from "./story.ts";

/** What an event says of a state. */
export interface Sign {
  readonly ribbon: "control" | "spool";
  readonly state: string;
  readonly tone: RibbonSpan["tone"];
  /** The name of the event. */
  readonly name: string;
}

/** By the name of the event, in small letters and digits only. */
const SIGNS: readonly (readonly [RegExp, ...rest: readonly [Sign["ribbon"], string, Sign["tone"]]])[] = [
  [/spool\w*(?:deactivated|inactive)/, "spool", "SPOOL INACTIVE", "off"],
  [/spool\w*activ(?:ated|e)/, "spool", "SPOOL ACTIVE", "waiting"],
  [/control\w*remote|onlineremote/, "control", "ON-LINE/REMOTE", "good"],
  [/control\w*local|onlinelocal/, "control", "ON-LINE/LOCAL", "waiting"],
  [/equipmentoffline|control\w*offline/, "control", "OFF-LINE", "off"],
];

/** Maximum number of names of a kind that are learned. */
const MAX_NAMES = 100_000;

/** A variable. */
export interface NamedVariable {
  readonly name: string;
  readonly units?: string | undefined;
}

/** The names of a tool by their ids: those of its model, and those that the recording says. */
export class ToolNames {
  readonly #model: StoryModel | undefined;
  readonly #variables = new Map<string, NamedVariable>();
  readonly #events = new Map<string, string>();
  readonly #alarms = new Map<string, string>();
  #signs = new Map<number, Sign | undefined>();
  #controlState: number | undefined;

  constructor(model: StoryModel | undefined) {
    this.#model = model;
    for (const [id, { name }] of Object.entries(model?.variables ?? {})) this.#findControlState(id, name);
  }

  /** SVID of the control state, if it is a number and known. */
  get controlState(): number | undefined {
    return this.#controlState;
  }

  variable(id: string): NamedVariable | undefined {
    return own(this.#model?.variables, id) ?? this.#variables.get(id);
  }

  event(id: string): string | undefined {
    return own(this.#model?.events, id) ?? this.#events.get(id);
  }

  alarm(id: string): string | undefined {
    return own(this.#model?.alarms, id) ?? this.#alarms.get(id);
  }

  /** What an event says of the control state or the spool. */
  signOf(ceid: number): Sign | undefined {
    if (this.#signs.has(ceid)) return this.#signs.get(ceid);
    const name = this.event(`${ceid}`);
    const word = plain(name ?? "");
    const row = SIGNS.find(([pattern]) => pattern.test(word));
    const sign = row && { ribbon: row[1], state: row[2], tone: row[3], name: name! };
    if (this.#signs.size < MAX_NAMES) this.#signs.set(ceid, sign);
    return sign;
  }

  learnVariable(id: string, name: string, units: string): void {
    if (name === "" || this.#variables.size >= MAX_NAMES) return;
    this.#variables.set(id, { name, ...units !== "" && { units } });
    this.#findControlState(id, name);
  }

  #findControlState(id: string, name: string): void {
    if (plain(name) === "controlstate" && /^\d{1,10}$/.test(id)) this.#controlState ??= Number(id);
  }

  learnEvent(id: string, name: string): void {
    if (name === "" || this.#events.size >= MAX_NAMES) return;
    this.#events.set(id, name);
    this.#signs = new Map();
  }

  learnAlarm(id: string, text: string): void {
    if (text !== "" && this.#alarms.size < MAX_NAMES) this.#alarms.set(id, text);
  }
}

/** A name in small letters and digits only. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** The value of an object's own property: ids come from the wire, and `constructor` may be one. */
function own<T>(values: Readonly<Record<string, T>> | undefined, id: string): T | undefined {
  return values !== undefined && Object.hasOwn(values, id) ? values[id] : undefined;
}
