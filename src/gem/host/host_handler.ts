import { quiet } from "../../core/base/mod.ts";
import { HsmsClosedError } from "../../core/mod.ts";
import type { SecsGateAnswer, SecsMessage } from "../../secs/mod.ts";
import type { EquipmentDefinition } from "../definition/equipment_definition.ts";
import type { GemHandlerEvent } from "../handler/options.ts";
import type { GemDiscoverOptions, GemDiscovery } from "./discovery/discovery_options.ts";
import type { GemAcknowledged, GemEventsOptions } from "./event_reader.ts";
import { GemHostCalls } from "./host_calls.ts";
import type { GemHostEvent, GemToolEvent } from "./host_events.ts";
import type { GemSetupPlan } from "./wish/steps.ts";
import type { GemPlanOptions, GemSetup, GemWantOptions, GemWish } from "./wish/wish.ts";
import { Wishes } from "./wish/wishes.ts";

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
  readonly #wishes = new Wishes({
    ...this.parts,
    goOnline: (options) => this.goOnline(options),
    areYouThere: (options) => this.areYouThere(options),
    isCommunicating: () => this.communicationDetail === "communicating",
    tell: (outcome) => this.parts.told.announce({ type: "set-up", outcome }),
    report: (error) => this.connection.report(error),
    t3: this.secs.protocol.timeouts.t3,
  });

  /**
   * What `want` would do at the tool as it is now: the steps, each with its message and a sentence, and what was read to know
   * them. Nothing is changed at the tool. Rejects like `request`, and with a RangeError if a name is not in the model.
   */
  plan(wish: GemWish<D>, options: GemPlanOptions = {}): Promise<GemSetupPlan> {
    return quiet(this.#wishes.plan(wish as GemWish<EquipmentDefinition>, options));
  }

  /**
   * Brings the tool to what is wished, whatever state it is in, and keeps it so: after each COMMUNICATING, and after S1F1 of a
   * tool that was off-line, it looks again, and does what is missing. Each time the event `set-up` tells the outcome. One wish is kept: another one replaces it, and what
   * only the first one has made goes.
   *
   * Waits for COMMUNICATING, and resolves after the first run; a step that the tool refuses is in `outcome.failed`, and the others
   * are done. If the link is lost in between, it goes on after the next COMMUNICATING. Rejects with a RangeError if a name is
   * not in the model, with the signal's reason, with an HsmsClosedError if the handler is disabled before the first run has
   * ended, and with an AbortError if another wish comes before that.
   *
   * @example
   * ```ts
   * import { defineEquipment, Equipment, GemEquipmentHandler, GemHostHandler } from "@secs/hsms/gem";
   * import { MemoryNetwork } from "@secs/hsms/testing";
   * import { assertEquals } from "@std/assert";
   *
   * const model = defineEquipment({
   *   model: "ETCH-3",
   *   revision: "1.0",
   *   dataVariables: { LotId: { id: 2001, format: "A" } },
   *   events: { LotStarted: { id: 4001, variables: ["LotId"] } },
   * });
   * const network = new MemoryNetwork();
   * const equipment = await Equipment.open(model);
   * const tool = new GemEquipmentHandler("*", 5000, false, 0, "host", { network, equipment });
   * const host = new GemHostHandler("127.0.0.1", 5000, true, 0, "etcher", { network, model });
   * await tool.enable();
   * await host.enable();
   *
   * const { outcome } = await host.want({ events: { LotStarted: ["LotId"] } });
   * assertEquals(outcome.isComplete, true);
   * assertEquals(outcome.done.map(({ sentence }) => sentence), [
   *   "Define report 1 with LotId.",
   *   "Link LotStarted to report 1.",
   *   "Enable LotStarted.",
   * ]);
   *
   * await host.disable();
   * await tool.disable();
   * await equipment.close();
   * ```
   */
  want(wish: GemWish<D>, options: GemWantOptions = {}): Promise<GemSetup> {
    return quiet(this.#wishes.want(wish as GemWish<EquipmentDefinition>, options));
  }

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
    this.#wishes.end(new HsmsClosedError("closed-locally", `${this.name} was disabled`));
    return super.disable();
  }

  /** {@inheritDoc GemHandler.admit} S1F1 is how a tool goes on-line: it is, once it has the answer. */
  protected override admit(message: SecsMessage): SecsGateAnswer {
    if (message.stream === 1 && message.function === 1) message.afterReply(() => this.#wishes.mayBeOnline());
    return super.admit(message);
  }

  /** {@inheritDoc GemHandler.onCommunicating} */
  protected override onCommunicating(): void {
    this.parts.link.profile.met(this.peerIdentity);
    this.parts.spool.begin();
    this.#wishes.communicating();
  }

  /** {@inheritDoc GemHandler.onNotCommunicating} */
  protected override onNotCommunicating(): void {
    this.parts.link.profile.lacks.forget();
    this.parts.told.forget();
    this.parts.spool.end();
    this.#wishes.notCommunicating();
  }
}
