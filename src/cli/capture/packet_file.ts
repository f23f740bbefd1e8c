import { hex } from "../../core/base/mod.ts";
import { CommandError } from "../errors.ts";
import type { ByteSource } from "./byte_source.ts";

/** A packet of a capture, from the header of its link layer on, as much of it as was captured. */
export interface CapturedPacket {
  /** The LINKTYPE, which says which header it begins with. */
  readonly linkType: number;
  /** Undefined if the capture does not tell it. */
  readonly at: Date | undefined;
  /** The same in ms since 1970, with fractions. */
  readonly ms?: number | undefined;
  readonly bytes: Uint8Array;
  /** Its length on the line. */
  readonly length: number;
}

/** Longest packet and longest block in bytes; a file with a longer one is broken. */
const MAX_PACKET = 1024 * 1024;
const MAX_BLOCK = 16 * 1024 * 1024;
const MAX_INTERFACES = 4096;

/** Which kind of capture a file begins like. */
export function captureKind(head: Uint8Array): "pcap" | "pcapng" | undefined {
  if (head.length < 4) return undefined;
  const magic = new DataView(head.buffer, head.byteOffset).getUint32(0);
  if (magic === 0x0a0d0d0a) return "pcapng";
  return PCAP_MAGIC.has(magic) ? "pcap" : undefined;
}

/** The magic number read as big-endian: whether it is little-endian, and the fractions of a second. */
const PCAP_MAGIC: ReadonlyMap<number, readonly [little: boolean, perSecond: number]> = new Map([
  [0xa1b2c3d4, [false, 1e6]],
  [0xd4c3b2a1, [true, 1e6]],
  [0xa1b23c4d, [false, 1e9]],
  [0x4d3cb2a1, [true, 1e9]],
]);

/** The packets of a pcap file. A last one that is cut off is left out. */
export async function* readPcap(source: ByteSource): AsyncGenerator<CapturedPacket> {
  const head = await source.take(24);
  if (head === undefined) throw new CommandError("The capture ends inside its header");
  const [little, perSecond] = PCAP_MAGIC.get(viewOf(head).getUint32(0))!;
  // The upper bits are flags about checksums after packets.
  const linkType = viewOf(head).getUint32(20, little) & 0xffff;
  for (;;) {
    const offset = source.offset;
    const record = await source.take(16);
    if (record === undefined) return;
    const view = viewOf(record);
    const seconds = view.getUint32(0, little) + view.getUint32(4, little) / perSecond;
    const captured = view.getUint32(8, little);
    if (captured > MAX_PACKET) throw broken(offset, `a packet of ${captured} bytes`);
    const bytes = await source.take(captured);
    if (bytes === undefined) return;
    yield { linkType, ...timeOf(seconds), bytes, length: view.getUint32(12, little) };
  }
}

/** An interface of a pcapng file. */
interface Interface {
  readonly linkType: number;
  /** Units of its time stamps in a second. */
  readonly perSecond: number;
  /** Seconds that are added to them. */
  readonly offset: number;
}

/** The packets of a pcapng file, of all its sections and interfaces. A last block that is cut off is left out. */
export async function* readPcapng(source: ByteSource): AsyncGenerator<CapturedPacket> {
  let little = true;
  let interfaces: Interface[] = [];
  for (;;) {
    const offset = source.offset;
    const head = await source.peek(12);
    if (head.length < 12) return;
    if (viewOf(head).getUint32(0) === 0x0a0d0d0a) {
      const order = viewOf(head).getUint32(8);
      if (order !== 0x1a2b3c4d && order !== 0x4d3c2b1a) {
        throw broken(offset, `a section with the byte order ${hex(head.subarray(8))}`);
      }
      little = order === 0x4d3c2b1a;
      interfaces = [];
    }
    const type = viewOf(head).getUint32(0, little);
    const length = viewOf(head).getUint32(4, little);
    if (length < 12 || length % 4 !== 0 || length > MAX_BLOCK) {
      throw broken(offset, `a block of ${length} bytes`);
    }
    const block = await source.take(length);
    if (block === undefined) return;
    const body = block.subarray(8, length - 4);
    if (type === 1 && body.length >= 8) {
      if (interfaces.length === MAX_INTERFACES) {
        throw broken(offset, `more than ${MAX_INTERFACES} interfaces`);
      }
      interfaces.push(interfaceOf(body, little));
    }
    const packet = packetOf(type, body, interfaces, little);
    if (packet !== undefined) yield packet;
  }
}

function packetOf(
  type: number,
  body: Uint8Array,
  interfaces: readonly Interface[],
  little: boolean,
): CapturedPacket | undefined {
  const view = viewOf(body);
  // The enhanced packet block, and the obsolete packet block: the interface's number has four bytes, or two.
  if ((type === 6 || type === 2) && body.length >= 20) {
    const place = interfaces[type === 6 ? view.getUint32(0, little) : view.getUint16(0, little)];
    if (place === undefined) return undefined;
    const time = view.getUint32(4, little) * 2 ** 32 + view.getUint32(8, little);
    const when = timeOf(time / place.perSecond + place.offset);
    const bytes = body.subarray(20, 20 + view.getUint32(12, little));
    return { linkType: place.linkType, ...when, bytes, length: view.getUint32(16, little) };
  }
  const [first] = interfaces;
  if (type !== 3 || body.length < 4 || first === undefined) return undefined;
  const length = view.getUint32(0, little);
  return { linkType: first.linkType, at: new Date(0), bytes: body.subarray(4, 4 + length), length };
}

function interfaceOf(body: Uint8Array, little: boolean): Interface {
  const view = viewOf(body);
  let perSecond = 1e6;
  let offset = 0;
  for (let at = 8; at + 4 <= body.length;) {
    const code = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    if (code === 0 || at + 4 + length > body.length) break;
    if (code === 9 && length === 1) perSecond = resolution(body[at + 4]!);
    if (code === 14 && length === 8) offset = Number(view.getBigInt64(at + 4, little));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return { linkType: view.getUint16(0, little), perSecond, offset };
}

function timeOf(seconds: number): Required<Pick<CapturedPacket, "at" | "ms">> {
  return { at: new Date(Math.round(seconds * 1000)), ms: Math.round(seconds * 1e6) / 1000 };
}

/** A power of 10, or of 2 if the top bit is set. */
function resolution(byte: number): number {
  return (byte & 0x80) === 0 ? 10 ** byte : 2 ** (byte & 0x7f);
}

function broken(offset: number, what: string): CommandError {
  return new CommandError(`The capture is broken at byte ${offset}: it has ${what}`);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
