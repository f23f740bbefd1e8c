import { contain, requireInteger } from "../../base/mod.ts";
import { CONTROL_SESSION, SelectStatus } from "../wire/codes.ts";
import type { HsmsProtocolOptions } from "./protocol_options.ts";
import type { SessionOptions } from "../machine/session_core.ts";
import type { SystemBytes } from "../machine/system_bytes.ts";
import type { HsmsTimeouts } from "../timeouts.ts";

/** What a handler's options say to its sessions; throws a RangeError for one out of range. */
export function sessionOptions(
  active: boolean,
  sessionId: number,
  timeouts: HsmsTimeouts,
  systemBytes: SystemBytes,
  options: HsmsProtocolOptions,
  onError: (error: unknown) => void,
): SessionOptions {
  const { sessions, foreignSession = "deliver", onSelectReq } = options;
  for (const id of sessions ?? []) requireInteger("sessions", id, 0, 0xfffe);
  const { controlSessionId = CONTROL_SESSION, linktestMisses = 1 } = options;
  const { maxOpenTransactions = 65_536, maxRejectsPerSecond = 100 } = options;
  return {
    active,
    peer: "",
    sessionId: requireInteger("sessionId", sessionId, 0, 0xffff),
    controlSessionId: requireInteger("controlSessionId", controlSessionId, 0, 0xffff),
    sessions,
    timeouts,
    systemBytes,
    linktestMisses: requireInteger("linktestMisses", linktestMisses, 1, 1_000),
    maxOpen: requireInteger("maxOpenTransactions", maxOpenTransactions, 1, 2 ** 31),
    maxRejectsPerSecond: requireInteger("maxRejectsPerSecond", maxRejectsPerSecond, 0, 1_000_000),
    rejectForeign: foreignSession === "reject",
    admit: (id) => admit(id, onSelectReq, onError),
  };
}

/** A hook that throws cannot say yes: the session is not ready. */
function admit(
  sessionId: number,
  onSelectReq: HsmsProtocolOptions["onSelectReq"],
  onError: (error: unknown) => void,
): number {
  if (onSelectReq === undefined) return SelectStatus.ok;
  let status: number = SelectStatus.notReady;
  contain(() => status = requireInteger("status", onSelectReq(sessionId), 0, 255), onError);
  return status;
}
