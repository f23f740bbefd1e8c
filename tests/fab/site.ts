// A site on this machine: a broker, gateways, and simulated tools whose events are numbered.

import { DENO } from "../../scripts/run.ts";
import { Child } from "./child.ts";
import type { SeenMessage } from "./judge.ts";
import type { Programs } from "./programs.ts";

/** Where the programs of a site run. */
export interface Place {
  readonly address: string;
  /** What is put in front of the command of a program. */
  readonly inside: readonly string[];
}

/** What a site has. */
export interface SiteOptions {
  readonly tools: number;
  readonly gateways: number;
  /** The lease, in ms; 0: none, and one gateway. */
  readonly lease: number;
  readonly broker: Place;
  /** Where the tools are. */
  readonly floor: Place;
  readonly gatewayPlaces: readonly Place[];
  /** The first port of the tools. */
  readonly firstPort: number;
  readonly brokerPort: number;
  /** `tests/fab/counter.json`, or a model that comes with the command. */
  readonly model: string;
  readonly want: object;
  readonly folder: string;
  /** The port of the first gateway's pages on loopback. */
  readonly pagesPort?: number;
  readonly programs: Programs;
  /** `ids` of the tools in the fab file. */
  readonly ids?: string;
}

/** Tools of one process. */
const PER_PROCESS = 20;
/** T5 of the gateways, in ms. */
export const T5 = 1_000;

/** A broker, gateways and tools. */
export class Site {
  readonly messages: SeenMessage[] = [];
  /** When each message came to the consumer, in ms since 1970; in the order of `messages`. */
  readonly came: number[] = [];
  readonly toolNames: readonly string[];
  /** What tools say is not well. */
  readonly troubles: string[] = [];
  readonly gateways: Child[] = [];
  /** Whether a tool has a host, as the tool says it. */
  readonly communicating = new Set<string>();
  readonly #options: SiteOptions;
  readonly #floor: Child[] = [];
  #broker: Child | undefined;
  #consumer: Child | undefined;
  #sent = 0;

  constructor(options: SiteOptions) {
    this.#options = options;
    this.toolNames = Array.from({ length: options.tools }, (_, at) => `T${`${at + 1}`.padStart(3, "0")}`);
  }

  /** The number of events that each tool was told to send. */
  get sent(): number {
    return this.#sent;
  }

  /** The number of the process of the broker. */
  get brokerPid(): number {
    return this.#broker!.pid;
  }

