import { resolve } from "node:path";
import {
  folderPlace,
  type GatewayPlace,
  NdjsonSink,
  openMqtt,
  openNats,
  PeerMissingError,
} from "../../gateway/mod.ts";
import { CommandError } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import type { FabSource } from "./fab_source.ts";

/**
 * Where the messages of a fab file go: NATS, MQTT, or files.
 *
 * @throws {CommandError} When a package is not installed, or an address is not right.
 */
export async function openPlace(
  { fab: { site }, sinks, name, folder }: FabSource,
  io: CommandIo,
  tell: (sentence: string) => void,
): Promise<GatewayPlace> {
  const options = { site, name, clock: io.clock, tell };
  try {
    if (sinks.nats !== undefined) return await openNats(sinks.nats, options);
    if (sinks.mqtt !== undefined) return await openMqtt(sinks.mqtt, options);
  } catch (error) {
    if (!(error instanceof PeerMissingError)) throw error;
    throw new CommandError(error.message, 2);
  }
  const { folder: messages = resolve(folder, "messages"), ...rotation } = sinks.ndjson ?? {};
  return {
    sink: new NdjsonSink(folderPlace(messages), { date: io.date, ...rotation }),
    start: () => {},
    close: () => Promise.resolve(),
  };
}
