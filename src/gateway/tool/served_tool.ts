import { type Clock, HsmsTimeoutError, type Network } from "../../core/mod.ts";
import {
  type EquipmentDefinition,
  type EquipmentModel,
  type GemAcknowledged,
  GemHostHandler,
  type GemToolEvent,
} from "../../gem/mod.ts";
import type { FabTool } from "../config/fab_file.ts";
import { wishOf } from "../config/wish_of.ts";
import type { GatewayMessage, MessageKind } from "../message.ts";
import type { Owner } from "../owner.ts";
import type { Telemetry } from "../outside/telemetry.ts";
import type { Sink } from "../sink.ts";
import { keepUp } from "./beyond_wish.ts";
import { newCounters, type ToolCounters } from "./counters.ts";
import { bodyOfEvent } from "./event_body.ts";
import { GuardedNetwork } from "./guarded_network.ts";
import { Identity } from "./identity.ts";
import { partOf } from "./json.ts";
import type { Numbers, ToolNumbers } from "./numbers.ts";
import { Outbox } from "./outbox.ts";

/** How long a tool has no link, after a message was not taken, if nothing says that there is room again; in ms. */
const PAUSE = 10_000;
/** Messages that a tool may have open without an answer; more are told to the tool as not taken. */
const MAX_WAITING = 10_000;

type Told = GemToolEvent<EquipmentDefinition> & GemAcknowledged;

/** What a tool is served with. */
export interface ServedToolWorld {
  /** The name of the gateway. */
  readonly gateway: string;
  readonly site: string;
  /** The area of tools that name none. */
  readonly area: string;
  readonly network: Network;
  readonly clock: Clock;
  /** The time of day. */
  readonly date: () => Date;
  readonly sink: Sink;
  readonly owner: Pick<Owner, "mayServe" | "fenceOf">;
  readonly numbers: Numbers;
  /** Takes a sentence without a full stop for the log. */
  readonly tell: (sentence: string) => void;
  readonly telemetry?: Pick<Telemetry, "put" | "notPut"> | undefined;
}

/** One tool, as the gateway serves it: what it sends goes to the sink, and only then the tool gets its answer. */
export class ServedTool {
  /** The name of the tool. */
  readonly name: string;
  /** `SITE.AREA.TOOL`. */
  readonly prefix: string;
  /** The host of the tool, for commands. */
  readonly host: GemHostHandler;
  /** What became of its messages. */
  readonly counters: ToolCounters = newCounters();
  readonly #world: ServedToolWorld;
  readonly #tool: FabTool;
  readonly #numbers: ToolNumbers;
  readonly #outbox: Outbox;
  readonly #identity: Identity;
  #reading: Promise<void> | undefined;
  #pausing: Promise<void> | undefined;
  #session = 0;
  #isEnding = false;
  #wake = (): void => {};

  /**
   * Makes it; nothing is opened yet.
   *
   * @throws {RangeError} when a timer or the profile is not right, or the profile names a variable that is not in the model.
   */
  constructor(name: string, tool: FabTool, model: EquipmentModel | undefined, world: ServedToolWorld) {
    const { address = "*", port, listen, session = 0, profile, timers = {} } = tool;
    const { network, clock, owner } = world;
    this.name = name;
    this.prefix = `${world.site}.${tool.area ?? world.area}.${name}`;
    this.#world = world;
    this.#tool = tool;
    this.#numbers = world.numbers.of(name);
    this.#outbox = new Outbox(world.sink, clock, this.counters, (timers.t3 ?? 45_000) / 2);
    this.#identity = new Identity(world.sink, this.prefix, tool.ids);
    this.host = new GemHostHandler(address, listen ?? port!, listen === undefined, session, name, {
      network: new GuardedNetwork(network, () => owner.mayServe(name)),
      clock,
      timeouts: timers,
      ...model !== undefined && { model },
      ...profile !== undefined && { profile },
    });
    this.#listen();
  }

  /** The area of the tool. */
  get area(): string {
    return this.#tool.area ?? this.#world.area;
  }

  /** What may be asked of it. */
  get commands(): readonly string[] {
    return this.#tool.commands ?? [];
  }

  /**
   * Dials the tool, or waits for it, and goes on until `close`.
   *
   * @throws {TransportError} when the port cannot be listened on.
   */
  async open(): Promise<void> {
    const { want } = this.#tool;
    this.#reading = this.#read(this.host.events({ acknowledge: "by reader", maxWaiting: MAX_WAITING }));
    if (want !== undefined) {
      this.host.want(wishOf(want)).catch((error: Error) => {
        if (!(error.name === "HsmsClosedError")) this.#tell(`its set-up does not begin: ${error.message}`);
      });
    }
    await this.host.enable();
  }

  /**
   * Ends: no message is taken any more, those that are with the sink are waited for until the signal, and answered; then the
   * link is separated.
   */
  async close(signal?: AbortSignal): Promise<void> {
    this.#end();
    const give = (): void => this.#outbox.abort();
    if (signal?.aborted) give();
    signal?.addEventListener("abort", give);
    await this.#outbox.drained();
    signal?.removeEventListener("abort", give);
    this.#outbox.abort();
    await this.#disable();
  }

  /** Ends at once: nothing more is sent to the tool, as another gateway may have it. */
  async cut(): Promise<void> {
    this.#end();
    this.#outbox.abort();
    await this.#disable();
  }

