import type { HsmsConnection } from "../connection/connection.ts";
import type { WaitOptions } from "../connection/connection_options.ts";
import type { HsmsProtocolOptions } from "./protocol_options.ts";
import type { HsmsStats } from "./stats.ts";

/** What every handler level offers: HsmsProtocol, and the levels that stand on it. */
export interface HsmsHandler {
  /** What the owner calls the peer. */
  readonly name: string;
  /** The connection underneath. */
  readonly connection: HsmsConnection;
  /** Starts; harmless when started. */
  enable(): Promise<void>;
  /** Stops; resolves when the socket is closed. */
  disable(): Promise<void>;
  /** Resolves once the session is selected; rejects with the signal's reason. */
  whenSelected(options?: WaitOptions): Promise<void>;
  /** Counters since the handler was made. */
  stats(): HsmsStats;
}

/** The class of a handler level: its constructor takes what HsmsProtocol's takes, in the same order. */
export type HsmsHandlerClass<
  Handler extends HsmsHandler,
  Options extends HsmsProtocolOptions = HsmsProtocolOptions,
> = new (
  address: string,
  port: number,
  active: boolean,
  sessionId: number,
  name: string,
  options: Options,
) => Handler;
