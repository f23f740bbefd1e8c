import type { SecsId } from "../../../secs/mod.ts";
import type { IdKey } from "../../ids.ts";
import type { Names } from "../refs.ts";
import { Asking, type Lacking } from "./asking.ts";
import type { SetupTools } from "./doing.ts";
import { GemIgnoredError } from "./ignored_error.ts";
import { type IdSet, idSet, isWhole, type Known, UNKNOWN } from "./known.ts";
import { Look, type Scope } from "./look.ts";
import { planAll, type Planning, type Steps } from "./plan.ts";
import type { ReadWish } from "./read_wish.ts";
import { Run, RunLog, type RunOptions } from "./run.ts";
import { isThere, toDo } from "./sentences.ts";
import type { GemNamed, GemSetupOutcome, GemSetupPlan } from "./steps.ts";
import { type Made, type Target, targetFrom, targetOf } from "./target.ts";

/** What a wish is attended to with. */
export interface AttendTools extends SetupTools {
  readonly made: Made;
}

/** How long things may take. */
export interface AttendOptions extends RunOptions {
  /** In ms. */
  readonly lookTimeout: number;
}

/** What has to be answered for a tool to be restored. */
const FORMER = ["S2F51", "S2F53", "S2F55", "S2F57", "S5F7"];

const NOT_ALL = {
  message: "S2F53",
  error: new GemIgnoredError("S2F53", "it has not named all of its reports"),
};

/** What a tool had, and whether its alarms are part of it. */
export interface Former {
  readonly known: Known;
  readonly withAlarms: boolean;
}

/** What a run came to. */
export interface Attended {
  readonly outcome: GemSetupOutcome;
  /** Whether the tool is on-line. */
  readonly isOnline: boolean;
}

/** A wish at a tool: what is missing, and that it is done. */
export class Attendance {
  readonly #tools: AttendTools;
  readonly #wish: ReadWish;
  readonly #restorable: boolean;
  #former: Former | undefined;
  /** It has run to its end. */
  #hasRun = false;

  constructor(tools: AttendTools, wish: ReadWish, restorable: boolean) {
    this.#tools = tools;
    this.#wish = wish;
    this.#restorable = restorable;
  }

  /** What the tool had before the first change; undefined: it is not known. */
  get former(): Former | undefined {
    return this.#former;
  }

