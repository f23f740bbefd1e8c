import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { concat } from "@std/bytes";
import { CommandError } from "../../src/cli/errors.ts";
import { seeded } from "../../src/testing/random.ts";
import { fromHex } from "../support/hex.ts";
import {
  AT,
  ipv4,
  linesIn,
  LINK,
  pcap,
  piecesIn,
  recorded,
  S1F1,
  S1F2,
  SELECT_REQ,
  SELECT_RSP,
} from "./captures.ts";

const ETHERNET = "020000000001 020000000002 0800";
const HOST_SYN = ipv4({ seq: 99, flags: "02" });
const TOOL_SYN = ipv4({ from: "tool", seq: 499, ack: 100, flags: "12" });

test("what is recorded in any format is read again", async () => {
  for (const name of ["a.pcap", "a.pcapng", "a.ndjson"]) {
    const file = await recorded(name, (recorder) => {
      recorder.bytes(LINK, "out", fromHex(SELECT_REQ), AT);
      recorder.bytes(LINK, "in", fromHex(SELECT_RSP), AT);
      recorder.ended(LINK, AT);
      recorder.bytes({ ...LINK, id: 2 }, "in", fromHex(S1F1), AT);
    });
    for (const size of [1, 7, 100_000]) {
      const lines = await linesIn(file, size);
      assertEquals(
        lines,
        ["1 40000>5000 Select.req", "1 5000>40000 Select.rsp", "2 5000>40000 S1F1 W"],
        name,
      );
    }
    assertEquals((await piecesIn(file)).map(({ at }) => at), [AT, AT, AT]);
  }
});

test("every link type that carries IP is read", async () => {
  const packet = ipv4({ seq: 1, data: SELECT_REQ });
  const fronts: [number, string][] = [
    [0, "02000000"],
    [1, ETHERNET],
    [1, "020000000001 020000000002 8100 0005 0800"],
    [1, "020000000001 020000000002 88a8 0005 8100 0006 0800"],
    [12, ""],
    [101, ""],
    [108, "00000002"],
    [113, "0000 0001 0006 0200000000010000 0800"],
    [228, ""],
    [276, "0800 0000 00000002 0001 00 06 0200000000010000"],
  ];
  for (const [linkType, front] of fronts) {
    assertEquals(await linesIn(pcap(linkType, [front + packet])), ["1 40000>5000 Select.req"], `${linkType}`);
  }
});

test("IPv6 is read after its extension headers", async () => {
  const tcp = `9c40 1388 00000001 00000000 50 10 ffff 0000 0000 ${SELECT_REQ}`;
  const addresses = "20010db8000000000000000000000001 fe800000000000000000000000000007";
  const plain = `60000000 0022 06 40 ${addresses} ${tcp}`;
  const extended = `60000000 002a 00 40 ${addresses} 06 00 010400000000 ${tcp}`;
  const [piece] = await piecesIn(pcap(229, [plain]));
  assertEquals([piece?.from, piece?.to], [{ address: "2001:db8::1", port: 40000 }, {
    address: "fe80::7",
    port: 5000,
  }]);
  assertEquals(await linesIn(pcap(101, [extended])), ["1 40000>5000 Select.req"]);
  const mapped = plain.replace("20010db8000000000000000000000001", "00000000000000000000ffff0a000001");
  const [bare] = await piecesIn(pcap(229, [mapped]));
  assertEquals(bare?.from, { address: "10.0.0.1", port: 40000 });
});

test("big-endian files and those with nanoseconds are read, and a last packet that is cut off is left out", async () => {
  const packet = ipv4({ seq: 1, data: SELECT_REQ });
  const file = fromHex(
    `a1b23c4d 0002 0004 00000000 00000000 00040000 00000065 69563088 004c4b40 00000036 00000036 ${packet}
     69563088 004c4b40 00000036 00000036 4500`,
  );
  assertEquals((await piecesIn(file)).map(({ at }) => at), [AT]);
});

