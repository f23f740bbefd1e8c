import {
  argument,
  choice,
  type InferValue,
  message,
  multiple,
  object,
  option,
  optional,
  string,
  withDefault,
} from "@optique/core";
import { Backlog } from "../backlog.ts";
import { defineCommand } from "../command.ts";
import { CommandError } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { file, networkOf, recorderOf, recordOptions, tlsOptions } from "../options.ts";
import { runScenarios } from "../run/run.ts";
import { endpoint, sessionId } from "../values.ts";

const parser = object({
  files: multiple(
    argument(string({ metavar: "FILE" }), { description: message`A file of scenarios, in YAML.` }),
    {
      min: 1,
    },
  ),
  only: multiple(
    option("--only", string({ metavar: "NAME" }), {
      description: message`Only the scenario of this name; may be repeated.`,
    }),
  ),
  time: withDefault(
    option("--time", choice(["real", "virtual"], { metavar: "TIME" }), {
      description: message`virtual: an hour goes by in a second, with simulated peers. Default: real.`,
    }),
    "real",
  ),
  target: optional(
    option("--target", endpoint("HOST:PORT"), {
      description: message`Connect to this peer, in place of that of the file.`,
    }),
  ),
  listen: optional(
    option("--listen", endpoint("LISTEN", "*"), {
      description: message`Wait here for the peer to connect, in place of that of the file.`,
    }),
  ),
  session: optional(
    option("-s", "--session", sessionId(), {
      description: message`Session (device) id, in place of that of the file.`,
    }),
  ),
  variables: multiple(
    option("--var", string({ metavar: "NAME=VALUE" }), {
      description: message`The value of a variable, in place of that of the file; may be repeated.`,
    }),
  ),
  reports: multiple(
    option("--report", file(), {
      description: message`Write a report: FILE.txt, .json, .xml (JUnit) or .html; may be repeated.`,
    }),
  ),
  recording: recordOptions(),
  tls: tlsOptions(),
});

/** `hsms run` */
export const run = defineCommand({
  name: "run",
  brief: "Play scenarios: what has to happen between a host and a tool.",
  description:
    "Reads scenarios from files, plays a host or a tool, and says whether what has to happen does happen: events with their values, " +
    "answers, alarms, states. The peer is a real one, or simulated. Exit code 1 if a scenario fails, 2 if a file is not right.",
  examples: [
    ["hsms run lot.yaml", "Play the scenarios of a file."],
    ["hsms run scenarios/*.yaml --time virtual --report junit.xml", "For CI: simulated tools, no time."],
    ["hsms run lot.yaml --target 10.0.0.7:5000 --var lot=A7 --report lot.html", "The same with a real tool."],
  ],
  parser,
  run: play,
});

async function play(options: InferValue<typeof parser>, io: CommandIo): Promise<number> {
  const { target, listen, time, tls, recording } = options;
  if (target !== undefined && listen !== undefined) {
    throw new CommandError("Give --target or --listen, not both", 2);
  }
  const given = target ?? listen;
  if (given !== undefined && time === "virtual") {
    throw new CommandError("--time virtual is for simulated peers: leave it out with a real one", 2);
  }
  const title = `hsms run ${options.files.join(" ")}`;
  const network = await networkOf(tls, io);
  const recorder = await recorderOf(recording, io, new Backlog(), { title });
  try {
    const peer = given &&
      { kind: target === undefined ? "listen" as const : "connect" as const, endpoint: given };
    return await runScenarios({ ...options, network, peer, recorder }, io);
  } finally {
    await recorder?.close();
  }
}
