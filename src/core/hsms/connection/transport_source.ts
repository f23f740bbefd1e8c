import type { Clock } from "../../base/mod.ts";
import type { Transport } from "../../network/mod.ts";
import type { HsmsTimeouts } from "../timeouts.ts";
import type { AttemptSpacing } from "./attempt_spacing.ts";
import type { HsmsEventOf } from "./events.ts";

/** What a {@linkcode TransportSource} may use of the connection that it opens a transport for. */
export interface OpenContext {
  /** The connection's clock. */
  readonly clock: Clock;
  /** The connection's timers. */
  readonly timeouts: HsmsTimeouts;
  /** Says that the wait has begun (dialling, listening): `enable` resolves. */
  ready(): void;
  /** Tells the connection's listeners and trace. */
  tell(event: HsmsEventOf<"listening" | "connecting" | "refused">): void;
}

/**
 * Where a connection's TCP connections come from: the one thing in which active, passive and multi-passive differ.
 *
 * @example A source that dials a fixed endpoint
 * ```ts
 * import { HsmsConnection, tcp } from "@secs/hsms";
 * import { ConnectSpacing, type TransportSource } from "@secs/hsms/core";
 *
 * const source: TransportSource = {
 *   dropSilentPeer: false,
 *   open(signal, context) {
 *     context.ready();
 *     return tcp.dial({ address: "127.0.0.1", port: 5000 }, { signal });
 *   },
 *   spacing: (timeouts) => new ConnectSpacing(() => timeouts.t5),
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
  open(signal: AbortSignal, context: OpenContext): Promise<Transport>;
  /** The TCP connection that `open` returned last has ended. */
  ended?(): void;
  /** When attempts may start; called at each enable. */
  spacing(timeouts: HsmsTimeouts): AttemptSpacing;
}
