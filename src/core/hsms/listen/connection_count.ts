import { type Endpoint, ipKey } from "../../network/mod.ts";

/** Which limit of a {@linkcode ConnectionCount} is reached. */
export type ConnectionLimit = "max-connections" | "max-connections-per-address";

/** Counts the TCP connections that are open at a port, in all and from each address. */
export class ConnectionCount {
  readonly #max: number;
  readonly #maxPerAddress: number;
  readonly #byAddress = new Map<string, number>();
  #total = 0;

  constructor(max: number, maxPerAddress: number) {
    this.#max = max;
    this.#maxPerAddress = maxPerAddress;
  }

  /** How many are open. */
  get total(): number {
    return this.#total;
  }

  /** The limit that keeps another one from `address` out; undefined if there is room. */
  reached(address: string): ConnectionLimit | undefined {
    if (this.#total >= this.#max) return "max-connections";
    const here = this.#byAddress.get(ipKey(address)) ?? 0;
    return here >= this.#maxPerAddress ? "max-connections-per-address" : undefined;
  }

  /** Counts a connection; the returned function, called once, says that it is gone. */
  add({ address }: Endpoint): () => void {
    const key = ipKey(address);
    this.#change(key, 1);
    return () => this.#change(key, -1);
  }

  #change(key: string, by: 1 | -1): void {
    const here = (this.#byAddress.get(key) ?? 0) + by;
    if (here === 0) this.#byAddress.delete(key);
    else this.#byAddress.set(key, here);
    this.#total += by;
  }
}
