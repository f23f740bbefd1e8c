import { type Clock, contain } from "../../base/mod.ts";
import { type Endpoint, formatEndpoint, type ListenOptions, type Transport } from "../../network/mod.ts";
import type { Census, CensusBound } from "./census.ts";
import type { Door } from "./door.ts";
import type { Seat, Seats } from "./seats.ts";
import type { HsmsRefusal } from "../connection/trace.ts";
import { TurnAway } from "./turn_away.ts";

/** Options of {@linkcode Reception}. */
export interface ReceptionOptions<S extends Seat> {
  readonly clock: Clock;
  readonly door: Door;
  readonly seats: Seats<S>;
  /** Counts those who came in; without it there is no bound of connections. */
  readonly census?: Census;
  /** How long a client that is told so may take to send its Select.req, in ms. */
  patience(): number;
  /** Decides among the seats that fit, instead of the order of creation. */
  route?(remote: Endpoint, candidates: readonly S[]): S | undefined;
  /** Receives what `route` threw; the client is turned away then. */
  onError(error: unknown): void;
  /** A client was turned away. */
  refused(remote: Endpoint, why: HsmsRefusal, reason: string): void;
}

/**
 * Leads each client that connects to a seat: exact IP before resolved host name before `"*"`, and among equals the
 * first that is enabled and free, in order of creation. Everybody else is turned away.
 *
 * Who may not come in at all, and who is one too many, is cut off first: no name is looked up for them, and no byte of
 * theirs is read. A name is looked up only where no exact address has a free seat, or where `route` has to choose.
 */
export class Reception<S extends Seat> {
  readonly #options: ReceptionOptions<S>;
  readonly #turnAway: TurnAway;
  /** Clients that wait for the look-up of a name. */
  readonly #pending = new Set<Transport>();
  #closed = false;

  constructor(options: ReceptionOptions<S>) {
    this.#options = options;
    this.#turnAway = new TurnAway(options.clock);
  }

  /** What a listener has to know of it. */
  get listening(): ListenOptions {
    return {
      mayEnter: (remote) => this.#mayEnter(remote),
      onRefused: (error, remote) => this.#options.refused(remote, "handshake", error.message),
    };
  }

  /** Leads `transport` to a seat, or turns it away; never rejects. Resolves once that is decided. */
  receive(transport: Transport): Promise<void> {
    if (!this.#closed && this.#mayEnter(transport.remote)) {
      return this.#lead(this.#options.census?.enter(transport) ?? transport);
    }
    transport.abort();
    return Promise.resolve();
  }

  /** Lets go of everybody who has no seat, and of all who come. */
  close(): void {
    this.#closed = true;
    for (const transport of this.#pending) transport.abort();
    this.#turnAway.stop();
  }

  /** Whether a client may come in at all; who may not gets no answer and no goodbye. */
  #mayEnter(remote: Endpoint): boolean {
    const { door, census, refused } = this.#options;
    const { address } = remote;
    if (door.allow?.allows(address) === false) {
      refused(remote, "not-allowed", `${address} is not on the list of the option allow`);
      return false;
    }
    const bound = census?.bound(address);
    if (bound !== undefined) refused(remote, bound, full(bound, address, door));
    return bound === undefined;
  }

  async #lead(transport: Transport): Promise<void> {
    const { seats, route } = this.#options;
    const { address } = transport.remote;
    const exact = seats.exact(address);
    if (route === undefined && seat(transport, exact)) return;
    let named: readonly S[] = [];
    if (seats.haveNames) {
      const { maxPending } = this.#options.door;
      if (this.#pending.size >= maxPending) {
        this.#options.refused(transport.remote, "max-pending", waiting(maxPending));
        return transport.abort();
      }
      this.#pending.add(transport);
      named = await seats.named(address);
      this.#pending.delete(transport);
      if (this.#closed) return;
    }
    this.#choose(transport, [...exact, ...named, ...seats.any]);
  }

  #choose(transport: Transport, candidates: S[]): void {
    const enabled = candidates.filter((one) => one.enabled);
    if (enabled.length === 0) this.#close(transport, candidates.length === 0);
    else if (!seat(transport, this.#route(transport.remote, enabled))) this.#tellBusy(transport);
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
    if (this.#options.door.busy === "close") this.#turnAway.close(transport);
    else this.#turnAway.tellBusy(transport, this.#options.patience());
  }
}

/** Whether one of `seats` is enabled and has taken the client. */
function seat(transport: Transport, seats: readonly Seat[]): boolean {
  return seats.some((one) => one.enabled && one.offer(transport));
}

function full(bound: CensusBound, address: string, door: Door): string {
  return bound === "max-connections"
    ? `${door.maxConnections} connections are open at this port already. Raise maxConnections to let more in`
    : `${door.maxConnectionsPerAddress} connections from ${address} are open at this port already. ` +
      "Raise maxConnectionsPerAddress to let more in";
}

function waiting(most: number): string {
  return `${most} clients wait for look-ups of host names already. Raise maxPending, or expect peers at IP addresses`;
}
