import { putUint32 } from "../../core/base/mod.ts";
import { type Endpoint, parseIp } from "../../core/network/mod.ts";

/** Bits of a TCP header. */
export const Flag = { fin: 0x01, syn: 0x02, rst: 0x04, psh: 0x08, ack: 0x10 } as const;

/** Maximum number of bytes of a segment: what fits into an IP packet of either version. */
export const MAX_PAYLOAD = 65_495;

/** A TCP segment to write. */
export interface OutgoingSegment {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly sequence: number;
  readonly acknowledged: number;
  readonly flags: number;
  readonly payload: Uint8Array;
}

const TCP_LENGTH = 20;
const TCP = 6;
const TTL = 64;
const WINDOW = 0xffff;

/** The IP packet of a segment, with its lengths and checksums: IPv4, or IPv6 if an address is IPv6. */
export function encodeSegment(segment: OutgoingSegment): Uint8Array {
  const from = parseIp(segment.from.address) ?? new Uint8Array(4);
  const to = parseIp(segment.to.address) ?? new Uint8Array(4);
  const isIpv4 = from.length === 4 && to.length === 4;
  const [source, target] = isIpv4 ? [from, to] : [asIpv6(from), asIpv6(to)];
  const start = isIpv4 ? 20 : 40;
  const packet = new Uint8Array(start + TCP_LENGTH + segment.payload.length);
  if (isIpv4) putIpv4(packet, source, target);
  else putIpv6(packet, source, target);
  putTcp(packet.subarray(start), segment, sumOf(target, sumOf(source, 0)));
  return packet;
}

function putIpv4(packet: Uint8Array, from: Uint8Array, to: Uint8Array): void {
  packet[0] = 0x45;
  putUint16(packet, 2, packet.length);
  putUint16(packet, 6, 0x4000); // do not fragment
  packet[8] = TTL;
  packet[9] = TCP;
  packet.set(from, 12);
  packet.set(to, 16);
  putUint16(packet, 10, checksum(sumOf(packet.subarray(0, 20), 0)));
}

function putIpv6(packet: Uint8Array, from: Uint8Array, to: Uint8Array): void {
  packet[0] = 0x60;
  putUint16(packet, 4, packet.length - 40);
  packet[6] = TCP;
  packet[7] = TTL;
  packet.set(from, 8);
  packet.set(to, 24);
}

function putTcp(bytes: Uint8Array, segment: OutgoingSegment, addresses: number): void {
  putUint16(bytes, 0, segment.from.port);
  putUint16(bytes, 2, segment.to.port);
  putUint32(bytes, 4, segment.sequence);
  putUint32(bytes, 8, segment.acknowledged);
  bytes[12] = TCP_LENGTH / 4 << 4;
  bytes[13] = segment.flags;
  putUint16(bytes, 14, WINDOW);
  bytes.set(segment.payload, TCP_LENGTH);
  putUint16(bytes, 16, checksum(sumOf(bytes, addresses + TCP + bytes.length)));
}

/** An IPv4 address in the form that IPv6 has for it. */
function asIpv6(address: Uint8Array): Uint8Array {
  if (address.length === 16) return address;
  return Uint8Array.from([...new Uint8Array(10), 0xff, 0xff, ...address]);
}

/** The sum of 16-bit words; after an odd last byte follows a 0. */
function sumOf(bytes: Uint8Array, sum: number): number {
  for (let i = 0; i < bytes.length; i += 2) sum += (bytes[i]! << 8) | (bytes[i + 1] ?? 0);
  return sum;
}

function checksum(sum: number): number {
  while (sum > 0xffff) sum = Math.floor(sum / 0x10000) + (sum & 0xffff);
  return ~sum & 0xffff;
}

function putUint16(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 8;
  bytes[offset + 1] = value;
}
