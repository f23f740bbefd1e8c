import { formatIp, parseIp } from "./ip.ts";

const HINT = 'an IP address or a block of them, such as "10.1.0.0/16", "192.0.2.7" or "fd00::/8"';
/** The bits before the IPv4 address in `::ffff:10.0.0.7`. */
const MAPPED_PREFIX = 96;

/**
 * IP addresses that begin with the same bits: a CIDR block, or one address.
 *
 * IPv4 and IPv6 are separate: `::/0` has all IPv6 addresses and no IPv4 address. An IPv4 address that is written as IPv6
 * (`::ffff:10.0.0.7`) is an IPv4 address, in a block and in `has`.
 */
export class AddressBlock {
  readonly #bytes: Uint8Array;
  readonly #prefix: number;

  /**
   * Reads an address, or a block with its length after a slash. Errors call the text `name`.
   *
   * @throws {TypeError} When `text` is not an address or a block.
   * @throws {RangeError} When the length is out of range, or the address has bits after it.
   */
  constructor(text: string, name: string = "block") {
    const [address = "", length, ...more] = typeof text === "string" ? text.split("/") : [];
    const bytes = isPlain(address) && more.length === 0 ? parseIp(address) : undefined;
    if (bytes === undefined) throw new TypeError(`${name} must be ${HINT}, got ${JSON.stringify(text)}`);
    this.#bytes = bytes;
    this.#prefix = length === undefined ? bytes.length * 8 : readLength(length, address, bytes, text, name);
    const first = bytes.map((byte, i) => byte & maskOf(this.#prefix, i));
    if (first.some((byte, i) => byte !== bytes[i])) {
      const hint = `write "${
        formatIp(first)
      }/${this.#prefix}" for the block, "${address}" for the one address`;
      throw new RangeError(`${name} must have no bits after its length, got "${text}": ${hint}`);
    }
  }

  /** Whether an address belongs to it; false for a text that is not an IP address. */
  has(address: string): boolean {
    const bytes = parseIp(address);
    return bytes !== undefined && this.hasBytes(bytes);
  }

  /** Whether an address that `parseIp` has read belongs to it. */
  hasBytes(bytes: Uint8Array): boolean {
    const mine = this.#bytes;
    if (bytes.length !== mine.length) return false;
    for (let i = 0; i * 8 < this.#prefix; i++) {
      if ((bytes[i]! & maskOf(this.#prefix, i)) !== mine[i]) return false;
    }
    return true;
  }
}

/**
 * The IP addresses, and blocks of them, that may connect. With an empty list no address may.
 */
export class AllowList {
  readonly #blocks: readonly AddressBlock[];

  /**
   * Reads the entries; an error names the entry, as in `allow[2]`.
   *
   * @throws {TypeError} When `entries` is not an array, or an entry is not an address or a block.
   * @throws {RangeError} When the length of a block is wrong.
   */
  constructor(entries: readonly string[]) {
    if (!Array.isArray(entries)) {
      throw new TypeError(`allow must be an array, got ${JSON.stringify(entries)}`);
    }
    this.#blocks = entries.map((entry, i) => new AddressBlock(entry, `allow[${i}]`));
  }

  /** Whether an address may connect; false for a text that is not an IP address. */
  allows(address: string): boolean {
    const bytes = parseIp(address);
    return bytes !== undefined && this.#blocks.some((block) => block.hasBytes(bytes));
  }
}

/** Without a zone, which `parseIp` ignores, and without leading zeros, which some programs read as octal. */
function isPlain(address: string): boolean {
  return !address.includes("%") && !/(^|[.:])0\d+\./.test(address) && !/\.0\d+$/.test(address);
}

function readLength(length: string, address: string, bytes: Uint8Array, text: string, name: string): number {
  const mapped = bytes.length === 4 && address.includes(":") ? MAPPED_PREFIX : 0;
  const most = bytes.length * 8 + mapped;
  const value = /^(0|[1-9]\d*)$/.test(length) ? Number(length) : NaN;
  if (value >= mapped && value <= most) return value - mapped;
  throw new RangeError(
    `${name} must have a length from ${mapped} to ${most} after the slash, got "${text}"`,
  );
}

/** The bits of byte `i` that lie within the prefix. */
function maskOf(prefix: number, i: number): number {
  const bits = Math.min(Math.max(prefix - i * 8, 0), 8);
  return (0xff00 >> bits) & 0xff;
}