  #end(): void {
    this.#isEnding = true;
    this.#wake();
  }

  async #disable(): Promise<void> {
    await this.#pausing;
    await this.host.disable();
    await this.#reading;
  }

  /**
   * A message of the tool is not taken. A tool forgets what has no answer within T3, and keeps what has none when the link ends: so
   * the link is closed before T3, until there is room again.
   */
  #pause(why: string): void {
    if (this.#pausing !== undefined || this.#isEnding) return;
    this.counters.pauses++;
    this.#tell(`its link is closed, as its messages are not taken: ${why}`);
    this.#pausing = this.#closed().catch((error) => this.#tell(`${error}`)).finally(() => {
      this.#pausing = undefined;
    });
  }

  async #closed(): Promise<void> {
    const { sink, clock } = this.#world;
    this.#session++;
    await this.host.disable();
    if (!this.#isEnding) {
      await new Promise<void>((resolve) => {
        const cancel = clock.schedule(() => this.#wake(), PAUSE);
        const off = sink.onState(({ isUp }) => isUp && this.#wake());
        this.#wake = () => {
          cancel();
          off();
          resolve();
        };
      });
    }
    if (!this.#isEnding) await this.open();
  }

  #listen(): void {
    const { host } = this;
    if (this.#tool.want !== undefined) keepUp(host, this.#tool.want, (sentence) => this.#tell(sentence));
    host.on("communicating", ({ identity }) => {
      this.#numbers.begin();
      this.#state("communication", { state: "communicating", identity: identity ?? null });
    });
    host.on("not-communicating", ({ why }) => {
      this.#identity.end();
      this.#state("communication", { state: "not-communicating", why });
    });
    host.on("control-state", ({ state, why }) => this.#state("control", { state, why }));
    host.on("set-up", ({ outcome: { isComplete, failed } }) => {
      const failures = failed.map(({ step, error }) => `${step.sentence} ${error.message}`);
      this.#state("set-up", { isComplete, failed: failures });
      for (const failure of failures) this.#tell(failure);
    });
    host.on("event-lost", () => this.counters.lost++);
    host.on("communication-failed", ({ error }) => {
      if (error instanceof HsmsTimeoutError && error.timer === "T3") this.counters.t3++;
    });
  }

  async #read(events: AsyncIterable<Told>): Promise<void> {
    const session = this.#session;
    for await (const event of events) {
      // What a pause has ended is sent again by the tool.
      if (session !== this.#session) continue;
      const { kind, name, fields } = bodyOfEvent(event);
      await this.#outbox.add(kind, () => this.#messageOf(event, kind, name, fields), {
        onPut: (ms) => {
          this.#world.telemetry?.put(this.name, kind, ms);
          this.#answer(event);
        },
        onFailed: (why) => {
          this.#world.telemetry?.notPut(this.name, kind);
          if (event.message.requireResponse) this.#pause(why);
        },
      });
    }
  }

  /** The sink has it: so the tool may forget it. */
  #answer(event: Told): void {
    if (!this.#world.owner.mayServe(this.name)) return;
    event.acknowledge(0);
    this.#identity.answered(event.message);
  }

  async #messageOf(
    { message, mayBeRepeat }: Told,
    kind: MessageKind,
    name: string,
    fields: Readonly<Record<string, unknown>>,
  ): Promise<GatewayMessage> {
    const { header } = message;
    const { generation, count } = await this.#numbers.take();
    const make = (): string => this.#idOf(generation, header.system, count);
    const about = { ...mayBeRepeat && { mayBeRepeat }, isOfSpool: kind === "event" && /^spool/i.test(name) };
    const { id, repeats, fields: identity } = await this.#identity.of(message, about, make);
    if (repeats) this.counters.repeats++;
    return this.#message(kind, name, id, {
      message: header.name,
      system: header.system,
      generation,
      ...identity,
      ...repeats && { repeats },
      ...fields,
      ...this.#tool.sml === true && { sml: `${message}` },
    });
  }

  /** A message of the gateway itself: nobody waits for it. */
  #state(name: string, fields: Readonly<Record<string, unknown>>): void {
    const make = async (): Promise<GatewayMessage> => {
      const { generation, count } = await this.#numbers.take();
      return this.#message("state", name, this.#idOf(generation, "state", count), { generation, ...fields });
    };
    void this.#outbox.add("state", make);
  }

  #idOf(generation: number, system: number | string, count: number): string {
    return `${this.name}.${this.#world.numbers.origin}.${generation}.${system}.${count}`;
  }

  #message(kind: MessageKind, name: string, id: string, fields: object): GatewayMessage {
    const { gateway, site, date, owner } = this.#world;
    const body = {
      site,
      area: this.area,
      tool: this.name,
      kind,
      name,
      time: date().toISOString(),
      gateway,
      fence: owner.fenceOf(this.name),
      ...fields,
    };
    const subject = `${this.prefix}.${kind}.${partOf(name)}`;
    return {
      subject,
      id,
      body: new TextEncoder().encode(JSON.stringify(body)),
      mayPut: () => owner.mayServe(this.name),
    };
  }

  #tell(sentence: string): void {
    this.#world.tell(`${this.name}: ${sentence}`);
  }
}
