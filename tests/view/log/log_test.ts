import { test } from "node:test";
import { concat } from "@std/bytes";
import { assertEquals, assertThrows } from "@std/assert";
import {
  encodeHead,
  fromBase64,
  type LogConnection,
  type LogEntry,
  LogError,
  LogReader,
  LogWriter,
  readEmbedded,
  readEntry,
  toBase64,
} from "../../../src/view/log/mod.ts";
import { fromHex, toHex } from "../../support/hex.ts";

const CONNECTION: LogConnection = {
  number: 1,
  a: { address: "10.0.0.9", port: 40000 },
  b: { address: "fe80::1", port: 5000 },
  opener: "a",
};
const ENTRIES: readonly LogEntry[] = [
  {
    kind: "opened",
    connection: 1,
    at: 1000,
    from: "a",
    bytes: new Uint8Array(),
    why: undefined,
    since: undefined,
  },
  {
    kind: "frame",
    connection: 1,
    at: 1000.25,
    from: "a",
    bytes: fromHex("0000000a ffff 0000 0001 00000001"),
    why: undefined,
    since: undefined,
  },
  {
    kind: "bytes",
    connection: 1,
    at: NaN,
    from: "b",
    bytes: fromHex("0102"),
    why: "not a frame ☂",
    since: 999.5,
  },
  {
    kind: "closed",
    connection: 1,
    at: 2000,
    from: undefined,
    bytes: new Uint8Array(),
    why: "gone",
    since: undefined,
  },
];

function written(): Uint8Array {
  const writer = new LogWriter();
  writer.connection(CONNECTION);
  for (const entry of ENTRIES) writer.entry(entry);
  return writer.take();
}

/** What a reader gives. */
function reading(): { readonly reader: LogReader; readonly got: unknown[] } {
  const got: unknown[] = [];
  const reader = new LogReader({
    anew: () => got.push("anew"),
    connection: (connection) => got.push(connection),
    entry: (slab, offset) => got.push(readEntry(slab, offset)),
  });
  return { reader, got };
}

test("a log is read as it was written, in chunks of any size", () => {
  const log = written();
  for (const size of [1, 2, 3, 7, 16, 50, log.length]) {
    const { reader, got } = reading();
    for (let at = 0; at < log.length; at += size) reader.push(log.subarray(at, at + size));
    assertEquals(got, [CONNECTION, ...ENTRIES]);
    assertEquals(reader.isCut, false);
    assertEquals(reader.position, `0-${log.length - 16}`);
  }
});

test("a log that was cut off is read up to the cut", () => {
  const log = written();
  for (let length = 16; length < log.length; length++) {
    const { reader, got } = reading();
    reader.push(log.subarray(0, length));
    assertEquals(got, [CONNECTION, ...ENTRIES].slice(0, got.length));
    const whole = reader.position === `0-${length - 16}`;
    assertEquals(reader.isCut, !whole);
  }
});

test("a record is longer than what a reader keeps together", () => {
  const bytes = new Uint8Array(3_000_000).map((_, i) => i);
  const writer = new LogWriter();
  writer.connection(CONNECTION);
  writer.entry({ ...ENTRIES[1]!, bytes });
  writer.entry(ENTRIES[3]!);
  const log = writer.take();
  const { reader, got } = reading();
  for (let at = 0; at < log.length; at += 100_000) reader.push(log.subarray(at, at + 100_000));
  assertEquals(got.length, 3);
  assertEquals((got[1] as LogEntry).bytes.length, bytes.length);
  assertEquals((got[1] as LogEntry).bytes[2_999_999], bytes[2_999_999]);
});

test("the memory of a reader grows with what has arrived, not with what is announced", () => {
  const { reader, got } = reading();
  reader.push(encodeHead(0, 0));
  reader.push(fromHex(`02 00 01000000 0000000000000000 04000004 0000`));
  reader.push(new Uint8Array(1000));
  assertEquals([got, reader.isCut], [[], true]);
});

test("a log goes on where it was read up to; with another head it begins anew", () => {
  const log = written();
  const { reader, got } = reading();
  reader.push(log);
  const count = got.length;
  reader.push(encodeHead(0, log.length - 16));
  assertEquals(got.length, count);
  reader.push(encodeHead(0, 5));
  assertEquals(got.at(-1), "anew");
  assertEquals(reader.position, "0-5");
});

test("after a cut the log goes on at the last whole record", () => {
  const log = written();
  const { reader, got } = reading();
  reader.push(log.subarray(0, log.length - 3));
  const place = Number(reader.position.split("-")[1]);
  reader.cut();
  reader.push(encodeHead(0, place));
  reader.push(log.subarray(16 + place));
  assertEquals(got, [CONNECTION, ...ENTRIES]);
});

test("other bytes are refused with a sentence", () => {
  const push = (hex: string) => () => reading().reader.push(fromHex(hex));
  assertThrows(push("d4c3b2a1"), LogError, "are not a log of hsms view: it has no head");
  assertThrows(push("48564c32 00000000 0000000000000000"), LogError, "another version");
  const head = toHex(encodeHead(0, 0));
  assertThrows(push(`${head} 07`), LogError, "unknown record at byte 0, of type 7");
  assertThrows(
    push(`${head} 02 00 01000000 0000000000000000 05000004 0000`),
    LogError,
    "an entry of 67108869 bytes",
  );
});

test("a writer refuses more bytes than a frame can have", () => {
  const bytes = { length: 64 * 1024 * 1024 + 5 } as Uint8Array;
  assertThrows(() => new LogWriter().entry({ ...ENTRIES[1]!, bytes }), RangeError, "at most 67108868 bytes");
});

test("base64 is that of RFC 4648, there and back", () => {
  for (
    const [bytes, text] of [["", ""], ["66", "Zg=="], ["666f", "Zm8="], ["666f6f", "Zm9v"], [
      "fbff",
      "+/8=",
    ]] as const
  ) {
    assertEquals(toBase64(fromHex(bytes)), text);
    assertEquals(toHex(fromBase64(text)), bytes);
  }
  const all = new Uint8Array(1000).map((_, i) => i * 7);
  assertEquals(fromBase64(toBase64(all)), all);
  assertEquals(toHex(fromBase64(" Zm9v\n")), "666f6f");
  assertThrows(() => fromBase64("Zm-v"), RangeError, 'no character "-", which is at 2');
});

test("an embedded log is read script by script, also deflated", async () => {
  const log = written();
  const read = async (texts: string[], deflated: boolean): Promise<Uint8Array> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of readEmbedded(texts, deflated)) chunks.push(chunk);
    return concat(chunks);
  };
  assertEquals(await read([toBase64(log.subarray(0, 9)), toBase64(log.subarray(9))], false), log);
  const { deflateRawSync } = await import("node:zlib");
  const deflated = new Uint8Array(deflateRawSync(log));
  assertEquals(await read([toBase64(deflated.subarray(0, 9)), toBase64(deflated.subarray(9))], true), log);
});
