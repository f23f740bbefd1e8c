import { argument, message, object, port } from "@optique/core";
import { HsmsProtocol } from "../../core/mod.ts";
import { defineCommand } from "../command.ts";
import { withStation } from "../station/station.ts";
import { stationOptions } from "../station/station_options.ts";
import { host } from "../values.ts";

const parser = object({
  address: argument(host("HOST"), { description: message`The peer's address or host name.` }),
  port: argument(port(), { description: message`The port on which it listens.` }),
  station: stationOptions("host"),
});

/** `hsms connect` */
export const connect = defineCommand({
  name: "connect",
  brief: "Be the active side: connect, select, show every frame, answer and send.",
  description: "Connects and selects, again after T5 if that fails, and shows every frame in a line. " +
    "S1F1, S1F13 and linktests are answered. What you write is sent: SML, the name of a control frame, or hex: and bytes.",
  examples: [
    ["hsms connect 10.0.0.7 5000", "Talk to the tool; ^C separates and ends."],
    ["hsms connect 10.0.0.7 5000 --send 'S1F3 W <L [1] <U4 1001>>.' --once", "Ask one thing, and end."],
    [
      "hsms connect 10.0.0.7 5000 --json --record tool.pcapng",
      "Frames as NDJSON, and a recording for Wireshark.",
    ],
  ],
  parser,
  run: ({ address, port, station: options }, io) =>
    withStation(io, options, `hsms connect ${address} ${port}`, async (station) => {
      const { session } = options;
      const protocol = new HsmsProtocol(address, port, true, session, "peer", station.protocolOptions);
      station.add(protocol);
      try {
        const [exitCode] = await Promise.all([station.work(), protocol.enable()]);
        return exitCode;
      } finally {
        await protocol.disable();
      }
    }),
});
