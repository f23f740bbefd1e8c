import { requireInteger } from "../../core/base/mod.ts";

/** How S2F34 answers (DRACK); codes from 64 on are the vendor's. `format`: the body cannot be read. */
export const DRACK = { done: 0, noSpace: 1, format: 2, reportExists: 3, unknownVariable: 4 } as const;

/** How S2F36 answers (LRACK). `format`: the body cannot be read. */
export const LRACK = {
  done: 0,
  noSpace: 1,
  format: 2,
  linked: 3,
  unknownEvent: 4,
  unknownReport: 5,
} as const;

/** How S2F38 answers (ERACK). */
export const ERACK = { done: 0, unknownEvent: 1 } as const;

/** A code of DRACK. */
export type DrAck = typeof DRACK[keyof typeof DRACK];

/** A code of LRACK. */
export type LrAck = typeof LRACK[keyof typeof LRACK];

/** A code of ERACK. */
export type ErAck = typeof ERACK[keyof typeof ERACK];

/** What E30 leaves open about reports, and how many a host may set up. */
export interface ReportSetupOptions {
  /**
   * What S2F35 does with an event that has reports, if its new list is not empty: `refuse` answers LRACK 3, `replace` takes the
   * new reports in place of the old ones, `add` adds them after the old ones. `refuse` if nothing is said.
   */
  readonly relink?: "refuse" | "replace" | "add";
  /** What an S2F35 without any link does; the answer is 0. `nothing` if nothing is said. */
  readonly emptyLinks?: "nothing" | "unlink all";
  /** Whether an enabled event without reports is sent, with an empty list. `sent` if nothing is said. */
  readonly withoutReports?: "sent" | "silent";
  /** What S6F16 and S6F18 have for an unknown event: the event without reports, or no body but an empty list. `no reports` if nothing is said. */
  readonly unknownEvent?: "no reports" | "empty body";
  /** Maximum number of reports, 1 to 1,000,000: DRACK 1. */
  readonly maxReports?: number;
  /** Maximum number of variables in one report, 1 to 1,000,000: DRACK 1. */
  readonly maxVariablesPerReport?: number;
  /** Maximum number of variables in all reports together, 1 to 10,000,000: DRACK 1. */
  readonly maxReportVariables?: number;
  /** Maximum number of reports of one event, 1 to 1,000,000: LRACK 1. */
  readonly maxReportsPerEvent?: number;
  /** Maximum number of links in all, each of one report to one event, 1 to 10,000,000: LRACK 1. */
  readonly maxLinks?: number;
  /** Maximum length of an RPTID that is text, 1 to 65,536 characters: DRACK 1. */
  readonly maxIdLength?: number;
}

const MILLION = 1_000_000;

/**
 * The options with their defaults.
 *
 * @throws {TypeError} when a maximum is not a number.
 * @throws {RangeError} when a maximum is out of its range.
 */
export function readReportOptions(options: ReportSetupOptions): Required<ReportSetupOptions> {
  const { relink = "refuse", emptyLinks = "nothing", withoutReports = "sent", unknownEvent = "no reports" } =
    options;
  const { maxReports = 10_000, maxVariablesPerReport = 10_000, maxReportVariables = 100_000 } = options;
  const { maxReportsPerEvent = 100, maxLinks = 100_000, maxIdLength = 256 } = options;
  return {
    relink,
    emptyLinks,
    withoutReports,
    unknownEvent,
    maxReports: requireInteger("maxReports", maxReports, 1, MILLION),
    maxVariablesPerReport: requireInteger("maxVariablesPerReport", maxVariablesPerReport, 1, MILLION),
    maxReportVariables: requireInteger("maxReportVariables", maxReportVariables, 1, 10 * MILLION),
    maxReportsPerEvent: requireInteger("maxReportsPerEvent", maxReportsPerEvent, 1, MILLION),
    maxLinks: requireInteger("maxLinks", maxLinks, 1, 10 * MILLION),
    maxIdLength: requireInteger("maxIdLength", maxIdLength, 1, 65_536),
  };
}
