import type { Endpoint, Network, Transport } from "../../network/mod.ts";
import { HsmsConnection, type HsmsConnectionOptions } from "../connection/connection.ts";
import type { HsmsConnectionDelegate } from "../connection/delegate.ts";
import { type Door, type HsmsDoorOptions, readDoor } from "./door.ts";
import { Reception } from "./reception.ts";
import { type AttemptSpacing, RetryFailures } from "../connection/reconnect.ts";
import { type Seat, Seats } from "./seats.ts";
import { Slot } from "./slot.ts";
import type { HsmsTimeouts } from "../timeouts.ts";
import type { TransportSource, TransportStage } from "../connection/transport_source.ts";

/** Options of {@linkcode HsmsPassiveConnection}. */
export interface HsmsPassiveConnectionOptions extends HsmsConnectionOptions, HsmsDoorOptions {}

/**
 * The side that is connected to: listens on `port` for the one peer at `address`, stops listening while that peer is
 * connected, and listens again afterwards.
 *
 * `address` is an IP address, a host name, or `"*"` for any peer; a client from elsewhere is closed.
 *
 * @example
 * ```ts
 * import { HsmsPassiveConnection } from "@secs/hsms";
 * import { MemoryNetwork, ScriptedPeer } from "@secs/hsms/testing";
 *
 * const network = new MemoryNetwork();
 * const connection = new HsmsPassiveConnection("10.211.55.33", 5000, 0, {
 *   onConnectionEstablished: () => console.log("Connection established"),
 * }, { network });
 * await connection.enable();
 * await ScriptedPeer.dial(network.from("10.211.55.33"), { address: "10.0.0.1", port: 5000 });
 * await connection.disable();
 * ```
 */
export class HsmsPassiveConnection extends HsmsConnection {
  readonly #source: PortSource;

  /**
   * Names the expected peer, the port to listen on (0: any free one), and the session id the peer is configured for.
   *
   * Throws a RangeError for a port, id or timer out of range.
   */
  constructor(
    address: string,
    port: number,
    sessionId: number,
    delegate: HsmsConnectionDelegate,
    options: HsmsPassiveConnectionOptions,
  ) {
    const source = new PortSource(address, port, options);
    super(source, address, port, sessionId, delegate, options);
    this.#source = source;
  }

  /** Where it listens; undefined while it does not. With port 0 this tells the actual port. */
  override get listeningEndpoint(): Endpoint | undefined {
    return this.#source.endpoint;
  }
}

class PortSource implements TransportSource {
  readonly dropSilentPeer = true;
  /** Where it listens just now. */
  endpoint: Endpoint | undefined;
  readonly #expected: string;
  readonly #door: Door;
  readonly #network: Network;
  /** The actual port, once it is known. */
  #port: number;

  constructor(expected: string, port: number, options: HsmsPassiveConnectionOptions) {
    this.#expected = expected;
    this.#port = port;
    this.#door = readDoor(options);
    this.#network = options.network;
  }

  /** Listens again at once after a connection; only a listen that failed is tried again after T5. */
  spacing(timeouts: HsmsTimeouts): AttemptSpacing {
    return new RetryFailures(timeouts);
  }

  async open(signal: AbortSignal, stage: TransportStage): Promise<Transport> {
    const slot = new Slot();
    const reception = this.#reception(slot, signal, stage);
    const asked = { address: this.#door.bindAddress, port: this.#port };
    const accept = (transport: Transport): void => void reception.receive(transport);
    const listener = await this.#network.listen(asked, accept, reception.listening);
    this.endpoint = listener.endpoint;
    this.#port = listener.endpoint.port;
    stage.ready();
    stage.trace({ type: "listening", local: listener.endpoint });
    try {
      return await slot.wait(signal);
    } finally {
      this.endpoint = undefined;
      if (signal.aborted) reception.close();
      await listener.close();
    }
  }

  #reception(slot: Slot, signal: AbortSignal, stage: TransportStage): Reception<Seat> {
    const seats = new Seats(this.#network);
    seats.add({
      address: this.#expected,
      get enabled() {
        return !signal.aborted;
      },
      offer: (transport) => slot.offer(transport),
    });
    return new Reception({
      clock: stage.clock,
      door: this.#door,
      seats,
      patience: () => stage.timeouts.t7,
      onError: () => {}, // there is no route to throw
      refused: (remote, why, reason) => stage.trace({ type: "refused", remote, why, reason }),
    });
  }
}
