import type { ReportSetupOptions } from "../../../src/gem/mod.ts";

/** The variables, reports and events of a message, as small numbers; not all of them exist. */
export type Command =
  | { readonly type: "S2F33"; readonly entries: readonly (readonly [report: number, variables: number[]])[] }
  | { readonly type: "S2F35"; readonly entries: readonly (readonly [event: number, reports: number[]])[] }
  | { readonly type: "S2F37"; readonly on: boolean; readonly events: readonly number[] };

/** A set-up that copies all it has for each message, and counts anew for each entry. */
export class NaiveSetup {
  reports: [report: number, variables: number[]][] = [];
  links: [event: number, reports: number[]][] = [];
  enabled: number[] = [];
  readonly #options: Required<ReportSetupOptions>;
  readonly #variables: readonly number[];
  readonly #events: readonly number[];

  constructor(
    options: Required<ReportSetupOptions>,
    variables: readonly number[],
    events: readonly number[],
  ) {
    this.#options = options;
    this.#variables = variables;
    this.#events = events;
  }

  /** Takes a message, or leaves all as it was; returns the code. */
  run(command: Command): number {
    const { reports, links, enabled } = this;
    const before = structuredClone({ reports, links, enabled });
    const code = this.#take(command);
    if (code !== 0) Object.assign(this, before);
    return code;
  }

  /** The reports that are sent for an event. */
  sent(event: number): number[] | undefined {
    if (!this.enabled.includes(event)) return undefined;
    const reports = this.#linksOf(event);
    return reports.length > 0 || this.#options.withoutReports === "sent" ? reports : undefined;
  }

  #take(command: Command): number {
    if (command.type === "S2F37") return this.#enable(command.on, command.events);
    if (command.entries.length === 0) {
      if (command.type === "S2F33") this.reports = [];
      if (command.type === "S2F33" || this.#options.emptyLinks === "unlink all") this.links = [];
    }
    for (const [id, list] of command.entries) {
      const code = command.type === "S2F33" ? this.#define(id, list) : this.#link(id, list);
      if (code !== 0) return code;
    }
    return 0;
  }

  #define(report: number, variables: number[]): number {
    const exists = this.reports.some(([id]) => id === report);
    if (variables.length === 0) {
      this.reports = this.reports.filter(([id]) => id !== report);
      for (const [event] of this.links) this.#set(event, this.#linksOf(event).filter((id) => id !== report));
      return 0;
    }
    if (exists) return 3;
    this.reports.push([report, variables]);
    const { maxReports, maxVariablesPerReport, maxReportVariables } = this.#options;
    if (this.reports.length > maxReports || variables.length > maxVariablesPerReport) return 1;
    if (this.reports.flatMap(([, ids]) => ids).length > maxReportVariables) return 1;
    return variables.every((id) => this.#variables.includes(id)) ? 0 : 4;
  }

  #link(event: number, reports: number[]): number {
    if (!this.#events.includes(event)) return 4;
    const before = this.#linksOf(event);
    if (reports.length === 0) {
      this.#set(event, []);
      return 0;
    }
    if (before.length > 0 && this.#options.relink === "refuse") return 3;
    const after = this.#options.relink === "add" ? [...before] : [];
    if (after.length + reports.length > this.#options.maxReportsPerEvent) return 1;
    for (const report of reports) {
      if (!this.reports.some(([id]) => id === report)) return 5;
      if (after.includes(report)) return 3;
      after.push(report);
    }
    this.#set(event, after);
    if (this.links.flatMap(([, ids]) => ids).length > this.#options.maxLinks) return 1;
    if (before.length === 0) this.enabled = this.enabled.filter((id) => id !== event);
    return 0;
  }

  #enable(on: boolean, events: readonly number[]): number {
    const meant = events.length === 0 ? this.#events : events;
    if (!meant.every((id) => this.#events.includes(id))) return 1;
    const others = this.enabled.filter((id) => !meant.includes(id));
    this.enabled = on ? [...new Set([...this.enabled, ...meant])] : others;
    return 0;
  }

  #linksOf(event: number): number[] {
    return this.links.find(([id]) => id === event)?.[1] ?? [];
  }

  #set(event: number, reports: number[]): void {
    this.links = this.links.filter(([id]) => id !== event);
    if (reports.length > 0) this.links.push([event, reports]);
  }
}
