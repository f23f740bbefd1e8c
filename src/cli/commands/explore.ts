import { readFile } from "node:fs/promises";
import {
  argument,
  type InferValue,
  message,
  multiple,
  object,
  option,
  optional,
  port,
  string,
  withDefault,
} from "@optique/core";
import { formatEndpoint } from "../../core/mod.ts";
import { type EquipmentDefinition, type GemProfile, readProfile } from "../../gem/mod.ts";
import { defineCommand } from "../command.ts";
import { asUsage, CommandError, sentenceOf } from "../errors.ts";
import { compareModels, compareWithTool } from "../explore/compare.ts";
import { type Exploration, explore as exploreTool } from "../explore/explore.ts";
import { givenBy, talkIn } from "../explore/from.ts";
import { requireFree, writeModel } from "../explore/model_text.ts";
import { jsonReport, textReport } from "../explore/report.ts";
import { standIn } from "../explore/stand_in.ts";
import type { Talk } from "../explore/talk.ts";
import type { CommandIo } from "../io.ts";
import { readModel } from "../models/model_file.ts";
import { file, networkOf, timeoutsOf, timers, tlsOptions } from "../options.ts";
import { Progress } from "../style.ts";
import { duration, sessionId } from "../values.ts";

const parser = object({
  address: optional(
    argument(string({ metavar: "HOST" }), { description: message`The tool's address or host name.` }),
  ),
  port: optional(argument(port(), { description: message`The port on which it listens.` })),
  listenOn: optional(
    option("--listen-on", port({ min: 0 }), {
      description: message`Wait on this port for a tool that connects by itself.`,
    }),
  ),
  out: optional(
    option("--out", file(), { description: message`Write the model file, for hsms simulate and others.` }),
  ),
  force: option("--force", { description: message`--out may replace a file.` }),
  write: option("--write", {
    description:
      message`Also define reports for a moment, to learn formats, and take a tool that is off-line on-line and back.`,
  }),
  listen: withDefault(
    option("--listen", duration(), {
      description: message`Listen for events and alarms after the last question. Default: 0s.`,
    }),
    0,
  ),
  from: multiple(
    option("--from", file(), {
      description:
        message`What is known of a tool without lists: a recording or capture, a list (.csv), or answers in SML (.sml). Without HOST, of a tool that is not at hand.`,
    }),
  ),
  diff: optional(
    option("--diff", file(), {
      description:
        message`Compare with this model, and print the differences alone. Exit code 1 if there are any.`,
    }),
  ),
  json: option("--json", { description: message`Print one JSON object.` }),
  session: withDefault(
    option("-s", "--session", sessionId(), { description: message`Session (device) id. Default: 0.` }),
    0,
  ),
  profile: optional(
    option("--profile", file(), { description: message`How this tool differs from others, as JSON.` }),
  ),
  timeout: withDefault(
    option("--timeout", duration(), {
      description: message`How long connecting, and each answer, may take. Default: 10s.`,
    }),
    10_000,
  ),
  wait: withDefault(
    option("--wait", duration(), {
      description: message`How long a tool that connects is waited for. Default: 1min.`,
    }),
    60_000,
  ),
  lasts: withDefault(
    option("--for", duration(), {
      description: message`How long all questions may take together. Default: 10min.`,
    }),
    600_000,
  ),
  timers: timers(),
  tls: tlsOptions(),
});

type ExploreChoice = InferValue<typeof parser>;

/** `hsms explore` */
export const explore = defineCommand({
  name: "explore",
  brief: "Find out what a live tool has, and write its model file.",
  description:
    "Asks a tool for all that it tells: variables with values, constants with ranges, events, alarms, recipes, limits, clock, and " +
    "which messages it has. Nothing changes at the tool without --write. With the model file of --out, hsms simulate is its double.",
  examples: [
    ["hsms explore 10.0.0.7 5000", "What the tool at 10.0.0.7 has."],
    ["hsms explore 10.0.0.7 5000 --out tool.json", "The same, and its model file: hsms simulate tool.json."],
    ["hsms explore 10.0.0.7 5000 --diff tool.json", "What has changed since then."],
    ["hsms explore --diff tool-1.json tool-2.json", "The differences of two model files."],
    ["hsms explore --listen-on 5000 --listen 10min", "A tool that connects by itself and has no lists."],
  ],
  parser,
  run,
});

