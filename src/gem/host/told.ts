import { type Clock, Events } from "../../core/base/mod.ts";
import type { EquipmentDefinition } from "../definition/equipment_definition.ts";
import type { EventReader, GemEventsOptions } from "./event_reader.ts";
import type { GemHostEvent, GemProfileEvent, GemProfileMismatch, GemToolEvent } from "./host_events.ts";
import type { GemSpoolEvent } from "./spool_state.ts";
import type { GemSetupEvent } from "./wish/steps.ts";
import { Readers } from "./readers.ts";

type ToolEvent = GemToolEvent<EquipmentDefinition>;
type HostEvent = GemHostEvent<EquipmentDefinition>;

const TYPES: ReadonlySet<string> = new Set<HostEvent["type"]>([
  "collection-event",
  "alarm",
  "trace",
  "terminal",
  "process-program",
  "limit",
  "event-lost",
  "profile",
  "profile-mismatch",
  "spool",
  "set-up",
]);

/** Who hears what a tool sends: listeners, and readers. */
export class Told {
  readonly #events: Events<
    { [Type in HostEvent["type"]]: [event: Extract<HostEvent, { type: Type }>] }
  >;
  readonly #readers: Readers<ToolEvent>;

  constructor(clock: Clock, onError: (error: unknown) => void) {
    this.#events = new Events(onError);
    this.#readers = new Readers(clock, (event) => {
      this.#events.emit("event-lost", { type: "event-lost", event });
    });
  }

  /** Whether it is an event of these. */
  has(type: string): type is HostEvent["type"] {
    return TYPES.has(type);
  }

  /** Tells what is known of the tool to the listeners. */
  announce(event: GemProfileEvent | GemProfileMismatch | GemSpoolEvent | GemSetupEvent): void {
    this.#events.emit(event.type, event as never);
  }

  /** Another listener. */
  on(type: HostEvent["type"], listener: (event: never) => unknown): () => void {
    return this.#events.on(type, listener as (event: HostEvent) => unknown);
  }

  /**
   * Another reader.
   *
   * @throws {RangeError} when an option is out of range.
   */
  open(options: GemEventsOptions): EventReader<ToolEvent> {
    return this.#readers.open(options);
  }

  /** The session has ended: no answer can be given any more. */
  forget(): void {
    this.#readers.forget();
  }

  /** The readers get no more events. */
  finish(): void {
    this.#readers.finish();
  }

  /** Whether anybody takes events of a type. */
  isHeard(type: ToolEvent["type"]): boolean {
    return this.#readers.size > 0 || this.#events.has(type);
  }

  /** Tells an event; the code for the tool, or undefined if it was not taken. */
  tell(event: ToolEvent): number | Promise<number | undefined> {
    this.#events.emit(event.type, event as never);
    if (event.type === "collection-event" && event.limit !== undefined) {
      this.#events.emit("limit", { type: "limit", ...event.limit, event });
    }
    return this.#readers.give(event, event.message.requireResponse);
  }
}
