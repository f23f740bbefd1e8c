import { argument, message, multiple, object, option, port, string, withDefault } from "@optique/core";
import { HsmsMultiPassiveServer, HsmsProtocol } from "../../core/mod.ts";
import { AddressBlock } from "../../core/network/mod.ts";
import { defineCommand } from "../command.ts";
import { asUsage } from "../errors.ts";
import { withStation } from "../station/station.ts";
import { stationOptions } from "../station/station_options.ts";
import { host } from "../values.ts";

/** Maximum number of connected peers. */
const MAX_PEERS = 256;

const parser = object({
  port: argument(port({ min: 0 }), { description: message`The port to listen on; 0 for any free one.` }),
  bind: withDefault(
    option("--bind", host("ADDRESS"), {
      description: message`The address of this machine to listen on. Default: 0.0.0.0.`,
    }),
    "0.0.0.0",
  ),
  peer: multiple(
    option("--peer", string({ metavar: "ADDRESS" }), {
      description: message`Accept this IP address or block only, as in 10.1.0.0/16; may be repeated.`,
    }),
  ),
  station: stationOptions("equipment"),
});

/** `hsms listen` */
export const listen = defineCommand({
  name: "listen",
  brief: "Be the passive side: listen, show every frame, answer and send.",
  description:
    `Listens for up to ${MAX_PEERS} peers and shows every frame in a line. S1F1, S1F13 and linktests are answered. ` +
    "What you write is sent to all peers: SML, the name of a control frame, or hex: and bytes.",
  examples: [
    ["hsms listen 5000", "Be an equipment; ^C separates and ends."],
    ["hsms listen 5000 --peer 10.0.0.9 --reply replies.sml --hex", "For one host, with your own replies."],
    ["hsms listen 5000 --json --record host.pcapng", "Frames as NDJSON, and a recording for Wireshark."],
  ],
  parser,
  run({ port, bind, peer, station: options }, io) {
    for (const entry of peer) asUsage(() => new AddressBlock(entry, "--peer"));
    return withStation(io, options, `hsms listen ${port}`, async (station) => {
      const { protocolOptions } = station;
      const server = new HsmsMultiPassiveServer(port, {
        ...protocolOptions,
        ...peer.length > 0 && { allow: peer },
        bindAddress: bind,
        maxConnections: MAX_PEERS,
      });
      const handlers: HsmsProtocol[] = [];
      /** Adds a handler for the next peer: one is always free, up to the maximum. */
      const addHandler = async (): Promise<void> => {
        const handler = new HsmsProtocol("*", port, false, options.session, "peer", {
          ...protocolOptions,
          server,
        });
        handlers.push(handler);
        station.add(handler);
        handler.on("connected", () => {
          const free = handlers.some(({ connection }) => !connection.connected);
          return free || handlers.length >= MAX_PEERS ? undefined : addHandler();
        });
        await handler.enable();
      };
      try {
        await addHandler();
        await server.start();
        return await station.work();
      } finally {
        await Promise.all(handlers.map((handler) => handler.disable()));
        await server.stop();
      }
    });
  },
});