  get #server(): string {
    const { broker, brokerPort } = this.#options;
    return `nats://${broker.address}:${brokerPort}`;
  }

  /** Starts everything; resolves when all tools have a host that has set them up. */
  async start(): Promise<void> {
    const { tools, gateways, lease, floor, firstPort, model, want, folder } = this.#options;
    await Deno.mkdir(folder, { recursive: true });
    const { broker, brokerPort } = this.#options;
    await Deno.writeTextFile(
      `${folder}/nats.conf`,
      `listen: "${broker.address}:${brokerPort}"\njetstream { store_dir: "${folder}/js" }\n`,
    );
    const list = this.toolNames.map((name, at) => [name, {
      address: floor.address,
      port: firstPort + at,
      model: model.endsWith(".json") ? Deno.realPathSync(model) : model,
      want,
      timers: { t3: 10_000, t5: T5, t6: 2_000, linktest: 2_000 },
      commands: ["variables", "remote"],
      ids: this.#options.ids ?? "counter",
    }]);
    await Deno.writeTextFile(
      `${folder}/fab.json`,
      JSON.stringify(
        {
          site: "FAB",
          area: "LINE",
          tools: Object.fromEntries(list),
          sinks: { nats: { servers: [this.#server], lease } },
        },
        undefined,
        2,
      ),
    );
    await this.startBroker();
    for (let first = 0; first < tools; first += PER_PROCESS) await this.#startTools(first);
    for (let at = 0; at < gateways; at++) await this.startGateway(at);
    this.#consumer = new Child(
      "consumer",
      [
        ...broker.inside,
        DENO,
        "run",
        "-A",
        "--no-check",
        "--quiet",
        "tests/fab/consumer.ts",
        this.#server,
        "FAB",
      ],
      (line) => this.#take(line),
    );
    await this.until(() => this.communicating.size === tools, 60_000, "all tools have a host");
    await this.until(() => this.#setUp() === tools, 60_000, "all tools are set up");
    await this.balanced();
  }

  /** Resolves when the gateways have shared the tools evenly, as they say who has set up which. */
  async balanced(): Promise<void> {
    const most = Math.ceil(this.toolNames.length / this.gateways.length);
    const isEven = (): boolean => {
      const owners = new Map<string, string>();
      for (const { body: { kind, name, tool, gateway } } of this.messages) {
        if (kind === "state" && name === "set-up") owners.set(tool, gateway);
      }
      const counts = new Map<string, number>();
      for (const owner of owners.values()) counts.set(owner, (counts.get(owner) ?? 0) + 1);
      return Math.max(...counts.values()) <= most;
    };
    await this.until(isEven, 60_000, "the tools are shared evenly");
  }

  /** Starts the broker, again too, with what it has kept. */
  async startBroker(): Promise<void> {
    const { broker, folder } = this.#options;
    this.#broker = new Child("broker", [...broker.inside, "nats-server", "-c", `${folder}/nats.conf`]);
    await this.#broker.saw(/Server is ready/);
  }

  /** Ends the broker with SIGKILL. */
  async killBroker(): Promise<void> {
    await this.#broker!.kill();
  }

  /** Starts a gateway, again too. */
  async startGateway(at: number): Promise<void> {
    const { gatewayPlaces, folder, pagesPort, programs: { gateways } } = this.#options;
    const name = `gw-${at + 1}`;
    this.gateways[at] = new Child(name, [
      ...gatewayPlaces[at]!.inside,
      ...gateways[at % gateways.length]!.command,
      "gateway",
      `${folder}/fab.json`,
      "--name",
      name,
      "--http",
      `${pagesPort === undefined ? 0 : pagesPort + at}`,
    ]);
    await this.gateways[at]!.saw(/Serving \d+ tools/);
  }

  /** Lets each tool send so many events, one every `pace` ms; resolves when they are triggered. */
  async send(count: number, pace: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      this.#sent++;
      for (const tools of this.#floor) await tools.write(`event Counted Number=${this.#sent}`);
      await new Promise((resolve) => setTimeout(resolve, pace));
    }
  }

  /** Writes a line to the panel of all tools. */
  async panel(line: string): Promise<void> {
    for (const tools of this.#floor) await tools.write(line);
  }

  /** Resolves when all that was sent is in the stream, or nothing new has come for so long. */
  async settled(quiet = 15_000, most = 120_000): Promise<void> {
    const start = Date.now();
    const wanted = this.#sent * this.toolNames.length;
    while (Date.now() - start < most) {
      const ids = new Set(this.messages.filter(({ body }) => body.kind === "event").map(({ id }) => id));
      const last = this.came.at(-1) ?? start;
      if (ids.size >= wanted || Date.now() - Math.max(last, start) > quiet) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    // What comes twice comes now.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }

  /** Resolves when something holds; looked at ten times a second. */
  async until(holds: () => boolean, ms: number, what: string): Promise<void> {
    const start = Date.now();
    while (!holds()) {
      if (Date.now() - start > ms) {
        throw new Error(`It is not so that ${what} within ${ms} ms\n${this.describe()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** The last lines of the gateways. */
  describe(): string {
    return this.gateways.map(({ name, lines }) =>
      `${name}:\n${lines.slice(-12).map((line) => `  ${line}`).join("\n")}`
    )
      .join("\n");
  }

  /** Ends all programs, those that stand still too. */
  async end(): Promise<void> {
    const all = [this.#consumer, ...this.gateways, ...this.#floor, this.#broker];
    await Promise.all(all.map((child) => child?.kill()));
  }

  #setUp(): number {
    const done = this.messages.filter(({ body: { kind, name } }) => kind === "state" && name === "set-up");
    return new Set(done.map(({ body: { tool } }) => tool)).size;
  }

  async #startTools(first: number): Promise<void> {
    const { tools, floor, firstPort, model } = this.#options;
    const count = Math.min(PER_PROCESS, tools - first);
    const child = new Child(`tools from ${first + 1}`, [
      ...floor.inside,
      ...this.#options.programs.tools,
      "simulate",
      model,
      ...["--bind", floor.address, "--port", `${firstPort + first}`, "--ports", "--count", `${count}`],
      ...["--spool", "100000", "--json", "--t3", "5s", "--t6", "1s", "--linktest", "1s"],
    ], (line) => this.#hear(first, line));
    this.#floor.push(child);
    await child.saw(/listens? on ports? /);
    await child.write("tool all");
  }

  #hear(first: number, line: string): void {
    if (!line.startsWith("{")) return;
    const { time, tool, text, isTrouble } = JSON.parse(line);
    if (isTrouble) {
      this.troubles.push(
        `${time} ${this.toolNames[first + Number(/\d+$/.exec(tool)?.[0] ?? 1) - 1]!} ${text}`,
      );
    }
    const name = this.toolNames[first + Number(/\d+$/.exec(tool)?.[0] ?? 1) - 1]!;
    if (text === "The host is communicating") this.communicating.add(name);
    else if (/not communicating|host has gone|communication/i.test(text)) this.communicating.delete(name);
  }

  #take(line: string): void {
    const message = JSON.parse(line);
    if (message.ready === true) return;
    this.came.push(message.came);
    this.messages.push(message);
  }
}
