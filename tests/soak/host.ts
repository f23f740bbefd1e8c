import { HsmsConnectionManager, SecsHandler, type SecsHandlerOptions } from "@secs/hsms";
import { Random } from "../support/random.ts";
import { Line } from "./line.ts";
import { disturb, type DisturbedLink } from "./disturbance.ts";
import { FAULTY_EVERY, HOSTS, LOOPBACK, TOOLS } from "./plan.ts";
import { Side } from "./side.ts";
import { LoadGenerator } from "./load_generator.ts";
import { Victim, VICTIM_OPTIONS } from "./victim.ts";

/** The hosts of a manager, each fourth over a line that is bad, and some more that dial hostile peers. */
export class Host extends Side {
  readonly #manager: HsmsConnectionManager;
  readonly #hosts: HostPeer[] = [];
  #line: Line | undefined;

  constructor() {
    super(HOSTS, TOOLS);
    this.#manager = new HsmsConnectionManager({ ...this.options, reconnect: { jitter: 200 } });
  }

  override get generators(): LoadGenerator[] {
    return this.#hosts.map(({ generator }) => generator);
  }

  override async start(seed: number, port: number, hostilePorts: readonly number[]): Promise<void> {
    this.#line = await Line.start(seed, port, this.clock);
    for (let i = 0; i < HOSTS; i++) {
      const peer = new HostPeer(
        this,
        this.#manager,
        i,
        i % FAULTY_EVERY === 0 ? this.#line.port : port,
        seed,
      );
      this.#hosts.push(peer);
      this.disturbances.push(
        disturb(peer, new Random(seed * 1009 + i), { timer: this.disturbanceTimer, counters: this.counters }),
      );
    }
    hostilePorts.forEach((hostile, i) => this.#addVictim(hostile, i));
  }

  #addVictim(port: number, number: number): void {
    const handler = this.#manager.addPeer<SecsHandler, SecsHandlerOptions<"host">>(
      `victim ${number}`,
      LOOPBACK,
      port,
      true,
      0,
      { ...VICTIM_OPTIONS, handler: SecsHandler },
    );
    const victim = new Victim(handler, this);
    this.victims.push(victim);
    void victim.run();
  }

  protected override async settle(): Promise<void> {
    await Promise.all(this.generators.map(({ handler }) => handler.enable()));
    const line = this.#line!;
    const comeBack = line.connections + HOSTS / FAULTY_EVERY;
    line.repair();
    await this.until(() => line.connections >= comeBack, "all hosts are over a line that is repaired");
    await this.until(() => this.selected === HOSTS, `all ${HOSTS} hosts are selected`);
  }

  protected override async stop(): Promise<void> {
    await this.#manager.stop();
    await this.#line!.stop();
  }
}

/** One of them. */
class HostPeer implements DisturbedLink {
  generator: LoadGenerator;
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
    this.generator = this.#add(0);
  }

  mayDeselect(): boolean {
    return this.#line % 2 === 0;
  }

  async replace(): Promise<void> {
    this.generator.end();
    await this.#manager.removePeer(this.#name);
    await this.#side.disturbanceTimer.wait(200);
    this.generator = this.#add(this.generator.nextEpoch);
  }

  get #name(): string {
    return `host ${this.#line}`;
  }

  #add(epoch: number): LoadGenerator {
    const handler = this.#manager.addPeer(this.#name, LOOPBACK, this.#port, true, 0);
    const seed = this.#seed * 2003 + this.#line + epoch;
    const generator = new LoadGenerator(handler, this.#line, epoch, seed, this.#side);
    void generator.run();
    return generator;
  }
}
