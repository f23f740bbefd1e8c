import { argument, type InferValue, message, object, option } from "@optique/core";
import { defineCommand } from "../command.ts";
import { readFabSource } from "../gateway/fab_source.ts";
import { runGateway } from "../gateway/gateway.ts";
import type { CommandIo } from "../io.ts";
import { file } from "../options.ts";

const parser = object({
  fab: argument(file(), { description: message`The fab file: the tools, and where their messages go.` }),
  check: option("--check", {
    description: message`Read the file and the models it names, and touch nothing.`,
  }),
});

/** `hsms gateway` */
export const gateway = defineCommand({
  name: "gateway",
  brief: "Serve many tools: write what they send to files, and answer them once it is durable.",
  description:
    "Is the host of every tool of a fab file, sets each of them up, and writes events, alarms, traces and states as lines of JSON. " +
    "A tool gets its answer (S6F12 and others) once its message is durable. SIGHUP reads the file again.",
  examples: [
    ["hsms gateway fab.json", "Serve the tools until ^C."],
    ["hsms gateway fab.json --check", "Say whether the file is right."],
  ],
  parser,
  run,
});

async function run({ fab, check }: InferValue<typeof parser>, io: CommandIo): Promise<number> {
  if (!check) return await runGateway(fab, io);
  const { fab: { site, tools }, models } = await readFabSource(fab);
  io.stdout.write(`${fab} is right: ${Object.keys(tools).length} tools of ${site}, ${models.size} models\n`);
  return 0;
}
