import { argument, message, multiple, object, option, string, withDefault } from "@optique/core";
import { HsmsMultiPassiveServer, HsmsProtocol } from "../../core/mod.ts";
import { defineCommand } from "../command.ts";
import { withStation } from "../station/open.ts";
import type { Station } from "../station/station.ts";
import { stationOptions } from "../station/station_options.ts";
import { portNumber } from "../values.ts";

/** So many peers may be connected at once. */
const MOST_PEERS = 256;

const parser = object({
  port: argument(portNumber(0), { description: message`The port to listen at; 0 for any free one.` }),
  bind: withDefault(
    option("--bind", string({ metavar: "ADDRESS" }), {
      description: message`The address of this machine to listen at. Default: 0.0.0.0.`,
    }),
    "0.0.0.0",
  ),
  peer: multiple(
    option("--peer", string({ metavar: "ADDRESS" }), {
      description:
        message`Let in only this IP address or block, as in 10.1.0.0/16; may be said more than once.`,
    }),
  ),
  station: stationOptions("equipment"),
});

/** `hsms listen` */
export const listen = defineCommand({
  name: "listen",
  brief: "Be the passive side: listen, show every frame, answer and send.",
  description:
    "Listens for any number of peers and shows every frame in a line. S1F1, S1F13 and linktests are answered. " +
    "What you write is sent to all of them: SML, the name of a control frame, or hex: and bytes.",
  examples: [
    ["hsms listen 5000", "Be an equipment; ^C separates and ends."],
    ["hsms listen 5000 --peer 10.0.0.9 --reply answers.sml --hex", "For one host, with answers of your own."],
    ["hsms listen 5000 --json --record host.pcapng", "Frames as NDJSON, and a recording for Wireshark."],
  ],
  parser,
  run: ({ port, bind, peer, station: options }, io) =>
    withStation(io, options, async (station) => {
      const allow = peer.length === 0 ? {} : { allow: peer };
      const server = new HsmsMultiPassiveServer(port, {
        ...station.protocolOptions,
        ...allow,
        bindAddress: bind,
        maxConnections: MOST_PEERS,
      });
      const seats = new Seats(server, station, port, options.session);
      try {
        await seats.add();
        await server.start();
        return await station.work();
      } finally {
        await seats.disable();
        await server.stop();
      }
    }),
});

/** The handlers at the port: one is always free, up to the limit. */
class Seats {
  readonly #server: HsmsMultiPassiveServer;
  readonly #station: Station;
  readonly #port: number;
  readonly #session: number;
  readonly #handlers: HsmsProtocol[] = [];

  constructor(server: HsmsMultiPassiveServer, station: Station, port: number, session: number) {
    this.#server = server;
    this.#station = station;
    this.#port = port;
    this.#session = session;
  }

  async add(): Promise<void> {
    const { protocolOptions } = this.#station;
    const own = { ...protocolOptions, server: this.#server };
    const handler = new HsmsProtocol("*", this.#port, false, this.#session, "peer", own);
    this.#handlers.push(handler);
    this.#station.adopt(handler);
    handler.on("connected", () => {
      const free = this.#handlers.some(({ connection }) => !connection.connected);
      return free || this.#handlers.length >= MOST_PEERS ? undefined : this.add();
    });
    await handler.enable();
  }

  async disable(): Promise<void> {
    await Promise.all(this.#handlers.map((handler) => handler.disable()));
  }
}
