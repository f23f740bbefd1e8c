import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { concat } from "@std/bytes";
import {
  FrameDecoder,
  type HsmsPacket,
  HsmsProtocolError,
  linktestReq,
  selectReq,
  streamFunction,
} from "@secs/hsms";
import { assertFreed } from "../../../support/freed.ts";
import { fromHex } from "../../../support/hex.ts";

/** Feeds `bytes` in pieces of `size`, each lent in the same buffer, and returns what came out. */
function decode(bytes: Uint8Array, size: number, decoder = new FrameDecoder()): HsmsPacket[] {
  const packets: HsmsPacket[] = [];
  const sink = (packet: HsmsPacket): void => void packets.push(packet);
  const lent = new Uint8Array(Math.min(size, bytes.length));
  for (let at = 0; at < bytes.length; at += size) {
    const count = Math.min(size, bytes.length - at);
    for (let i = 0; i < count; i++) lent[i] = bytes[at + i]!;
    decoder.push(count === lent.length ? lent : lent.subarray(0, count), sink);
  }
  return packets;
}

function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
}

const MIXED = [
  selectReq(1),
  streamFunction(1, 1, undefined, { system: 2, requireResponse: true }),
  streamFunction(6, 11, pattern(300), { system: 3 }),
  linktestReq(4),
  streamFunction(7, 3, pattern(5000), { system: 5 }),
];

function assertSame(actual: HsmsPacket[], expected: HsmsPacket[]): void {
  assertEquals(actual.length, expected.length);
  for (const [i, packet] of actual.entries()) assert(packet.equals(expected[i]!), `packet ${i}`);
}

test("FrameDecoder.push() gives the same packets wherever the stream is cut in two", () => {
  const bytes = concat(MIXED.slice(0, 4).map((packet) => packet.encode()));
  for (let cut = 0; cut <= bytes.length; cut++) {
    const packets: HsmsPacket[] = [];
    const decoder = new FrameDecoder();
    decoder.push(bytes.slice(0, cut), (packet) => packets.push(packet));
    decoder.push(bytes.slice(cut), (packet) => packets.push(packet));
    assertSame(packets, MIXED.slice(0, 4));
    assert(!decoder.partial);
  }
});

for (const size of [1, 2, 3, 7, 13, 14, 15, 64, 4096, 65536]) {
  test(`FrameDecoder.push() gives the same packets from chunks of ${size}`, () => {
    assertSame(decode(concat(MIXED.map((packet) => packet.encode())), size), MIXED);
  });
}

test("FrameDecoder.push() takes thousands of frames in one chunk", () => {
  const frames = Array.from(
    { length: 10_000 },
    (_, i) => streamFunction(1, 1, pattern(i % 5), { system: i }),
  );
  assertSame(decode(concat(frames.map((frame) => frame.encode())), Infinity), frames);
});

for (const size of [1, 1000, 65536]) {
  test(`FrameDecoder.push() takes a 16 MiB body in chunks of ${size}`, () => {
    const packet = streamFunction(7, 3, pattern(16 * 1024 * 1024), { system: 1 });
    const [decoded, ...more] = decode(packet.encode(), size);
    assertEquals(more.length, 0);
    assert(decoded!.equals(packet));
  });
}

test("FrameDecoder.partial is true inside a frame, the length field included", () => {
  const frame = streamFunction(1, 1, pattern(3)).encode();
  const decoder = new FrameDecoder();
  assert(!decoder.partial);
  for (const [i, byte] of frame.entries()) {
    decoder.push(Uint8Array.of(byte), () => {});
    assertEquals(decoder.partial, i < frame.length - 1, `after byte ${i}`);
  }
});

test("FrameDecoder.position tells where a frame stands still", () => {
  const decoder = new FrameDecoder();
  decoder.push(fromHex("0000"), () => {});
  assertEquals(decoder.position, "2 of 4 bytes of a length field");
  decoder.push(fromHex("000e ffff 00"), () => {});
  assertEquals(decoder.position, "3 of 14 bytes of a frame");
  decoder.push(fromHex("00 00 00 00000001 aabb"), () => {});
  assertEquals(decoder.position, "12 of 14 bytes of a frame");
});

for (const length of [0, 1, 9]) {
  test(`FrameDecoder.push() refuses a length of ${length}, after the packets before it`, () => {
    const bytes = concat([linktestReq(1).encode(), Uint8Array.of(0, 0, 0, length)]);
    for (const size of [1, 18]) {
      const packets: HsmsPacket[] = [];
      const decoder = new FrameDecoder({ peer: "10.0.0.7:5000" });
      const push = (): void => {
        for (let at = 0; at < bytes.length; at += size) {
          decoder.push(bytes.subarray(at, at + size), (packet) => packets.push(packet));
        }
        decoder.push(new Uint8Array(10), () => {});
      };
      const error = assertThrows(push, HsmsProtocolError);
      assertEquals(error.code, "frame-too-short");
      assertStringIncludes(error.message, `10.0.0.7:5000 announced a frame of ${length} bytes`);
      assertEquals(packets.length, 1);
    }
  });
}

