import { digestOf, sharesOf } from "./shares.ts";
import { gatewayKey, gatewayOf, readGateway, readTool, toolKey, toolOf } from "./records.ts";
import type { LeaseAnswer, LeaseEntry } from "./store.ts";
import type { OwnerChange } from "../owner.ts";
import { isFree, type Known } from "./known.ts";
import type { LeaseRequest, LeaseStep, LeaseTimes } from "./step.ts";

/** A write whose answer is awaited. */
interface Pending {
  readonly number: number;
  readonly sentAt: number;
  /** Of the lease it belongs to; undefined: it begins one. */
  readonly since: number | undefined;
  readonly value: string | undefined;
}

/** How many writes for tools may be under way. */
const MOST_PENDING = 32;

/**
 * The ownership of tools as one gateway sees it, without I/O: the time, answers and what a watch tells go in; writes and changes
 * come out. `docs/adr/0014-the-gateway.md` says what it promises.
 *
 * A gateway has one lease: its key, which it renews. A tool's record names the gateway and the revision with which its lease
 * began. Who sees a key of a gateway unchanged for the time of a lease removes it by its revision; only then its tools are free.
 * The gateway counts from before it sent its last renewal, and with a margin less, so it is silent before that.
 */
export class LeaseMachine {
  readonly #name: string;
  readonly #process: string;
  readonly #times: LeaseTimes;
  #tools: ReadonlySet<string> = new Set();
  #digest = "";
  readonly #known = new Map<string, Known>();
  readonly #pending = new Map<string, Pending>();
  /** When tools were seen free first. */
  readonly #freeSince = new Map<string, number>();
  readonly #holdOff = new Map<string, number>();
  #told = new Map<string, number>();
  #until = -Infinity;
  #renewedAt = -Infinity;
  #isReady = false;
  #isStopped = false;
  #count = 0;
  #moving: { readonly tool: string; readonly at: number } | undefined;
  #crew = "";
  #crewSince = -Infinity;
  #shares: ReadonlyMap<string, string> = new Map();
  /** Tools whose record is to be removed: of which revision, and why. They are not served again before the record is another. */
  readonly #given = new Map<string, { readonly revision: number; readonly why: string }>();

  /** `name`: of the gateway, one in the fab. `process`: what no other process has ever had. */
  constructor(name: string, process: string, times: LeaseTimes) {
    this.#name = name;
    this.#process = process;
    this.#times = times;
  }

  /** Whether this gateway may speak to a tool at this moment. */
  mayServe(now: number, tool: string): boolean {
    return now < this.#until && !this.#isStopped && this.#told.has(tool) && this.#isMine(tool);
  }

  /** The revision with which this gateway got the tool; 0 if it has not. */
  fenceOf(tool: string): number {
    return this.#told.get(tool) ?? 0;
  }

