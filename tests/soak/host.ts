import { HsmsConnectionManager } from "@secs/hsms";
import { Random } from "../support/random.ts";
import { Line } from "./line.ts";
import { vex, type Victim } from "./mischief.ts";
import { HERE, HOSTS, OVER_LINE, SEATS } from "./plan.ts";
import { Side } from "./side.ts";
import { Talker } from "./talker.ts";

/** One hundred hosts of a manager, each fourth over a line that is bad. */
export class Host extends Side {
  readonly #manager: HsmsConnectionManager;
  readonly #hosts: Peer[] = [];
  #line: Line | undefined;

  constructor() {
    super(HOSTS, SEATS);
    this.#manager = new HsmsConnectionManager({ ...this.options, reconnect: { jitter: 200 } });
  }

  override get talkers(): Talker[] {
    return this.#hosts.map(({ talker }) => talker);
  }

  override async start(seed: number, port: number): Promise<void> {
    this.#line = await Line.start(seed, port, this.clock);
    for (let i = 0; i < HOSTS; i++) {
      const peer = new Peer(this, this.#manager, i, i % OVER_LINE === 0 ? this.#line.port : port, seed);
      this.#hosts.push(peer);
      this.troubles.push(vex(peer, new Random(seed * 1009 + i), { beat: this.trouble, ledger: this.ledger }));
    }
  }

  protected override async settle(): Promise<void> {
    await Promise.all(this.talkers.map(({ handler }) => handler.enable()));
    const line = this.#line!;
    const comeBack = line.connections + HOSTS / OVER_LINE;
    line.mend();
    await this.until(() => line.connections >= comeBack, "all hosts are over a line that is mended");
    await this.until(() => this.selected === HOSTS, `all ${HOSTS} hosts are selected`);
  }

  protected override async stop(): Promise<void> {
    await this.#manager.stop();
    await this.#line!.stop();
  }
}

/** One of them. */
class Peer implements Victim {
  talker: Talker;
  readonly #side: Side;
  readonly #manager: HsmsConnectionManager;
  readonly #line: number;
  readonly #port: number;
  readonly #seed: number;

  constructor(side: Side, manager: HsmsConnectionManager, line: number, port: number, seed: number) {
    this.#side = side;
    this.#manager = manager;
    this.#line = line;
    this.#port = port;
    this.#seed = seed;
    this.talker = this.#add(0);
  }

  mayDeselect(): boolean {
    return this.#line % 2 === 0;
  }

  async replace(): Promise<void> {
    this.talker.end();
    await this.#manager.removePeer(this.#name);
    await this.#side.trouble.turn(200);
    this.talker = this.#add(this.talker.nextEpoch);
  }

  get #name(): string {
    return `host ${this.#line}`;
  }

  #add(epoch: number): Talker {
    const handler = this.#manager.addPeer(this.#name, HERE, this.#port, true, 0);
    const seed = this.#seed * 2003 + this.#line + epoch;
    const talker = new Talker(handler, this.#line, epoch, seed, this.#side);
    void talker.talk();
    return talker;
  }
}
