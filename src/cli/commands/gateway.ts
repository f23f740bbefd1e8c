import { argument, type InferValue, message, object, option, optional, port, string } from "@optique/core";
import { defineCommand } from "../command.ts";
import { readFabSource } from "../gateway/fab_source.ts";
import { runGateway } from "../gateway/gateway.ts";
import type { CommandIo } from "../io.ts";
import { file } from "../options.ts";

const url = (): ReturnType<typeof string> => string({ metavar: "URL" });

const parser = object({
  fab: argument(file(), { description: message`The fab file: the tools, and where their messages go.` }),
  check: option("--check", {
    description: message`Read the file and the models it names, and touch nothing.`,
  }),
  nats: optional(
    option("--nats", url(), {
      description: message`Put the messages into NATS JetStream: nats://HOST:PORT, or several with commas.`,
    }),
  ),
  mqtt: optional(
    option("--mqtt", url(), {
      description: message`Put the messages to a broker of MQTT 5: mqtt://HOST:PORT.`,
    }),
  ),
  creds: optional(option("--creds", file(), { description: message`The credentials for NATS.` })),
  name: optional(
    option("--name", string({ metavar: "NAME", pattern: /^[\w.-]{1,64}$/ }), {
      description:
        message`The name of this gateway: one in the fab. Its state is in a folder of that name. Default: the name of the machine.`,
    }),
  ),
  state: optional(
    option("--state", string({ metavar: "FOLDER" }), {
      description: message`Keep here what must survive, in place of state in the file.`,
    }),
  ),
  otel: option("--otel", {
    description: message`Tell OpenTelemetry of commands and messages; its SDK is yours to load.`,
  }),
  http: optional(
    option("--http", port({ min: 0 }), {
      description: message`The port of the pages on loopback, in place of http in the file; 0: any free one.`,
    }),
  ),
});

/** `hsms gateway` */
export const gateway = defineCommand({
  name: "gateway",
  brief: "Serve many tools: put what they send into NATS, MQTT or files, and answer them once it is durable.",
  description:
    "Is the host of every tool of a fab file, sets each of them up, and writes events, alarms, traces and states as JSON. " +
    "A tool gets its answer (S6F12 and others) once its message is durable. Several gateways on one NATS share the tools, and take " +
    "over from one that is gone. SIGHUP reads the file again.",
  examples: [
    ["hsms gateway fab.json", "Serve the tools until ^C; messages go to files."],
    ["hsms gateway fab.json --check", "Say whether the file is right."],
    ["hsms gateway fab.json --nats nats://broker:4222 --name gw-1", "One of several gateways of a fab."],
    ["hsms gateway fab.json --mqtt mqtts://broker:8883", "To a broker that is there."],
  ],
  parser,
  run,
});

async function run(
  { fab: file, check, ...choice }: InferValue<typeof parser>,
  io: CommandIo,
): Promise<number> {
  if (!check) return await runGateway({ file, ...choice }, io);
  const { fab: { site, tools }, models } = await readFabSource({ file, ...choice });
  io.stdout.write(`${file} is right: ${Object.keys(tools).length} tools of ${site}, ${models.size} models\n`);
  return 0;
}
