import { AddressBlock } from "./address_block.ts";
import { parseIp } from "./ip.ts";

/**
 * Who may connect: IP addresses and blocks of them. An empty list lets nobody in.
 */
export class AllowList {
  readonly #blocks: readonly AddressBlock[];

  /** Reads the entries; a wrong one is a TypeError or a RangeError that names it. */
  constructor(entries: readonly string[]) {
    if (!Array.isArray(entries)) {
      throw new TypeError(`allow must be an array, got ${JSON.stringify(entries)}`);
    }
    this.#blocks = entries.map((entry, i) => new AddressBlock(entry, `allow[${i}]`));
  }

  /** Whether the list has an address; what is no IP address it has not. */
  allows(address: string): boolean {
    const bytes = parseIp(address);
    return bytes !== undefined && this.#blocks.some((block) => block.hasBytes(bytes));
  }
}
