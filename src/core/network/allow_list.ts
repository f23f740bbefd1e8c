import { parseIp } from "./ip.ts";

const HINT = 'an IP address or a block of them, such as "10.1.0.0/16", "192.0.2.7" or "fd00::/8"';
/** What `::ffff:0:0/96` spends on its wrapping; the rest of a prefix is that of the IPv4 address in it. */
const WRAPPING = 96;

/**
 * IP addresses that begin with the same bits: a CIDR block, or one address.
 *
 * IPv4 and IPv6 are apart: `::/0` is every IPv6 address and no IPv4 one. An IPv4 address in an IPv6 wrapping
 * (`::ffff:10.0.0.7`) is an IPv4 address, in a block and as what is looked for.
 */
export class AddressBlock {
  readonly #bytes: Uint8Array;
  readonly #prefix: number;

  /**
   * Reads an address, or a block with its length behind a slash. A TypeError for anything else, and a RangeError for a
   * length that cannot be or a block with bits behind it; both name `text` after `name`.
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
      throw new RangeError(`${name} must have no bits behind its length, got "${text}": ${hint}`);
    }
  }

  /** Whether an address belongs to it; what is no IP address does not. */
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

/** No zone, which would be read over, and no leading zero, which some read as octal. */
function isPlain(address: string): boolean {
  return !address.includes("%") && !/(^|[.:])0\d+\./.test(address) && !/\.0\d+$/.test(address);
}

function readLength(length: string, address: string, bytes: Uint8Array, text: string, name: string): number {
  const wrapped = bytes.length === 4 && address.includes(":") ? WRAPPING : 0;
  const most = bytes.length * 8 + wrapped;
  const value = /^(0|[1-9]\d*)$/.test(length) ? Number(length) : NaN;
  if (value >= wrapped && value <= most) return value - wrapped;
  throw new RangeError(
    `${name} must have a length from ${wrapped} to ${most} behind the slash, got "${text}"`,
  );
}

/** The bits of byte `i` that lie within the prefix. */
function maskOf(prefix: number, i: number): number {
  const bits = Math.min(Math.max(prefix - i * 8, 0), 8);
  return (0xff00 >> bits) & 0xff;
}

function formatIp(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  const groups = Array.from({ length: 8 }, (_, i) => (bytes[2 * i]! << 8 | bytes[2 * i + 1]!).toString(16));
  return groups.join(":").replace(/(^|:)0(:0)+(:|$)/, "::");
}
