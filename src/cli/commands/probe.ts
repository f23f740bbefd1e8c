import { argument, message, object, option, port, withDefault } from "@optique/core";
import { formatEndpoint } from "../../core/mod.ts";
import { defineCommand } from "../command.ts";
import { CommandError } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { networkOf, timeoutsOf, timers, tlsOptions } from "../options.ts";
import { probeStages, type ProbeTarget, type StageResult, STAGES } from "../probe/probe.ts";
import { type Paint, paintFor, Progress } from "../style.ts";
import { duration, host, sessionId } from "../values.ts";

/** `hsms probe` */
export const probe = defineCommand({
  name: "probe",
  brief: "Say whether a passive peer speaks HSMS, stage by stage, and if not, why.",
  description:
    "Connects, selects, tests the connection, asks S1F1 and separates. Each stage gets a verdict and its time; " +
    "a stage that fails says the likely reason and what to check. Exit code 0 only if all stages pass.",
  examples: [
    ["hsms probe 10.0.0.7 5000", "Does the tool at 10.0.0.7 answer?"],
    ["hsms probe tool-7 5000 --session 3 --t3 10s --json", "The same for a script, as one JSON object."],
  ],
  parser: object({
    address: argument(host("HOST"), {
      description: message`The peer's address or host name.`,
    }),
    port: argument(port(), { description: message`The port on which it listens.` }),
    session: withDefault(
      option("-s", "--session", sessionId(), {
        description: message`Session (device) id of S1F1. Default: 0.`,
      }),
      0,
    ),
    timeout: withDefault(
      option("--timeout", duration(), { description: message`How long connecting may take. Default: 10s.` }),
      10_000,
    ),
    json: option("--json", { description: message`Print one JSON object.` }),
    timers: timers(),
    tls: tlsOptions(),
  }),
  async run({ timers, json, tls, ...where }, io) {
    const { t3, t6, t8 } = timeoutsOf(timers);
    const world = { ...io, network: await networkOf(tls, io) };
    const target = { ...where, t3, t6, t8 };
    return json ? await tellJson(target, world) : await tellPerson(target, world);
  },
});

async function tellPerson(target: ProbeTarget, io: CommandIo): Promise<number> {
  const { stdout } = io;
  const paint = paintFor(io, stdout);
  const progress = new Progress(io.stderr);
  const peer = formatEndpoint(target);
  stdout.write(`Probing ${peer}, session ${target.session}\n`);
  const results: StageResult[] = [];
  try {
    progress.show(`  …     ${STAGES[0]}`);
    for await (const result of probeStages(target, io)) {
      progress.clear();
      results.push(result);
      stdout.write(lineOf(result, paint));
      const next = STAGES[results.length];
      if (next !== undefined) progress.show(`  …     ${next}`);
    }
  } catch (error) {
    throw stopped(io, error);
  } finally {
    progress.clear();
  }
  const failed = results.find(({ ok }) => !ok);
  stdout.write(
    failed === undefined
      ? `${
        paint("good", "All passed")
      }: ${peer} speaks HSMS and answers S1F1 for session ${target.session}.\n`
      : `${paint("bad", "Failed")} at ${failed.stage}.\n`,
  );
  return failed === undefined ? 0 : 1;
}

async function tellJson(target: ProbeTarget, io: CommandIo): Promise<number> {
  const stages: StageResult[] = [];
  try {
    for await (const result of probeStages(target, io)) stages.push(result);
  } catch (error) {
    throw stopped(io, error);
  }
  const ok = stages.length === STAGES.length && stages.every((stage) => stage.ok);
  const { address, port, session } = target;
  io.stdout.write(`${JSON.stringify({ address, port, session, ok, stages })}\n`);
  return ok ? 0 : 1;
}

/** `  ok    Select       1.2 ms  Select.rsp, status 0`; a reason is below its line. */
function lineOf({ stage, ok, ms, said }: StageResult, paint: Paint): string {
  const verdict = ok ? paint("good", "ok    ") : paint("bad", "FAILED");
  const head = `  ${verdict}  ${stage.padEnd(8)}  ${`${ms.toFixed(1)} ms`.padStart(10)}`;
  return ok ? `${head}  ${said}\n` : `${head}\n          ${said}.\n`;
}

function stopped(io: CommandIo, error: unknown): unknown {
  return io.signal.aborted ? new CommandError("Stopped before the end", 130) : error;
}
