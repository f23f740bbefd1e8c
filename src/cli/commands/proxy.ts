import {
  argument,
  type InferValue,
  integer,
  lineBreak,
  type Message,
  message,
  multiple,
  object,
  option,
  optional,
  string,
} from "@optique/core";
import { FAULT_KINDS, type FaultRule, parseFaultRule, randomFaults } from "../../testing/mod.ts";
import { formatEndpoint } from "../../core/mod.ts";
import { Backlog } from "../backlog.ts";
import { defineCommand, plain } from "../command.ts";
import { asUsage } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { encodingOption, recorderOf, recordOptions } from "../options.ts";
import { placeOf, WatchedProxy, type WatchOptions } from "../proxy/watch.ts";
import { endpoint } from "../values.ts";

const parser = object({
  listen: argument(endpoint("LISTEN", "0.0.0.0"), {
    description: message`Where clients connect: PORT or ADDRESS:PORT; port 0 for any free one.`,
  }),
  target: argument(endpoint("HOST:PORT"), { description: message`Where their bytes go.` }),
  fault: multiple(
    option("--fault", string({ metavar: "RULE" }), {
      description: message`Cause a fault by a rule, as in 'split-at at=7'; may be repeated.`,
    }),
  ),
  seed: optional(
    option("--seed", integer({ metavar: "NUMBER", min: 0 }), {
      description:
        message`Cause random faults too; the same number causes the same faults at the same bytes.`,
    }),
  ),
  encoding: encodingOption(),
  json: option("--json", { description: message`One JSON object for each frame, as in .ndjson.` }),
  recording: recordOptions(),
});

type ProxyOptions = InferValue<typeof parser>;

/** `hsms proxy` */
export const proxy = defineCommand({
  name: "proxy",
  brief: "Stand between two sides: show, record, and disturb their frames.",
  description: "Listens, connects to HOST:PORT for each client, and passes the bytes on. Shows every frame " +
    "as its sender sent it. With --fault or --seed the connection has faults.",
  examples: [
    ["hsms proxy 6000 10.0.0.7:5000 --record talk.pcapng", "Watch and record; hosts connect to port 6000."],
    [
      "hsms proxy 6000 10.0.0.7:5000 --fault 'eat-linktests which=rsp to=client'",
      "Lose what a host waits for.",
    ],
    ["hsms proxy 6000 10.0.0.7:5000 --seed 7", "A random fault now and then."],
  ],
  notes: ruleList(),
  parser,
  run,
});

async function run(options: ProxyOptions, io: CommandIo): Promise<number> {
  const { listen, target, fault, seed, json, encoding, recording } = options;
  const rules = rulesOf(fault, seed);
  // A recording has addresses, not names.
  const [address = target.address] = await io.network.resolve(target.address);
  const backlog = new Backlog();
  const counted: CommandIo = {
    ...io,
    stdout: backlog.counted(io.stdout),
    stderr: backlog.counted(io.stderr),
  };
  const title = `hsms proxy to ${formatEndpoint(target)}`;
  const recorder = await recorderOf(recording, counted, backlog, { title, encoding });
  try {
    const place = { listen, target: { ...target, address } };
    return await watch({ ...place, rules, json, encoding, recorder, backlog }, counted);
  } finally {
    await recorder?.close();
  }
}

async function watch(options: WatchOptions, io: CommandIo): Promise<number> {
  const { proxy } = new WatchedProxy(io, options);
  await proxy.start();
  io.stderr.write(`${placeOf(proxy.endpoint, options.target)}\n`);
  await new Promise<void>((resolve) => {
    if (io.signal.aborted) resolve();
    io.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await proxy.stop();
  return 0;
}

/** The rules that were asked for; with a seed, random faults too. */
function rulesOf(texts: readonly string[], seed: number | undefined): FaultRule[] {
  const rules = texts.map((text) => asUsage(() => parseFaultRule(text), `--fault "${text}": `));
  return seed === undefined ? rules : [...rules, randomFaults(seed)];
}

/** All kinds of rules with their parameters, for the help. */
function ruleList(): Message {
  const lines = FAULT_KINDS.flatMap(({ name, says, parameters }) => {
    const words = Object.entries(parameters).map(([key, { required }]) =>
      required ? ` ${key}=…` : ` [${key}=…]`
    );
    return message`${lineBreak()}  ${plain(name + words.join(""))}${lineBreak()}      ${plain(says)}`;
  });
  const scope = plain("All of them take [to=target|client|both] and [connection=NUMBER], too.");
  return message`Faults:${lines}${lineBreak()}  ${scope}`;
}
