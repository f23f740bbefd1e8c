import {
  argument,
  choice,
  float,
  integer,
  message,
  multiple,
  object,
  option,
  optional,
  port,
  string,
  withDefault,
} from "@optique/core";
import { defineCommand } from "../command.ts";
import { recordOptions, timers, tlsOptions } from "../options.ts";
import { simulate as run } from "../simulate/simulate.ts";
import { duration, sessionId } from "../values.ts";

const folder = (): ReturnType<typeof string> => string({ metavar: "FOLDER" });

const parser = object({
  model: withDefault(
    argument(string({ metavar: "MODEL" }), {
      description:
        message`A model file; or etcher or inspection, which come with the command. Default: etcher.`,
    }),
    "etcher",
  ),
  port: withDefault(
    option("-p", "--port", port({ min: 0 }), { description: message`The port to listen on. Default: 5000.` }),
    5000,
  ),
  bind: withDefault(
    option("--bind", string({ metavar: "ADDRESS" }), {
      description: message`The address of this machine to listen on. Default: 0.0.0.0.`,
    }),
    "0.0.0.0",
  ),
  count: withDefault(
    option("--count", integer({ metavar: "NUMBER", min: 1, max: 1000 }), {
      description: message`Number of tools; on one port the next host gets the next tool. Default: 1.`,
    }),
    1,
  ),
  ports: option("--ports", { description: message`Each tool on a port of its own: the ports in a row.` }),
  session: withDefault(
    option("-s", "--session", sessionId(), { description: message`Session (device) id. Default: 0.` }),
    0,
  ),
  control: withDefault(
    option("--control", choice(["offline", "local", "remote"], { metavar: "STATE" }), {
      description: message`Where the control state begins. Default: remote.`,
    }),
    "remote",
  ),
  seed: optional(
    option("--seed", integer({ metavar: "NUMBER", min: 0 }), {
      description: message`In place of the model's: the same seed gives the same run.`,
    }),
  ),
  speed: withDefault(
    option("--speed", float({ metavar: "FACTOR", min: 0.001 }), {
      description: message`How many seconds of the simulation go by in one. Default: 1.`,
    }),
    1,
  ),
  store: optional(
    option("--store", folder(), {
      description: message`Keep here what survives power off. Without it each start is the first.`,
    }),
  ),
  recipes: optional(
    option("--recipes", folder(), {
      description: message`The process programs are the files of this folder.`,
    }),
  ),
  spool: optional(
    option("--spool", integer({ metavar: "NUMBER", min: 1 }), {
      description: message`Turn the spool on; it takes so many messages.`,
    }),
  ),
  fault: multiple(
    option("--fault", string({ metavar: "FAULT" }), {
      description: message`A fault from the start, as in "no-reply S1F3 once"; may be repeated.`,
    }),
  ),
  lasts: optional(option("--for", duration(), { description: message`End after this time.` })),
  frames: option("--frames", { description: message`Show each frame too.` }),
  json: option("--json", { description: message`One JSON object for each thing that happens.` }),
  recording: recordOptions(),
  timers: timers(),
  linktest: optional(
    option("--linktest", duration(), {
      description: message`Time between two linktests; 0s sends none. Default: 30s.`,
    }),
  ),
  tls: tlsOptions(),
});

/** `hsms simulate` */
export const simulate = defineCommand({
  name: "simulate",
  brief: "Be a GEM tool, from a model file.",
  description:
    "Simulates a tool, or a fab of them: values move, events and alarms come, remote commands do what the model says. What you " +
    "write is the operator's panel: alarm DoorOpen, event LotStarted LotId=A1, offline, fault no-reply S1F3; help shows all of it.",
  examples: [
    ["hsms simulate", "An etcher on port 5000."],
    [
      "hsms simulate oven.json --port 5010 --store state --recipes recipes",
      "A tool of your own, which keeps its state.",
    ],
    ["hsms simulate inspection --count 200 --ports", "200 tools on the ports 5000 to 5199."],
    [
      'hsms simulate --seed 7 --speed 10 --fault "slow S2F41 60s"',
      "A run to be had again, ten times as fast, with a T3.",
    ],
  ],
  parser,
  run,
});
