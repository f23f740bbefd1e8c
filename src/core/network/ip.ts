/**
 * Reads an IP address into its bytes: 4 for IPv4 (also when written as `::ffff:10.0.0.7`), 16 for IPv6.
 *
 * A zone (`%eth0`) is ignored. Returns undefined for anything else, for instance a host name.
 */
export function parseIp(text: string): Uint8Array | undefined {
  const bare = text.replace(/%.*$/, "");
  if (!bare.includes(":")) return parseIpv4(bare);
  const bytes = parseIpv6(bare);
  return bytes && isMapped(bytes) ? bytes.slice(12) : bytes;
}

/** Prints an IP address of 4 or 16 bytes in the form of RFC 5952, and `::ffff:10.0.0.7` as `10.0.0.7`. */
export function formatIp(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  if (isMapped(bytes)) return bytes.subarray(12).join(".");
  const text = Array.from({ length: 8 }, (_, i) => (bytes[2 * i]! << 8 | bytes[2 * i + 1]!).toString(16))
    .join(":");
  const zeros = text.match(/\b0(:0)+\b/g) ?? [];
  const longest = zeros.reduce((a, b) => b.length > a.length ? b : a, "");
  return longest === "" ? text : text.replace(new RegExp(`(^|:)${longest}(:|$)`), "::");
}

/** Whether two texts are the same IP address; false if one of them is not an IP address. */
export function sameIp(a: string, b: string): boolean {
  const left = parseIp(a);
  const right = parseIp(b);
  if (left === undefined || right === undefined) return false;
  return left.length === right.length && left.every((byte, i) => byte === right[i]);
}

/** One text for all spellings of an IP address; any other text is returned as it is. */
export function ipKey(text: string): string {
  return parseIp(text)?.join(".") ?? text;
}

/** The address as the library prints it: `::ffff:10.0.0.7` becomes `10.0.0.7`. */
export function plainIp(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

/** Whether 16 bytes are an IPv4 address in IPv6 form, `::ffff:10.0.0.7`. */
function isMapped(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 12).every((byte, i) => byte === (i < 10 ? 0 : 0xff));
}

function parseIpv4(text: string): Uint8Array | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split(".").map(Number);
  return parts.every((part) => part <= 255) ? Uint8Array.from(parts) : undefined;
}

function parseIpv6(text: string): Uint8Array | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const last = halves.length - 1;
  const [head, tail] = halves.map((half, i) => half === "" ? [] : groups(half, i === last));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 16 - head.length - (tail?.length ?? 0);
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return Uint8Array.from([...head, ...new Array<number>(missing).fill(0), ...(tail ?? [])]);
}

/** The bytes of colon-separated groups; the very last one of an address may be an IPv4 address. */
function groups(text: string, endsAddress: boolean): number[] | undefined {
  const bytes: number[] = [];
  const parts = text.split(":");
  for (const [i, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) {
      const value = parseInt(part, 16);
      bytes.push(value >> 8, value & 0xff);
    } else {
      const ipv4 = endsAddress && i === parts.length - 1 ? parseIpv4(part) : undefined;
      if (ipv4 === undefined) return undefined;
      bytes.push(...ipv4);
    }
  }
  return bytes;
}
