import { contain, requireInteger, requireType } from "../../base/mod.ts";
import { HsmsActiveConnection, type HsmsActiveConnectionOptions } from "../connection/active_connection.ts";
import type { HsmsConnection } from "../connection/connection.ts";
import type { HsmsConnectionDelegate } from "../connection/delegate.ts";
import { readLimit } from "../limits.ts";
import { refuseAcceptOptions } from "../listen/accept_options.ts";
import type { HsmsMultiPassiveServer } from "../listen/multi_passive_server.ts";
import { HsmsPassiveConnection, type HsmsPassiveConnectionOptions } from "../listen/passive_connection.ts";
import type { MachineOptions } from "../machine/machine_core.ts";
import type { SystemBytes } from "../machine/system_bytes.ts";
import type { HsmsTimeouts } from "../timeouts.ts";
import { CONTROL_SESSION, SelectStatus } from "../wire/codes.ts";

/** Options of HsmsProtocol: those of its connection, and those of E37 on top of it. */
export interface HsmsProtocolOptions extends HsmsActiveConnectionOptions, HsmsPassiveConnectionOptions {
  /** A passive handler takes its connection from this server, instead of listening by itself. */
  server?: HsmsMultiPassiveServer;
  /** Is told the raw events of the connection too, each after the handler has seen it. */
  delegate?: HsmsConnectionDelegate;
  /** HSMS-GS (E37.2): the ids of all sessions on the connection. Without it the handler speaks HSMS-SS (E37.1). */
  sessions?: readonly number[];
  /** HSMS-SS: the session id of our Select.req and Deselect.req. @default {65535} */
  controlSessionId?: number;
  /** Number of linktests in a row without an answer that drop the connection. @default {1} */
  maxLinktestMisses?: number;
  /** Maximum number of requests that wait for their reply. @default {65536} */
  maxOpenTransactions?: number;
  /** Maximum number of Rejects in a second; a peer that earns more is dropped. @default {100} */
  maxRejectsPerSecond?: number;
  /** HSMS-SS: what happens to data for another session id. @default {"deliver"} */
  foreignSession?: "deliver" | "reject";
  /**
   * Decides about the peer's Select.req for a session that is free, with a SelectStatus.
   *
   * @default {() => SelectStatus.ok}
   */
  onSelectReq?: (sessionId: number) => number;
  /** The first system bytes; random without it. */
  firstSystem?: number;
  /** Called by `enable` once the connection is enabled, and awaited. */
  onEnable?: () => Promise<void>;
}

/** Options of every call that waits for the peer. */
export interface HsmsRequestOptions {
  /** Ends the wait; the call rejects with the signal's reason. */
  signal?: AbortSignal;
  /** How long the answer may take, in ms, instead of T3. */
  timeout?: number;
}

/** The part of a handler's options that is about its machines, checked; throws for a wrong one. */
export function machineOptions(
  active: boolean,
  sessionId: number,
  timeouts: HsmsTimeouts,
  systemBytes: SystemBytes,
  options: HsmsProtocolOptions,
  wants: (sessionId: number) => boolean,
  onError: (error: unknown) => void,
): MachineOptions {
  const { sessions, controlSessionId = CONTROL_SESSION, foreignSession = "deliver", onSelectReq } = options;
  for (const id of sessions ?? []) requireInteger("sessions", id, 0, 0xfffe);
  return {
    active: requireType("active", active, "boolean"),
    peer: "",
    sessionId: requireInteger("sessionId", sessionId, 0, 0xffff),
    controlSessionId: requireInteger("controlSessionId", controlSessionId, 0, 0xffff),
    sessions,
    timeouts,
    systemBytes,
    maxLinktestMisses: readLimit("maxLinktestMisses", options.maxLinktestMisses),
    maxOpenTransactions: readLimit("maxOpenTransactions", options.maxOpenTransactions),
    maxRejectsPerSecond: readLimit("maxRejectsPerSecond", options.maxRejectsPerSecond),
    rejectForeign: foreignSession === "reject",
    admit: (id) => wants(id) ? admit(id, onSelectReq, onError) : SelectStatus.notReady,
    wants,
  };
}

/** The connection of a handler: active, passive, or one of a server. */
export function handlerConnection(
  address: string,
  port: number,
  active: boolean,
  sessionId: number,
  delegate: HsmsConnectionDelegate,
  options: HsmsProtocolOptions,
): HsmsConnection {
  const { server } = options;
  if (active && server !== undefined) {
    throw new TypeError("An active handler does not use a server: it connects");
  }
  if (active) return new HsmsActiveConnection(address, port, sessionId, delegate, options);
  if (server === undefined) return new HsmsPassiveConnection(address, port, sessionId, delegate, options);
  refuseAcceptOptions(options, "server");
  return server.createConnection(address, port, sessionId, delegate, options);
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
