import type { HsmsRequestOptions } from "../../../core/mod.ts";
import { ALL_ALARMS } from "../../../secs/mod.ts";
import { type IdKey, idKey } from "../../ids.ts";
import { DRACK, LRACK } from "../../setup/report_options.ts";
import { enableAlarm } from "../alarms.ts";
import type { HostClock } from "../clock.ts";
import type { EventSetup } from "../event_setup.ts";
import { lackOf } from "../lack.ts";
import type { HostLink } from "../link.ts";
import { purgeSpool, requestSpool } from "../spooling.ts";
import { refusedWith, type Report, sameIds } from "../tool_reports.ts";
import { isOfTool } from "./asking.ts";
import { GemIgnoredError } from "./ignored_error.ts";
import { sayOff } from "./look.ts";
import type { GemSetupStep } from "./steps.ts";
import type { Made, Target } from "./target.ts";

/** What a set-up needs of its handler. */
export interface SetupTools {
  readonly setup: EventSetup;
  readonly link: HostLink;
  readonly clock: HostClock;
  /** S1F17. */
  goOnline(options: HsmsRequestOptions): Promise<void>;
  /** S1F1. */
  areYouThere(options: HsmsRequestOptions): Promise<unknown>;
}

/** What steps are done for. */
export interface DoingFor {
  readonly target: Target;
  readonly made: Made;
  /** How far the clock of the tool may be off, in ms; undefined: it is not read back. */
  readonly within: number | undefined;
}

type What = Exclude<GemSetupStep["what"], "keep-former">;
type StepOf<S, W> = S extends { readonly what: infer Of } ? W extends Of ? S : never : never;
type Step<W extends What> = StepOf<GemSetupStep, W>;
type Doers = { readonly [W in What]: (steps: readonly Step<W>[]) => Promise<void> };

/** RSDA: nothing is spooled. */
const NOTHING_SPOOLED = 2;

/** Sends what steps come to, and remembers what was made. */
export class Doing {
  readonly #tools: SetupTools;
  readonly #for: DoingFor;
  readonly #options: HsmsRequestOptions;
  /** What the tool had already, although nobody knew. */
  readonly #there = new Set<GemSetupStep>();

  constructor(tools: SetupTools, what: DoingFor, options: HsmsRequestOptions) {
    this.#tools = tools;
    this.#for = what;
    this.#options = options;
  }

  /** Does steps of one kind, in one message where several can be. */
  async do(steps: readonly GemSetupStep[]): Promise<void> {
    const what = steps[0]!.what as What;
    await (this.#doers[what] as (steps: readonly GemSetupStep[]) => Promise<void>)(steps);
  }

  /** Whether there was nothing to be done for a step that was done. */
  wasThere(step: GemSetupStep): boolean {
    return this.#there.has(step);
  }

  readonly #doers: Doers = {
    "go-online": () => this.#tools.goOnline(this.#options),
    "set-clock": () => this.#setClock(),
    "disable-all-events": async () => {
      await this.#tool.enable(false, [], this.#options);
      this.#for.made.enabled.clear();
    },
    "delete-all-reports": async () => {
      await this.#tool.deleteAll(this.#options);
      this.#for.made.reports.clear();
    },
    unlink: (steps) => this.#unlink(steps),
    "delete-report": async (steps) => {
      const ids = steps.map(({ report }) => report);
      await this.#tool.delete(ids, this.#options);
      this.#for.made.forget(ids);
    },
    "define-report": (steps) => this.#define(steps),
    link: (steps) => this.#relate(steps),
    enable: async (steps) => {
      const { target, made } = this.#for;
      const ids = steps.map(({ event }) => event.id);
      const wanted = ids.filter((id) => target.enabled.has(idKey(id)));
      await making(made.enabled, wanted.map((id) => [idKey(id), id]), () => {
        return this.#tool.enable(true, ids, this.#options);
      });
    },
    disable: async (steps) => {
      await this.#tool.enable(false, steps.map(({ event }) => event.id), this.#options);
      for (const { event } of steps) this.#for.made.enabled.delete(idKey(event.id));
    },
    "enable-all-alarms": () => this.#enableAllAlarms(true),
    "disable-all-alarms": () => this.#enableAllAlarms(false),
    "enable-alarm": async ([step]) => {
      const { id } = step!.alarm;
      await making(this.#for.made.alarms, [[idKey(id), id]], () => {
        return enableAlarm(this.#tools.link, { id }, true, this.#options);
      });
    },
    "disable-alarm": async ([step]) => {
      const { id } = step!.alarm;
      await enableAlarm(this.#tools.link, { id }, false, this.#options);
      this.#for.made.alarms.delete(idKey(id));
    },
    "request-spool": ([step]) => this.#spool(step!, requestSpool(this.#tools.link, this.#options)),
    "purge-spool": ([step]) => this.#spool(step!, purgeSpool(this.#tools.link, this.#options)),
  };

  get #tool(): EventSetup["tool"] {
    return this.#tools.setup.tool;
  }

