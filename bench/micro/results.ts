// deno-lint-ignore-file no-console
// What was measured, by whom and when: printed, and kept in bench/results.

import { cpus } from "node:os";

const FOLDER = "bench/results";

/** Results of one runtime. */
export interface RuntimeResults<T> {
  /** "Deno 2.9.6" */
  readonly runtime: string;
  readonly rows: readonly T[];
}

/** How results are given out. */
export interface ReportOptions {
  /** What was measured: the last part of the file's name. */
  readonly what: string;
  readonly title: string;
  /** Print JSON instead of tables. */
  readonly json: boolean;
  /** Keep both in a file. */
  readonly save: boolean;
}

/** Prints results, and saves them where that was asked for. */
export async function report<T>(
  results: readonly RuntimeResults<T>[],
  format: (rows: readonly T[]) => string,
  { what, title, json, save }: ReportOptions,
): Promise<void> {
  const tables = results.map(({ runtime, rows }) => `## ${runtime}\n\n${format(rows)}\n`).join("\n");
  const machine = machineName();
  console.log(json ? JSON.stringify({ machine, results }) : `\n${tables}`);
  if (!save) return;
  const date = new Date().toISOString().slice(0, 10);
  const path = `${FOLDER}/${date}-${what}`;
  await Deno.mkdir(FOLDER, { recursive: true });
  await Deno.writeTextFile(`${path}.json`, `${JSON.stringify({ date, machine, results }, undefined, 2)}\n`);
  await Deno.writeTextFile(`${path}.md`, `# ${title}, ${date}\n\n${machine}\n\n${tables}`);
  console.error(`Saved in ${path}.md and .json`);
}

/** "Some CPU, 2 cores, linux x86_64" */
function machineName(): string {
  const all = cpus();
  return `${all[0]?.model.trim() ?? "CPU"}, ${all.length} cores, ${Deno.build.os} ${Deno.build.arch}`;
}
