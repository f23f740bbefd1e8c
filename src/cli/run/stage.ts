import type { Clock, HsmsPacket, HsmsTimeouts, HsmsTraceEvent, Network } from "../../core/mod.ts";
import { type EquipmentModel, GemHostHandler } from "../../gem/mod.ts";
import { decodeItem, type Item } from "../../secs2/mod.ts";
import { sentenceOf } from "../errors.ts";
import { Fab } from "../simulate/fab.ts";
import { Panel } from "../simulate/panel.ts";
import type { SimulatedTool } from "../simulate/simulated_tool.ts";
import { TapNetwork } from "../station/tap_network.ts";
import type { Frames } from "./frames.ts";
import { Inbox } from "./inbox.ts";
import type { Peer } from "./read_scenario.ts";
import type { Simulated } from "./scenario.ts";
import { commandIn, toldOf } from "./told.ts";

/** What a scenario is played with. */
export interface StageOptions {
  readonly play: "host" | "tool";
  readonly peer: Peer;
  readonly model: EquipmentModel | undefined;
  readonly simulated: Simulated;
  readonly session: number;
  readonly timeouts: HsmsTimeouts;
  readonly network: Network;
  readonly clock: Clock;
  /** The time of day. */
  readonly date: () => Date;
  /** The time of day is that of a virtual clock, in UTC. */
  readonly isVirtual: boolean;
  readonly frames: Frames;
}

/** An answer that a host has got. */
export interface Reply {
  readonly name: string;
  readonly item: Item | undefined;
}

/** What a tool tells its host. */
const FROM_TOOL = ["collection-event", "alarm", "trace", "terminal", "process-program"] as const;

/** Where both sides of a simulation are. */
const LOOPBACK = "127.0.0.1";
/** Where a tool listens if nothing is said. */
const ANY = "0.0.0.0";
/** The port of a tool in memory. */
const MEMORY_PORT = 5000;
/** The first system bytes in virtual time, in which all is the same each time. */
const HOST_SYSTEM = 1;
const TOOL_SYSTEM = 100_001;
/** Number of bytes of a header, and where in it the system bytes are. */
const HEADER = 10;
const SYSTEM = 6;

/** The sides of a scenario: ours, and the peer if it is simulated. */
export class Stage {
  readonly options: StageOptions;
  readonly inbox: Inbox;
  /** Why communications could not be established, the last time. */
  trouble: string | undefined;
  /** What the host knows of the spool. */
  spoolState: "active" | "inactive" | "unknown" = "unknown";
  readonly #collectors = new Set<Reply[]>();
  /** System bytes of our requests that are open. */
  readonly #open = new Set<number>();
  #host: GemHostHandler | undefined;
  #fab: Fab | undefined;
  #panel: Panel | undefined;
  #hasBegun = false;

  /** Use `open`. */
  constructor(options: StageOptions) {
    this.options = options;
    this.inbox = new Inbox(options.clock);
  }

  /** Makes both sides; a simulated peer begins at once, and our side waits for the step `link`. */
  static async open(options: StageOptions): Promise<Stage> {
    const { play, peer } = options;
    const stage = new Stage(options);
    // The bytes of our side alone are recorded.
    const tapped = new TapNetwork(options.network, options.frames);
    if (play === "tool") stage.#fab = await stage.#openFab(tapped);
    else {
      if (peer.kind === "simulated") stage.#fab = await stage.#openFab(options.network);
      stage.#host = stage.#makeHost(tapped);
    }
    if (stage.#fab !== undefined) stage.#panel = new Panel(stage.#fab, () => {});
    stage.#listen();
    return stage;
  }

  /** The tools that are played, or simulated: one. */
  get fab(): Fab | undefined {
    return this.#fab;
  }

  /** The panel of its operator. */
  get panel(): Panel | undefined {
    return this.#panel;
  }

  /** The host that is played, or simulated; that begins with our side. */
  get host(): GemHostHandler | undefined {
    return this.#host;
  }

  /** The tool that is played, or simulated. */
  get tool(): SimulatedTool | undefined {
    return this.#fab?.tools[0];
  }

  /** Our side. */
  get ours(): GemHostHandler | SimulatedTool["handler"] {
    return this.options.play === "host" ? this.#host! : this.tool!.handler;
  }

  /** What the peer is, for sentences. */
  get peerName(): string {
    const { play, peer, model } = this.options;
    const who = play === "host" ? `the tool${model === undefined ? "" : ` ${model.model}`}` : "the host";
    return peer.kind === "simulated" ? `${who} (simulated)` : who;
  }

  /** Our side begins. */
  async enable(): Promise<void> {
    this.trouble = undefined;
    if (this.options.play === "host") return await this.#host!.enable();
    if (this.#hasBegun) return await this.tool!.handler.enable();
    this.#hasBegun = true;
    await this.#fab!.start();
    if (this.options.peer.kind !== "simulated") return;
    this.#host = this.#makeHost(this.options.network);
    // A host that nobody listens to refuses what a tool sends.
    for (const type of FROM_TOOL) this.#host.on(type, () => {});
    await this.#host.enable();
  }

  /** Our side ends. */
  async disable(): Promise<void> {
    await this.ours.disable();
  }

  /** Ends both sides. */
  async close(): Promise<void> {
    await this.ours.disable().catch(() => {});
    await this.#host?.disable().catch(() => {});
    await this.#fab?.stop();
  }

  /** The answers that the host gets while something is done. */
  async repliesTo(
    act: () => Promise<unknown>,
  ): Promise<{ readonly replies: readonly Reply[]; readonly error: unknown }> {
    const replies: Reply[] = [];
    this.#collectors.add(replies);
    try {
      await act();
      return { replies, error: undefined };
    } catch (error) {
      return { replies, error };
    } finally {
      this.#collectors.delete(replies);
    }
  }

  /** Something has happened to our side. */
  traced(event: HsmsTraceEvent): void {
    if (event.type === "received" && !event.packet.header.isControl) this.#received(event.packet);
    else if (event.type === "sent" && event.packet.header.requireResponse) {
      this.#open.add(event.packet.header.system);
    } else if (event.type === "unanswered") this.#open.delete(event.request.system);
    else if (event.type === "closed") {
      this.#open.clear();
      this.inbox.end(event.error === undefined ? "this side closed it" : sentenceOf(event.error));
    } else if (event.type === "failed") {
      this.trouble = sentenceOf(event.error);
      this.inbox.changed();
    } else if (["connected", "selected", "deselected"].includes(event.type)) this.inbox.changed();
  }

  #received(packet: HsmsPacket): void {
    if (this.#isReply(packet)) return this.#replied(packet);
    this.inbox.add(packet);
    const told = this.options.play === "tool" ? commandIn(packet) : undefined;
    if (told !== undefined) this.inbox.tell(packet, told);
  }

  /** A message of stream 9 about an open request is its answer. */
  #isReply({ header, data }: HsmsPacket): boolean {
    if (header.function % 2 === 0) return true;
    if (header.stream !== 9) return false;
    const item = itemOf(data);
    const about = item?.format === "B" && item.bytes.length === HEADER ? item.bytes : undefined;
    return about !== undefined && this.#open.has(uint32At(about, SYSTEM));
  }

  #replied({ header, data }: HsmsPacket): void {
    this.#open.delete(header.system);
    for (const replies of this.#collectors) {
      replies.push({ name: header.name.split(" ")[0]!, item: itemOf(data) });
    }
  }

