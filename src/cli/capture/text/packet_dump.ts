import type { CapturedPacket } from "../packet_file.ts";

/** Headers before IP: their LINKTYPE, their length, and where in them the EtherType is. */
const LINKS = [[1, 14, 12], [113, 16, 14], [276, 20, 0], [101, 0, undefined], [0, 4, undefined]] as const;
const ARP = [0x08, 0x06, 0x00, 0x01, 0x08, 0x00, 0x06, 0x04];
/** Maximum number of bytes that Ethernet adds to a short packet. */
const MAX_PADDING = 46;

/** A dump that is a packet with its headers, as Wireshark and tcpdump print it; undefined: it is none. */
export function packetIn(bytes: Uint8Array): CapturedPacket | undefined {
  for (const [linkType, length, etherType] of LINKS) {
    const type = etherType === undefined ? undefined : (bytes[etherType]! << 8) | bytes[etherType + 1]!;
    const isOther = linkType === 1 && isArp(bytes);
    const isTagged = type === 0x8100 || type === 0x88a8;
    if (isOther || isIp(bytes.subarray(isTagged ? length + 4 : length), type)) {
      return { linkType, bytes, length: bytes.length, at: undefined };
    }
  }
  return undefined;
}

/** Whether a packet is ARP for IPv4 on Ethernet: it is no stream of bytes either. */
function isArp(bytes: Uint8Array): boolean {
  return ARP.every((byte, i) => bytes[12 + i] === byte);
}

/** Whether the lengths of an IP header fit the bytes. */
function isIp(bytes: Uint8Array, etherType: number | undefined): boolean {
  if (bytes.length < 20) return false;
  const version = bytes[0]! >> 4;
  if (version === 4 && (etherType === undefined || etherType === 0x0800 || etherType === 0x8100)) {
    const total = (bytes[2]! << 8) | bytes[3]!;
    return (bytes[0]! & 0x0f) >= 5 && isLength(total, bytes.length, etherType);
  }
  if (version !== 6 || bytes.length < 40) return false;
  if (etherType !== undefined && etherType !== 0x86dd && etherType !== 0x8100) return false;
  return isLength(40 + ((bytes[4]! << 8) | bytes[5]!), bytes.length, etherType);
}

/** A packet may be captured in part, and be longer on Ethernet. */
function isLength(total: number, length: number, etherType: number | undefined): boolean {
  return total >= 20 && total <= length && length - total <= (etherType === undefined ? 0 : MAX_PADDING);
}
