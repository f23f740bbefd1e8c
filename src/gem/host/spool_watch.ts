import { abortable, type Clock, quiet } from "../../core/base/mod.ts";
import { HsmsClosedError, type HsmsRequestOptions } from "../../core/mod.ts";
import { SecsAcknowledgeError } from "../../secs/mod.ts";
import type { EquipmentDefinition } from "../definition/equipment_definition.ts";
import type { EquipmentModel } from "../definition/model.ts";
import type { GemControlState } from "../handler/options.ts";
import type { GemToolEvent } from "./host_events.ts";
import type { HostLink } from "./link.ts";
import type { GemReading } from "./readings.ts";
import type { GemRef } from "./refs.ts";
import { Repeats } from "./repeats.ts";
import { SpoolEmptying } from "./spool_emptying.ts";
import {
  type GemEmptiedSpool,
  type GemEmptySpoolOptions,
  type GemSpool,
  type GemSpoolEvent,
  type GemSpoolOptions,
  NOTHING_KNOWN,
  numberIn,
  type SpoolEventName,
  type SpoolFigures,
  stateByAnswer,
  stateByEvent,
  stateByFigures,
} from "./spool_state.ts";
import { purgeSpool, requestSpool } from "./spooling.ts";
import { requestSvs } from "./variables.ts";

type Options = HsmsRequestOptions | undefined;

const EVENTS: ReadonlySet<unknown> = new Set<SpoolEventName>([
  "Spooling Activated",
  "Spooling Deactivated",
  "Spool Transmit Failure",
]);

/** The variables that tell of a spool. */
const NAMES = { count: "SpoolCountActual", total: "SpoolCountTotal", since: "SpoolStartTime" } as const;

/** What a {@linkcode SpoolWatch} needs of its host. */
export interface SpoolWatchOwner {
  readonly link: HostLink;
  readonly clock: Clock;
  /** Tells an event to the listeners. */
  tell(event: GemSpoolEvent): void;
}

/** Knows whether the tool is spooling, says it, and gets what the tool has kept. */
export class SpoolWatch {
  readonly #owner: SpoolWatchOwner;
  readonly #asks: boolean;
  /** The variables that the tool has, as far as anybody has said. */
  readonly #refs: readonly (readonly [figure: keyof typeof NAMES, ref: GemRef])[];
  readonly #emptyings = new Set<SpoolEmptying>();
  readonly #repeats = new Repeats();
  #known: GemSpool = NOTHING_KNOWN;
  /** The tool is off-line, and has not said how much it keeps. */
  #isOffline = false;
  readonly #traffic = { sessions: 0, untaken: 0 };