  async #openFab(network: Network): Promise<Fab> {
    const { play, peer, model, simulated, clock, session, timeouts, date, isVirtual } = this.options;
    const isOurs = play === "tool";
    const listening = peer.kind === "listen" ? peer.endpoint : undefined;
    return await Fab.open({
      model: model!,
      network,
      clock,
      port: listening?.port ?? (isVirtual ? MEMORY_PORT : 0),
      bindAddress: peer.kind === "simulated" ? LOOPBACK : listening?.address.replace("*", ANY) ?? ANY,
      dial: peer.kind === "connect" ? peer.endpoint : undefined,
      count: 1,
      ports: false,
      session,
      timeouts,
      folder: undefined,
      recipes: undefined,
      spool: simulated.spool,
      control: simulated.control ?? "remote",
      seed: simulated.seed,
      speed: simulated.speed ?? 1,
      isWaiting: isOurs,
      trace: isOurs ? (event) => this.traced(event) : undefined,
      ...(isVirtual && { now: () => date().getTime(), firstSystem: TOOL_SYSTEM }),
      tell: () => this.inbox.changed(),
    });
  }

  #makeHost(network: Network): GemHostHandler {
    const { play, peer, clock, session, timeouts, model, date, isVirtual } = this.options;
    const { address, port } = peer.kind === "simulated"
      ? { address: LOOPBACK, port: this.#fab!.ports[0] ?? 0 }
      : peer.endpoint;
    const isActive = peer.kind !== "listen";
    const time = isVirtual ? { now: () => date().getTime(), zone: 0 } : {};
    return new GemHostHandler(address, port, isActive, session, "the tool", {
      network,
      clock,
      timeouts,
      time,
      trace: (event) => {
        if (play === "host") return this.traced(event);
        const isReply = event.type === "received" && event.packet.header.function % 2 === 0;
        if (isReply && !event.packet.header.isControl) this.#replied(event.packet);
      },
      ...(isVirtual && { firstSystem: HOST_SYSTEM }),
      ...(model !== undefined && { model }),
    });
  }

  #listen(): void {
    const { play } = this.options;
    const { inbox } = this;
    // What both roles tell has the same names.
    const gem = this.ours as GemHostHandler;
    gem.on("communicating", () => inbox.changed());
    gem.on("not-communicating", () => inbox.changed());
    gem.on("control-state", () => inbox.changed());
    gem.on("communication-failed", ({ error }) => {
      this.trouble = sentenceOf(error);
      inbox.changed();
    });
    if (play !== "host") return;
    for (const type of FROM_TOOL) {
      gem.on(type, (event) => inbox.tell(event.message.packet, toldOf(event)));
    }
    gem.on("spool", ({ state }) => {
      this.spoolState = state;
      inbox.changed();
    });
  }
}

function itemOf(bytes: Uint8Array): Item | undefined {
  try {
    return decodeItem(bytes);
  } catch {
    return undefined;
  }
}

function uint32At(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset);
}
