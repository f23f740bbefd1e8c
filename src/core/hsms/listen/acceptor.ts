import { type Clock, contain } from "../../base/mod.ts";
import { type Endpoint, formatEndpoint, type ListenOptions, type Transport } from "../../network/mod.ts";
import type { HsmsRefusal } from "../connection/events.ts";
import type { AcceptSettings } from "./accept_options.ts";
import type { ConnectionCount, ConnectionLimit } from "./connection_count.ts";
import type { ExpectedPeer, ExpectedPeers } from "./expected_peers.ts";
import { Incoming } from "./incoming.ts";
import { Refusals } from "./refusals.ts";

/** Options of {@linkcode Acceptor}. */
export interface AcceptorOptions<Peer extends ExpectedPeer> {
  readonly clock: Clock;
  readonly settings: AcceptSettings;
  readonly peers: ExpectedPeers<Peer>;
  /** Counts the connections at the port; without it their number has no limit. */
  readonly count?: ConnectionCount;
  /** T7, in ms: a client that is told that its peer is busy may take this long to send its Select.req. */
  t7(): number;
  /** Chooses among the peers that fit, instead of the order of creation. */
  route?(remote: Endpoint, candidates: readonly Peer[]): Peer | undefined;
  /** Receives what `route` threw; the client is refused then. */
  onError(error: unknown): void;
  /** A client was refused. */
  refused(remote: Endpoint, why: HsmsRefusal, reason: string): void;
}

/**
 * Finds the peer that each client is: exact IP before resolved host name before `"*"`, and among equals the first that is
 * enabled and free, in order of creation. All other clients are refused.
 *
 * A client that may not connect at all, or is one too many, is cut off first: no name is looked up for it, and no byte of
 * it is read. A name is looked up only if no peer at the exact address is free, or if `route` has to choose.
 */
export class Acceptor<Peer extends ExpectedPeer> {
  readonly #options: AcceptorOptions<Peer>;
  readonly #refusals: Refusals;
  /** Clients that wait for the look-up of a name. */
  readonly #pending = new Set<Incoming>();
  #closed = false;

  constructor(options: AcceptorOptions<Peer>) {
    this.#options = options;
    this.#refusals = new Refusals(options.clock);
  }

  /** What a listener has to know of it. */
  get listening(): ListenOptions {
    return {
      mayConnect: (remote) => this.#mayConnect(remote),
      onRefused: (error, remote) => this.#options.refused(remote, "handshake", error.message),
    };
  }

  /** Gives `transport` to its peer, or refuses it; never rejects. Resolves once that is decided. */
  accept(transport: Transport): Promise<void> {
    const { remote } = transport;
    if (this.#closed || !this.#mayConnect(remote)) {
      transport.abort();
      return Promise.resolve();
    }
    return this.#findPeer(new Incoming(transport, this.#options.count?.add(remote) ?? (() => {})));
  }

  /** Drops every client that has no peer yet, and all that come. */
  close(): void {
    this.#closed = true;
    for (const incoming of this.#pending) incoming.drop();
    this.#refusals.stop();
  }

  /** Whether a client may connect at all; one that may not gets no answer. */
  #mayConnect(remote: Endpoint): boolean {
    const { settings, count, refused } = this.#options;
    const { address } = remote;
    if (settings.allow?.allows(address) === false) {
      refused(remote, "not-allowed", `${address} is not on the list of the option allow`);
      return false;
    }
    const limit = count?.reached(address);
    if (limit !== undefined) refused(remote, limit, full(limit, address, settings));
    return limit === undefined;
  }

  async #findPeer(incoming: Incoming): Promise<void> {
    const { peers, route, settings } = this.#options;
    const { address } = incoming.remote;
    const exact = peers.exact(address);
    if (route === undefined && give(incoming, exact)) return;
    let named: readonly Peer[] = [];
    if (peers.haveNames) {
      if (this.#pending.size >= settings.maxPending) {
        this.#options.refused(incoming.remote, "max-pending", tooManyPending(settings.maxPending));
        return incoming.drop();
      }
      this.#pending.add(incoming);
      named = await peers.named(address);
      this.#pending.delete(incoming);
      if (this.#closed) return;
    }
    this.#choose(incoming, [...exact, ...named, ...peers.any]);
  }

  #choose(incoming: Incoming, candidates: Peer[]): void {
    const enabled = candidates.filter((peer) => peer.enabled);
    if (enabled.length === 0) this.#refuse(incoming, candidates.length === 0);
    else if (!give(incoming, this.#route(incoming.remote, enabled))) this.#refuseBusy(incoming);
  }

  #route(remote: Endpoint, candidates: Peer[]): Peer[] {
    const { route } = this.#options;
    if (route === undefined) return candidates;
    let choice: Peer | undefined;
    contain(() => choice = route(remote, candidates), this.#options.onError);
    return choice === undefined ? [] : [choice];
  }

  #refuse(incoming: Incoming, unknown: boolean): void {
    const { address } = incoming.remote;
    const reason = unknown ? `No peer is expected at ${address}` : `The peer at ${address} is disabled`;
    this.#options.refused(incoming.remote, unknown ? "unknown" : "disabled", reason);
    this.#refusals.close(incoming);
  }

  #refuseBusy(incoming: Incoming): void {
    const { remote } = incoming;
    const reason = `The peer at ${remote.address} is connected already; ` +
      `${formatEndpoint(remote)} is one too many`;
    this.#options.refused(remote, "busy", reason);
    if (this.#options.settings.busy === "close") this.#refusals.close(incoming);
    else this.#refusals.answerBusy(incoming, this.#options.t7());
  }
}

/** Whether one of `peers` is enabled and has taken the client. */
function give(incoming: Incoming, peers: readonly ExpectedPeer[]): boolean {
  return peers.some((peer) => peer.enabled && peer.offer(incoming));
}

function full(limit: ConnectionLimit, address: string, settings: AcceptSettings): string {
  return limit === "max-connections"
    ? `${settings.maxConnections} connections are open at this port already. Raise maxConnections to accept more`
    : `${settings.maxConnectionsPerAddress} connections from ${address} are open at this port already. ` +
      "Raise maxConnectionsPerAddress to accept more";
}

function tooManyPending(max: number): string {
  return `${max} clients wait for look-ups of host names already. Raise maxPending, or expect peers at IP addresses`;
}
