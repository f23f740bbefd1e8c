import {
  argument,
  float,
  integer,
  message,
  object,
  option,
  optional,
  string,
  withDefault,
} from "@optique/core";
import { type Endpoint, formatEndpoint, type Transport } from "../../core/mod.ts";
import { readFileAt } from "../capture/input.ts";
import { defineCommand } from "../command.ts";
import { endpointValue } from "../endpoint.ts";
import { CommandError } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { LivePeer } from "../replay/live_peer.ts";
import { planOf } from "../replay/plan.ts";
import { Player } from "../replay/player.ts";
import { paintFor } from "../style.ts";
import { duration, sessionId } from "../values.ts";

const parser = object({
  file: argument(string({ metavar: "FILE" }), { description: message`A .pcap, .pcapng or .ndjson.` }),
  as: optional(
    option("--as", string({ metavar: "SIDE" }), {
      description:
        message`Whose frames are sent: active, passive, or ADDRESS[:PORT]. Default: active with --connect, passive with --listen.`,
    }),
  ),
  connect: optional(
    option("--connect", endpointValue("HOST:PORT"), { description: message`Dial the peer.` }),
  ),
  listen: optional(
    option("--listen", endpointValue("PORT", "0.0.0.0"), { description: message`Wait for the peer.` }),
  ),
  connection: optional(
    option("--connection", integer({ metavar: "NUMBER", min: 1 }), {
      description: message`Which connection of the recording. Default: the first with a frame.`,
    }),
  ),
  session: optional(
    option("-s", "--session", sessionId(), {
      description: message`Session (device) id of the peer, where it is not the recorded one.`,
    }),
  ),
  speed: withDefault(
    option("--speed", float({ metavar: "FACTOR", min: 0 }), {
      description: message`1: with the recorded times; 2: twice as fast; 0: without them. Default: 0.`,
    }),
    0,
  ),
  timeout: withDefault(
    option("--timeout", duration(), { description: message`The longest wait for a frame. Default: 45s.` }),
    45_000,
  ),
});

interface ReplayOptions {
  readonly file: string;
  readonly as?: string | undefined;
  readonly connect?: Endpoint | undefined;
  readonly listen?: Endpoint | undefined;
  readonly connection?: number | undefined;
  readonly session?: number | undefined;
  readonly speed: number;
  readonly timeout: number;
}

/** `hsms replay` */
export const replay = defineCommand({
  name: "replay",
  brief: "Play one side of a recording to a live peer, and compare.",
  description:
    "Sends what one side of a recording sent, with the system bytes of replies as the live peer wants " +
    "them, and compares what comes with what was recorded. Linktests are answered and not compared. Ends with 0 " +
    "only where there is no difference.",
  examples: [
    ["hsms replay talk.pcapng --connect 10.0.0.7:5000", "Be the recorded host to an equipment."],
    ["hsms replay talk.ndjson --listen 5000", "Be the recorded equipment to a host."],
    ["hsms replay talk.pcap --connect 10.0.0.7:5000 --speed 1", "With the recorded times."],
  ],
  parser,
  run,
});

async function run(options: ReplayOptions, io: CommandIo): Promise<number> {
  const { file, connect, listen, connection, speed, timeout, session } = options;
  if ((connect === undefined) === (listen === undefined)) {
    throw new CommandError("Say either --connect HOST:PORT or --listen PORT", 2);
  }
  const side = options.as ?? (connect === undefined ? "passive" : "active");
  const plan = await planOf(readFileAt(file), side, connection);
  if (plan.skipped > 0) io.stderr.write(`hsms: ${plan.skipped} bytes of the recording are no frame\n`);
  if (plan.others > 0) io.stderr.write(`hsms: ${plan.others} frames of other connections are not played\n`);
  const paint = paintFor(io, io.stdout);
  const say = (line: string, isDifference: boolean): void =>
    io.stdout.write(`${isDifference ? paint("bad", line) : line}\n`);
  const transport = connect === undefined
    ? await accept(listen!, io)
    : await io.network.dial(connect, { signal: io.signal });
  const peer = new LivePeer(transport, io.clock);
  const interrupted = (): void => peer.stop("it was interrupted");
  io.signal.addEventListener("abort", interrupted);
  try {
    const { sent, compared, differences } = await new Player(plan, peer, { speed, timeout, session, say })
      .play();
    const count = differences === 0
      ? "no difference"
      : `${differences} ${differences === 1 ? "difference" : "differences"}`;
    io.stdout.write(`Sent ${sent} frames, compared ${compared}: ${count}\n`);
    return differences === 0 ? 0 : 1;
  } finally {
    io.signal.removeEventListener("abort", interrupted);
    await peer.close();
  }
}

/** The first peer that comes in. */
async function accept(endpoint: Endpoint, io: CommandIo): Promise<Transport> {
  let came = (_transport: Transport): void => {};
  let failed = (_reason: unknown): void => {};
  let isFirst = true;
  const first = new Promise<Transport>((resolve, reject) => {
    came = resolve;
    failed = reject;
  });
  const listener = await io.network.listen(endpoint, (transport) => {
    if (isFirst) came(transport);
    else transport.abort();
    isFirst = false;
  });
  const interrupted = (): void => failed(io.signal.reason);
  io.signal.addEventListener("abort", interrupted);
  if (io.signal.aborted) interrupted();
  io.stderr.write(`Listening at ${formatEndpoint({ ...endpoint, port: listener.endpoint.port })}\n`);
  try {
    return await first;
  } finally {
    io.signal.removeEventListener("abort", interrupted);
    await listener.close();
  }
}