  /** The tools that this gateway has, as far as it was told. */
  get tools(): ReadonlySet<string> {
    return new Set(this.#told.keys());
  }

  /** The tools to be shared are these from now on. */
  reload(now: number, tools: readonly string[]): LeaseStep {
    this.#tools = new Set(tools);
    this.#digest = digestOf(tools);
    this.#crew = "";
    return this.tick(now);
  }

  /** The watch told an entry; undefined: it has told all that was there when it began. */
  told(now: number, entry: LeaseEntry | undefined): LeaseStep {
    if (entry === undefined) this.#isReady = true;
    else this.#learn(now, entry);
    return this.tick(now);
  }

  /** A write was answered. What was given up before is not listened to: the watch tells it. */
  answered(now: number, request: LeaseRequest, answer: LeaseAnswer): LeaseStep {
    const pending = this.#pending.get(request.key);
    if (pending?.number !== request.number) return this.tick(now);
    this.#pending.delete(request.key);
    if (answer.is !== "done") this.#holdOff.set(request.key, now + this.#times.renewal / 2);
    // The revision of a removal comes by the watch.
    if (answer.is === "done" && answer.revision !== undefined && pending.value !== undefined) {
      const { revision } = answer;
      this.#learn(now, { key: request.key, value: pending.value, revision });
      const since = pending.since ?? revision;
      if (request.key === gatewayKey(this.#name) && since === this.#since) {
        this.#until = Math.max(this.#until, pending.sentAt + this.#times.lease - this.#times.margin);
      }
    }
    return this.tick(now);
  }

  /** Gives everything back: the removal of the own key frees all tools. */
  stop(now: number): LeaseStep {
    this.#isStopped = true;
    const changes = this.#changes(now);
    const own = this.#known.get(gatewayKey(this.#name));
    if (this.#since === undefined || own === undefined) return { changes, requests: [] };
    return { changes, requests: [this.#remove(now, gatewayKey(this.#name), own.revision)] };
  }

  /** Time has passed: to be called every tenth of a lease, or more often. */
  tick(now: number): LeaseStep {
    for (const [key, { sentAt }] of this.#pending) {
      if (now - sentAt > this.#times.lease) this.#pending.delete(key);
    }
    const requests = this.#isReady && !this.#isStopped
      ? [...this.#renew(now), ...this.#bury(now), ...this.#take(now), ...this.#give(now)]
      : [];
    return { changes: this.#changes(now), requests };
  }

  /** The revision with which the own lease began; undefined without one. */
  get #since(): number | undefined {
    const own = this.#known.get(gatewayKey(this.#name));
    const record = readGateway(own?.value);
    return own === undefined || record?.process !== this.#process ? undefined : record.since ?? own.revision;
  }

  #learn(now: number, { key, value, revision }: LeaseEntry): void {
    const known = this.#known.get(key);
    if (known !== undefined && revision <= known.revision) return;
    const before = this.#since;
    this.#known.set(key, { value, revision, seenAt: now });
    this.#holdOff.delete(key);
    if (this.#since !== before) this.#until = -Infinity;
    if (this.#moving !== undefined && key === toolKey(this.#moving.tool) && value !== undefined) {
      this.#moving = undefined;
    }
  }

  /** Whether the record of a tool names the lease that this gateway has. */
  #isMine(tool: string): boolean {
    const record = readTool(this.#known.get(toolKey(tool))?.value);
    return record?.gateway === this.#name && record.since === this.#since && !this.#isGiven(tool);
  }

  #isGiven(tool: string): boolean {
    const given = this.#given.get(tool);
    return given !== undefined && given.revision === this.#known.get(toolKey(tool))?.revision;
  }

  #isStale(now: number, known: Known): boolean {
    return now - known.seenAt >= this.#times.lease;
  }

  #mayWrite(now: number, key: string): boolean {
    return !this.#pending.has(key) && now >= (this.#holdOff.get(key) ?? -Infinity);
  }

  #renew(now: number): LeaseRequest[] {
    const key = gatewayKey(this.#name);
    if (!this.#mayWrite(now, key)) return [];
    const own = this.#known.get(key);
    const since = this.#since;
    if (since === undefined && own?.value !== undefined) return [];
    const isDue = now >= this.#renewedAt + this.#times.renewal || now >= this.#until ||
      readGateway(own?.value)?.digest !== this.#digest;
    if (!isDue) return [];
    this.#renewedAt = now;
    const record = {
      process: this.#process,
      digest: this.#digest,
      ...(since === undefined ? {} : { since }),
    };
    return [this.#put(now, key, JSON.stringify(record), own?.revision ?? 0, since)];
  }

  /**
   * Removes the keys of gateways that are silent; also that of an earlier process with the own name. A gateway without a key,
   * though a tool's record names it, gets one that nobody renews: so its leases are known to be over.
   */
  #bury(now: number): LeaseRequest[] {
    const lost = [...this.#known].flatMap(([key, known]) => {
      const gateway = toolOf(key) === undefined ? undefined : readTool(known.value)?.gateway;
      if (gateway === undefined || !this.#isStale(now, known)) return [];
      const missing = gatewayKey(gateway);
      if (this.#known.has(missing) || !this.#mayWrite(now, missing)) return [];
      return [this.#put(now, missing, JSON.stringify({ process: "", digest: "" }), 0, undefined)];
    });
    const silent = [...this.#known].filter(([key, known]) =>
      gatewayOf(key) !== undefined && known.value !== undefined && this.#isStale(now, known) &&
      readGateway(known.value)?.process !== this.#process && this.#mayWrite(now, key)
    ).map(([key, known]) => this.#remove(now, key, known.revision));
    return [...lost, ...silent];
  }

  /** Takes free tools that are to be served here, and those that nobody else takes. */
  #take(now: number): LeaseRequest[] {
    const since = this.#since;
    if (since === undefined || now >= this.#until) return [];
    const shares = this.#sharesNow(now);
    const requests: LeaseRequest[] = [];
    for (const tool of this.#tools) {
      const key = toolKey(tool);
      if (!isFree(this.#known, tool)) {
        this.#freeSince.delete(tool);
        continue;
      }
      const freeSince = this.#freeSince.get(tool) ?? now;
      this.#freeSince.set(tool, freeSince);
      if (shares.get(tool) !== this.#name && now - freeSince < this.#times.lease) continue;
      if (!this.#mayWrite(now, key) || this.#pending.size >= MOST_PENDING) continue;
      const value = JSON.stringify({ gateway: this.#name, since });
      requests.push(this.#put(now, key, value, this.#known.get(key)?.revision ?? 0, since));
    }
    return requests;
  }

  /** Gives back tools that are no longer known here, and one after the other those that another gateway is to serve. */
  #give(now: number): LeaseRequest[] {
    const shares = this.#sharesNow(now);
    if (this.#moving !== undefined && now - this.#moving.at >= this.#times.lease) this.#moving = undefined;
    for (const key of this.#known.keys()) {
      const tool = toolOf(key);
      if (tool === undefined || !this.#isMine(tool) || !this.#mayWrite(now, key)) continue;
      const to = shares.get(tool);
      const isKnown = this.#tools.has(tool);
      if (isKnown && (to === undefined || to === this.#name || !this.#canMove(now, to))) continue;
      const why = isKnown ? `it moves to ${to}` : "it is in the configuration no more";
      this.#given.set(tool, { why, revision: this.#known.get(key)!.revision });
      if (isKnown) this.#moving = { tool, at: now };
    }
    return [...this.#given].flatMap(([tool, { revision }]) => {
      if (this.#isGiven(tool)) {
        return this.#mayWrite(now, toolKey(tool)) ? [this.#remove(now, toolKey(tool), revision)] : [];
      }
      if (!this.#told.has(tool)) this.#given.delete(tool);
      return [];
    });
  }

  #canMove(now: number, to: string): boolean {
    const record = readGateway(this.#known.get(gatewayKey(to))?.value);
    return this.#moving === undefined && record?.digest === this.#digest &&
      now - this.#crewSince >= this.#times.renewal;
  }

  #sharesNow(now: number): ReadonlyMap<string, string> {
    const alive = [...this.#known].filter(([, known]) =>
      known.value !== undefined && !this.#isStale(now, known)
    )
      .map(([key]) => gatewayOf(key)).filter((name) => name !== undefined).sort();
    const crew = alive.join("\n");
    if (crew !== this.#crew) {
      this.#crew = crew;
      this.#crewSince = now;
      this.#shares = sharesOf(this.#tools, alive);
    }
    return this.#shares;
  }

  /** What is served now, compared with what was told. */
  #changes(now: number): OwnerChange[] {
    const changes: OwnerChange[] = [];
    const holds = now < this.#until && !this.#isStopped;
    for (const tool of [...this.#told.keys()]) {
      if (holds && this.#isMine(tool)) continue;
      this.#told.delete(tool);
      changes.push({ tool, isOurs: false, why: this.#whyLost(tool, now) });
    }
    for (const tool of holds ? this.#tools : []) {
      if (this.#told.has(tool) || !this.#isMine(tool) || this.#pending.has(toolKey(tool))) continue;
      this.#told.set(tool, this.#known.get(toolKey(tool))!.revision);
      changes.push({ tool, isOurs: true, why: "this gateway has its lease" });
    }
    return changes;
  }

  #whyLost(tool: string, now: number): string {
    if (this.#isStopped) return "this gateway ends";
    if (this.#isGiven(tool)) return this.#given.get(tool)!.why;
    if (this.#since !== undefined && now >= this.#until) {
      return `the lease of ${this.#name} ran out, as no renewal was answered in time; check the broker`;
    }
    const record = readTool(this.#known.get(toolKey(tool))?.value);
    return record === undefined || this.#since === undefined
      ? `another gateway ended the lease of ${this.#name}, which was silent for too long`
      : `${record.gateway} has it`;
  }

  #put(now: number, key: string, value: string, revision: number, since: number | undefined): LeaseRequest {
    const number = ++this.#count;
    this.#pending.set(key, { number, sentAt: now, since, value });
    return { number, is: "put", key, value, revision };
  }

  #remove(now: number, key: string, revision: number): LeaseRequest {
    const number = ++this.#count;
    this.#pending.set(key, { number, sentAt: now, since: undefined, value: undefined });
    return { number, is: "remove", key, revision };
  }
}
