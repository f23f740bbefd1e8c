import type { Clock } from "../../base/mod.ts";
import type { Transport } from "../../network/mod.ts";
import type { AttemptSpacing } from "./reconnect.ts";
import type { HsmsTimeouts } from "../timeouts.ts";
import type { HsmsTraceDetail } from "./trace.ts";

/** What a {@linkcode TransportSource} may use of the connection that it serves. */
export interface TransportStage {
  /** The connection's clock. */
  readonly clock: Clock;
  /** The connection's timers. */
  readonly timeouts: HsmsTimeouts;
  /** Says that the wait itself stands (dialling, listening): `enable` resolves. */
  ready(): void;
  /** Tells the connection's trace. */
  trace(detail: HsmsTraceDetail): void;
}

/**
 * Where a connection's TCP connections come from: the one thing in which active, passive and multi-passive differ.
 *
 * @example A source that dials a fixed endpoint
 * ```ts
 * import { HsmsConnection, Reconnect, tcp, type TransportSource } from "@secs/hsms";
 *
 * const source: TransportSource = {
 *   dropSilentPeer: false,
 *   open(signal, stage) {
 *     stage.ready();
 *     return tcp.dial({ address: "127.0.0.1", port: 5000 }, { signal });
 *   },
 *   spacing: (timeouts) => new Reconnect(() => timeouts.t5),
 * };
 * class TunnelConnection extends HsmsConnection {}
 * new TunnelConnection(source, "127.0.0.1", 5000, 0, {}, { network: tcp });
 * ```
 */
export interface TransportSource {
  /** Whether a peer that sends nothing is dropped after T7, unless the connection's options say otherwise. */
  readonly dropSilentPeer: boolean;
  /**
   * Waits until there is a TCP connection, and returns it not yet started.
   *
   * Rejects when the attempt failed. Rejects when `signal` is aborted, but not before everything it holds (a listening
   * port, a half-open dial) is released.
   */
  open(signal: AbortSignal, stage: TransportStage): Promise<Transport>;
  /** When attempts may start; asked for at each enable. */
  spacing(timeouts: HsmsTimeouts): AttemptSpacing;
}
