import { Events } from "../../core/base/mod.ts";
import { HsmsStateError } from "../../core/mod.ts";
import type {
  MessageBody,
  SecsMessage,
  SecsMessageType,
  SecsSendArguments,
  SecsSentBody,
  SecsValue,
} from "../../secs/mod.ts";
import type { OutgoingEvent } from "./outgoing.ts";
import { GemHandler } from "../handler/handler.ts";
import type { GemHandlerEvent, GemHandlerOptions } from "../handler/options.ts";
import type { ControlState } from "../models/control.ts";
import { admitToEquipment, equipmentMaySend, type GateMessage, type Verdict } from "../models/gate.ts";
import { type Equipment, toolOf } from "./equipment.ts";
import { EquipmentHost } from "./equipment_host.ts";
import type { EquipmentHostOptions } from "./host_options.ts";
import { serveAlarms } from "./services/alarms.ts";
import { serveCommands } from "./services/commands.ts";
import { serveControl } from "./services/control.ts";
import { serveMonitors, serveMultiBlock } from "./services/monitors.ts";
import { serveLargePrograms } from "./services/large_programs.ts";
import { servePrograms } from "./services/programs.ts";
import { serveReports } from "./services/reports.ts";
import { serveSpooling } from "./services/spooling.ts";
import { serveTerminal } from "./services/terminal.ts";
import { serveVariables } from "./services/variables.ts";

/** Options of GemEquipmentHandler: those of GemHandler, the tool, and those of this host of it. */
export interface GemEquipmentOptions
  extends
    Omit<GemHandlerOptions<"equipment">, "role" | "mdln" | "softrev" | "establishTimeout">,
    EquipmentHostOptions {
  /** The tool. Several handlers may have the same: each is a host of it, with reports, links, alarms and a spool of its own. */
  // deno-lint-ignore no-explicit-any -- whatever its definition is
  readonly equipment: Equipment<any>;
}

/** What the listeners of GemEquipmentHandler are called with; `type` is the name of the event. */
export type GemEquipmentEvent = GemHandlerEvent | OutgoingEvent;

/**
 * One host of a tool: everything that GEM (E30) wants of an equipment, from the model of the tool.
 *
 * The name says whose reports, links, enabled events and alarms, and whose spool are kept in the tool's store.
 *
 * Works with every kind of connection, in a manager, and with `connect` and `listen` as `handler: GemEquipmentHandler`.
 *
 * @example
 * ```ts
 * import { MemoryNetwork } from "@secs/hsms/testing";
 * import { defineEquipment, Equipment, GemEquipmentHandler, GemHandler } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const network = new MemoryNetwork();
 * const tool = await Equipment.open(defineEquipment({ model: "ETCH-3", revision: "1.2.0" }));
 * const session = new GemEquipmentHandler("*", 5000, false, 0, "host", { network, equipment: tool });
 * session.on("message-lost", ({ message, why }) => console.error(`S${message.stream}F${message.function}: ${why}`));
 * await session.enable();
 *
 * const host = new GemHandler("127.0.0.1", 5000, true, 0, "etcher 3", { network });
 * await host.enable();
 * await host.waitForCommunicating();
 * await host.goOffline();
 * assertEquals(session.controlState, "host-offline");
 *
 * await host.disable();
 * await session.disable();
 * await tool.close();
 * ```
 */
export class GemEquipmentHandler extends GemHandler<"equipment"> {
  /** The tool. */
  readonly equipment: Equipment;
  readonly #host: EquipmentHost;
  readonly #own: Events<
    { [Type in OutgoingEvent["type"]]: [event: Extract<OutgoingEvent, { type: Type }>] }
  >;

