import type { HsmsActiveConnectionOptions } from "../connection/active_connection.ts";
import type { HsmsConnectionDelegate } from "../connection/delegate.ts";
import type { HsmsMultiPassiveServer } from "../listen/multi_passive_server.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { HsmsPassiveConnectionOptions } from "../listen/passive_connection.ts";

/** Options of HsmsProtocol: those of its connection, and what is said about E37 on top of it. */
export interface HsmsProtocolOptions extends HsmsActiveConnectionOptions, HsmsPassiveConnectionOptions {
  /** A passive handler takes its connection from this server, instead of listening by itself. */
  server?: HsmsMultiPassiveServer;
  /** Is told the raw events of the connection too, each after the handler has seen it. */
  delegate?: HsmsConnectionDelegate;
  /** HSMS-GS (E37.2): the ids of all sessions on the connection. Without it the handler speaks HSMS-SS (E37.1). */
  sessions?: readonly number[];
  /** HSMS-SS: the session id of our Select.req and Deselect.req. @default {65535} */
  controlSessionId?: number;
  /** So many linktests in a row may go unanswered before the connection is dropped. @default {1} */
  linktestMisses?: number;
  /** So many requests may wait for their reply at once. @default {65536} */
  maxOpenTransactions?: number;
  /** So many Rejects are sent in a second; a peer that earns more is dropped. @default {100} */
  maxRejectsPerSecond?: number;
  /** HSMS-SS: what happens to data for another session id. @default {"deliver"} */
  foreignSession?: "deliver" | "reject";
  /**
   * Decides about the peer's Select.req for a session that is free, with a SelectStatus.
   *
   * @default {() => SelectStatus.ok}
   */
  onSelectReq?: (sessionId: number) => number;
  /** The first system bytes; random where it is not said. */
  firstSystem?: number;
  /** Called by `enable` once the connection is enabled, and awaited. */
  onEnable?: () => Promise<void>;
}

/** The events of HsmsProtocol, and what their listeners are called with. */
export interface HsmsProtocolEvents {
  /** TCP is up. */
  connected: [];
  /** Data may pass in this session (0xFFFF in HSMS-SS). */
  selected: [sessionId: number];
  /** Data may no longer pass in this session. */
  deselected: [sessionId: number];
  /** TCP is gone; without an error this side closed it. */
  disconnected: [error: Error | undefined];
  /** A primary came in; `known` is false where its session id is not ours. */
  packetReceived: [packet: HsmsPacket, known: boolean];
  /** A reply came in that nobody waits for any more. */
  lateReply: [packet: HsmsPacket];
  /** Something went wrong that no waiting call is told of. Without a listener nothing happens. */
  error: [error: Error];
}

/** Options of every call that waits for the peer. */
export interface HsmsRequestOptions {
  /** Gives the wait up; the call rejects with the signal's reason. */
  signal?: AbortSignal;
  /** How long the answer may take, in ms, instead of T3. */
  timeout?: number;
}
