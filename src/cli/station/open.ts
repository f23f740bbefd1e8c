import { openRecorder } from "../capture/recorder.ts";
import { parseSize } from "../capture/size.ts";
import { asUsage, CommandError } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { networkOf } from "../network_options.ts";
import { defined } from "../timers.ts";
import { parseInput } from "./input.ts";
import { Replies } from "./replies.ts";
import { Station } from "./station.ts";
import type { StationOptions } from "./station_options.ts";

/** Opens what the options name, lets `work` use the station, and closes everything again. */
export async function withStation(
  io: CommandIo,
  options: StationOptions,
  work: (station: Station) => Promise<number>,
): Promise<number> {
  const { reply, noReply, role = "host", send, record, rotate, tls } = options;
  const inputs = send.map((text) => asUsage(() => parseInput(text), `Cannot send "${text}": `));
  if (rotate !== undefined && record === undefined) throw new CommandError("--rotate needs --record", 2);
  const replies = noReply ? undefined : Replies.standard(role);
  if (reply !== undefined) await replies?.read(reply);
  const network = await networkOf(tls, io);
  const onError = (sentence: string): void => io.stderr.write(`hsms: ${sentence}\n`);
  const size = rotate === undefined ? undefined : parseSize(rotate);
  const recorder = record === undefined
    ? undefined
    : await openRecorder(record, { ...defined({ rotate: size }), onError });
  try {
    return await work(new Station(io, options, { network, replies, inputs, recorder }));
  } finally {
    await recorder?.close();
  }
}
