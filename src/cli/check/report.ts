import { junitOf } from "../junit.ts";
import type { CheckedRow, Result } from "./verdict.ts";

/** What a report is about. */
export interface CheckReport {
  /** Who was checked: `ETCH-3 1.2.0 at 10.0.0.7:5000`. */
  readonly subject: string;
  readonly role: "equipment" | "host";
  /** When it began. */
  readonly at: Date;
  readonly version: string;
  readonly rows: readonly CheckedRow[];
}

/** The results, in the order in which they are counted. */
export const RESULTS: readonly Result[] = ["pass", "fail", "not supported", "not tried"];

/** How many rows have each result, as words: `52 pass, 1 fail, 3 not supported, 4 not tried`. */
export function countsOf(rows: readonly CheckedRow[]): string {
  return RESULTS.map((result) => `${rows.filter((row) => row.result === result).length} ${result}`).join(
    ", ",
  );
}

/** A capability with the verdict over its rows. */
export interface CheckedCapability {
  readonly name: string;
  readonly rows: readonly CheckedRow[];
  /** `yes`: rows were tried, and all pass; `no`: one fails; otherwise why nothing can be said. */
  readonly isCompliant: "yes" | "no" | "not supported" | "not tried" | "in part";
}

/** The capabilities, in the order of their first rows. */
export function capabilitiesOf(rows: readonly CheckedRow[]): CheckedCapability[] {
  const names = [...new Set(rows.map(({ capability }) => capability))];
  return names.map((name) => {
    const own = rows.filter(({ capability }) => capability === name);
    return { name, rows: own, isCompliant: complianceOf(own) };
  });
}

function complianceOf(rows: readonly CheckedRow[]): CheckedCapability["isCompliant"] {
  const has = (result: Result): boolean => rows.some((row) => row.result === result);
  if (has("fail")) return "no";
  if (!has("pass")) return has("not supported") ? "not supported" : "not tried";
  return has("not supported") || has("not tried") ? "in part" : "yes";
}

/** The report as JSON. */
export function jsonReport({ subject, role, at, version, rows }: CheckReport): string {
  const counts = Object.fromEntries(
    RESULTS.map((result) => [result, rows.filter((row) => row.result === result).length]),
  );
  const capabilities = capabilitiesOf(rows).map(({ name, isCompliant }) => ({ name, isCompliant }));
  return `${
    JSON.stringify({ subject, role, at: at.toISOString(), version, counts, capabilities, rows }, undefined, 2)
  }\n`;
}

/** The report as JUnit's XML: what is not supported, or was not tried, is skipped. */
export function junitReport({ subject, rows }: CheckReport): string {
  const suites = capabilitiesOf(rows).map(({ name, rows: own }) => ({
    name,
    cases: own.map(({ id, requirement, took, result, saw, messages }) => ({
      name: `${id}: ${requirement}`,
      took,
      result: result === "pass" || result === "fail" ? result : "skip" as const,
      message: `${result}: ${saw}`,
      output: messages,
    })),
  }));
  return junitOf(`GEM of ${subject}`, suites);
}
