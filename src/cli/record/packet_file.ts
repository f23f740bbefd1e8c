import type { PacketFile } from "./tcp_format.ts";

/** Packets begin with their IP header. */
const LINKTYPE_RAW = 101;
/** Packets are kept whole. */
const SNAPLEN = 262_144;

/** pcap, in little-endian, with microseconds. */
export const pcapFile: PacketFile = {
  head() {
    const { bytes, view } = room(24);
    view.setUint32(0, 0xa1b2c3d4, true);
    view.setUint16(4, 2, true);
    view.setUint16(6, 4, true);
    view.setUint32(16, SNAPLEN, true);
    view.setUint32(20, LINKTYPE_RAW, true);
    return bytes;
  },
  packet(packet, _direction, at) {
    const { bytes, view } = room(16 + packet.length);
    const ms = at.getTime();
    view.setUint32(0, Math.floor(ms / 1000), true);
    view.setUint32(4, (ms % 1000) * 1000, true);
    view.setUint32(8, packet.length, true);
    view.setUint32(12, packet.length, true);
    bytes.set(packet, 16);
    return bytes;
  },
};

/** pcapng: a section, an interface, and a block for each packet, which has its direction. */
export const pcapngFile: PacketFile = {
  head() {
    const { bytes, view } = room(28 + 20);
    view.setUint32(0, 0x0a0d0d0a, true); // section header
    view.setUint32(4, 28, true);
    view.setUint32(8, 0x1a2b3c4d, true);
    view.setUint16(12, 1, true);
    view.setBigInt64(16, -1n, true); // the section's length is not known
    view.setUint32(24, 28, true);
    view.setUint32(28, 1, true); // interface
    view.setUint32(32, 20, true);
    view.setUint16(36, LINKTYPE_RAW, true);
    view.setUint32(40, SNAPLEN, true);
    view.setUint32(44, 20, true);
    return bytes;
  },
  packet(packet, direction, at) {
    const padded = Math.ceil(packet.length / 4) * 4;
    const length = 28 + padded + 12 + 4;
    const { bytes, view } = room(length);
    const us = BigInt(at.getTime()) * 1000n;
    view.setUint32(0, 6, true); // enhanced packet
    view.setUint32(4, length, true);
    view.setUint32(12, Number(us >> 32n), true);
    view.setUint32(16, Number(us & 0xffff_ffffn), true);
    view.setUint32(20, packet.length, true);
    view.setUint32(24, packet.length, true);
    bytes.set(packet, 28);
    view.setUint16(28 + padded, 2, true); // option epb_flags: 1 inbound, 2 outbound
    view.setUint16(28 + padded + 2, 4, true);
    view.setUint32(28 + padded + 4, direction === "in" ? 1 : 2, true);
    view.setUint32(length - 4, length, true);
    return bytes;
  },
};

function room(length: number): { readonly bytes: Uint8Array; readonly view: DataView } {
  const bytes = new Uint8Array(length);
  return { bytes, view: new DataView(bytes.buffer) };
}
