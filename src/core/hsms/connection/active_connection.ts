import { Alarm } from "../../base/mod.ts";
import { type Endpoint, formatEndpoint, type Network, type Transport } from "../../network/mod.ts";
import { HsmsConnection } from "./connection.ts";
import type { HsmsConnectionOptions } from "./connection_options.ts";
import type { HsmsConnectionDelegate } from "./delegate.ts";
import { HsmsTimeoutError } from "../errors.ts";
import { type AttemptSpacing, ConnectSpacing, type HsmsReconnectOptions } from "./attempt_spacing.ts";
import type { HsmsTimeouts } from "../timeouts.ts";
import type { OpenContext, TransportSource } from "./transport_source.ts";

/** Options of {@linkcode HsmsActiveConnection}. */
export interface HsmsActiveConnectionOptions extends HsmsConnectionOptions {
  /** Back-off and jitter on top of T5. */
  reconnect?: HsmsReconnectOptions;
}

/**
 * The side that connects: dials `address:port` at once, and again after T5 whenever the attempt fails or the
 * connection is lost, until it is disabled.
 *
 * T5 is kept across `disable` and `enable` too: never two attempts within T5.
 *
 * @example
 * ```ts
 * import { HsmsActiveConnection } from "@secs/hsms";
 * import { MemoryNetwork, ScriptedPeer } from "@secs/hsms/testing";
 *
 * const network = new MemoryNetwork();
 * const peer = await ScriptedPeer.listen(network, { address: "10.211.55.33", port: 5000 });
 * const connection = new HsmsActiveConnection("10.211.55.33", 5000, 0, {
 *   onConnectionEstablished: () => console.log("Connection established"),
 * }, { network });
 * await connection.enable();
 * await peer.accept();
 * await connection.disable();
 * ```
 */
export class HsmsActiveConnection extends HsmsConnection {
  /**
   * Names the peer: its address (or host name) and port, and the session id it is configured for.
   *
   * @throws {TypeError} when an argument or an option is of the wrong type.
   * @throws {RangeError} when one is out of range.
   */
  constructor(
    address: string,
    port: number,
    sessionId: number,
    delegate: HsmsConnectionDelegate,
    options: HsmsActiveConnectionOptions,
  ) {
    super(new Dialler({ address, port }, options), address, port, sessionId, delegate, options);
  }
}

class Dialler implements TransportSource {
  readonly dropSilentPeer = false;
  readonly #endpoint: Endpoint;
  readonly #network: Network;
  readonly #spacing: ConnectSpacing;
  #timeouts: { readonly t5: number } = { t5: 0 };

  constructor(endpoint: Endpoint, options: HsmsActiveConnectionOptions) {
    this.#endpoint = endpoint;
    this.#network = options.network;
    this.#spacing = new ConnectSpacing(() => this.#timeouts.t5, options.reconnect);
  }

  spacing(timeouts: HsmsTimeouts): AttemptSpacing {
    this.#timeouts = timeouts;
    return this.#spacing;
  }

  async open(signal: AbortSignal, context: OpenContext): Promise<Transport> {
    const { connect } = context.timeouts;
    const attempt = new AbortController();
    const giveUp = (): void => attempt.abort(signal.reason);
    const limit = new Alarm(context.clock, () => attempt.abort(this.#noAnswer(connect)));
    limit.set(context.clock.now() + connect);
    signal.addEventListener("abort", giveUp);
    context.ready();
    context.tell({ type: "connecting", remote: this.#endpoint });
    try {
      return await this.#network.dial(this.#endpoint, { signal: attempt.signal });
    } finally {
      limit.stop();
      signal.removeEventListener("abort", giveUp);
    }
  }

  #noAnswer(connect: number): HsmsTimeoutError {
    const message = `Cannot connect to ${formatEndpoint(this.#endpoint)}: no answer. ` +
      "Check the address, the cable and the firewall between";
    return new HsmsTimeoutError("connect", connect, message);
  }
}
