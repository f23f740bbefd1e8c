import {
  choice,
  message,
  multiple,
  object,
  option,
  optional,
  type Parser,
  string,
  withDefault,
} from "@optique/core";
import type { HsmsTimeoutOptions } from "../../core/mod.ts";
import { type TlsChoice, tlsOptions } from "../network_options.ts";
import { timers } from "../timers.ts";
import { duration, sessionId } from "../values.ts";
import type { Role } from "./replies.ts";

/** What `hsms listen` and `hsms connect` have in common. */
export interface StationOptions {
  readonly session: number;
  readonly role?: Role | undefined;
  readonly hex?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly reply?: string | undefined;
  readonly noReply?: boolean | undefined;
  readonly send: readonly string[];
  readonly once?: boolean | undefined;
  readonly record?: string | undefined;
  readonly rotate?: string | undefined;
  readonly linktest?: number | undefined;
  readonly timers: HsmsTimeoutOptions;
  readonly tls: TlsChoice;
}

const file = (): ReturnType<typeof string> => string({ metavar: "FILE" });

/** Their options; `role` is what this side is unless it is said. */
export function stationOptions(role: Role): Parser<"sync", StationOptions, unknown> {
  return object({
    session: withDefault(
      option("-s", "--session", sessionId(), { description: message`Session (device) id. Default: 0.` }),
      0,
    ),
    role: withDefault(
      option("--role", choice(["host", "equipment"]), {
        description: message`Who answers S1F1 and S1F13: an equipment names its model.`,
      }),
      role,
    ),
    hex: optional(option("--hex", { description: message`Show the bytes of each frame too.` })),
    json: optional(
      option("--json", {
        description: message`One JSON object for a frame, with the names of Wireshark's fields.`,
      }),
    ),
    reply: optional(
      option("--reply", file(), {
        description: message`SML messages to answer with, by their SxFy; several in turn.`,
      }),
    ),
    noReply: optional(
      option("--no-reply", { description: message`Answer no message, only control frames.` }),
    ),
    send: multiple(
      option("--send", string({ metavar: "TEXT" }), {
        description: message`Send this once a peer is selected, as if it were written to stdin.`,
      }),
    ),
    once: optional(
      option("--once", {
        description: message`End when all that was to be sent is answered; 1 where something was not.`,
      }),
    ),
    record: optional(
      option("--record", file(), { description: message`Record all bytes: FILE.pcap, .pcapng or .ndjson.` }),
    ),
    rotate: optional(
      option("--rotate", string({ metavar: "SIZE" }), {
        description: message`Begin a new file at this size, as in 10M.`,
      }),
    ),
    linktest: optional(
      option("--linktest", duration(), {
        description: message`Between two linktests; 0s sends none. Default: 30s.`,
      }),
    ),
    timers: timers(),
    tls: tlsOptions(),
  });
}