  /**
   * Makes the handler of one host; the parameters and what they throw are those of GemHandler.
   *
   * @throws {RangeError} when an option is out of range, or the tool has a host of this name that is enabled.
   */
  constructor(
    address: string,
    port: number,
    active: boolean,
    sessionId: number,
    name: string,
    options: GemEquipmentOptions,
  ) {
    const { equipment } = options;
    const { model, revision } = equipment.model;
    super(address, port, active, sessionId, name, {
      ...options,
      role: "equipment",
      mdln: model,
      softrev: revision,
      establishTimeout: Number(equipment.get("EstablishCommunicationsTimeout")),
    });
    this.equipment = equipment;
    this.#own = new Events((error) => this.connection.report(error));
    this.#host = new EquipmentHost(this.secs, toolOf(equipment), options, {
      told: (event) => this.#own.emit(event.type, event as never),
      controlChanged: (state, why) => this.emit({ type: "control-state", state, why }),
      constantsChanged: () => this.establishTimeout = Number(equipment.get("EstablishCommunicationsTimeout")),
    });
    toolOf(equipment).attach(this.#host);
    for (const serve of SERVICES) serve(this.#host);
    this.secs.session.on("reply-lost", ({ packet }) => this.#host.answers.lost(packet));
  }

  /** Calls `listener` with each event of that type, until the function that is returned is called. */
  override on<Type extends GemEquipmentEvent["type"]>(
    type: Type,
    listener: (event: Extract<GemEquipmentEvent, { type: Type }>) => unknown,
  ): () => void {
    if (OWN_EVENTS.has(type)) return this.#own.on(type as OutgoingEvent["type"], listener as never);
    return super.on(type as GemHandlerEvent["type"], listener as never);
  }

  /** Who controls the tool: one of E30's five states. */
  override get controlState(): ControlState {
    return this.#host.control.model.state;
  }

  /** Number of messages that wait to be sent or answered, and of those in the spool (SpoolCountActual). */
  get pendingMessages(): { readonly waiting: number; readonly spooled: number } {
    return { waiting: this.#host.sender.pending, spooled: this.#host.spool.count };
  }

  /** The spool: while it is not inactive, the host gets messages only when it asks for them with S6F23. */
  get spooling(): "inactive" | "active" | "full" {
    const { load } = this.#host.spool.model;
    return load === "not-full" ? "active" : load;
  }

  /**
   * Sends a message of your own in its turn, after the events and alarms of before. While the spool is active it goes into
   * the spool, if S2F43 names it: `spool.primaries` says which ones the host may name. Nothing is sent OFF-LINE. What becomes
   * of it is told by `message-lost`, `message-unanswered`, and `message-refused` with the code in its reply; for the reply
   * itself use `request`, which does not spool.
   *
   * @throws {SecsSchemaError} when the value does not fit.
   */
  post<M extends SecsMessageType>(
    message: M,
    ...value: SecsSendArguments<SecsValue<SecsSentBody<M, "equipment">>>
  ): void {
    if (!this.#host.control.isOnline) return;
    const body = "toHost" in message ? message.toHost : message;
    this.#host.post(body as MessageBody<unknown>, value[0]);
  }

  /** The operator's switch to ON-LINE: ATTEMPT ON-LINE asks the host with S1F1. Nothing happens in the other states. */
  controlSwitchOnline(): void {
    this.#host.control.feed({ type: "operator on-line" }, "The operator switched on-line");
  }

  /** The operator's switch to OFF-LINE. */
  controlSwitchOffline(): void {
    this.#host.control.feed({ type: "operator off-line" }, "The operator switched off-line");
  }

  /** The operator's switch to LOCAL; OFF-LINE it says what ON-LINE begins with. It survives power off. */
  controlSwitchOnlineLocal(): void {
    this.#host.control.feed({ type: "operator local" }, "The operator switched to LOCAL");
  }

  /** The operator's switch to REMOTE; OFF-LINE it says what ON-LINE begins with. It survives power off. */
  controlSwitchOnlineRemote(): void {
    this.#host.control.feed({ type: "operator remote" }, "The operator switched to REMOTE");
  }

  /**
   * Starts; see GemHandler.enable.
   *
   * @throws {RangeError} when the tool has another host of this name that is enabled (the promise rejects).
   */
  override async enable(): Promise<void> {
    toolOf(this.equipment).attach(this.#host);
    this.#host.start();
    await super.enable();
  }

  /** Stops, and the tool has this host no more; see GemHandler.disable. */
  async remove(): Promise<void> {
    toolOf(this.equipment).detach(this.#host);
    await this.disable();
  }

  /** The gate of E30's two state models. */
  protected override admit(message: SecsMessage): Verdict {
    this.#host.control.look();
    return admitToEquipment(this.#states, gateMessage(message), this.#host.control.options);
  }

  /** {@inheritDoc GemHandler.requireMaySend} */
  protected override requireMaySend(message: GateMessage): void {
    if (equipmentMaySend(this.#states, message, this.#host.control.options)) return;
    super.requireMaySend(message);
    const what = `Cannot send S${message.stream}F${message.function} to ${this.name}`;
    const said =
      `${what}: the tool is OFF-LINE (${this.controlState}). The operator has to switch it on-line`;
    throw new HsmsStateError("offline", said);
  }

  /** {@inheritDoc GemHandler.onCommunicating} */
  protected override onCommunicating(): void {
    this.#host.sender.start();
    this.#host.control.feed({ type: "communicating" }, "Communications are established");
  }

  /** {@inheritDoc GemHandler.onNotCommunicating} */
  protected override onNotCommunicating(why: string): void {
    this.#host.control.feed({ type: "not communicating" }, why);
  }

  /** {@inheritDoc GemHandler.onTakeOut} */
  protected override onTakeOut(): void {
    this.#host.sender.lost();
  }

  /** {@inheritDoc GemHandler.onStop} */
  protected override onStop(): void {
    this.#host.stop();
  }

  get #states(): Parameters<typeof admitToEquipment>[0] {
    return { communication: this.communication, control: this.#host.control.model };
  }
}

const OWN_EVENTS: ReadonlySet<string> = new Set<OutgoingEvent["type"]>([
  "message-lost",
  "message-refused",
  "message-unanswered",
  "spooling",
]);

const SERVICES: readonly ((host: EquipmentHost) => void)[] = [
  serveControl,
  serveVariables,
  serveReports,
  serveAlarms,
  serveCommands,
  serveTerminal,
  serveSpooling,
  serveMonitors,
  serveMultiBlock,
  servePrograms,
  serveLargePrograms,
];

function gateMessage({ stream, function: func, requireResponse }: SecsMessage): GateMessage {
  return { stream, function: func, wantsReply: requireResponse };
}