test("FrameDecoder.push() takes a length of 10 and of the limit, and refuses the limit plus one", () => {
  const decoder = new FrameDecoder({ maxMessageLength: 20 });
  assertEquals(decode(linktestReq(1).encode(), 1, decoder).length, 1);
  assertEquals(decode(streamFunction(1, 1, pattern(10)).encode(), 1, decoder).length, 1);
  const error = assertThrows(() => decode(fromHex("00000015"), 1, decoder), HsmsProtocolError);
  assertEquals(error.code, "frame-too-long");
  assertStringIncludes(error.message, "a frame of 21 bytes (00 00 00 15), more than the limit of 20");
});

test("FrameDecoder.push() refuses FFFFFFFF at the length field, before any body", () => {
  const error = assertThrows(() => decode(fromHex("ffffffff"), 1), HsmsProtocolError);
  assertStringIncludes(error.message, "4294967295");
});

test("FrameDecoder.push() says that a peer whose first byte is 05 speaks SECS-I", () => {
  const error = assertThrows(() => decode(fromHex("05"), 1), HsmsProtocolError);
  assertEquals(error.code, "secs-1");
  assertStringIncludes(error.message, "SECS-I");
  assertThrows(() => decode(new Uint8Array(20).fill(5), 20), HsmsProtocolError, "SECS-I");
});

test("FrameDecoder.push() takes a later frame whose length begins with 05", () => {
  const decoder = new FrameDecoder({ maxMessageLength: 0xffff_ffff });
  decode(linktestReq(1).encode(), 14, decoder);
  decoder.push(fromHex("05000000 0000 00 00"), () => {});
  assertEquals(decoder.position, "4 of 83886080 bytes of a frame");
});

test("FrameDecoder.push() guesses at HTTP, SSH and TLS", () => {
  const says = (greeting: string, guess: string): void => {
    const bytes = new TextEncoder().encode(greeting);
    assertThrows(() => decode(bytes, 99), HsmsProtocolError, `seems to speak ${guess}`);
  };
  says("GET / HTTP/1.1", "HTTP");
  says("<!DOCTYPE HTML>", "HTTP");
  says("SSH-2.0-OpenSSH_9.2", "SSH");
  assertThrows(() => decode(fromHex("16030100f8010000f40303"), 99), HsmsProtocolError, "seems to speak TLS");
});

/** The sizes of the byte arrays for bodies that `action` allocates: all that are larger than a frame's head. */
function allocations(action: () => void): number[] {
  const Original = globalThis.Uint8Array;
  const sizes: number[] = [];
  globalThis.Uint8Array = new Proxy(Original, {
    construct(target, args) {
      if (typeof args[0] === "number" && args[0] > 14) sizes.push(args[0]);
      return Reflect.construct(target, args);
    },
  });
  try {
    action();
  } finally {
    globalThis.Uint8Array = Original;
  }
  return sizes;
}

test("FrameDecoder.push() allocates by what arrived, not by what is announced", () => {
  const decoder = new FrameDecoder();
  const announcement = concat([fromHex("03ffffff"), new Uint8Array(11)]);
  assertEquals(allocations(() => decoder.push(announcement, () => {})), [4096]);
  const more = new Uint8Array(100_000);
  const largest = Math.max(...allocations(() => decoder.push(more, () => {})));
  assert(largest > 100_000 && largest <= 16 * 100_001, `${largest}`);
  const tooLong = new FrameDecoder();
  const refuse = (): void =>
    void assertThrows(() => tooLong.push(fromHex("ffffffff 00 00"), () => {}), HsmsProtocolError);
  assert(Math.max(0, ...allocations(refuse)) < 100);
});

test("FrameDecoder.push() takes no second step for the last bytes of a body", () => {
  const decoder = new FrameDecoder();
  const body = 1024 * 1024;
  const first = concat([fromHex("0010000a"), new Uint8Array(65_532)]);
  assertEquals(allocations(() => decoder.push(first, () => {})), [body]);
  const rest = new Uint8Array(body - 65_522);
  assertEquals(allocations(() => decoder.push(rest, () => {})), []);
});

test("FrameDecoder.clear() lets go of the body that is not complete", () => {
  const bodies: Uint8Array[] = [];
  const { set } = Uint8Array.prototype;
  const decoder = new FrameDecoder();
  const first = concat([fromHex("0010000a"), new Uint8Array(65_532)]);
  Uint8Array.prototype.set = function (...args) {
    bodies.push(this);
    set.apply(this, args);
  };
  try {
    decoder.push(first, () => {});
  } finally {
    Uint8Array.prototype.set = set;
  }
  const body = bodies.find(({ length }) => length === 1024 * 1024);
  assert(body !== undefined);
  decoder.clear();
  assertFreed(body);
});

test("FrameDecoder refuses a limit below a header or beyond 32 bits", () => {
  assertThrows(() => new FrameDecoder({ maxMessageLength: 9 }), RangeError, "maxMessageLength");
  assertThrows(() => new FrameDecoder({ maxMessageLength: 2 ** 32 }), RangeError, "maxMessageLength");
});
