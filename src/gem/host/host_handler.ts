import { quiet } from "../../core/base/mod.ts";
import type { EquipmentDefinition } from "../definition/equipment_definition.ts";
import type { GemHandlerEvent } from "../handler/options.ts";
import type { GemDiscoverOptions, GemDiscovery } from "./discovery/discovery_options.ts";
import type { GemAcknowledged, GemEventsOptions } from "./event_reader.ts";
import { GemHostCalls } from "./host_calls.ts";
import type { GemHostEvent, GemToolEvent } from "./host_events.ts";

/**
 * The host of a tool: what E30 lets a host ask and set up, and what the tool sends by itself.
 *
 * With a model (`defineEquipment`) parts of the tool are named, and values have types; without one they have ids.
 *
 * Each call waits for its answer. It rejects like `request`, and with a SecsAcknowledgeError when the tool refuses: the name
 * of the code, its value, what it means and what to check. SxF0 is an HsmsAbortError, mostly because the tool is off-line. A
 * name that is not in the model is a RangeError, a value that does not fit a GemValueError; nothing is sent then.
 *
 * Works with every kind of connection, in a manager, and with `connect` and `listen` as `handler: GemHostHandler`.
 *
 * @typeParam D The definition of the tool, from its model.
 *
 * @example A value, an event and a command of a tool
 * ```ts
 * import { defineEquipment, Equipment, GemEquipmentHandler, GemHostHandler } from "@secs/hsms/gem";
 * import { MemoryNetwork } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const model = defineEquipment({
 *   model: "ETCH-3",
 *   revision: "1.0",
 *   statusVariables: { Pressure: { id: 1001, format: "F4", value: 0.5 } },
 *   events: { LotStarted: { id: 4001 } },
 *   commands: { START: { needsRemote: false } },
 * });
 * const network = new MemoryNetwork();
 * const equipment = await Equipment.open(model);
 * equipment.onCommand("START", () => equipment.trigger("LotStarted", {}));
 * const tool = new GemEquipmentHandler("*", 5000, false, 0, "host", { network, equipment });
 * await tool.enable();
 *
 * const host = new GemHostHandler("127.0.0.1", 5000, true, 0, "etcher", { network, model });
 * await host.enable();
 * await host.waitForCommunicating();
 * const events = host.events();
 * await host.subscribeCollectionEvent("LotStarted", ["Pressure"]);
 * await host.sendRemoteCommand("START");
 * const { value: event } = await events.next();
 * assertEquals(event?.type === "collection-event" && event.values.Pressure, 0.5);
 *
 * await host.disable();
 * await tool.disable();
 * await equipment.close();
 * ```
 */
export class GemHostHandler<D extends EquipmentDefinition = EquipmentDefinition> extends GemHostCalls<D> {
  /** Calls `listener` with each event of that type, until the function that is returned is called. */
  override on<Type extends (GemHostEvent<D> | GemHandlerEvent)["type"]>(
    type: Type,
    listener: (event: Extract<GemHostEvent<D> | GemHandlerEvent, { type: Type }>) => unknown,
  ): () => void {
    const { told } = this.parts;
    return told.has(type)
      ? told.on(type, listener)
      : super.on(type as GemHandlerEvent["type"], listener as never);
  }

  /**
   * What the tool sends by itself, in the order in which it comes, from this call on, for `for await`. The tool gets its answer
   * (S6F12 and others) when the reader has taken the event: a reader that is slow slows down the tool. `break` ends it, and so
   * does `disable`.
   *
   * @throws {RangeError} when an option is out of range.
   */
  events(options: GemEventsOptions & { readonly acknowledge: "by reader" }): AsyncIterableIterator<
    GemToolEvent<D> & GemAcknowledged,
    undefined
  >;
  /**
   * What the tool sends by itself, in the order in which it comes, from this call on, for `for await`.
   *
   * @throws {RangeError} when an option is out of range.
   */
  events(options?: GemEventsOptions): AsyncIterableIterator<GemToolEvent<D>, undefined>;
  events(options: GemEventsOptions = {}): AsyncIterableIterator<never, undefined> {
    return this.parts.told.open(options) as AsyncIterableIterator<never, undefined>;
  }

  /**
   * Finds out what the tool has: its model as JSON, as `defineEquipment` and `readEquipment` take it, which messages it answers,
   * and where the model says something else than the tool. `docs/gem-host.md` has what is asked, and how names are made.
   *
   * Only messages that change nothing at the tool are sent, unless `write` is set. Each may be refused or not answered, and the
   * others are asked. If the link or the signal ends it, it resolves with what is known so far, and with why (`stopped`). Rejects
   * like `request` if the first message cannot be sent, and with a RangeError when an option is out of range.
   */
  discover(options: GemDiscoverOptions = {}): Promise<GemDiscovery> {
    const onLost = (listener: (why: string) => void): () => void =>
      this.on("not-communicating", ({ why }) => listener(why));
    return quiet(this.parts.discovery.run({ identity: this.peerIdentity, onLost }, options));
  }

  /** {@inheritDoc GemHandler.disable} The loops over `events` end, and so does `emptySpool`. */
  override disable(): Promise<void> {
    this.parts.told.finish();
    this.parts.spool.stop(`${this.name} was disabled`);
    return super.disable();
  }

  /** {@inheritDoc GemHandler.onCommunicating} */
  protected override onCommunicating(): void {
    this.parts.link.profile.met(this.peerIdentity);
    this.parts.spool.begin();
  }

  /** {@inheritDoc GemHandler.onNotCommunicating} */
  protected override onNotCommunicating(): void {
    this.parts.link.profile.lacks.forget();
    this.parts.told.forget();
    this.parts.spool.end();
  }
}
