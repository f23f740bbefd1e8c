// The frame decoder: chunks in, packets out.

import { FrameDecoder, type HsmsPacket, streamFunction } from "@secs/hsms";
import type { Case } from "./case.ts";
import { plainDecoder, type PlainPacket } from "./plain.ts";

const CHUNK = 64 * 1024;

/** What is measured of the decoder. */
export const DECODER: readonly Case[] = [
  decode("empty frames", 0, CHUNK),
  decode("100 B bodies", 100, CHUNK),
  decode("10 KiB bodies", 10 * 1024, CHUNK),
  decode("1 MiB body in 64 KiB chunks", 1024 * 1024, CHUNK),
  decode("100 B bodies cut at every 7 bytes", 100, 7),
];

/** Frames of one size, as many as fit into a chunk and at least one, in pieces. */
function decode(name: string, body: number, piece: number): Case {
  const frame = streamFunction(6, 11, new Uint8Array(body), { system: 312, requireResponse: true }).encode();
  const count = Math.max(1, Math.floor(CHUNK / frame.length));
  const bytes = new Uint8Array(count * frame.length);
  for (let i = 0; i < count; i++) bytes.set(frame, i * frame.length);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += piece) pieces.push(bytes.subarray(at, at + piece));

  const decoder = new FrameDecoder();
  let last: HsmsPacket | PlainPacket | undefined;
  let seen = 0;
  const sink = (packet: HsmsPacket | PlainPacket): void => {
    last = packet;
    seen++;
  };
  const push = plainDecoder(sink);
  const ours = (): unknown => {
    for (const one of pieces) decoder.push(one, sink);
    return last;
  };
  const plain = (): unknown => {
    for (const one of pieces) push(one);
    return last;
  };
  for (const run of [ours, plain]) {
    seen = 0;
    run();
    if (seen !== count || last?.header.system !== 312) throw new Error("The contenders do not do the same");
  }
  return { layer: "decoder", name, count, bytes: bytes.length, ours, plain };
}