async function run(options: ExploreChoice, io: CommandIo): Promise<number> {
  const { address, port, listenOn, diff } = options;
  const isListening = listenOn !== undefined;
  const model = diff === undefined ? undefined : (await readModel(diff)).definition;
  if (!isListening && address !== undefined && port === undefined && model !== undefined) {
    return tell(compareModels(model, (await readModel(address)).definition), io);
  }
  if (options.out !== undefined && !options.force) await requireFree(options.out);
  const talk = await talkIn(options.from);
  if (options.from.length > 0 && !isListening && address === undefined) {
    const tool = await standIn(talk, io.clock);
    const world = { ...io, network: tool.network };
    try {
      const found = await exploreAt(
        { address: "127.0.0.1", port: tool.port },
        { ...options, session: 0, write: false, listen: 0 },
        talk,
        world,
      );
      // What stands in has no messages of its own.
      return await give({ ...found, answers: [] }, options.from.join(", "), options, model, io);
    } finally {
      await tool.close();
    }
  }
  if (isListening ? address !== undefined : address === undefined || port === undefined) {
    throw new CommandError("Give HOST and PORT of the tool, or --listen-on PORT to wait for it", 2);
  }
  const where = isListening ? { address: "*", port: listenOn } : { address: address!, port: port! };
  const world = { ...io, network: await networkOf(options.tls, io) };
  const found = await exploreAt(where, options, talk, world);
  return await give(found, isListening ? `port ${listenOn}` : formatEndpoint(where), options, model, io);
}

/** Writes and prints what was found; resolves with the exit code. */
async function give(
  found: Exploration,
  peer: string,
  { out, force, json }: ExploreChoice,
  model: EquipmentDefinition | undefined,
  io: CommandIo,
): Promise<number> {
  const code = io.signal.aborted ? 130 : found.stopped === undefined ? 0 : 1;
  if (model !== undefined) {
    if (found.stopped !== undefined) io.stderr.write(`hsms: It is not complete: ${found.stopped}\n`);
  } else if (json) io.stdout.write(jsonReport(found, peer));
  else await print(textReport(found, peer), io);
  if (out !== undefined) await writeFound(out, found, force, io);
  return model === undefined ? code : tell(compareWithTool(model, found.definition, found.notes), io) || code;
}

async function exploreAt(
  where: { readonly address: string; readonly port: number },
  options: ExploreChoice,
  given: Talk,
  io: CommandIo,
): Promise<Exploration> {
  const { listenOn, timers, profile, timeout, wait } = options;
  const progress = new Progress(io.stderr);
  try {
    return await exploreTool({
      ...options,
      ...where,
      isListening: listenOn !== undefined,
      wait: listenOn === undefined ? timeout : wait,
      ...givenBy(given),
      profile: profile === undefined ? undefined : await profileIn(profile),
      timeouts: timeoutsOf(timers),
      io,
      show: (text) => progress.show(text),
      announce: (text) => {
        progress.clear();
        io.stderr.write(`${text}\n`);
      },
    });
  } finally {
    progress.clear();
  }
}

async function profileIn(path: string): Promise<GemProfile> {
  const text = await readFile(path, "utf8").catch((error) => {
    throw new CommandError(`Cannot read ${path}: ${sentenceOf(error)}`, 2, { cause: error });
  });
  return asUsage(() => readProfile(text), `${path}: `);
}

async function writeFound(
  out: string,
  { definition }: Exploration,
  mayReplace: boolean,
  io: CommandIo,
): Promise<void> {
  await writeModel(out, definition, mayReplace);
  io.stderr.write(
    `${out} has the model; its status variables begin with the values of now. hsms simulate ${out} is the double\n`,
  );
}

/** Prints differences; 1 if there are any. */
function tell(differences: readonly string[], io: CommandIo): number {
  for (const line of differences) io.stdout.write(`${line}\n`);
  return differences.length === 0 ? 0 : 1;
}

/** Number of lines after which the output is waited for. */
const LINES_AT_ONCE = 1000;

async function print(lines: Iterable<string>, io: CommandIo): Promise<void> {
  let count = 0;
  for (const line of lines) {
    io.stdout.write(`${line}\n`);
    if (++count % LINES_AT_ONCE === 0) await io.stdout.flushed();
  }
}
