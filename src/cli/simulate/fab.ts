import { mkdir } from "node:fs/promises";
import { HsmsMultiPassiveServer, type Network } from "../../core/mod.ts";
import { FaultNetwork, isSame } from "./fault_network.ts";
import { SimulatedTool, type SimulatedToolOptions } from "./simulated_tool.ts";

/** What the tools of a fab are made of. */
export interface FabOptions
  extends Omit<SimulatedToolOptions, "name" | "network" | "port" | "server" | "tell" | "seed" | "control"> {
  readonly network: Network;
  readonly port: number;
  /** Number of tools. */
  readonly count: number;
  /** Each tool listens on a port of its own; otherwise all share one, and the next host gets the next tool. */
  readonly ports: boolean;
  readonly control: SimulatedToolOptions["control"];
  readonly seed: number | undefined;
  /** The tools wait for `start`; otherwise they begin at once. */
  readonly isWaiting?: boolean;
  /** Gets a sentence for each thing that happens to a tool. */
  readonly tell: (tool: string, text: string, isTrouble: boolean) => void;
}

/** Simulated tools that run together. */
export class Fab {
  readonly tools: readonly SimulatedTool[];
  readonly network: FaultNetwork;
  readonly #server: HsmsMultiPassiveServer | undefined;

  /** Use `open`. */
  constructor(
    tools: readonly SimulatedTool[],
    network: FaultNetwork,
    server: HsmsMultiPassiveServer | undefined,
  ) {
    this.tools = tools;
    this.network = network;
    this.#server = server;
  }

  /** Starts the tools; each has a seed of its own, made from that of the fab. */
  static async open(options: FabOptions): Promise<Fab> {
    const { count, port, bindAddress, clock, timeouts, folder, ports, tell, seed } = options;
    if (folder !== undefined) await mkdir(folder, { recursive: true });
    if (options.recipes !== undefined) await mkdir(options.recipes, { recursive: true });
    const tools: SimulatedTool[] = [];
    const network = new FaultNetwork(options.network, clock, (local, remote) => {
      const found = tools.find(({ handler: { connection } }) =>
        isSame(remote, connection.remoteEndpoint) && isSame(local, connection.localEndpoint)
      );
      return found?.faults;
    });
    const server = count > 1 && !ports
      ? new HsmsMultiPassiveServer(port, { network, clock, timeouts, bindAddress, maxConnections: count })
      : undefined;
    const firstSeed = seed ?? options.model.definition.simulation?.seed ?? 1;
    const fab = new Fab(tools, network, server);
    try {
      for (let i = 0; i < count; i++) {
        const name = count === 1 ? options.model.model : `${options.model.model} ${i + 1}`;
        tools.push(
          await SimulatedTool.open({
            ...options,
            name,
            network,
            server,
            port: ports && port !== 0 ? port + i : port,
            seed: firstSeed + i,
            tell: (text, isTrouble) => tell(name, text, isTrouble),
          }),
        );
      }
      if (options.isWaiting !== true) await fab.start();
    } catch (error) {
      await fab.stop();
      throw error;
    }
    return fab;
  }

  /** The ports on which the tools listen. */
  get ports(): readonly number[] {
    const endpoints = this.#server === undefined
      ? this.tools.map(({ handler }) => handler.connection.listeningEndpoint)
      : [this.#server.listeningEndpoint];
    return endpoints.flatMap((endpoint) => endpoint === undefined ? [] : [endpoint.port]);
  }

  /** Begins, if the tools are waiting. */
  async start(): Promise<void> {
    for (const tool of this.tools) await tool.start();
    await this.#server?.start();
  }

  /** Ends all tools. */
  async stop(): Promise<void> {
    await Promise.all(this.tools.map((tool) => tool.stop()));
    await this.#server?.stop();
  }
}
