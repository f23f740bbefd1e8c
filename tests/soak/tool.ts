import { HsmsMultiPassiveServer, HsmsProtocol, SecsHandler } from "@secs/hsms";
import { Random } from "../support/random.ts";
import { disturb, type DisturbedLink } from "./disturbance.ts";
import { HOSTILE_ADDRESS, HOSTILE_TOOLS, HOSTS, LOOPBACK, TOOLS } from "./plan.ts";
import { Side } from "./side.ts";
import { LoadGenerator } from "./load_generator.ts";
import { Victim, VICTIM_OPTIONS } from "./victim.ts";

/** Between two stops of the server, in ms. */
const OPEN = 20_000;

/** Many tools at one port, and some more for the hostile peers, which come from another address. */
export class Tool extends Side {
  readonly #peers: ToolPeer[] = [];
  #server: HsmsMultiPassiveServer | undefined;

  constructor() {
    super(TOOLS, HOSTS);
  }

  override get generators(): LoadGenerator[] {
    return this.#peers.map(({ generator }) => generator);
  }

  override async start(seed: number, port: number): Promise<void> {
    const server = new HsmsMultiPassiveServer(port, { ...this.options, bindAddress: LOOPBACK });
    this.#server = server;
    for (let i = 0; i < TOOLS; i++) this.#peers.push(new ToolPeer(this, server, i, seed));
    await Promise.all(this.#peers.map(({ generator }) => generator.handler.enable()));
    for (let i = 0; i < HOSTILE_TOOLS; i++) await this.#addVictim(server, i);
    await server.start();
    const context = { timer: this.disturbanceTimer, counters: this.counters };
    this.#peers.forEach((peer, i) =>
      this.disturbances.push(disturb(peer, new Random(seed * 3001 + i), context))
    );
    this.disturbances.push(this.#stopAtTimes(server, new Random(seed)));
  }

  protected override async settle(): Promise<void> {
    await this.#server!.start();
    await Promise.all(this.#peers.map(({ generator }) => generator.handler.enable()));
  }

  protected override async stop(): Promise<void> {
    await this.#server![Symbol.asyncDispose]();
  }

  async #addVictim(server: HsmsMultiPassiveServer, number: number): Promise<void> {
    const options = { ...this.options, ...VICTIM_OPTIONS, server, role: "equipment" } as const;
    const handler = new SecsHandler(HOSTILE_ADDRESS, server.port, false, 0, `victim ${number}`, options);
    const victim = new Victim(handler, this);
    this.victims.push(victim);
    void victim.run();
    await handler.enable();
  }

  async #stopAtTimes(server: HsmsMultiPassiveServer, random: Random): Promise<void> {
    while (await this.disturbanceTimer.wait(OPEN / 2 + random.below(OPEN))) {
      this.counters.did("server stopped");
      await server.stop(random.below(2) === 0);
      await this.disturbanceTimer.wait(random.below(500));
      await server.start().catch((error) => this.counters.problem(`The server did not start: ${error}`));
    }
  }
}

/** One of them: any host may take it, but no hostile peer. */
class ToolPeer implements DisturbedLink {
  generator: LoadGenerator;
  readonly #side: Side;
  readonly #server: HsmsMultiPassiveServer;
  readonly #number: number;
  readonly #seed: number;

  constructor(side: Side, server: HsmsMultiPassiveServer, number: number, seed: number) {
    this.#side = side;
    this.#server = server;
    this.#number = number;
    this.#seed = seed;
    this.generator = this.#add(0);
  }

  mayDeselect(): boolean {
    const { line } = this.generator.order;
    return line !== undefined && line % 2 === 1;
  }

  async replace(): Promise<void> {
    this.generator.end();
    const { connection } = this.generator.handler;
    await this.#server.removeConnection(connection);
    await this.#side.disturbanceTimer.wait(200);
    this.generator = this.#add(this.generator.nextEpoch);
    await this.generator.handler.enable();
  }

  #add(epoch: number): LoadGenerator {
    const server = this.#server;
    const handler = new HsmsProtocol(LOOPBACK, server.port, false, 0, `tool ${this.#number}`, {
      ...this.#side.options,
      server,
    });
    const seed = this.#seed * 4001 + this.#number + epoch;
    const generator = new LoadGenerator(handler, this.#number, epoch, seed, this.#side);
    void generator.run();
    return generator;
  }
}
