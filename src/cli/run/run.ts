import { open, writeFile } from "node:fs/promises";
import { parse } from "yaml";
import type { Network } from "../../core/mod.ts";
import { didYouMean } from "../../gem/mod.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import type { Recorder } from "../record/recorder.ts";
import { paintFor, Progress } from "../style.ts";
import { VERSION } from "../version.ts";
import { headLine, scenarioLine, stepLines, textReport } from "./lines.ts";
import { playScenario } from "./play.ts";
import { type Peer, readSuite, type Suite } from "./read_scenario.ts";
import { jsonReport, junitReport } from "./report.ts";
import { reportHtml } from "./report_html.ts";
import { countOf, countsOf, type SuiteResult } from "./results.ts";
import type { Value } from "./scenario.ts";

/** What `hsms run` is told. */
export interface RunOptions {
  readonly files: readonly string[];
  /** Names of scenarios; none: all. */
  readonly only: readonly string[];
  readonly time: "real" | "virtual";
  /** How real peers are reached. */
  readonly network: Network;
  /** In place of the peers of the files. */
  readonly peer: Peer | undefined;
  readonly session: number | undefined;
  /** `NAME=VALUE` */
  readonly variables: readonly string[];
  /** Files of reports; the ending says the form. */
  readonly reports: readonly string[];
  readonly recorder: Recorder | undefined;
}

type Report = (suites: readonly SuiteResult[], at: Date) => string | Promise<string>;

/** The forms of reports, by the endings of their files. */
const REPORTS: Readonly<Record<string, Report>> = {
  txt: (suites) => textReport(suites),
  json: (suites, at) => jsonReport(suites, VERSION, at),
  xml: (suites) => junitReport(suites),
  html: (suites, at) => reportHtml(suites, VERSION, at),
};

/** Plays scenarios, and writes reports; resolves with the exit code. */
export async function runScenarios(options: RunOptions, io: CommandIo): Promise<number> {
  const reports = options.reports.map((path) => [path, reportOf(path)] as const);
  const variables = variablesOf(options.variables);
  const suites: Suite[] = [];
  for (const path of options.files) suites.push(await readSuite(path, variables));
  requireKnown(suites, options, variables);
  for (const [path] of reports) await requireWritable(path);
  const at = io.date();
  const results: SuiteResult[] = [];
  for (const suite of suites) results.push(await playSuite(suite, options, variables, io));
  io.stdout.write(`${countsOf(results)}\n`);
  for (const [path, report] of reports) await give(path, await report(results, at));
  return countOf(results, "fail") > 0 || countOf(results, "pass") === 0 ? 1 : 0;
}

async function playSuite(
  suite: Suite,
  options: RunOptions,
  variables: Readonly<Record<string, Value>>,
  io: CommandIo,
): Promise<SuiteResult> {
  const { data, file } = suite;
  const paint = paintFor(io, io.stdout);
  const running = new Progress(io.stderr);
  const scenarios = [];
  for (const name of Object.keys(data.scenarios)) {
    if (options.only.length > 0 && !options.only.includes(name)) continue;
    io.stdout.write(headLine(data.name, name, paint));
    const result = await playScenario(suite, name, {
      io,
      network: options.network,
      time: options.time,
      peer: options.peer,
      session: options.session,
      variables,
      recorder: options.recorder,
      progress: {
        begins: (text, place) => io.stderr.isTTY && running.show(`  …    ${text()} (${place})`),
        ended: (step) => {
          running.clear();
          io.stdout.write(stepLines(step, paint));
        },
      },
    });
    running.clear();
    io.stdout.write(scenarioLine(result, paint));
    await io.stdout.flushed();
    scenarios.push(result);
  }
  return { path: file.path, name: data.name, about: data.about, scenarios };
}

function reportOf(path: string): Report {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  if (Object.hasOwn(REPORTS, ending)) return REPORTS[ending]!;
  const known = Object.keys(REPORTS).map((one) => `.${one}`).join(", ");
  throw new CommandError(`Cannot report to ${path}: the name must end in ${known}`, 2);
}

/** Reads `NAME=VALUE`; a value is what YAML reads. */
function variablesOf(given: readonly string[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(given.map((text) => {
    const [, name, written = ""] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
    if (name === undefined) throw new CommandError(`"${text}" is not NAME=VALUE. Write lot=A1`, 2);
    let value: unknown = written;
    try {
      value = parse(written);
    } catch {
      // What YAML cannot read is text.
    }
    const isValue = ["string", "number", "boolean"].includes(typeof value) || Array.isArray(value);
    return [name, isValue ? value as Value : written];
  }));
}

/** Names on the command line that no file has are mistakes. */
function requireKnown(
  suites: readonly Suite[],
  { only }: RunOptions,
  variables: Readonly<Record<string, Value>>,
): void {
  const scenarios = suites.flatMap(({ data }) => Object.entries(data.scenarios));
  const names = scenarios.map(([name]) => name);
  for (const name of only) {
    if (names.includes(name)) continue;
    throw new CommandError(
      `There is no scenario "${name}"${didYouMean(name, names)}. There are ${names.join(", ")}`,
      2,
    );
  }
  const known = [
    ...suites.flatMap(({ data }) => Object.keys(data.variables ?? {})),
    ...scenarios.flatMap(([, scenario]) => Object.keys(scenario.variables ?? {})),
  ];
  for (const name of Object.keys(variables)) {
    if (known.includes(name)) continue;
    throw new CommandError(
      `No file has a variable ${name}${didYouMean(name, known)}. Write it under variables:`,
      2,
    );
  }
}

/** What cannot be written is said before anything is played. */
async function requireWritable(path: string): Promise<void> {
  try {
    await (await open(path, "a")).close();
  } catch (error) {
    throw new CommandError(`Cannot write ${path}: ${sentenceOf(error)}`, 1, { cause: error });
  }
}

async function give(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new CommandError(`Cannot write ${path}: ${sentenceOf(error)}`, 1, { cause: error });
  }
}
