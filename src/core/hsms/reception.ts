import { type Clock, contain } from "../base/mod.ts";
import { type Endpoint, formatEndpoint, type Network, type Transport } from "../network/mod.ts";
import { fitOfPeer } from "./expected_peer.ts";
import { type HsmsBusyPolicy, TurnAway } from "./turn_away.ts";

/** Why a client was turned away: nobody expects it, its peer is disabled, or connected already. */
export type HsmsRefusal = "unknown" | "disabled" | "busy";

/** A place for one peer at a listening port. */
export interface Seat {
  /** Where the peer is expected: an IP address, a host name, or `"*"`. */
  readonly address: string;
  /** Whether anybody may sit here now. */
  readonly enabled: boolean;
  /** Takes the transport, or says false: occupied. */
  offer(transport: Transport): boolean;
}

/** Options of {@linkcode Reception}. */
export interface ReceptionOptions<S extends Seat> {
  readonly clock: Clock;
  readonly network: Network;
  readonly busy: HsmsBusyPolicy;
  /** How long a client that is told so may take to send its Select.req, in ms. */
  patience(): number;
  /** Decides among the seats that fit, instead of the order of creation. */
  route?(remote: Endpoint, candidates: readonly S[]): S | undefined;
  /** Receives what `route` threw; the client is turned away then. */
  onError(error: unknown): void;
  /** A client was turned away. */
  refused(remote: Endpoint, why: HsmsRefusal, reason: string): void;
}

/** How many clients may wait for a host name to be resolved at once. */
const PENDING_AT_ONCE = 64;

/**
 * Leads each client that connects to a seat: exact IP before resolved host name before `"*"`, and among equals the
 * first that is enabled and free, in order of creation. Everybody else is turned away.
 */
export class Reception<S extends Seat> {
  readonly #options: ReceptionOptions<S>;
  readonly #turnAway: TurnAway;
  #pending = 0;

  constructor(options: ReceptionOptions<S>) {
    this.#options = options;
    this.#turnAway = new TurnAway(options.clock);
  }

  /** Leads `transport` to one of `seats`, or turns it away; never rejects. */
  async receive(transport: Transport, seats: Iterable<S>): Promise<void> {
    if (this.#pending >= PENDING_AT_ONCE) return transport.abort();
    this.#pending++;
    const candidates = await this.#candidates(transport.remote.address, [...seats]);
    this.#pending--;
    const enabled = candidates.filter((seat) => seat.enabled);
    if (enabled.length === 0) return this.#close(transport, candidates.length === 0);
    const order = this.#route(transport.remote, enabled);
    if (!order.some((seat) => seat.offer(transport))) this.#tellBusy(transport);
  }

  async #candidates(remote: string, seats: S[]): Promise<S[]> {
    const { network } = this.#options;
    const fits = await Promise.all(seats.map((seat) => fitOfPeer(seat.address, remote, network)));
    const ranked = seats.map((seat, i) => ({ seat, fit: fits[i] })).filter(({ fit }) => fit !== undefined);
    return ranked.sort((a, b) => a.fit! - b.fit!).map(({ seat }) => seat);
  }

  #route(remote: Endpoint, candidates: S[]): S[] {
    const { route } = this.#options;
    if (route === undefined) return candidates;
    let choice: S | undefined;
    contain(() => choice = route(remote, candidates), this.#options.onError);
    return choice === undefined ? [] : [choice];
  }

  #close(transport: Transport, unknown: boolean): void {
    const { address } = transport.remote;
    const reason = unknown ? `No peer is expected at ${address}` : `The peer at ${address} is disabled`;
    this.#options.refused(transport.remote, unknown ? "unknown" : "disabled", reason);
    this.#turnAway.close(transport);
  }

  #tellBusy(transport: Transport): void {
    const reason = `The peer at ${transport.remote.address} is connected already; ` +
      `${formatEndpoint(transport.remote)} is one too many`;
    this.#options.refused(transport.remote, "busy", reason);
    if (this.#options.busy === "close") this.#turnAway.close(transport);
    else this.#turnAway.tellBusy(transport, this.#options.patience());
  }
}
