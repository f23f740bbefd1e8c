import { ipKey, type Network, parseIp, sameIp } from "../../network/mod.ts";
import type { Incoming } from "./incoming.ts";

/** A peer that is expected at a listening port. */
export interface ExpectedPeer {
  /** Where it connects from: an IP address, a host name, or `"*"`. */
  readonly address: string;
  /** Whether it may connect now. */
  readonly enabled: boolean;
  /** Takes a connection of this peer; false if it has one already. */
  offer(incoming: Incoming): boolean;
}

/** Stands for a peer at any address. */
export const ANY_PEER = "*";

/**
 * The peers of a port by how well a client's address fits theirs: exact IP, host name, `"*"`; each kind in the order of
 * creation. Finding costs the same however many there are, but for those with a host name.
 */
export class ExpectedPeers<S extends ExpectedPeer> {
  readonly #network: Network;
  readonly #all = new Set<S>();
  readonly #exact = new Map<string, S[]>();
  readonly #named = new Set<S>();
  readonly #any = new Set<S>();
  /** Look-ups that go on: clients that connect meanwhile share them. */
  readonly #lookUps = new Map<string, Promise<string[]>>();

  /** Host names are looked up in `network`. */
  constructor(network: Network) {
    this.#network = network;
  }

  /** All of them, in the order of creation. */
  [Symbol.iterator](): IterableIterator<S> {
    return this.#all.values();
  }

  /** Adds one after all others. */
  add(peer: S): void {
    this.#all.add(peer);
    const { address } = peer;
    if (address === ANY_PEER) this.#any.add(peer);
    else if (parseIp(address) === undefined) this.#named.add(peer);
    else this.#addExact(ipKey(address), peer);
  }

  /** Removes one. */
  delete(peer: S): void {
    this.#all.delete(peer);
    this.#any.delete(peer);
    this.#named.delete(peer);
    const key = ipKey(peer.address);
    const rest = this.#exact.get(key)?.filter((other) => other !== peer) ?? [];
    if (rest.length > 0) this.#exact.set(key, rest);
    else this.#exact.delete(key);
  }

  /** Those for exactly this IP address. */
  exact(remote: string): readonly S[] {
    return this.#exact.get(ipKey(remote)) ?? [];
  }

  /** Those for any address. */
  get any(): Iterable<S> {
    return this.#any;
  }

  /** Whether some are for a host name, so that `named` has something to look up. */
  get haveNames(): boolean {
    return this.#named.size > 0;
  }

  /** Those for a host name that resolves to this IP address; a name that does not resolve fits no client. */
  async named(remote: string): Promise<S[]> {
    const peers = [...this.#named];
    const fits = await Promise.all(peers.map(async ({ address }) => {
      return (await this.#lookUp(address)).some((one) => sameIp(one, remote));
    }));
    return peers.filter((peer, i) => fits[i] && this.#named.has(peer));
  }

  #addExact(key: string, peer: S): void {
    const others = this.#exact.get(key);
    if (others === undefined) this.#exact.set(key, [peer]);
    else others.push(peer);
  }

  #lookUp(name: string): Promise<string[]> {
    const under = this.#lookUps.get(name);
    if (under !== undefined) return under;
    const lookUp = this.#network.resolve(name).catch(() => []).finally(() => this.#lookUps.delete(name));
    this.#lookUps.set(name, lookUp);
    return lookUp;
  }
}
