import { type Clock, type Network, systemClock } from "../core/mod.ts";
import type { EquipmentModel, GemStore } from "../gem/mod.ts";
import { type GatewayReply, type GatewayRequest, isAllowed, problemOf, replyTo, run } from "./commands.ts";
import { checkWishes } from "./config/check_wish.ts";
import { diffFab, type FabDiff } from "./config/diff.ts";
import type { FabFile } from "./config/fab_file.ts";
import { type GatewayState, stateOf, summaryOf } from "./gateway_state.ts";
import { JournaledSink } from "./journal/journaled_sink.ts";
import type { Owner, OwnerChange } from "./owner.ts";
import type { Telemetry } from "./outside/telemetry.ts";
import type { GatewaySummary } from "./place.ts";
import type { Sink } from "./sink.ts";
import { SoleOwner } from "./sole_owner.ts";
import { Numbers } from "./tool/numbers.ts";
import { ServedTool } from "./tool/served_tool.ts";

/** One line of the audit: what was asked, by whom, and what became of it. */
export interface AuditEntry {
  /** When, as ISO 8601. */
  readonly time: string;
  /** Who asked, as the transport knows it. */
  readonly by: string;
  /** The tool. */
  readonly tool: string;
  /** The command. */
  readonly command: string;
  /** Of a remote command, its name. */
  readonly name?: string;
  /** `ok`, or the code of the error. */
  readonly outcome: string;
}

/** A fab file, with what it names. */
export interface FabParts {
  /** The tools. */
  readonly fab: FabFile;
  /** The models that the file names. */
  readonly models: ReadonlyMap<string, EquipmentModel>;
  /** How those tools are reached that have a way of their own, such as TLS: by their names. */
  readonly networks?: ReadonlyMap<string, Network>;
}

/** What a gateway is made of. */
export interface GatewayOptions extends FabParts {
  /** Where the messages go. */
  readonly sink: Sink;
  /** Keeps the numbers of messages. */
  readonly numbers: GemStore;
  /** Keeps messages while the sink is away. */
  readonly journal: GemStore;
  /** How tools are reached. */
  readonly network: Network;
  /** Its name: one in the fab. @default {"gateway"} */
  readonly name?: string;
  /** What other gateways have, for the page of all tools. */
  readonly others?: () => readonly GatewaySummary[];
  /** Who has which tool. @default {this gateway has all} */
  readonly owner?: Owner;
  /** The clock of timers. @default {systemClock} */
  readonly clock?: Clock;
  /** The time of day. @default {that of the machine} */
  readonly date?: () => Date;
  /** How long `stop` waits for messages that are with the sink, in ms. @default {5000} */
  readonly drain?: number;
  /** Takes sentences without a full stop for the log. */
  readonly tell?: (sentence: string) => void;
  /** Who is told of messages and commands, such as OpenTelemetry. */
  readonly telemetry?: Telemetry;
  /** Takes the lines of the audit. */
  readonly audit?: (entry: AuditEntry) => void;
}

