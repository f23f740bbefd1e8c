import {
  type Clock,
  type Endpoint,
  HsmsMultiPassiveServer,
  type HsmsMultiPassiveServerOptions,
  HsmsProtocol,
  type HsmsTimeoutOptions,
  type HsmsTraceEvent,
  type Network,
  streamFunction,
  tcp,
} from "@secs/hsms";
import { assertEquals } from "@std/assert";
import { Log } from "../support/log.ts";

export const LOOPBACK = "127.0.0.1";

/** How a ToolServer is made. */
export interface ToolServerOptions extends Partial<HsmsMultiPassiveServerOptions> {
  timeouts?: HsmsTimeoutOptions;
}

/**
 * A server on the loopback address, with tools that answer every request; the log has `connected I`,
 * `selected I` and `disconnected I NAME` of each by its number.
 */
export class ToolServer {
  readonly #server: HsmsMultiPassiveServer;
  readonly tools: HsmsProtocol[] = [];
  readonly log = new Log();
  /** What ended the connections of each tool. */
  readonly errors: Error[][] = [];
  /** How many were refused, by why. */
  readonly refused: Record<string, number> = {};
  /** Primaries that were answered, of all tools. */
  answered = 0;
  readonly #network: Network;
  readonly #clock: Clock | undefined;
  readonly #timeouts: HsmsTimeoutOptions;
  readonly #maxQueuedBytes: number | undefined;
  readonly #hosts: HsmsProtocol[] = [];

  constructor(options: ToolServerOptions = {}) {
    const { network = tcp, clock, timeouts = {}, ...others } = options;
    this.#network = network;
    this.#clock = clock;
    this.#maxQueuedBytes = options.maxQueuedBytes;
    this.#timeouts = { allowShort: true, ...timeouts };
    const trace = (event: HsmsTraceEvent): void => this.#onTrace(event);
    this.#server = new HsmsMultiPassiveServer(0, { bindAddress: LOOPBACK, ...others, network, trace });
  }

  /** A server that is open while `play` goes on; nothing of it is left afterwards. */
  static async play(options: ToolServerOptions, play: (server: ToolServer) => Promise<void>): Promise<void> {
    const server = new ToolServer(options);
    await server.#server.start();
    try {
      await play(server);
    } finally {
      await Promise.all(server.#hosts.map((host) => host.disable()));
      await server.#server[Symbol.asyncDispose]();
    }
  }

  /** Where it listens. */
  get endpoint(): Endpoint {
    return this.#server.listeningEndpoint!;
  }

  /** Adds a tool for any client, enabled. */
  async addTool(): Promise<HsmsProtocol> {
    const number = this.tools.length;
    const tool = new HsmsProtocol("*", 0, false, 0, `tool-${number}`, {
      network: this.#network,
      server: this.#server,
      timeouts: this.#timeouts,
      ...(this.#maxQueuedBytes !== undefined && { maxQueuedBytes: this.#maxQueuedBytes }),
      ...(this.#clock && { clock: this.#clock }),
    });
    this.tools.push(tool);
    this.errors.push([]);
    tool.on("connected", () => this.log.write(`connected ${number}`));
    tool.on("selected", () => this.log.write(`selected ${number}`));
    tool.on("closed", ({ error }) => {
      if (error !== undefined) this.errors[number]!.push(error);
      this.log.write(`disconnected ${number} ${error?.name ?? ""}`.trimEnd());
    });
    tool.on("primary", ({ packet: primary }) => {
      if (!primary.header.requireResponse) return;
      this.answered++;
      tool.sendResponse(streamFunction(1, 2), primary);
    });
    await tool.enable();
    return tool;
  }

  /** A healthy peer that is selected: it takes the first free tool. */
  async addHost(): Promise<HsmsProtocol> {
    const { address, port } = this.endpoint;
    const host = new HsmsProtocol(address, port, true, 0, "host", { network: this.#network });
    this.#hosts.push(host);
    await host.enable();
    await host.whenSelected({ signal: AbortSignal.timeout(10_000) });
    return host;
  }

  #onTrace(event: HsmsTraceEvent): void {
    if (event.type === "refused") this.refused[event.why] = (this.refused[event.why] ?? 0) + 1;
  }
}

/** One request of a healthy peer, answered. */
export async function request(host: HsmsProtocol): Promise<void> {
  assertEquals((await host.sendAndWaitForResponse(streamFunction(1, 1))).header.name, "S1F2");
}
