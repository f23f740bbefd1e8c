import { type IdKey, idKey } from "../../ids.ts";
import type { HsmsRequestOptions } from "../../../core/mod.ts";
import { DRACK, LRACK } from "../../setup/report_options.ts";
import { lackOf } from "../lack.ts";
import { refusedWith } from "../tool_reports.ts";
import { isOfTool } from "./asking.ts";
import { Doing, type DoingFor, type SetupTools } from "./doing.ts";
import { isThere, toDo } from "./sentences.ts";
import type { GemFailedStep, GemSetupLook, GemSetupOutcome, GemSetupStep } from "./steps.ts";

/** What can go out together in one message. */
const TOGETHER: ReadonlySet<GemSetupStep["what"]> = new Set<GemSetupStep["what"]>([
  "unlink",
  "delete-report",
  "define-report",
  "link",
  "enable",
  "disable",
]);

/** What has become of steps. */
export class RunLog {
  readonly there: GemSetupStep[] = [];
  readonly done: GemSetupStep[] = [];
  readonly failed: GemFailedStep[] = [];
  readonly left: GemSetupStep[] = [];

  /** The same, as it is told. */
  outcome(looks: readonly GemSetupLook[]): GemSetupOutcome {
    const { there, done, failed, left } = this;
    return { isComplete: failed.length === 0 && left.length === 0, looks, there, done, failed, left };
  }
}

/** How a run goes. */
export interface RunOptions {
  /** In place of T3, in ms. */
  readonly timeout: number | undefined;
  /** Ends it between two messages. */
  readonly signal: AbortSignal;
}

/**
 * Does steps, in their order. A message that is refused is taken apart until it is known which of its steps is refused: at most
 * two messages for each step. What needs a step that has failed is left.
 */
export class Run {
  readonly #tools: SetupTools;
  readonly #doing: Doing;
  readonly #log: RunLog;
  readonly #signal: AbortSignal;
  readonly #options: HsmsRequestOptions;
  readonly #failedReports = new Set<IdKey>();
  readonly #failedEvents = new Set<IdKey>();
  /** Messages that the tool does not answer: they are not sent again. */
  readonly #silent = new Set<string>();
  #isOffline = false;

  constructor(tools: SetupTools, what: DoingFor, log: RunLog, { timeout, signal }: RunOptions) {
    this.#tools = tools;
    this.#options = timeout === undefined ? {} : { timeout };
    this.#doing = new Doing(tools, what, this.#options);
    this.#log = log;
    this.#signal = signal;
  }

  /** Rejects if the link is lost, or the signal is aborted; what was done before that is in `made`. */
  async all(steps: readonly GemSetupStep[]): Promise<void> {
    for (const group of groups(steps)) {
      if (!TOGETHER.has(group[0]!.what)) { for (const step of group) await this.#try([step]); }
      else await this.#tools.setup.inChunks(group, (some) => this.#try(some));
    }
  }

  async #try(all: readonly GemSetupStep[]): Promise<void> {
    const steps = all.flatMap((step) => this.#possible(step) ?? []);
    if (steps.length === 0) return;
    this.#signal.throwIfAborted();
    try {
      await this.#doing.do(steps);
      for (const step of steps) {
        if (this.#doing.wasThere(step)) this.#log.there.push(isThere(step));
        else this.#log.done.push(step);
      }
    } catch (error) {
      if (!isOfTool(error)) throw error;
      await this.#onRefused(steps, error);
    }
  }

  async #onRefused(steps: readonly GemSetupStep[], error: Error): Promise<void> {
    const lack = lackOf(error);
    if (lack === "silent") this.#silent.add(steps[0]!.message);
    if (lack === "aborted") this.#isOffline = !await this.#isOnline();
    const isApart = steps.length > 1 && !this.#isOffline && lack !== "silent" && lack !== "unknown message";
    if (!isApart) return steps.forEach((step) => this.#fail(step, error));
    const exists = refusedWith(error, "DRACK") === DRACK.reportExists ||
      refusedWith(error, "LRACK") === LRACK.linked;
    // What exists is mostly all of them.
    const size = exists ? 1 : Math.ceil(steps.length / 2);
    for (let at = 0; at < steps.length; at += size) await this.#try(steps.slice(at, at + size));
  }

  /** SxF0 is a refusal as well, if the tool is on-line. */
  async #isOnline(): Promise<boolean> {
    try {
      await this.#tools.areYouThere(this.#options);
      return true;
    } catch (error) {
      if (!isOfTool(error)) throw error;
      return lackOf(error) !== "aborted";
    }
  }

  #fail(step: GemSetupStep, error: Error): void {
    this.#log.failed.push({ step, error });
    this.#without(step);
  }

  /** What needs a step that is not done. */
  #without(step: GemSetupStep): void {
    if (step.what === "define-report") this.#failedReports.add(idKey(step.report));
    if (step.what === "link") this.#failedEvents.add(idKey(step.event.id));
  }

  /** The step, or what of it can be done; undefined: it is left. */
  #possible(step: GemSetupStep): GemSetupStep | undefined {
    if (this.#isOffline || this.#silent.has(step.message)) return this.#leave(step);
    if (step.what === "enable" && this.#failedEvents.has(idKey(step.event.id))) return this.#leave(step);
    if (step.what !== "link") return step;
    const reports = step.reports.filter((id) => !this.#failedReports.has(idKey(id)));
    if (reports.length === step.reports.length) return step;
    return reports.length === 0 ? this.#leave(step) : toDo({ ...step, reports });
  }

  #leave(step: GemSetupStep): undefined {
    this.#log.left.push(step);
    this.#without(step);
  }
}

/** Steps of one kind that follow each other. */
function groups(steps: readonly GemSetupStep[]): GemSetupStep[][] {
  const all: GemSetupStep[][] = [];
  for (const step of steps) {
    const last = all[all.length - 1];
    if (last?.[0]?.what === step.what) last.push(step);
    else all.push([step]);
  }
  return all;
}
