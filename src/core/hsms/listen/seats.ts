import { ipKey, type Network, parseIp, sameIp, type Transport } from "../../network/mod.ts";

/** A place for one peer at a listening port. */
export interface Seat {
  /** Where the peer is expected: an IP address, a host name, or `"*"`. */
  readonly address: string;
  /** Whether anybody may sit here now. */
  readonly enabled: boolean;
  /** Takes the transport, or says false: occupied. */
  offer(transport: Transport): boolean;
}

/** Stands for a peer at any address. */
export const ANY_PEER = "*";

/**
 * The seats at a port by how well a client's address fits them: exact IP, host name, `"*"`; each kind in the order of
 * creation. Finding costs the same however many there are, but for those with a host name.
 */
export class Seats<S extends Seat> {
  readonly #network: Network;
  readonly #all = new Set<S>();
  readonly #exact = new Map<string, S[]>();
  readonly #named = new Set<S>();
  readonly #any = new Set<S>();
  /** Look-ups that go on: clients that come in meanwhile share them. */
  readonly #lookUps = new Map<string, Promise<string[]>>();

  /** Host names are looked up in `network`. */
  constructor(network: Network) {
    this.#network = network;
  }

  /** All of them, in the order of creation. */
  [Symbol.iterator](): IterableIterator<S> {
    return this.#all.values();
  }

  /** Adds one behind all others. */
  add(seat: S): void {
    this.#all.add(seat);
    const { address } = seat;
    if (address === ANY_PEER) this.#any.add(seat);
    else if (parseIp(address) === undefined) this.#named.add(seat);
    else this.#addExact(ipKey(address), seat);
  }

  /** Takes one away. */
  delete(seat: S): void {
    this.#all.delete(seat);
    this.#any.delete(seat);
    this.#named.delete(seat);
    const key = ipKey(seat.address);
    const rest = this.#exact.get(key)?.filter((other) => other !== seat) ?? [];
    if (rest.length > 0) this.#exact.set(key, rest);
    else this.#exact.delete(key);
  }

  /** Those for exactly this IP address. */
  exact(remote: string): readonly S[] {
    return this.#exact.get(ipKey(remote)) ?? [];
  }

  /** Those for anybody. */
  get any(): Iterable<S> {
    return this.#any;
  }

  /** Whether some are for a host name, so that `named` has something to look up. */
  get haveNames(): boolean {
    return this.#named.size > 0;
  }

  /** Those for a host name that resolves to this IP address; a name that does not resolve fits nobody. */
  async named(remote: string): Promise<S[]> {
    const seats = [...this.#named];
    const fits = await Promise.all(seats.map(async ({ address }) => {
      return (await this.#lookUp(address)).some((one) => sameIp(one, remote));
    }));
    return seats.filter((seat, i) => fits[i] && this.#named.has(seat));
  }

  #addExact(key: string, seat: S): void {
    const others = this.#exact.get(key);
    if (others === undefined) this.#exact.set(key, [seat]);
    else others.push(seat);
  }

  #lookUp(name: string): Promise<string[]> {
    const under = this.#lookUps.get(name);
    if (under !== undefined) return under;
    const lookUp = this.#network.resolve(name).catch(() => []).finally(() => this.#lookUps.delete(name));
    this.#lookUps.set(name, lookUp);
    return lookUp;
  }
}
