import { assert } from "@std/assert";
import { HsmsMultiPassiveServer, HsmsProtocol, streamFunction } from "@secs/hsms";
import type { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";

/** Where the server listens. */
export const PORT = 5000;

/** A host and a tool that talk while something goes wrong beside them: the tool comes in at the same server. */
export class HealthyPair {
  readonly server: HsmsMultiPassiveServer;
  readonly #clock: VirtualClock;
  readonly #host: HsmsProtocol;
  readonly #tool: HsmsProtocol;
  #requests = 0;

  constructor(network: MemoryNetwork, clock: VirtualClock) {
    this.#clock = clock;
    this.server = new HsmsMultiPassiveServer(PORT, { network, clock });
    const here = { network, clock, server: this.server, firstSystem: 1 };
    this.#tool = new HsmsProtocol("10.0.0.7", PORT, false, 0, "tool", here);
    const there = { network: network.from("10.0.0.7"), clock, firstSystem: 1 };
    this.#host = new HsmsProtocol("10.0.0.1", PORT, true, 0, "host", there);
    this.#tool.on("primary", ({ packet: primary }) => this.#tool.sendResponse(streamFunction(1, 2), primary));
  }

  /** Lets the two find each other. */
  async start(): Promise<void> {
    await this.server.start();
    await this.#tool.enable();
    await this.#host.enable();
    await this.#clock.settle();
    await this.request();
  }

  /** A request, which is answered without time passing. */
  async request(): Promise<void> {
    let reply: string | undefined;
    this.#requests++;
    this.#host.sendAndWaitForResponse(streamFunction(1, 1)).then(
      ({ header }) => reply = header.name,
      (error) => reply = String(error),
    );
    await this.#clock.settle();
    assert(reply === "S1F2", `the healthy pair was disturbed: request ${this.#requests} got ${reply}`);
  }

  /** Ends; the server too. */
  async stop(): Promise<void> {
    assert(this.#host.stats().reconnects === 0, "the healthy pair was disturbed: it connected again");
    await Promise.all([this.#host.disable(), this.#tool.disable()]);
    await this.server.stop();
  }
}
