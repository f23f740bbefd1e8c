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
  const { nats, mqtt } = sinks;
  if (nats !== undefined) return await openPeer(() => openNats(nats, options));
  if (mqtt !== undefined) return await openPeer(() => openMqtt(mqtt, options));
  const { folder: messages = resolve(folder, "messages"), ...rotation } = sinks.ndjson ?? {};
  return {
    sink: new NdjsonSink(folderPlace(messages), { date: io.date, ...rotation }),
    start: () => {},
    close: () => Promise.resolve(),
  };
}

/** What needs packages that may not be installed. @throws {CommandError} When one is missing. */
export async function openPeer<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof PeerMissingError)) throw error;
    throw new CommandError(error.message, 2);
  }
}
