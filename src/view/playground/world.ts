import { type HsmsTimeoutOptions, HsmsTimeouts, type Transport } from "../../core/mod.ts";
import { Equipment, GemEquipmentHandler, GemHostHandler, readEquipment, Simulation } from "../../gem/mod.ts";
import { parseMessages } from "../../sml/mod.ts";
import { MemoryNetwork, VirtualClock } from "../../testing/mod.ts";
import { ETCHER } from "../../cli/models/etcher.ts";
import { type LogEntry, LogWriter } from "../log/mod.ts";
import { AT_LINE, AT_TOOL, Line } from "./line.ts";

/** What a world tells. */
export interface WorldListener {
  /** The next bytes of the log, or none; it is now `at`, in ms since 1970. */
  log(chunk: Uint8Array, at: number): void;
  /** A sentence of a side, or of the line. */
  said(text: string): void;
}

/** Addresses of the two machines. */
const HOST = "10.0.0.1";
/** The timers of both sides, with the defaults of E37. */
export const TIMERS: HsmsTimeoutOptions = {
  t3: 45_000,
  t5: 10_000,
  t6: 5000,
  t7: 10_000,
  t8: 5000,
  linktest: 30_000,
};

/** A host and an etcher on a line, in a time that is moved by hand. */
export class World {
  readonly clock: VirtualClock = new VirtualClock();
  readonly line: Line;
  readonly host: GemHostHandler;
  readonly tool: GemEquipmentHandler;
  readonly equipment: Equipment;
  readonly #simulation: Simulation;
  readonly #writer = new LogWriter();
  readonly #listener: WorldListener;
  readonly #network: MemoryNetwork;
  /** The time at which the clock of the world began. */
  readonly #epoch: number;
  #silent: Transport | undefined;
  /** The beginning of a frame, until the connection ends without its rest. */
  #part: LogEntry | undefined;

