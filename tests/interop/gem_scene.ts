import { type GemHandler, tcp } from "@secs/hsms";
import { Equipment, GemEquipmentHandler, GemHostHandler, type GemHostOptions } from "@secs/hsms/gem";
import { ETCHER } from "../gem/equipment/etcher.ts";
import { Log } from "../support/log.ts";
import { secsgemGem } from "./install.ts";
import { PeerProcess } from "./peer_process.ts";

/** The device id of both sides; not 0, so that a side that forgets it is found. */
const SESSION = 7;

/** What ours is: the equipment, with secsgem as the host, or the other way round. */
export type OurSide = "equipment" | "host";

/** An etcher of ours and a host of secsgem, or an equipment of secsgem and our GemHostHandler. */
export class GemScene {
  /** We connect, and the peer listens; otherwise the other way round. */
  readonly active: boolean;
  /** The peer's current process. */
  peer: PeerProcess;
  /** `communicating`, `not communicating`, `control STATE`, `lost SxFy`, `refused SxFy CODE`, `unanswered SxFy`, `set up DONE`, `spooling STATE`, `error …`. */
  readonly log = new Log();
  /** The etcher; it is there if ours is the equipment. */
  readonly tool: Equipment<typeof ETCHER.definition>;
  /** The handler of ours. */
  readonly ours: GemEquipmentHandler | GemHostHandler;
  readonly #spawn: () => PeerProcess;

  private constructor(
    side: OurSide,
    active: boolean,
    port: number,
    option: string,
    host: Partial<GemHostOptions>,
    tool: Equipment<typeof ETCHER.definition>,
  ) {
    this.active = active;
    this.tool = tool;
    this.#spawn = () =>
      new PeerProcess(secsgemGem(side === "host" ? "equipment" : "host", !active, port, SESSION, option));
    this.peer = this.#spawn();
    const options = {
      network: tcp,
      bindAddress: "127.0.0.1",
      timeouts: { t3: 5_000, t5: 300, t6: 5_000, linktest: 0, allowShort: true },
    };
    this.ours = side === "host"
      ? new GemHostHandler("127.0.0.1", port, active, SESSION, "tool", {
        ...options,
        establishTimeout: 1,
        ...host,
      })
      : new GemEquipmentHandler("127.0.0.1", port, active, SESSION, "host", {
        ...options,
        equipment: tool,
        control: { onlineSubstate: "remote" },
      });
    this.#listen();
  }

  /** Starts both sides, and waits until both are COMMUNICATING. */
  static async begin(
    side: OurSide,
    active: boolean,
    option = "",
    host: Partial<GemHostOptions> = {},
  ): Promise<GemScene> {
    const listener = await tcp.listen({ address: "127.0.0.1", port: 0 }, () => {});
    await listener.close();
    const tool = await Equipment.open(ETCHER, {
      time: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5), zone: 0 },
    });
    await tool.setConstant("EstablishCommunicationsTimeout", 1);
    const scene = new GemScene(side, active, listener.endpoint.port, option, host, tool);
    try {
      await scene.ours.enable();
      await scene.startPeer();
      return scene;
    } catch (error) {
      await scene.end();
      throw error;
    }
  }

  /** Our handler, if ours is the equipment. */
  get equipment(): GemEquipmentHandler {
    return this.ours as GemEquipmentHandler;
  }

  /** Our handler, if ours is the host. */
  get host(): GemHostHandler {
    return this.ours as GemHostHandler;
  }

  /** Starts the peer's handler, in a process that has just been made, and waits until both are COMMUNICATING. */
  async startPeer(): Promise<void> {
    const before = this.log.count("communicating");
    await this.peer.log.saw("ready");
    await this.peer.command("enable");
    await this.log.saw("communicating", before + 1);
    await this.peer.log.saw("communicating");
  }

  /** A new process in the place of one that was killed. */
  async replacePeer(): Promise<void> {
    await this.peer.kill();
    this.peer = this.#spawn();
    await this.startPeer();
  }

  /** Calls a method of the peer's handler. */
  async call(method: string, ...args: readonly unknown[]): Promise<unknown> {
    return (await this.peer.command("call", { method, args })).value;
  }

  /** The peer asks something that it has no method for. */
  async ask(stream: number, func: number, data?: unknown): Promise<{ name: unknown; value: unknown }> {
    const { name, value } = await this.peer.command("ask", { stream, function: func, data });
    return { name, value };
  }

  /** Ends both sides, whatever state they are in. */
  async end(): Promise<void> {
    await this.ours.disable();
    await this.peer.kill();
    await this.tool.close();
  }

  /** What was seen, for the person who reads a failure. */
  describe(): string {
    const last = (lines: readonly string[]): string =>
      lines.slice(-16).map((line) => `    ${line}`).join("\n");
    const stderr = last(this.peer.stderr.split("\n"));
    return `  our side:\n${last(this.log.lines)}\n  the peer:\n${
      last(this.peer.log.lines)
    }\n  its stderr:\n${stderr}`;
  }

  #listen(): void {
    const { log, ours, tool } = this;
    const gem = ours as unknown as GemHandler;
    gem.on("communicating", () => log.write("communicating"));
    gem.on("not-communicating", () => log.write("not communicating"));
    gem.on("communication-failed", ({ error }) => log.write(`failed ${error.message}`));
    gem.on("control-state", ({ state }) => log.write(`control ${state}`));
    if (ours instanceof GemHostHandler) {
      ours.on("set-up", ({ outcome }) => log.write(`set up ${outcome.done.length}`));
    }
    gem.on("error", ({ error }) => log.write(`error ${(error as Error).message}`));
    tool.on("error", ({ error }) => log.write(`error ${(error as Error).message}`));
    if (!(ours instanceof GemEquipmentHandler)) return;
    ours.on("message-lost", ({ message, why }) => log.write(`lost ${nameOf(message)} ${why}`));
    ours.on("message-refused", ({ message, code }) => log.write(`refused ${nameOf(message)} ${code}`));
    ours.on("spooling", ({ state }) => log.write(`spooling ${state}`));
    ours.on("message-unanswered", ({ message }) => log.write(`unanswered ${nameOf(message)}`));
  }
}

function nameOf({ stream, function: func }: { stream: number; function: number }): string {
  return `S${stream}F${func}`;
}
