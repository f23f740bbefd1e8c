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
import { Backlog } from "../backlog.ts";
import { defineCommand } from "../command.ts";
import { CommandError } from "../errors.ts";
import { gatedIo } from "../gated_clock.ts";
import { GatedNetwork } from "../gated_network.ts";
import type { CommandIo } from "../io.ts";
import { readModel } from "../models/model_file.ts";
import { file, networkOf, recorderOf, recordOptions, timeoutsOf, timers, tlsOptions } from "../options.ts";
import { TapNetwork, tapOf } from "../station/tap_network.ts";
import { duration, sessionId } from "../values.ts";
import { watchTool } from "../watch/watch.ts";

const parser = object({
  address: argument(string({ metavar: "HOST" }), {
    description:
      message`The tool's address or host name; with --listen, the address that may connect, or "*".`,
  }),
  port: argument(port(), { description: message`The port on which it listens, or with --listen we do.` }),
  events: multiple(
    argument(string({ metavar: "EVENT" }), {
      description: message`The name or the id of an event. Without one, all that the tool lists.`,
    }),
  ),
  listen: option("--listen", { description: message`The tool connects to us.` }),
  session: withDefault(
    option("-s", "--session", sessionId(), { description: message`Session (device) id. Default: 0.` }),
    0,
  ),
  model: optional(
    option("--model", file(), {
      description: message`A model file with the names, for a tool that has no namelists.`,
    }),
  ),
  noAlarms: option("--no-alarms", { description: message`Events alone.` }),
  trace: multiple(
    option("--trace", string({ metavar: "VARIABLE" }), {
      description: message`Trace this status variable; may be repeated.`,
    }),
  ),
  every: withDefault(
    option("--every", duration(), { description: message`How often a trace is sampled. Default: 1s.` }),
    1000,
  ),
  restore: option("--restore", {
    description: message`Bring back at the end what the tool had, also of others. It needs S2F51 to S2F57.`,
  }),
  wait: withDefault(
    option("--wait", duration(), { description: message`How long the tool is waited for. Default: 1min.` }),
    60_000,
  ),
  json: option("--json", { description: message`One JSON object for each event.` }),
  timers: timers(),
  tls: tlsOptions(),
  recording: recordOptions(),
});

/** `hsms watch` */
export const watch = defineCommand({
  name: "watch",
  brief: "Print the events, alarms and traces of a tool, with names and values.",
  description:
    "Is the host of a tool: goes on-line, defines reports, enables events and alarms, and prints what comes until ^C. After a lost " +
    "link it goes on by itself. The tool gets its answer (S6F12) once an event is printed. At the end it disables and deletes what " +
    "it has set up.",
  examples: [
    ["hsms watch 10.0.0.7 5000", "All events and alarms."],
    ["hsms watch 10.0.0.7 5000 LotStarted LotDone --json | jq .values", "Two events, for a script."],
    ["hsms watch 10.0.0.7 5000 --trace ChamberPressure --every 500ms", "A variable, twice a second."],
  ],
  parser,
  run,
});

async function run(options: InferValue<typeof parser>, io: CommandIo): Promise<number> {
  const { listen, model, noAlarms, timers, tls, recording } = options;
  const timeouts = timeoutsOf(timers);
  if (options.every < 10) throw new CommandError("--every is 10ms at least", 2);
  const backlog = new Backlog();
  const counted = gatedIo(io, backlog);
  const known = model === undefined ? undefined : await readModel(model);
  const network = new GatedNetwork(await networkOf(tls, io), backlog);
  const title = `hsms watch ${options.address} ${options.port}`;
  const recorder = await recorderOf(recording, counted, backlog, { title, timeouts, model: known });
  try {
    return await watchTool({
      ...options,
      active: !listen,
      timeouts,
      model: known,
      alarms: !noAlarms,
      network: new TapNetwork(network, tapOf(recorder, () => io.date())),
    }, counted);
  } finally {
    await recorder?.close();
  }
}