/** The tools of a fab file, served: each message goes to the sink, and only then the tool gets its answer. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #owner: Owner;
  readonly #clock: Clock;
  readonly #date: () => Date;
  readonly #sink: JournaledSink;
  readonly #tell: (sentence: string) => void;
  readonly #tools = new Map<string, ServedTool>();
  #parts: FabParts;
  #numbers: Numbers | undefined;
  #steps: Promise<void> = Promise.resolve();
  #off = (): void => {};
  #moves = 0;
  #isStopped = false;

  /**
   * Makes a gateway; nothing is opened yet.
   *
   * @throws {RangeError} when a tool is to have what its model does not have.
   */
  constructor(options: GatewayOptions) {
    const { fab, models, sink, journal, owner = new SoleOwner(), clock = systemClock } = options;
    checkWishes(fab, models);
    this.#options = options;
    this.#parts = options;
    this.#owner = owner;
    this.#clock = clock;
    this.#date = options.date ?? (() => new Date());
    this.#tell = options.tell ?? (() => {});
    this.#sink = new JournaledSink(sink, journal, { clock, ...fab.journal });
  }

  /**
   * Begins to serve the tools.
   *
   * @throws {GemStoreError} when the journal or the numbers cannot be opened.
   * @throws {RangeError} when the profile or a timer of a tool is not right; no tool is touched then.
   */
  async start(): Promise<void> {
    const numbers = this.#numbers = await Numbers.open(this.#options.numbers);
    try {
      for (const name of Object.keys(this.#fab.tools)) this.#make(name);
      await this.#sink.open();
    } catch (error) {
      await numbers.close();
      throw error;
    }
    this.#off = this.#owner.onChange((change) => this.#changed(change));
    for (const name of this.#passive(this.#fab)) this.#open(name);
    await this.#owner.start(this.#active(this.#fab));
  }

  /**
   * Whether it is for this gateway to answer for a tool. One that dials is answered for by the gateway that it is connected to: other
   * gateways may listen for it too.
   */
  serves(area: string, name: string): boolean {
    const tool = this.#tools.get(name);
    if (tool === undefined || tool.area !== area || this.#isStopped) return false;
    if (this.#fab.tools[name]?.listen === undefined) return this.#owner.mayServe(name);
    return tool.host.communicationState === "COMMUNICATING";
  }

  /** Does what is asked of a tool; never rejects. Each request leaves a line in the audit. `by` is who asks. */
  async answer(request: GatewayRequest, by: string): Promise<GatewayReply> {
    const { telemetry } = this.#options;
    const run = (): Promise<GatewayReply> => this.#answer(request);
    const reply = await (telemetry === undefined ? run() : telemetry.command(request, run));
    const { tool, command } = request;
    const name = request.command === "remote" ? { name: `${request.name}` } : {};
    const outcome = reply.ok ? "ok" : reply.error.code;
    this.#options.audit?.({
      time: this.#date().toISOString(),
      by,
      tool: `${tool}`,
      command: `${command}`,
      ...name,
      outcome,
    });
    return reply;
  }

  /**
   * Takes another fab file: tools come, go, and are opened anew if they have changed. The others are not touched.
   *
   * @throws {RangeError} when the file is not right; nothing has changed then (the promise rejects).
   */
  async reload(parts: FabParts): Promise<FabDiff> {
    const { fab } = parts;
    checkWishes(fab, parts.models);
    const before = this.#fab;
    const diff = diffFab(before, fab);
    const gone = [...diff.removed, ...diff.changed];
    const made = [...diff.added, ...diff.changed].map((name) => this.#servedTool(name, parts));
    this.#parts = { ...parts, fab: { ...fab, site: before.site } };
    await this.#step(async () => {
      await this.#closeAll(gone.map((name) => this.#tools.get(name)!));
      for (const name of gone) this.#tools.delete(name);
      for (const tool of made) this.#tools.set(tool.name, tool);
    });
    const active = this.#active(fab);
    // A tool that stays ours tells no change: it is opened here.
    const kept = diff.changed.filter((name) => active.includes(name) && this.#owner.tools.has(name));
    await this.#owner.reload(active);
    const passive = this.#passive(fab);
    for (const { name } of made) if (passive.includes(name) || kept.includes(name)) this.#open(name);
    await this.#steps;
    return diff;
  }

  /** Ends: messages that are with the sink are waited for, and answered; then the tools are separated and given back. */
  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    await this.#step(() => this.#closeAll([...this.#tools.values()]));
    this.#off();
    await this.#owner.stop();
    await this.#sink.close();
    await this.#numbers?.close();
  }

  /** What the gateway is doing, for people and monitors. */
  get state(): GatewayState {
    const { name = "gateway", others } = this.#options;
    const tools = [...this.#tools.values()];
    return stateOf(
      { name, site: this.#fab.site, moves: this.#moves },
      this.#sink,
      tools,
      this.#isOurs,
      others?.() ?? [],
    );
  }

  /** What it has, for other gateways. */
  get summary(): GatewaySummary {
    return summaryOf(this.#options.name ?? "gateway", [...this.#tools.values()], this.#isOurs);
  }

  readonly #isOurs = ({ area, name }: ServedTool): boolean => this.serves(area, name);

  async #answer(request: GatewayRequest): Promise<GatewayReply> {
    const refused = (code: "bad-request" | "no-tool" | "not-allowed", message: string): GatewayReply => ({
      ok: false,
      error: { code, message },
    });
    const problem = problemOf(request);
    if (problem !== undefined) return refused("bad-request", `The request is not right: ${problem}`);
    const tool = this.#tools.get(request.tool);
    if (tool === undefined || !this.#mayServe(tool.name)) {
      return refused("no-tool", `${request.tool} is not served by this gateway`);
    }
    if (!isAllowed(request, tool.commands)) {
      const what = request.command === "remote" ? `remote:${request.name}` : request.command;
      return refused("not-allowed", `${what} is not in commands of ${tool.name} in the fab file`);
    }
    try {
      return { ok: true, result: await run(tool.host, request) ?? null };
    } catch (error) {
      return replyTo(error);
    }
  }

  get #fab(): FabFile {
    return this.#parts.fab;
  }

  #make(name: string): void {
    this.#tools.set(name, this.#servedTool(name, this.#parts));
  }

  #servedTool(name: string, { fab, models, networks }: FabParts): ServedTool {
    const tool = fab.tools[name]!;
    const model = tool.model === undefined ? undefined : models.get(tool.model);
    if (tool.model !== undefined && model === undefined) {
      throw new RangeError(
        `The fab file is not right: tools[${JSON.stringify(name)}].model: it was not read`,
      );
    }
    const fenceOf = (of: string): number => this.#owner.fenceOf(of);
    // A passive tool is owned by the link that it has.
    const mayServe = tool.listen === undefined ? (of: string) => this.#owner.mayServe(of) : () => true;
    return new ServedTool(name, tool, model, {
      gateway: this.#options.name ?? "gateway",
      site: this.#options.fab.site,
      area: fab.area ?? "all",
      network: networks?.get(name) ?? this.#options.network,
      clock: this.#clock,
      date: this.#date,
      sink: this.#sink,
      owner: { mayServe, fenceOf },
      numbers: this.#numbers!,
      tell: this.#tell,
      telemetry: this.#options.telemetry,
    });
  }

  #changed({ tool: name, isOurs, why }: OwnerChange): void {
    this.#moves++;
    if (isOurs) return this.#open(name);
    const tool = this.#tools.get(name);
    if (tool === undefined || this.#isStopped) return;
    this.#tell(`${name} is not served any more: ${why}`);
    // Not behind other steps: nothing may be said to the tool from now on. What comes next waits for the end of the link.
    const cut = tool.cut();
    this.#make(name);
    void this.#step(() => cut);
  }

  #open(name: string): void {
    void this.#step(async () => {
      const tool = this.#tools.get(name);
      if (tool === undefined || this.#isStopped || !this.#mayServe(name)) return;
      try {
        await tool.open();
      } catch (error) {
        this.#tell(`${name} cannot be served: ${error instanceof Error ? error.message : error}`);
      }
    });
  }

  #mayServe(name: string): boolean {
    return this.#fab.tools[name]?.listen !== undefined || this.#owner.mayServe(name);
  }

  async #closeAll(tools: readonly ServedTool[]): Promise<void> {
    const late = new AbortController();
    const cancel = this.#clock.schedule(() => late.abort(), this.#options.drain ?? 5000);
    await Promise.all(tools.map((tool) => tool.close(late.signal)));
    cancel();
  }

  #step(step: () => Promise<void> | void): Promise<void> {
    const done = this.#steps.then(step);
    this.#steps = done.catch((error) => this.#tell(error instanceof Error ? error.message : String(error)));
    return this.#steps;
  }

  #active({ tools }: FabFile): string[] {
    return Object.keys(tools).filter((name) => tools[name]!.listen === undefined);
  }

  #passive({ tools }: FabFile): string[] {
    return Object.keys(tools).filter((name) => tools[name]!.listen !== undefined);
  }
}
