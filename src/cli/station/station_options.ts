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
import {
  encodingOption,
  file,
  type RecordChoice,
  recordOptions,
  timers,
  type TlsChoice,
  tlsOptions,
} from "../options.ts";
import { duration, sessionId } from "../values.ts";
import type { Role } from "./replies.ts";

/** What `hsms listen` and `hsms connect` have in common. */
export interface StationOptions {
  readonly session: number;
  readonly role: Role;
  readonly hex: boolean;
  readonly json: boolean;
  readonly encoding?: string | undefined;
  readonly reply?: string | undefined;
  readonly noReply: boolean;
  readonly byHand: boolean;
  readonly send: readonly string[];
  readonly once: boolean;
  readonly linktest?: number | undefined;
  readonly recording: RecordChoice;
  readonly timers: HsmsTimeoutOptions;
  readonly tls: TlsChoice;
}

/** Their options; `role` is that of this side if none is given. */
export function stationOptions(role: Role): Parser<"sync", StationOptions, unknown> {
  return object({
    session: withDefault(
      option("-s", "--session", sessionId(), { description: message`Session (device) id. Default: 0.` }),
      0,
    ),
    role: withDefault(
      option("--role", choice(["host", "equipment"], { metavar: "ROLE" }), {
        description:
          message`Who answers: an equipment gives its model, and refuses what it does not know with S9F3 and S9F5, a host with SxF0.`,
      }),
      role,
    ),
    hex: option("--hex", { description: message`Show the bytes of each frame too.` }),
    json: option("--json", {
      description: message`One JSON object for each frame, with the names of Wireshark's fields.`,
    }),
    encoding: encodingOption(),
    reply: optional(
      option("--reply", file(), {
        description:
          message`SML replies, for the primary of their SxFy; several for one are used in turn. Other messages are left out.`,
      }),
    ),
    noReply: option("--no-reply", { description: message`Answer control frames only.` }),
    byHand: option("--by-hand", {
      description: message`Leave primaries without a reply to you: write it to stdin.`,
    }),
    send: multiple(
      option("--send", string({ metavar: "TEXT" }), {
        description:
          message`Send this once a peer is selected, as if you wrote it to stdin; @FILE sends what is in a file.`,
      }),
    ),
    once: option("--once", {
      description: message`End when everything is sent and answered; exit code 1 if something was not.`,
    }),
    linktest: optional(
      option("--linktest", duration(), {
        description: message`Time between two linktests; 0s sends none. Default: 30s.`,
      }),
    ),
    recording: recordOptions(),
    timers: timers(),
    tls: tlsOptions(),
  });
}
