import {
  argument,
  float,
  type InferValue,
  integer,
  message,
  object,
  option,
  optional,
  string,
  withDefault,
} from "@optique/core";
import { abortable, Deferred } from "../../core/base/mod.ts";
import { type Endpoint, formatEndpoint, type Transport } from "../../core/mod.ts";
import { Backlog } from "../backlog.ts";
import { readFileAt } from "../capture/read.ts";
import { defineCommand } from "../command.ts";
import { CommandError } from "../errors.ts";
import { FramePeer } from "../frame_peer.ts";
import { gatedIo } from "../gated_clock.ts";
import { GatedNetwork } from "../gated_network.ts";
import type { CommandIo } from "../io.ts";
import { planOf } from "../replay/plan.ts";
import { answerLinktest, Player } from "../replay/player.ts";
import { paintFor } from "../style.ts";
import { duration, endpoint, sessionId } from "../values.ts";

const parser = object({
  file: argument(string({ metavar: "FILE" }), { description: message`A .pcap, .pcapng or .ndjson.` }),
  as: optional(
    option("--as", string({ metavar: "SIDE" }), {
      description:
        message`Whose frames are sent: active, passive, or ADDRESS[:PORT]. Default: active with --connect, passive with --listen.`,
    }),
  ),
  connect: optional(
    option("--connect", endpoint("HOST:PORT"), { description: message`Connect to the peer.` }),
  ),
  listen: optional(
    option("--listen", endpoint("PORT", "0.0.0.0"), { description: message`Wait for the peer to connect.` }),
  ),
  connection: optional(
    option("--connection", integer({ metavar: "NUMBER", min: 1 }), {
      description: message`Which connection of the recording. Default: the first with a frame.`,
    }),
  ),
  session: optional(
    option("-s", "--session", sessionId(), {
      description: message`Session (device) id of the peer, if it is not the recorded one.`,
    }),
  ),
  speed: withDefault(
    option("--speed", float({ metavar: "FACTOR", min: 0 }), {
      description: message`1: with the recorded times; 2: twice as fast; 0: without them. Default: 0.`,
    }),
    0,
  ),
  timeout: withDefault(
    option("--timeout", duration(), { description: message`Longest wait for a frame. Default: 45s.` }),
    45_000,
  ),
});

type ReplayOptions = InferValue<typeof parser>;

/** `hsms replay` */
export const replay = defineCommand({
  name: "replay",
  brief: "Play one side of a recording to a live peer, and compare.",
  description:
    "Sends what one side of a recording sent, with the system bytes of replies as the live peer wants " +
    "them, and compares what comes with what was recorded. Linktests are answered and not compared. Ends with 0 " +
    "only if there is no difference.",
  examples: [
    ["hsms replay talk.pcapng --connect 10.0.0.7:5000", "Be the recorded host for an equipment."],
    ["hsms replay talk.ndjson --listen 5000", "Be the recorded equipment for a host."],
    ["hsms replay talk.pcap --connect 10.0.0.7:5000 --speed 1", "With the recorded times."],
  ],
  parser,
  run,
});

async function run(options: ReplayOptions, outer: CommandIo): Promise<number> {
  const { file, connect, listen, connection, speed, timeout, session } = options;
  const backlog = new Backlog();
  const io = gatedIo(outer, backlog);
  const network = new GatedNetwork(io.network, backlog);
  if ((connect === undefined) === (listen === undefined)) {
    throw new CommandError("Give either --connect HOST:PORT or --listen PORT", 2);
  }
  const side = options.as ?? (connect === undefined ? "passive" : "active");
  const plan = await planOf(readFileAt(file), side, connection);
  if (plan.skipped > 0) io.stderr.write(`hsms: ${plan.skipped} bytes of the recording are not a frame\n`);
  if (plan.others > 0) io.stderr.write(`hsms: ${plan.others} frames of other connections are not played\n`);
  const paint = paintFor(io, io.stdout);
  const print = (line: string, isDifference: boolean): void =>
    io.stdout.write(`${isDifference ? paint("bad", line) : line}\n`);
  const printed = (): Promise<void> => backlog.whenRoom(io.signal);
  const transport = connect === undefined
    ? await accept(listen!, { ...io, network })
    : await network.dial(connect, { signal: io.signal });
  const peer = new FramePeer(transport, { clock: io.clock, onPacket: answerLinktest });
  const interrupted = (): void => peer.stop(new CommandError("it was interrupted"));
  io.signal.addEventListener("abort", interrupted);
  try {
    const { sent, compared, differences } = await new Player(plan, peer, {
      speed,
      timeout,
      session,
      print,
      printed,
    })
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

/** The first peer that connects. */
async function accept(endpoint: Endpoint, io: CommandIo): Promise<Transport> {
  const first = new Deferred<Transport>();
  let isFirst = true;
  const listener = await io.network.listen(endpoint, (transport) => {
    if (isFirst) first.resolve(transport);
    else transport.abort();
    isFirst = false;
  });
  io.stderr.write(`Listening on ${formatEndpoint({ ...endpoint, port: listener.endpoint.port })}\n`);
  try {
    return await abortable(first.promise, io.signal);
  } finally {
    await listener.close();
  }
}