  constructor(
    owner: SpoolWatchOwner,
    model: EquipmentModel | undefined,
    options: GemSpoolOptions,
  ) {
    this.#owner = owner;
    this.#refs = (Object.keys(NAMES) as (keyof typeof NAMES)[]).flatMap((figure) => {
      const ref = options[figure] ?? model?.variables.named(NAMES[figure]);
      return ref === undefined ? [] : [[figure, ref] as const];
    });
    const { ask = true } = options;
    this.#asks = ask && this.#refs.some(([figure]) => figure === "count");
  }

  /** Whether the tool is spooling: by its figures (S1F3), and what it has said before. Without a variable nothing is asked. */
  async read(options: Options): Promise<GemSpool> {
    const session = this.#traffic.sessions;
    const figures = await this.#read(options);
    if (figures !== undefined && session === this.#traffic.sessions) {
      this.#learn(figures, stateByFigures(figures, this.#known));
    }
    return this.#known;
  }

  /** S6F23 with RSDC 0. */
  request(options: Options): Promise<void> {
    return this.#demand(0, requestSpool(this.#owner.link, options));
  }

  /** S6F23 with RSDC 1. */
  purge(options: Options): Promise<void> {
    return this.#demand(1, purgeSpool(this.#owner.link, options));
  }

  /** Gets all that the tool has kept. */
  async empty(options: GemEmptySpoolOptions = {}): Promise<GemEmptiedSpool> {
    options.signal?.throwIfAborted();
    const emptying = new SpoolEmptying({
      clock: this.#owner.clock,
      traffic: this.#traffic,
      request: () => this.request(options).then(() => 0, rsdaOf),
      count: async () => (await this.#read(options))?.count,
    }, options);
    this.#emptyings.add(emptying);
    try {
      return await abortable(emptying.run(), options.signal);
    } finally {
      emptying.stop();
      this.#emptyings.delete(emptying);
    }
  }

  /** The tool has sent something: the event with what is to be added to it. */
  marked(event: GemToolEvent<EquipmentDefinition>): GemToolEvent<EquipmentDefinition> {
    const mayBeRepeat = this.#repeats.came(event.message, nameOf(event) !== undefined);
    return mayBeRepeat ? { ...event, mayBeRepeat } : event;
  }

  /** Listeners and readers have it; `code` is what the tool is answered with, now or later. */
  heard(event: GemToolEvent<EquipmentDefinition>, code: number | Promise<number | undefined>): void {
    const name = nameOf(event);
    for (const emptying of this.#emptyings) emptying.came(name === "Spooling Deactivated");
    const session = this.#traffic.sessions;
    this.#traffic.untaken++;
    Promise.resolve(code).then(() => {
      if (session === this.#traffic.sessions && this.#traffic.untaken > 0) this.#traffic.untaken--;
      this.#settled(false);
    });
    event.message.afterReply(() => {
      this.#repeats.answered(event.message);
      this.#settled(true);
    });
    if (name === undefined) return;
    this.#learn({}, stateByEvent(name), name === "Spool Transmit Failure" && this.#emptyings.size === 0);
  }

  /** It is COMMUNICATING: the tool is asked. */
  begin(): void {
    this.#traffic.sessions++;
    this.#known = NOTHING_KNOWN;
    this.#isOffline = false;
    this.#ask();
    for (const emptying of this.#emptyings) emptying.back();
  }

  /** It is not COMMUNICATING any more: nobody knows what the tool does. */
  end(): void {
    this.#traffic.untaken = 0;
    this.#repeats.end();
    this.#known = NOTHING_KNOWN;
    for (const emptying of this.#emptyings) emptying.lost();
  }

  /** The control state of the tool: off-line it answers nothing, so it is asked once it is on-line. */
  control(state: GemControlState): void {
    const isBack = this.#isOffline && state !== "offline";
    this.#isOffline = state === "offline" && this.#known.count === undefined;
    if (isBack) this.#ask();
  }

  /** The host is disabled. */
  stop(why: string): void {
    for (const emptying of this.#emptyings) emptying.stop(new HsmsClosedError("closed-locally", why));
  }

  /** A tool that does not answer leaves it unknown. */
  #ask(): void {
    if (this.#asks) quiet(this.read(undefined));
  }

  async #read(options: Options): Promise<SpoolFigures | undefined> {
    if (this.#refs.length === 0) return undefined;
    const readings = await requestSvs(this.#owner.link, this.#refs.map(([, ref]) => ref), options);
    const of = (figure: keyof typeof NAMES): GemReading | undefined =>
      readings[this.#refs.findIndex(([one]) => one === figure)];
    const since = of("since")?.value;
    return {
      count: numberIn(of("count")),
      total: numberIn(of("total")),
      since: typeof since === "string" ? since : undefined,
    };
  }

  async #demand(rsdc: number, answer: Promise<void>): Promise<void> {
    const { sessions } = this.#traffic;
    const rsda = await answer.then(() => 0, rsdaOf).catch(() => undefined);
    const said = rsda === undefined ? undefined : stateByAnswer(rsdc, rsda);
    if (said !== undefined && sessions === this.#traffic.sessions) this.#learn({}, said);
    return answer;
  }

  #settled(isAnswered: boolean): void {
    for (const emptying of this.#emptyings) emptying.settled(isAnswered);
  }

  #learn(figures: Partial<SpoolFigures>, said: Pick<GemSpool, "state" | "why">, isNews = false): void {
    const before = this.#known;
    this.#known = { ...before, ...figures, ...(said.state === "inactive" && { count: 0 }), ...said };
    if (isNews || said.state !== before.state) this.#owner.tell({ type: "spool", ...this.#known });
  }
}

/** The name of an event that tells of the spool. */
function nameOf(event: GemToolEvent<EquipmentDefinition>): SpoolEventName | undefined {
  const isOfSpool = event.type === "collection-event" && EVENTS.has(event.name);
  return isOfSpool ? event.name as SpoolEventName : undefined;
}

/**
 * RSDA of an S6F23 that was refused because the tool is busy, or keeps nothing.
 *
 * @throws {unknown} the error, if it is another one.
 */
function rsdaOf(error: unknown): number {
  if (error instanceof SecsAcknowledgeError && error.value <= 2) return error.value;
  throw error;
}
