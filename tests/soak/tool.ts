import { HsmsMultiPassiveServer, HsmsProtocol } from "@secs/hsms";
import { Random } from "../support/random.ts";
import { vex, type Victim } from "./mischief.ts";
import { HERE, HOSTS, SEATS } from "./plan.ts";
import { Side } from "./side.ts";
import { Talker } from "./talker.ts";

/** Between two stops of the server, in ms. */
const OPEN = 20_000;

/** Many tools at one port. */
export class Tool extends Side {
  readonly #seats: Seat[] = [];
  #server: HsmsMultiPassiveServer | undefined;

  constructor() {
    super(SEATS, HOSTS);
  }

  override get talkers(): Talker[] {
    return this.#seats.map(({ talker }) => talker);
  }

  override async start(seed: number, port: number): Promise<void> {
    const server = new HsmsMultiPassiveServer(port, { ...this.options, bindAddress: HERE });
    this.#server = server;
    for (let i = 0; i < SEATS; i++) this.#seats.push(new Seat(this, server, i, seed));
    await Promise.all(this.#seats.map(({ talker }) => talker.handler.enable()));
    await server.start();
    const room = { beat: this.trouble, ledger: this.ledger };
    this.#seats.forEach((seat, i) => this.troubles.push(vex(seat, new Random(seed * 3001 + i), room)));
    this.troubles.push(this.#stopAtTimes(server, new Random(seed)));
  }

  protected override async settle(): Promise<void> {
    await this.#server!.start();
    await Promise.all(this.#seats.map(({ talker }) => talker.handler.enable()));
  }

  protected override async stop(): Promise<void> {
    await this.#server![Symbol.asyncDispose]();
  }

  async #stopAtTimes(server: HsmsMultiPassiveServer, random: Random): Promise<void> {
    while (await this.trouble.turn(OPEN / 2 + random.below(OPEN))) {
      this.ledger.did("server stopped");
      await server.stop(random.below(2) === 0);
      await this.trouble.turn(random.below(500));
      await server.start().catch((error) => this.ledger.problem(`The server did not start: ${error}`));
    }
  }
}

/** One of them: whoever comes may take it. */
class Seat implements Victim {
  talker: Talker;
  readonly #side: Side;
  readonly #server: HsmsMultiPassiveServer;
  readonly #number: number;
  readonly #seed: number;

  constructor(side: Side, server: HsmsMultiPassiveServer, number: number, seed: number) {
    this.#side = side;
    this.#server = server;
    this.#number = number;
    this.#seed = seed;
    this.talker = this.#add(0);
  }

  mayDeselect(): boolean {
    const { line } = this.talker.order;
    return line !== undefined && line % 2 === 1;
  }

  async replace(): Promise<void> {
    this.talker.end();
    const { connection } = this.talker.handler;
    await this.#server.removeConnection(connection);
    await this.#side.trouble.turn(200);
    this.talker = this.#add(this.talker.nextEpoch);
    await this.talker.handler.enable();
  }

  #add(epoch: number): Talker {
    const server = this.#server;
    const handler = new HsmsProtocol("*", server.port, false, 0, `tool ${this.#number}`, {
      ...this.#side.options,
      server,
    });
    const seed = this.#seed * 4001 + this.#number + epoch;
    const talker = new Talker(handler, this.#number, epoch, seed, this.#side);
    void talker.talk();
    return talker;
  }
}
