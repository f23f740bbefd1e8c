import { writeFile } from "node:fs/promises";
import {
  argument,
  choice,
  type InferValue,
  message,
  object,
  option,
  optional,
  port,
  string,
  withDefault,
} from "@optique/core";
import { formatEndpoint } from "../../core/mod.ts";
import { checkPeer } from "../check/check.ts";
import { markdownReport } from "../check/markdown_report.ts";
import { type CheckReport, countsOf, jsonReport, junitReport } from "../check/report.ts";
import type { CheckedRow, Level, Result } from "../check/verdict.ts";
import { defineCommand } from "../command.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import { pageOf } from "../gem_doc/html.ts";
import type { CommandIo } from "../io.ts";
import { file, networkOf, timeoutsOf, timers, tlsOptions } from "../options.ts";
import { paintFor, type Tone } from "../style.ts";
import { duration, sessionId } from "../values.ts";
import { VERSION } from "../version.ts";

const parser = object({
  address: optional(
    argument(string({ metavar: "HOST" }), { description: message`The tool's address or host name.` }),
  ),
  port: optional(argument(port(), { description: message`The port on which it listens.` })),
  listen: optional(
    option("--listen", port({ min: 0 }), {
      description: message`Wait on this port for the peer to connect.`,
    }),
  ),
  role: withDefault(
    option("--role", choice(["equipment", "host"], { metavar: "ROLE" }), {
      description: message`What is checked: an equipment, or a host. Default: equipment.`,
    }),
    "equipment",
  ),
  session: withDefault(
    option("-s", "--session", sessionId(), { description: message`Session (device) id. Default: 0.` }),
    0,
  ),
  write: option("--write", {
    description: message`Also what changes something and puts it back, and what a tool has to refuse.`,
  }),
  destructive: option("--destructive", {
    description: message`Also what cannot be put back: all reports of this host are deleted.`,
  }),
  timeout: withDefault(
    option("--timeout", duration(), {
      description: message`How long an answer is waited for. Default: 10s.`,
    }),
    10_000,
  ),
  wait: withDefault(
    option("--wait", duration(), {
      description: message`How long a peer that connects is waited for. Default: 1min.`,
    }),
    60_000,
  ),
  format: withDefault(
    option("--format", choice(["text", "json", "junit", "html", "markdown"], { metavar: "FORMAT" }), {
      description: message`The form of the report. Default: text.`,
    }),
    "text",
  ),
  out: optional(
    option("--out", file(), { description: message`Write the report to this file, and lines to stdout.` }),
  ),
  timers: timers(),
  tls: tlsOptions(),
});

type CheckOptions = InferValue<typeof parser>;

/** `hsms check` */
export const check = defineCommand({
  name: "check",
  brief: "Check a live tool, or a host, against GEM, row by row.",
  description:
    "Plays the other side to the letter of E5 and E30, and says for each row whether the peer does what GEM wants: pass, fail, not " +
    "supported or not tried, with what was seen. Without --write nothing changes at the peer. Exit code 1 if a row fails.",
  examples: [
    ["hsms check 10.0.0.7 5000", "What can be asked of a tool without changing it."],
    [
      "hsms check 10.0.0.7 5000 --write --format html --out etcher.html",
      "All of it, as a page to hand over.",
    ],
    ["hsms check --listen 5000 --role host", "Wait for a host, and check it."],
  ],
  parser,
  run,
});

async function run(options: CheckOptions, io: CommandIo): Promise<number> {
  const { address, port, listen, role, format, out, tls } = options;
  const isListening = listen !== undefined;
  if (isListening ? address !== undefined : address === undefined || port === undefined) {
    throw new CommandError("Give HOST and PORT of the peer, or --listen PORT to wait for it", 2);
  }
  const where = isListening ? { address: "*", port: listen } : { address: address!, port: port! };
  const levels = new Set<Level>(["read"]);
  if (options.write || options.destructive) levels.add("write");
  if (options.destructive) levels.add("destructive");
  const world = { ...io, network: await networkOf(tls, io) };
  const isShown = format === "text" || out !== undefined;
  const at = io.date();
  const { rows, subject } = await checkPeer({
    ...where,
    role,
    isListening,
    session: options.session,
    timeout: options.timeout,
    wait: isListening ? options.wait : options.timeout,
    timeouts: timeoutsOf(options.timers),
    levels,
    io: world,
    done: (row) => isShown && io.stdout.write(lineOf(row, io)),
  });
  const place = isListening ? `port ${listen}` : formatEndpoint({ address: address!, port: port! });
  const report: CheckReport = {
    subject: subject === undefined ? place : `${subject} at ${place}`,
    role,
    at,
    version: VERSION,
    rows,
  };
  if (format !== "text") await give(textOf(report, format), out, io);
  else if (out !== undefined) await give(rows.map((row) => lineOf(row)).join(""), out, io);
  if (isShown) io.stdout.write(`${report.subject}: ${countsOf(rows)}\n`);
  return rows.some(({ result }) => result === "fail") || rows.every(({ result }) => result === "not tried")
    ? 1
    : 0;
}

function textOf(report: CheckReport, format: "json" | "junit" | "html" | "markdown"): string {
  switch (format) {
    case "json":
      return jsonReport(report);
    case "junit":
      return junitReport(report);
    case "markdown":
      return markdownReport(report);
    case "html":
      return pageOf(markdownReport(report), `GEM check of ${report.subject}`);
  }
}

async function give(text: string, out: string | undefined, io: CommandIo): Promise<void> {
  if (out === undefined) return io.stdout.write(text);
  try {
    await writeFile(out, text);
  } catch (error) {
    throw new CommandError(`Cannot write ${out}: ${sentenceOf(error)}`, 1, { cause: error });
  }
}

const TONES: Readonly<Record<Result, Tone>> = {
  "pass": "good",
  "fail": "bad",
  "not supported": "quiet",
  "not tried": "quiet",
};

function lineOf({ id, result, requirement, saw, messages }: CheckedRow, io?: CommandIo): string {
  const paint = io === undefined ? (_: Tone, text: string): string => text : paintFor(io, io.stdout);
  const line = `${paint(TONES[result], result.padEnd(13))} ${id}: ${requirement}. ${saw}\n`;
  return result === "fail" ? line + messages.map((one) => `    ${one}\n`).join("") : line;
}