  async #unlink(steps: readonly Step<"unlink">[]): Promise<void> {
    const { made: { unlinked }, target } = this.#for;
    const ids = steps.map(({ event }) => event.id);
    const had = ids.flatMap((CEID) => {
      const RPTID = this.#tool.linksOf(CEID);
      return RPTID === undefined || target.isExact ? [] : [[idKey(CEID), { CEID, RPTID }] as const];
    });
    await making(unlinked, had, () => this.#tool.unlink(ids, this.#options));
    for (const CEID of ids) this.#tool.learn({ CEID, RPTID: [] });
  }

  async #define(steps: readonly Step<"define-report">[]): Promise<void> {
    const reports = steps.map(({ report, variables, events }) => ({
      RPTID: report,
      VID: variables.map(({ id }) => id),
      CEID: events[0]?.id ?? "",
    }));
    const { made } = this.#for;
    const [key] = reports.map(({ RPTID }) => idKey(RPTID));
    const isOwn = made.reports.has(key!);
    await making(made.reports, reports.map((report) => [idKey(report.RPTID), report]), async () => {
      if (!await this.#isDefined(reports)) return;
      this.#there.add(steps[0]!);
      if (!isOwn) made.reports.delete(key!);
    });
  }

  /**
   * Defines reports. One that exists (DRACK 3) is there, if this handler knows it so: true; otherwise it is deleted first.
   */
  async #isDefined(reports: readonly Report[]): Promise<boolean> {
    try {
      await this.#tool.define(reports, this.#options);
      return false;
    } catch (error) {
      if (reports.length > 1 || refusedWith(error, "DRACK") !== DRACK.reportExists) throw error;
      const [report] = reports;
      if (sameIds(this.#tool.book.get(report!.RPTID), report!.VID)) return true;
      await this.#tool.redefine(report!, this.#options);
      return false;
    }
  }

  /** An event that has links (LRACK 3) has what it should have, if this handler knows it so; otherwise it is unlinked first. */
  async #relate(steps: readonly Step<"link">[]): Promise<void> {
    const links = steps.map(({ event, reports }) => ({ CEID: event.id, RPTID: reports }));
    try {
      await this.#tool.relate(links, this.#options);
    } catch (error) {
      const [link] = links;
      const code = refusedWith(error, "LRACK");
      if (steps.length > 1 || code !== LRACK.linked && code !== LRACK.unknownReport) throw error;
      const isSame = sameIds(this.#tool.linksOf(link!.CEID), link!.RPTID);
      if (code === LRACK.linked && isSame) this.#there.add(steps[0]!);
      else {
        const wanted = this.#for.target.links.get(idKey(link!.CEID))?.RPTID ?? link!.RPTID;
        await this.#tool.relink(link!, wanted, this.#options);
      }
    }
    for (const { CEID } of links) this.#for.made.unlinked.delete(idKey(CEID));
  }

  async #enableAllAlarms(isEnabled: boolean): Promise<void> {
    await enableAlarm(this.#tools.link, ALL_ALARMS, isEnabled, this.#options);
    this.#for.made.alarms.clear();
    this.#for.made.hasAllAlarms = isEnabled;
  }

  /** Sets the clock, and reads it back: there are tools that accept a time and do nothing. */
  async #setClock(): Promise<void> {
    const { clock } = this.#tools;
    const { within } = this.#for;
    await clock.set(clock.now(), this.#options);
    const now = within === undefined ? undefined : await clock.request(this.#options);
    if (now === undefined) return;
    const off = now.time - clock.now();
    if (Math.abs(off) > within!) throw new GemIgnoredError("S2F31", `its clock is still ${sayOff(off)}`);
  }

  /** A tool without a spool has nothing spooled. */
  async #spool(step: GemSetupStep, asking: Promise<void>): Promise<void> {
    try {
      await asking;
    } catch (error) {
      const isEmpty = refusedWith(error, "RSDA") === NOTHING_SPOOLED;
      if (!isEmpty && lackOf(error) !== "unknown message") throw error;
      this.#there.add(step);
    }
  }
}

/**
 * Makes something at a tool. It counts as made from the begin, as the link may be lost before the answer; not if the tool
 * refuses.
 */
async function making<T>(
  made: Map<IdKey, T>,
  what: readonly (readonly [IdKey, T])[],
  make: () => Promise<void>,
): Promise<void> {
  const isNew = what.filter(([key]) => !made.has(key));
  for (const [key, one] of what) made.set(key, one);
  try {
    await make();
  } catch (error) {
    for (const [key] of isOfTool(error) ? isNew : []) made.delete(key);
    throw error;
  }
}
