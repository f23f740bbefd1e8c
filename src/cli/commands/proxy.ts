import { argument, integer, message, multiple, object, option, optional, string } from "@optique/core";
import type { Endpoint } from "../../core/mod.ts";
import { openRecorder } from "../capture/recorder.ts";
import { parseSize } from "../capture/size.ts";
import { defineCommand } from "../command.ts";
import { endpointValue } from "../endpoint.ts";
import { CommandError } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { ruleList, rulesOf } from "../proxy/rules.ts";
import { placeOf, WatchedProxy, type WatchOptions } from "../proxy/watch.ts";

const parser = object({
  listen: argument(endpointValue("LISTEN", "0.0.0.0"), {
    description: message`Where clients come in: PORT or ADDRESS:PORT; port 0 for any free one.`,
  }),
  target: argument(endpointValue("HOST:PORT"), { description: message`Where they are led to.` }),
  fault: multiple(
    option("--fault", string({ metavar: "RULE" }), {
      description: message`Misbehave by a rule, as in 'split-at at=7'; may be said more than once.`,
    }),
  ),
  seed: optional(
    option("--seed", integer({ metavar: "NUMBER", min: 0 }), {
      description: message`Misbehave at random too; the same number does the same at the same bytes.`,
    }),
  ),
  json: optional(option("--json", { description: message`One JSON object for a frame, as in .ndjson.` })),
  record: optional(
    option("--record", string({ metavar: "FILE" }), {
      description: message`Record all bytes as they left: FILE.pcap, .pcapng or .ndjson.`,
    }),
  ),
  rotate: optional(
    option("--rotate", string({ metavar: "SIZE" }), {
      description: message`Begin a new file at this size, as in 10M.`,
    }),
  ),
});

interface ProxyOptions {
  readonly listen: Endpoint;
  readonly target: Endpoint;
  readonly fault: readonly string[];
  readonly seed?: number | undefined;
  readonly json?: boolean | undefined;
  readonly record?: string | undefined;
  readonly rotate?: string | undefined;
}

/** `hsms proxy` */
export const proxy = defineCommand({
  name: "proxy",
  brief: "Stand between two sides: show, record, and break what they say.",
  description:
    "Listens, dials HOST:PORT for each client that comes in, and passes the bytes on. Shows every frame " +
    "as its sender sent it. With --fault or --seed the line misbehaves.",
  examples: [
    ["hsms proxy 6000 10.0.0.7:5000 --record talk.pcapng", "Watch and record; hosts dial port 6000."],
    [
      "hsms proxy 6000 10.0.0.7:5000 --fault 'eat-linktests which=rsp to=client'",
      "Lose what a host waits for.",
    ],
    ["hsms proxy 6000 10.0.0.7:5000 --seed 7", "Something bad now and then."],
  ],
  notes: ruleList(),
  parser,
  run,
});

async function run(options: ProxyOptions, io: CommandIo): Promise<number> {
  const { listen, target, fault, seed, json = false, record, rotate } = options;
  const rules = rulesOf(fault, seed);
  if (rotate !== undefined && record === undefined) throw new CommandError("--rotate needs --record", 2);
  const size = rotate === undefined ? undefined : parseSize(rotate);
  // A recording has addresses, not names.
  const [address = target.address] = await io.network.resolve(target.address);
  const onError = (sentence: string): void => io.stderr.write(`hsms: ${sentence}\n`);
  const recorder = record === undefined ? undefined : await openRecorder(record, { rotate: size, onError });
  try {
    return await watch({ listen, target: { ...target, address }, rules, json, recorder }, io);
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
