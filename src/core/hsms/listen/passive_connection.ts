import type { Endpoint, Network, Transport } from "../../network/mod.ts";
import { type AttemptSpacing, ListenSpacing } from "../connection/attempt_spacing.ts";
import { HsmsConnection } from "../connection/connection.ts";
import type { HsmsConnectionOptions } from "../connection/connection_options.ts";
import type { HsmsConnectionDelegate } from "../connection/delegate.ts";
import type { OpenContext, TransportSource } from "../connection/transport_source.ts";
import type { HsmsTimeouts } from "../timeouts.ts";
import { type AcceptSettings, type HsmsAcceptOptions, readAcceptOptions } from "./accept_options.ts";
import { Acceptor } from "./acceptor.ts";
import { type ExpectedPeer, ExpectedPeers } from "./expected_peers.ts";
import { TransportSlot } from "./transport_slot.ts";

/** Options of {@linkcode HsmsPassiveConnection}. */
export interface HsmsPassiveConnectionOptions extends HsmsConnectionOptions, HsmsAcceptOptions {}

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
   * @throws {TypeError} when an argument or an option is of the wrong type.
   * @throws {RangeError} when one is out of range.
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
  readonly #settings: AcceptSettings;
  readonly #network: Network;
  /** The actual port, once it is known. */
  #port: number;

  constructor(expected: string, port: number, options: HsmsPassiveConnectionOptions) {
    this.#expected = expected;
    this.#port = port;
    this.#settings = readAcceptOptions(options);
    this.#network = options.network;
  }

  /** Listens again at once after a connection; only a listen that failed is tried again after T5. */
  spacing(timeouts: HsmsTimeouts): AttemptSpacing {
    return new ListenSpacing(timeouts);
  }

  async open(signal: AbortSignal, context: OpenContext): Promise<Transport> {
    const slot = new TransportSlot();
    const acceptor = this.#acceptor(slot, signal, context);
    const asked = { address: this.#settings.bindAddress, port: this.#port };
    const accept = (transport: Transport): void => void acceptor.accept(transport);
    const listener = await this.#network.listen(asked, accept, acceptor.listening);
    this.endpoint = listener.endpoint;
    this.#port = listener.endpoint.port;
    context.ready();
    context.tell({ type: "listening", local: listener.endpoint });
    try {
      return await slot.wait(signal);
    } finally {
      this.endpoint = undefined;
      if (signal.aborted) acceptor.close();
      await listener.close();
    }
  }

  #acceptor(slot: TransportSlot, signal: AbortSignal, context: OpenContext): Acceptor<ExpectedPeer> {
    const peers = new ExpectedPeers(this.#network);
    peers.add({
      address: this.#expected,
      get enabled() {
        return !signal.aborted;
      },
      offer: (incoming) => slot.offer(incoming),
    });
    return new Acceptor({
      clock: context.clock,
      settings: this.#settings,
      peers,
      t7: () => context.timeouts.t7,
      onError: () => {}, // there is no route to throw
      refused: (remote, why, reason) => context.tell({ type: "refused", remote, why, reason }),
    });
  }
}
