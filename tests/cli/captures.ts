import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RecordedLink } from "../../src/cli/record/format.ts";
import { openRecorder, type Recorder, type RecorderOptions } from "../../src/cli/record/recorder.ts";
import type { CapturedPiece } from "../../src/cli/capture/connections.ts";
import { readCapture } from "../../src/cli/capture/read.ts";
import { fromHex, toHex } from "../support/hex.ts";

/** A host that dialled a tool. */
export const LINK: RecordedLink = {
  local: { address: "10.0.0.1", port: 40000 },
  remote: { address: "10.0.0.7", port: 5000 },
  id: 1,
  opener: "local",
};

/** 2026-01-01T08:30:00.005Z */
export const AT = new Date(Date.UTC(2026, 0, 1, 8, 30, 0, 5));

export const SELECT_REQ = "0000000a ffff 00 00 00 01 00000001";
export const SELECT_RSP = "0000000a ffff 00 00 00 02 00000001";
export const S1F1 = "0000000a 0000 81 01 00 00 00000002";
export const S1F2 = "0000000d 0000 01 02 00 00 00000002 41 01 78";

/** A folder that is gone afterwards. */
export async function inFolder<T>(play: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "hsms-cli-"));
  try {
    return await play(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Records into a file of that name, and gives its bytes. */
export function recorded(
  name: string,
  play: (recorder: Recorder) => void,
  options: RecorderOptions = {},
): Promise<Uint8Array> {
  return inFolder(async (folder) => {
    const recorder = await openRecorder(join(folder, name), options);
    play(recorder);
    await recorder.close();
    return new Uint8Array(await readFile(join(folder, name)));
  });
}

/** Bytes in chunks of a size. */
export async function* chunksOf(bytes: Uint8Array | string, size = 1000): AsyncGenerator<Uint8Array> {
  const all = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  for (let at = 0; at < all.length; at += size) yield await Promise.resolve(all.slice(at, at + size));
}

/** Everything in a capture. */
export async function piecesIn(bytes: Uint8Array | string, size?: number): Promise<CapturedPiece[]> {
  const pieces: CapturedPiece[] = [];
  for await (const piece of readCapture(chunksOf(bytes, size))) pieces.push(piece);
  return pieces;
}

/** `1 40000>5000 S1F1 W`, or `1 40000>5000 skipped 0102: why` */
export async function linesIn(bytes: Uint8Array | string, size?: number): Promise<string[]> {
  return (await piecesIn(bytes, size)).map(({ piece, connection, from, to }) => {
    const where = from === undefined ? "" : ` ${from.port}>${to?.port}`;
    const what = piece.type === "frame"
      ? piece.packet.header.name
      : `skipped ${toHex(piece.bytes)}: ${piece.why}`;
    return `${connection}${where} ${what}`;
  });
}

/** A pcap file: packets as hex digits, after a header for a link type. */
export function pcap(linkType: number, packets: readonly string[]): Uint8Array {
  const little = (n: number): string => toHex(Uint8Array.of(n, n >> 8, n >> 16, n >> 24));
  const head = `d4c3b2a1 0200 0400 00000000 00000000 00000400 ${little(linkType)}`;
  const records = packets.map((packet, i) => {
    const { length } = fromHex(packet);
    return `${little(i)} 00000000 ${little(length)} ${little(length)} ${packet}`;
  });
  return fromHex(head + records.join(""));
}

/** What of a segment a test says; ports are 40000 (the host) and 5000 (the tool). */
export interface Said {
  readonly from?: "host" | "tool";
  readonly seq: number;
  readonly ack?: number;
  /** `10` is ACK, `02` SYN, `01` FIN, `04` RST. */
  readonly flags?: string;
  readonly data?: string;
  /** The host's port. @default {40000} */
  readonly port?: number;
}

/** An IPv4 packet with TCP in it, checksums 0 as a network card leaves them to itself. */
export function ipv4({ from = "host", seq, ack = 0, flags = "10", data = "", port = 40000 }: Said): string {
  const four = (n: number): string => (n >>> 0).toString(16).padStart(8, "0");
  const two = (n: number): string => n.toString(16).padStart(4, "0");
  const payload = data.replace(/\s/g, "");
  const [source, target] = from === "host" ? ["0a000001", "0a000007"] : ["0a000007", "0a000001"];
  const ports = from === "host" ? two(port) + two(5000) : two(5000) + two(port);
  return `4500 ${two(40 + payload.length / 2)} 0000 4000 40 06 0000 ${source} ${target}` +
    `${ports} ${four(seq)} ${four(ack)} 50 ${flags} ffff 0000 0000 ${payload}`;
}