test("a pcapng of others is read: interfaces with units, simple packets, unknown blocks, a second section", async () => {
  const packet = ipv4({ seq: 1, data: SELECT_REQ });
  const section = "0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c";
  // Options: a name, nanoseconds, the end.
  const place = `00000001 00000028 0065 0000 00000000
    0002 0004 65746830 0009 0001 09000000 0000 0000 00000028`;
  const statistics = "00000005 00000010 00000000 00000010";
  const ns = (1767256200005n * 1_000_000n).toString(16).padStart(16, "0");
  const enhanced = `00000006 00000058 00000000 ${ns} 00000036 00000036 ${packet} 0000 00000058`;
  const simple = `00000003 00000048 00000036 ${ipv4({ seq: 15, data: S1F1 })} 0000 00000048`;
  const file = fromHex(`${section} ${place} ${statistics} ${enhanced} ${simple}`);
  assertEquals(await linesIn(file), ["1 40000>5000 Select.req", "1 40000>5000 S1F1 W"]);
  assertEquals((await piecesIn(file))[0]!.at, AT);
  const own = await recorded(
    "a.pcapng",
    (recorder) => recorder.bytes({ ...LINK, id: 3 }, "in", fromHex(S1F1), AT),
  );
  assertEquals((await linesIn(concat([file, own]))).at(-1), "2 5000>40000 S1F1 W");
});

test("segments that come late, twice, or overlap make the stream that was sent", async () => {
  const first = SELECT_REQ.replace(/\s/g, "");
  const lines = await linesIn(pcap(101, [
    HOST_SYN,
    HOST_SYN,
    TOOL_SYN,
    ipv4({ seq: 114, data: S1F1 }),
    ipv4({ seq: 105, data: first.slice(10) }),
    ipv4({ seq: 100, data: first.slice(0, 16) }),
    ipv4({ seq: 100, data: first }),
    ipv4({ seq: 99, data: "00" }), // a keep-alive
    ipv4({ from: "tool", seq: 500, ack: 128, data: SELECT_RSP }),
  ]));
  assertEquals(lines, ["1 40000>5000 Select.req", "1 40000>5000 S1F1 W", "1 5000>40000 Select.rsp"]);
});

test("sequence numbers wrap around", async () => {
  const lines = await linesIn(pcap(101, [
    ipv4({ seq: 0xffff_fffa, flags: "02" }),
    ipv4({ seq: 9, data: S1F1 }),
    ipv4({ seq: 0xffff_fffb, data: SELECT_REQ }),
  ]));
  assertEquals(lines, ["1 40000>5000 Select.req", "1 40000>5000 S1F1 W"]);
});

test("bytes that are missing cost the frame that they are of, and no other", async () => {
  const lines = await linesIn(pcap(101, [
    HOST_SYN,
    ipv4({ seq: 100, data: SELECT_REQ + "0000 0014" }),
    // 20 bytes are missing, of which the tool says that it has them.
    ipv4({ seq: 138, data: `0000 ${S1F1}` }),
    ipv4({ from: "tool", seq: 500, ack: 154 }),
    ipv4({ seq: 154, data: SELECT_REQ }),
  ]));
  assertEquals(lines, [
    "1 40000>5000 Select.req",
    "1 40000>5000 skipped 00000014: 20 bytes after it are missing",
    "1 40000>5000 skipped 0000: 20 bytes before it are missing",
    "1 40000>5000 S1F1 W",
    "1 40000>5000 Select.req",
  ]);
});

test("a packet that was captured in part counts with its whole length", async () => {
  const whole = ipv4({ seq: 100, data: SELECT_REQ + S1F2 });
  const cut = whole.replace(S1F2.replace(/\s/g, ""), "");
  const lines = await linesIn(pcap(101, [HOST_SYN, cut, ipv4({ seq: 131, data: S1F1 })]));
  assertEquals(lines, ["1 40000>5000 Select.req", "1 40000>5000 S1F1 W"]);
});

test("a capture that begins inside a frame goes on at the next one", async () => {
  const lines = await linesIn(
    pcap(101, [ipv4({ seq: 7, data: `0000000d 00008101 ${S1F2}` }), ipv4({ seq: 32, data: S1F1 })]),
  );
  assertEquals(lines, [
    "1 40000>5000 skipped 0000000d00008101: the recording begins inside a frame",
    "1 40000>5000 S1F2",
    "1 40000>5000 S1F1 W",
  ]);
});

test("connections are told apart, and those that come again between the same ports", async () => {
  const lines = await linesIn(pcap(
    1,
    [
      HOST_SYN,
      ipv4({ seq: 299, flags: "02", port: 40001 }),
      ipv4({ seq: 300, data: S1F1, port: 40001 }),
      ipv4({ seq: 100, data: SELECT_REQ }),
      ipv4({ seq: 114, flags: "14" }),
      ipv4({ seq: 7000, flags: "02" }),
      ipv4({ seq: 7001, data: SELECT_REQ }),
    ].map((packet) => ETHERNET + packet),
  ));
  assertEquals(lines, ["1 40001>5000 S1F1 W", "2 40000>5000 Select.req", "3 40000>5000 Select.req"]);
});

