import { takeUint32 } from "../../core/base/mod.ts";
import { type Endpoint, formatIp } from "../../core/network/mod.ts";
import type { CapturedPacket } from "./packet_file.ts";

/** A TCP segment of a capture. */
export interface Segment {
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Undefined if the capture does not tell it. */
  readonly at: Date | undefined;
  /** The same in ms since 1970, with fractions. */
  readonly ms?: number | undefined;
  readonly sequence: number;
  /** Undefined if it acknowledges nothing. */
  readonly acknowledged: number | undefined;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  readonly payload: Uint8Array;
  /** Number of bytes after the payload that were not captured. */
  readonly missing: number;
}

const TCP = 6;

/** Headers before IP: their length, and the place of their EtherType, if they have one. */
const LINKS: ReadonlyMap<number, readonly [length: number, etherType?: number]> = new Map([
  [0, [4]], // NULL: a loopback of BSD
  [1, [14, 12]], // Ethernet
  [12, [0]], // RAW
  [14, [0]],
  [101, [0]],
  [108, [4]], // LOOP
  [113, [16, 14]], // LINUX_SLL: "any" of Linux
  [228, [0]], // IPv4
  [229, [0]], // IPv6
  [276, [20, 0]], // LINUX_SLL2
]);

/** Headers of IPv6 between the first one and TCP: hop-by-hop, routing, destination options. */
const EXTENSIONS: ReadonlySet<number> = new Set([0, 43, 60]);

/** Whether packets of this LINKTYPE can be read. */
export function knowsLink(linkType: number): boolean {
  return LINKS.has(linkType);
}

/** The TCP segment in a packet; undefined: there is none, or a fragment only. */
export function segmentOf(packet: CapturedPacket): Segment | undefined {
  const start = ipStart(packet);
  if (start === undefined) return undefined;
  const bytes = packet.bytes.subarray(start);
  const ip = bytes.length < 20 ? undefined : bytes[0]! >> 4 === 4 ? ipv4(bytes) : ipv6(bytes);
  if (ip === undefined) return undefined;
  const { source, target, tcp } = ip;
  // Length 0: the network card cuts it into packets later.
  const end = ip.end === 0 ? packet.length - start : ip.end;
  const head = (bytes[tcp + 12] ?? 0) >> 4 << 2;
  if (bytes.length < tcp + 20 || head < 20 || end < tcp + head) return undefined;
  const flags = bytes[tcp + 13]!;
  const payload = bytes.subarray(Math.min(tcp + head, bytes.length), end);
  return {
    from: { address: source, port: (bytes[tcp]! << 8) | bytes[tcp + 1]! },
    to: { address: target, port: (bytes[tcp + 2]! << 8) | bytes[tcp + 3]! },
    at: packet.at,
    ms: packet.ms,
    sequence: takeUint32(bytes, tcp + 4),
    acknowledged: (flags & 0x10) === 0 ? undefined : takeUint32(bytes, tcp + 8),
    syn: (flags & 0x02) !== 0,
    fin: (flags & 0x01) !== 0,
    rst: (flags & 0x04) !== 0,
    payload,
    missing: end - tcp - head - payload.length,
  };
}

/** Where IP begins in a packet. */
function ipStart({ linkType, bytes }: CapturedPacket): number | undefined {
  const [length, etherType] = LINKS.get(linkType) ?? [];
  if (length === undefined || etherType === undefined) return length;
  let type = etherType;
  let start = length;
  // VLAN tags, one inside the other.
  while (isOneOf(bytes, type, 0x8100, 0x88a8)) {
    type = start + 2;
    start += 4;
  }
  return isOneOf(bytes, type, 0x0800, 0x86dd) ? start : undefined;
}

function isOneOf(bytes: Uint8Array, at: number, a: number, b: number): boolean {
  const type = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  return type === a || type === b;
}

/** The parts of an IP header that are needed; `end`: after the last byte of TCP, 0 if the header does not say it. */
interface Ip {
  readonly source: string;
  readonly target: string;
  readonly tcp: number;
  readonly end: number;
}

function ipv4(bytes: Uint8Array): Ip | undefined {
  const tcp = (bytes[0]! & 0x0f) * 4;
  const fragment = ((bytes[6]! << 8) | bytes[7]!) & 0x3fff;
  if (tcp < 20 || bytes[9] !== TCP || fragment !== 0) return undefined;
  return {
    source: formatIp(bytes.subarray(12, 16)),
    target: formatIp(bytes.subarray(16, 20)),
    tcp,
    end: (bytes[2]! << 8) | bytes[3]!,
  };
}

function ipv6(bytes: Uint8Array): Ip | undefined {
  if (bytes[0]! >> 4 !== 6 || bytes.length < 40) return undefined;
  const length = (bytes[4]! << 8) | bytes[5]!;
  let next = bytes[6]!;
  let tcp = 40;
  while (EXTENSIONS.has(next) && tcp + 2 <= bytes.length) {
    next = bytes[tcp]!;
    tcp += (bytes[tcp + 1]! + 1) * 8;
  }
  if (next !== TCP) return undefined;
  return {
    source: formatIp(bytes.subarray(8, 24)),
    target: formatIp(bytes.subarray(24, 40)),
    tcp,
    end: length === 0 ? 0 : 40 + length,
  };
}