  /** What would be done. */
  async plan(lacking: Lacking, { lookTimeout }: Pick<AttendOptions, "lookTimeout">): Promise<GemSetupPlan> {
    const asking = new Asking(lacking, { timeout: lookTimeout });
    const look = new Look(this.#tools.link, this.#tools.clock, asking);
    const isOnline = await look.isOnline(this.#tools.areYouThere);
    const online = this.#wish.online ? { what: "go-online" } as const : undefined;
    const { steps, there } =
      this.#stepsTo(isOnline ? await knownOf(this.#tools, look, asking, this.#scope) : UNKNOWN).plan;
    return {
      looks: asking.looks,
      there: online && isOnline ? [isThere(online), ...there] : there,
      steps: online && !isOnline ? [toDo(online), ...steps] : steps,
    };
  }

  /** Does what is missing. Rejects if the link is lost, or the signal is aborted. */
  async run(lacking: Lacking, options: AttendOptions): Promise<Attended> {
    const tools = this.#tools;
    const log = new RunLog();
    const asking = new Asking(lacking, { timeout: options.lookTimeout });
    const look = new Look(tools.link, tools.clock, asking);
    const isOnline = await this.#goOnline(look, log, options);
    const known = isOnline ? await knownOf(tools, look, asking, this.#scope) : UNKNOWN;
    options.signal.throwIfAborted();
    const { target, plan } = this.#stepsTo(known);
    if (!isOnline || !this.#keepFormer(known, asking, log)) {
      log.left.push(...plan.steps);
      return { outcome: log.outcome(asking.looks), isOnline };
    }
    log.there.push(...plan.there);
    const within = known.clockOff === undefined ? undefined : this.#wish.clock;
    await new Run(tools, { target, made: tools.made, within }, log, options).all(plan.steps);
    if (target.isExact) tools.made.unlinked.clear(); // what others had is gone
    this.#hasRun = true;
    return { outcome: log.outcome(asking.looks), isOnline };
  }

  /** Whether the tool is on-line. */
  async #goOnline(look: Look, log: RunLog, options: AttendOptions): Promise<boolean> {
    const isOnline = await look.isOnline(this.#tools.areYouThere);
    if (!this.#wish.online) return isOnline;
    const step = { what: "go-online" } as const;
    if (isOnline) log.there.push(isThere(step));
    else {
      const what = { target: targetFrom(UNKNOWN), made: this.#tools.made, within: undefined };
      await new Run(this.#tools, what, log, options).all([toDo(step)]);
    }
    return log.failed.length === 0;
  }

  /** Keeps what the tool has before the first change. False if it does not say so. */
  #keepFormer(known: Known, asking: Asking, log: RunLog): boolean {
    if (!this.#restorable || this.#former !== undefined) return true;
    const withAlarms = this.#wish.alarms !== undefined;
    if (isWhole(known) && (!withAlarms || known.alarms !== undefined)) {
      this.#former = { known, withAlarms };
      return true;
    }
    const why = asking.firstLacking(FORMER) ?? NOT_ALL;
    log.failed.push({ step: { ...toDo({ what: "keep-former" }), message: why.message }, error: why.error });
    return false;
  }

  get #isExact(): boolean {
    return this.#wish.isExact && !this.#hasRun;
  }

  get #scope(): Scope {
    const { events, reports, alarms, clock } = this.#wish;
    const { made } = this.#tools;
    const isWhole = this.#isExact || this.#restorable && this.#former === undefined;
    const linked = [...reports, ...made.reports.values(), ...made.unlinked.values()];
    const isAboutEvents = events !== undefined || isAnything(made);
    return {
      events: isWhole
        ? "all"
        : isAboutEvents
        ? [...idSet(linked.map(({ CEID }) => CEID)).values()]
        : undefined,
      alarms: alarms === "all"
        ? "every"
        : alarms !== undefined || made.hasAllAlarms || made.alarms.size > 0
        ? "enabled"
        : undefined,
      clock: clock !== undefined,
    };
  }

  #stepsTo(known: Known): { target: Target; plan: Steps } {
    const { setup, made } = this.#tools;
    const wish = { ...this.#wish, isExact: this.#isExact };
    const target = targetOf(wish, known, made, setup);
    const isAboutEvents = wish.events !== undefined || isAnything(made);
    return { target, plan: planFor(this.#tools, target, known, { ...wish, isAboutEvents }) };
  }
}

/** Brings back what a tool had. */
export async function restore(
  tools: AttendTools,
  former: Former,
  lacking: Lacking,
  options: AttendOptions,
): Promise<Attended> {
  const log = new RunLog();
  const asking = new Asking(lacking, { timeout: options.lookTimeout });
  const look = new Look(tools.link, tools.clock, asking);
  const isOnline = await look.isOnline(tools.areYouThere);
  const scope = { events: "all", alarms: former.withAlarms ? "enabled" : undefined, clock: false } as const;
  const known = isOnline ? await knownOf(tools, look, asking, scope) : UNKNOWN;
  options.signal.throwIfAborted();
  const { alarms, ...target } = targetFrom(former.known);
  const full = { ...target, alarms: former.withAlarms ? alarms : undefined };
  const wish = { clock: undefined, spool: "leave", isAboutEvents: true } as const;
  const { steps, there } = planFor(tools, full, known, wish);
  if (!isOnline) log.left.push(...steps);
  else {
    log.there.push(...there);
    await new Run(tools, { target: full, made: tools.made, within: undefined }, log, options).all(steps);
  }
  tools.made.clear();
  return { outcome: log.outcome(asking.looks), isOnline };
}

/**
 * What a tool has. SxF0 says that it is off-line, or does not have the message: S1F1 tells which, and the handler knows it then
 * as well.
 */
async function knownOf(tools: AttendTools, look: Look, asking: Asking, scope: Scope): Promise<Known> {
  const known = await look.at(scope);
  if (asking.looks.some(({ lack }) => lack === "aborted")) await look.isOnline(tools.areYouThere);
  return known;
}

function planFor(tools: AttendTools, target: Target, known: Known, wish: Planning["wish"]): Steps {
  const { setup: { tool }, link: { names }, made } = tools;
  const plan = planAll({ target, known, made, tool, wish, named: naming(names) });
  for (const link of known.links.values()) tool.learn(link);
  keepOnly(made.enabled, known.enabled);
  keepOnly(made.alarms, known.alarms);
  return plan;
}

/** What is not enabled any more has not to be disabled. */
function keepOnly(made: Map<IdKey, SecsId>, enabled: IdSet | undefined): void {
  for (const key of made.keys()) if (enabled?.has(key) === false) made.delete(key);
}

function naming(names: Names): Planning["named"] {
  const named = (id: SecsId, part: { readonly name: string } | undefined): GemNamed => ({
    id,
    name: part?.name,
  });
  return {
    event: (id) => named(id, names.event({ id }).part),
    variable: (id) => named(id, names.variable({ id }).part),
    alarm: (id) => named(id, names.alarm({ id }).part),
  };
}

function isAnything({ reports, enabled, unlinked }: Made): boolean {
  return reports.size > 0 || enabled.size > 0 || unlinked.size > 0;
}
