import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { FrameDecoder, HsmsHeader, HsmsPacket, HsmsProtocolError } from "@secs/hsms";
import vectors from "../../../vectors/frames.json" with { type: "json" };
import { fromHex } from "../../../support/hex.ts";

interface Expected {
  sType?: number;
  sessionId?: number;
  system?: number;
  status?: number;
  reason?: number;
  byte2?: number;
  s?: number;
  f?: number;
  w?: boolean;
}

function check(header: HsmsHeader, expected: Expected): void {
  const seen: Expected = {
    sType: header.sType,
    sessionId: header.sessionId,
    system: header.system,
    status: header.function,
    reason: header.function,
    byte2: header.byte2,
    s: header.stream,
    f: header.function,
    w: header.requireResponse,
  };
  for (const key of Object.keys(expected) as (keyof Expected)[]) {
    if (key in seen) assertEquals(seen[key], expected[key], key);
  }
}

for (const { id, kind, hex, expect } of vectors.cases) {
  const bytes = fromHex(hex);
  if (kind === "frame" && "decoder" in expect) {
    test(`vector ${id}: no frame yet, the decoder waits`, () => {
      const decoder = new FrameDecoder();
      decoder.push(bytes, () => assert(false, "a frame came out"));
      assert(decoder.partial);
    });
  } else if (kind === "frame") {
    test(`vector ${id}: decodes, and encodes to the same bytes`, () => {
      const packet = HsmsPacket.decode(bytes);
      check(packet.header, expect as Expected);
      assertEquals(packet.encode(), bytes);
    });
  } else if (kind === "stream") {
    test(`vector ${id}: every frame comes out, in order`, () => {
      const packets: HsmsPacket[] = [];
      new FrameDecoder().push(bytes, (packet) => packets.push(packet));
      const all = expect as unknown as Expected[];
      assertEquals(packets.length, all.length);
      for (const [i, packet] of packets.entries()) check(packet.header, all[i]!);
    });
  } else if (kind === "header+body") {
    test(`vector ${id}: the header reads as stated`, () =>
      check(HsmsHeader.decode(bytes), expect as Expected));
  } else if (kind === "header") {
    test(`vector ${id}: garbage in place of a length drops the link`, () => {
      const push = (): number => new FrameDecoder().push(bytes, () => assert(false, "a frame came out"));
      assertThrows(push, HsmsProtocolError, "announced a frame of 538976288 bytes (20 20 20 20)");
    });
  }
}