test("who dialled is known from the SYN", async () => {
  const [piece] = await piecesIn(pcap(101, [TOOL_SYN, ipv4({ from: "tool", seq: 500, data: SELECT_RSP })]));
  assertEquals(piece?.opener, { address: "10.0.0.1", port: 40000 });
});

test("what is not TCP, is a fragment, or is cut inside a header is skipped", async () => {
  const packets = [
    `${ETHERNET} 4500 001c 0000 4000 40 11 0000 0a000001 0a000007 0000000000000000`,
    "020000000001 020000000002 0806 0001",
    ETHERNET + ipv4({ seq: 1, data: SELECT_REQ }).replace("0000 4000", "0000 2000"),
    `${ETHERNET} 4500 0036 0000 4000 40 06 0000 0a000001 0a000007 9c40 1388`,
    ETHERNET + ipv4({ seq: 1, data: SELECT_REQ }),
  ];
  assertEquals(await linesIn(pcap(1, packets)), ["1 40000>5000 Select.req"]);
});

test("a broken capture is an error in a sentence", async () => {
  const packet = ipv4({ seq: 1, data: SELECT_REQ });
  await assertRejects(() => linesIn(pcap(147, [packet])), Error, "Cannot read packets of link type 147");
  const long = fromHex(
    "d4c3b2a1 02000400 00000000 00000000 00000400 65000000 00000000 00000000 ffffffff ffffffff",
  );
  await assertRejects(
    () => linesIn(long),
    Error,
    "broken at byte 24: it has a packet of 4294967295 bytes",
  );
  const block = fromHex(
    "0a0d0d0a 1c000000 4d3c2b1a 01000000 ffffffffffffffff 1c000000 06000000 0d000000 00000000",
  );
  await assertRejects(() => linesIn(block), Error, "broken at byte 28: it has a block of 13 bytes");
  await assertRejects(
    () => linesIn('{"raw":"0"}\n'),
    Error,
    'Line 1 of the recording has no hex digits in "raw"',
  );
  await assertRejects(() => linesIn("{]\n"), Error, 'Line 1 of the recording is not a JSON object: "{]"');
  await assertRejects(() => linesIn("Hello"), Error, "not a capture, a recording or hex digits");
});

test("a recording cannot make a terminal do anything", async () => {
  const line = JSON.stringify({ raw: "01", skipped: "a\x1b[2Jb\x9b", src: "\x1b[2J:1", dst: "::1:5000" });
  assertEquals((await piecesIn(line))[0], {
    piece: { type: "skipped", bytes: Uint8Array.of(1), why: "a?[2Jb?" },
    connection: 1,
    from: undefined,
    to: { address: "::1", port: 5000 },
    at: undefined,
  });
});

test("frames between broken bytes take no more time than the bytes", async () => {
  const count = 100_000;
  const bytes = new Uint8Array(20 * count);
  // A Linktest.req, and six bytes that belong to no frame.
  for (let i = 0; i < count; i++) bytes.set(fromHex("0000000affff000000050000000a ffffffffffff"), 20 * i);
  const pieces = await piecesIn(bytes, bytes.length);
  assertEquals(pieces.filter(({ piece }) => piece.type === "frame").length, count);
});

test("whatever becomes of a file, reading it ends, and an error is a sentence", async () => {
  const random = seeded(11);
  const files = [
    pcap(1, [HOST_SYN, ipv4({ seq: 100, data: SELECT_REQ })].map((packet) => ETHERNET + packet)),
    await recorded("a.pcapng", (recorder) => recorder.bytes(LINK, "in", fromHex(S1F2), AT)),
    await recorded("a.ndjson", (recorder) => recorder.bytes(LINK, "in", fromHex(S1F2), AT)),
    new TextEncoder().encode("00000000  00 00 00 0a ff ff 00 00  00 05\n*\n0000000a  00 00 00 01\n"),
    new TextEncoder().encode(
      "12:00:05 TX 00 00 00 0a ff ff 00 00 00 05 00 00 00 01\nb'\\x00\\x00' [0, 0, 0, 10]\n{ /* 1 */ 0x00, 0x0a };\n",
    ),
  ];
  for (let i = 0; i < 1000; i++) {
    const bytes = files[i % files.length]!.slice();
    for (let changes = 1 + random(4); changes > 0; changes--) bytes[random(bytes.length)] = random(256);
    await piecesIn(random(4) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes).catch((error) => {
      assertEquals(error instanceof CommandError ? undefined : error, undefined, `round ${i}`);
    });
  }
});