  /** Use `open`. */
  constructor(equipment: Equipment, listener: WorldListener, epoch: number) {
    const { clock } = this;
    this.equipment = equipment;
    this.#listener = listener;
    this.#epoch = epoch;
    this.#network = new MemoryNetwork({ clock });
    const options = { clock, timeouts: new HsmsTimeouts(TIMERS) };
    this.line = new Line(this.#network, clock, {
      opened: (connection) => {
        const [a, b] = [{ address: HOST, port: 49_151 + connection }, AT_LINE];
        this.#writer.connection({ number: connection, a, b, opener: "a" });
        this.#write(connection, "opened", "a", new Uint8Array());
      },
      frame: (connection, from, bytes) =>
        this.#write(connection, "frame", from === "host" ? "a" : "b", bytes),
      part: (connection, from, bytes) => {
        const why = "the rest of the frame did not come";
        const end = from === "host" ? "a" : "b";
        this.#part = {
          kind: "bytes",
          connection,
          at: 0,
          since: this.#now,
          from: end,
          bytes: bytes.slice(),
          why,
        };
      },
      closed: (connection, by) => {
        const end = by === undefined ? undefined : by === "host" ? "a" : "b";
        if (this.#part !== undefined) this.#writer.entry({ ...this.#part, at: this.#now });
        this.#part = undefined;
        this.#write(
          connection,
          "closed",
          end,
          new Uint8Array(),
          by === undefined ? "the line was cut" : undefined,
        );
      },
    });
    this.tool = new GemEquipmentHandler("*", AT_TOOL.port, false, 0, "host", {
      clock,
      // The host alone tests the link.
      timeouts: new HsmsTimeouts({ ...TIMERS, linktest: 0 }),
      network: this.#network.from(AT_TOOL.address),
      equipment,
      control: { onlineSubstate: "remote" },
    });
    const { address, port } = AT_LINE;
    this.host = new GemHostHandler(address, port, true, 0, "etcher", {
      ...options,
      network: this.#network.from(HOST),
      model: equipment.model,
    }) as GemHostHandler;
    this.#simulation = new Simulation(equipment, { clock, seed: 7 });
    this.#listen();
  }

  /** Makes the two sides; `epoch` is the time of the day at which the world begins, in ms since 1970. */
  static async open(listener: WorldListener, epoch: number): Promise<World> {
    const equipment = await Equipment.open(readEquipment(ETCHER));
    return new World(equipment, listener, epoch);
  }

  /** Switches the line, the tool and the host on. */
  async start(): Promise<void> {
    await this.line.start();
    this.#simulation.start();
    await this.tool.enable();
    await this.host.enable();
  }

  /** Lets time go by, and gives out what was logged. */
  async advance(ms: number): Promise<void> {
    await this.clock.advance(ms);
    this.flush();
  }

  /** Lets time go by until the next timer runs. */
  async step(): Promise<void> {
    const { next } = this.clock;
    await this.advance(next === undefined ? 0 : Math.max(next - this.clock.now(), 0));
  }

  /** Gives out what was logged up to now. */
  flush(): void {
    this.#listener.log(this.#writer.take(), this.#now);
  }

  /** Does something of a side, and says what comes of it. */
  async act(what: string, action: () => unknown): Promise<void> {
    try {
      const result = await action();
      this.#listener.said(result === undefined ? `${what}: done` : `${what}: ${say(result)}`);
    } catch (error) {
      this.#listener.said(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** The host wants events, alarms and what comes with them. */
  async setUp(): Promise<void> {
    await this.host.subscribeCollectionEvent("LotStarted", ["LotId", "ChamberPressure"]);
    await this.host.subscribeCollectionEvent("WaferDone", [
      "LotId",
      "WaferCount",
      "ChamberPressure",
      "ChuckTemperature",
    ]);
    await this.host.subscribeCollectionEvent("LotDone", ["LotId", "WaferCount"]);
    await this.host.enableAlarm("DoorOpen");
  }

  /** Sends messages in SML from a side; those with W wait for their replies. */
  async send(from: "host" | "tool", text: string): Promise<void> {
    const side = from === "host" ? this.host : this.tool;
    for (const { stream, function: func, requireResponse, item } of parseMessages(text)) {
      if (requireResponse) await side.request(stream, func, item);
      else side.send(stream, func, item);
    }
  }

  /** Connects to the tool, and never selects: T7 ends it. The host is off until then. */
  async connectSilently(): Promise<void> {
    await this.host.disable();
    await new Promise<void>((resolve) => this.clock.schedule(resolve, 100));
    const transport = await this.#network.from(HOST).dial(AT_LINE);
    this.#silent = transport;
    transport.start({
      onData: () => {},
      onDrain: () => {},
      onClose: () => {
        if (this.#silent !== transport) return;
        this.#silent = undefined;
        void this.host.enable();
      },
    });
  }

  /** Switches everything off. */
  async stop(): Promise<void> {
    this.#simulation.stop();
    this.#silent?.abort();
    const ended = Promise.all([this.host.disable(), this.tool.disable()]);
    await this.clock.advance(1000);
    await ended;
    await this.line.stop();
    await this.equipment.close();
    this.flush();
  }

  /** The time of the day, in ms since 1970. */
  get #now(): number {
    return this.#epoch + this.clock.now();
  }

  #write(
    connection: number,
    kind: "frame" | "bytes" | "opened" | "closed",
    from: "a" | "b" | undefined,
    bytes: Uint8Array,
    why?: string,
  ): void {
    this.#writer.entry({
      kind,
      connection,
      at: this.#now,
      from,
      bytes: bytes.slice(),
      why,
    });
  }

  #listen(): void {
    const { host, tool, equipment } = this;
    const said = (text: string): void => this.#listener.said(text);
    host.on("communicating", () => said("Host: communication is established"));
    host.on("not-communicating", ({ why }) => said(`Host: no communication any more: ${why}`));
    host.on("alarm", ({ name, isSet }) => said(`Host: alarm ${name ?? ""} ${isSet ? "set" : "cleared"}`));
    tool.on("control-state", ({ state, why }) => said(`Tool: ${why}: ${state}`));
    tool.on("spooling", ({ state }) => said(`Tool: the spool is ${state}`));
    equipment.on("process-state", ({ state }) => said(`Tool: the process is ${state}`));
    equipment.onTerminal((lines) => {
      said(`Tool: the host says ${lines.join(" / ")}`);
      return undefined;
    });
  }
}

/** A result in a few words. */
function say(result: unknown): string {
  if (typeof result !== "object") return String(result);
  return JSON.stringify(result, (_, value) => typeof value === "bigint" ? String(value) : value).slice(
    0,
    200,
  );
}
