import type { GemControlState } from "./options.ts";

/** What a host knows of the control state of an equipment. */
export class KnownControl {
  readonly #onChange: (state: GemControlState, why: string) => void;
  #state: "unknown" | "offline" | "online" = "unknown";

  constructor(onChange: (state: GemControlState, why: string) => void) {
    this.#onChange = onChange;
  }

  /** What the equipment last said. */
  get state(): "unknown" | "offline" | "online" {
    return this.#state;
  }

  /** Another session begins: its operator may have turned the switch meanwhile. */
  forget(): void {
    this.#state = "unknown";
  }

  /** The equipment has answered S1F1, S1F15 or S1F17; an answer to anything else says nothing. */
  learn(func: number, value: unknown, name: string): void {
    if (func === 1) return this.#set("online", `${name} answered S1F1`);
    if (func === 15 && value === 0) return this.#set("offline", `${name} answered S1F15 with OFLACK 0`);
    if (func !== 17 || typeof value !== "number" || value > 2) return;
    this.#set(value === 1 ? "offline" : "online", `${name} answered S1F17 with ONLACK ${value}`);
  }

  /** The equipment has aborted a request. */
  aborted(said: string): void {
    this.#set("offline", `${said}. An equipment that is off-line aborts all but S1F13 and S1F17`);
  }

  #set(state: "offline" | "online", why: string): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#onChange(state, why);
  }
}
