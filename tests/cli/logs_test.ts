import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { FakeIo } from "./fake_io.ts";

/** What `hsms decode - --brief` prints of a text, line by line, after its exit code. */
async function decoded(text: string | Uint8Array): Promise<[code: number, ...lines: string[]]> {
  const io = new FakeIo(text);
  const code = await io.run("decode", "-", "--brief");
  return [code, ...(io.out + io.err).split("\n").filter((line) => line !== "")];
}

/** A line of a control frame. */
function control(name: string, system: number, end = ""): string {
  const bytes = system.toString(16).padStart(8, "0");
  return `${name}  session 0xffff  system 0x${bytes}  10 bytes${end}`;
}

const REQ = "00 00 00 0a ff ff 00 00 00 05 00 00 00 01";
const RSP = "00 00 00 0a ff ff 00 00 00 06 00 00 00 01";
const LINKTEST = [0, control("Linktest.req", 1), control("Linktest.rsp", 1)];
const NO_LENGTH = "Its length field is not in the input";

test("lines of a log: the words before the hex digits give the time and the side", async () => {
  assertEquals(
    await decoded(
      `2026-11-27 10:20:30,123 bytestream.send_data: > 00:00:00:11:00:00:81:03:00:00:00:00:00:2a:01:01:41:03:54:4d:50
2026-11-27 10:20:30,127 bytestream.__receiver_thread_read_data: < 00:00:00:10:00:00:01:04:00:00:00:00:00:2a:01:01:41:02:32:31
`,
    ),
    [
      0,
      '2026-11-27 10:20:30,123 -> S1F3 W  session 0x0000  system 0x0000002a  17 bytes  S1F3 W <L [1] <A "TMP">>.',
      '2026-11-27 10:20:30,127 <- S1F4  session 0x0000  system 0x0000002a  16 bytes  S1F4 <L [1] <A "21">>.',
    ],
  );
  for (
    const [out, inward] of [
      ["Send:", "Recv:"],
      ["TX", "RX"],
      ["->", "<-"],
      ["[OUT]", "[IN]"],
      ["out:", "in:"],
      [">>>", "<<<"],
      ["sent 14 bytes", "received 14 bytes"],
      ["OnSendData(12)", "DataReceived(12)"],
    ]
  ) {
    assertEquals(await decoded(`${out} ${REQ}\n${inward} ${RSP}\n`), [
      0,
      `-> ${LINKTEST[1]}`,
      `<- ${LINKTEST[2]}`,
    ], out);
  }
});

test("a line above the bytes gives the time and the side too", async () => {
  assertEquals(await decoded(`[10:00:01.5] RECV 14 bytes:\n${REQ}\n\n[10:00:02] SEND 14 bytes:\n${RSP}\n`), [
    0,
    `10:00:01.5 <- ${LINKTEST[1]}`,
    `10:00:02 -> ${LINKTEST[2]}`,
  ]);
});

test("bytes as programs print them are read", async () => {
  const bytes = [0, 0, 0, 10, 255, 255, 0, 0, 0, 5, 0, 0, 0, 1];
  for (
    const text of [
      `<Buffer ${REQ}>`,
      String.raw`b'\x00\x00\x00\x0a\xff\xff\x00\x00\x00\x05\x00\x00\x00\x01'`,
      String.raw`DEBUG recv b'\x00\x00\x00\n\xff\xff\x00\x00\x00\x05\x00\x00\x00\x01' from peer`,
      String.raw`"\u0000\u0000\u0000\n\u00ff\u00ff\u0000\u0000\u0000\u0005\u0000\u0000\u0000\u0001"`,
      "{ 0x00, 0x00, 0x00, 0x0A, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00, 0x01 };",
      "{0x0,0x0,0x0,0xA,0xFF,0xFF,0x0,0x0,0x0,0x5,0x0,0x0,0x0,0x1}",
      JSON.stringify(bytes),
      JSON.stringify({ type: "Buffer", data: bytes }),
      JSON.stringify({ type: "Buffer", data: bytes }, null, 2),
      JSON.stringify({ level: 30, msg: `frame ${REQ}` }),
      `Uint8Array(14) [\n  0, 0, 0, 10, 255, 255,\n  0, 0, 0,  5,   0,   0,\n  0, 1\n]`,
      "byte[] { 0, 0, 0, 10, -1, -1, 0, 0, 0, 5, 0, 0, 0, 1 }",
      '["00","00","00","0a","ff","ff","00","00","00","05","00","00","00","01"]',
      String.raw`\x00\x00\x00\x0a\xff\xff\x00\x00\x00\x05\x00\x00\x00\x01`,
      "0000000A-FFFF-0000-0005-00000001",
    ]
  ) {
    const [code, line] = await decoded(text);
    assertEquals([code, line?.replace("<- ", "")], [0, LINKTEST[1]], text);
  }
});

test("Python's bytes are read with the characters in them", async () => {
  const text = String.raw`b'\x00\x00\x00\x16\x00\x00\n\x03\x00\x00\x00\x00\x00\x02A\n12:00 \'ok"'`;
  assertEquals(await decoded(text), [
    0,
    `S10F3  session 0x0000  system 0x00000002  22 bytes  S10F3 <A "12:00 'ok" 0x22>.`,
  ]);
});

test("a header without its length is a message by itself, one a line, and it is said", async () => {
  assertEquals(await decoded("[00 0C|85 01|00 00|00 00 00 2A]"), [
    0,
    `S5F1 W  session 0x000c  system 0x0000002a  10 bytes  ${NO_LENGTH}  S5F1 W.`,
  ]);
  assertEquals(
    await decoded(
      "00 00 81 01 00 00 00 00 00 01\n00 00 01 02 00 00 00 00 00 01 01 02 41 01 4d 41 01 31\n",
    ),
    [
      0,
      `S1F1 W  session 0x0000  system 0x00000001  10 bytes  ${NO_LENGTH}  S1F1 W.`,
      `S1F2  session 0x0000  system 0x00000001  18 bytes  ${NO_LENGTH}  S1F2 <L [2] <A "M"> <A "1">>.`,
    ],
  );
  assertEquals(await decoded("ff ff 00 00 00 05 00 00 00 07\nff ff 00 00 00 06 00 00 00 07\n"), [
    0,
    control("Linktest.req", 7, `  ${NO_LENGTH}`),
    control("Linktest.rsp", 7, `  ${NO_LENGTH}`),
  ]);
});

test("a time, a counter, an address or an offset before the bytes is not one of them", async () => {
  for (
    const before of [
      "12:00:05",
      "12:00:05.123",
      "27.11.2026 12:00:05",
      "11/27/2026 12:00:05",
      "2026-11-27T12:00:05Z",
      "20261127-120005",
      "00000017",
      "12",
      "0012 00000e",
      "00:11:22:33:44:55",
      "127.0.0.1:5000",
      "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
      "2026-11-27 12:00:05 [0x1a2b]",
      "14 bytes",
    ]
  ) {
    const [code, ...lines] = await decoded(`${before} ${REQ}\n${before} ${RSP}\n`);
    const names = lines.map((line) => /\b(Linktest\.re.|Linktest\.rsp)/.exec(line)?.[1]);
    assertEquals([code, ...names], [0, "Linktest.req", "Linktest.rsp"], before);
    assertEquals(lines.map((line) => line.includes("system 0x00000001")), [true, true], before);
  }
  assertEquals(await decoded(`12:00:05 ${REQ}\n12:00:05 ${RSP}\n`), [
    0,
    `12:00:05 ${LINKTEST[1]}`,
    `12:00:05 ${LINKTEST[2]}`,
  ]);
});

test("a number that was left out beside a frame is said", async () => {
  assertEquals(await decoded(`07 ${REQ}\n`), [
    0,
    `${control("Linktest.req", 1)}  What is before it in its line was left out: 07`,
  ]);
  assertEquals(await decoded(`TX ${REQ} 14 bytes\n`), [
    0,
    `-> ${control("Linktest.req", 1)}  What is after it in its line was left out: 14`,
  ]);
});

test("numbers, dates, ids and digests of a log are no frames", async () => {
  const text = `2026-11-27 10:20:30.123 INFO [12] connected 127.0.0.1:46232
2026-11-27 10:20:31 session 00000001 id=3f2504e0-4f89-11d3-9a0c-0305e82c3301
2026-11-27 10:20:32 sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
2026-11-27 10:20:33 TX 14 bytes, RX 00 00 00 0a
be 10 20 30
12
`;
  const [code, line] = await decoded(text);
  assertEquals(code, 1);
  assertStringIncludes(line!, "The input has no HSMS frame");
});

test("a frame over several lines or chunks is put together, of each side by itself", async () => {
  assertEquals(
    await decoded(
      "RX 00 00 00 0a\nTX 00 00 00 0a\nRX ff ff 00 00 00 05 00 00 00 01\nTX ff ff 00 00 00 06 00 00 00 01\n",
    ),
    [
      0,
      `<- ${LINKTEST[1]}`,
      `-> ${LINKTEST[2]}`,
    ],
  );
  assertEquals(
    await decoded("00 00 00 0a ff ff 00\n00 00 05 00 00 00 01 00 00\n00 0a ff ff 00 00 00 06 00 00 00 01\n"),
    LINKTEST,
  );
  const [code, line] = await decoded("RX 00 00 00 19 00 00 01 02 00 00 00 00 00 63 01 02 41 04\nRX " + REQ);
  assertEquals([code, line], [
    0,
    "<- 18 bytes are not a frame (the end of the frame is missing: it has 29 bytes, but only 18 are in the text): " +
    "00 00 00 19 00 00 01 02 00 00 00 00 00 63 01 02 41 04",
  ]);
});

test("a frame that is put together from lines of an unknown side is doubtful", async () => {
  assertEquals(
    await decoded("12:00:05 00 00 00 0a ff ff 00 00 00 05\n12:00:05 words\n12:00:06 got 00 00 00 01 [4]\n"),
    [
      1,
      "hsms: The input has no HSMS frame: 10 bytes are something else (the end of the frame is missing: it has 14 bytes, " +
      "but only 10 are in the text)",
    ],
  );
  const head = "00 00 00 19 00 00 01 02 00 00 00 00 00 63 01 02 41 04 68";
  assertEquals(await decoded(`12:00:05 ${head}\n12:00:06 73 6d 73 41 05 30 2e 31 2e 30\n`), [
    0,
    "12:00:05 S1F2  session 0x0000  system 0x00000063  25 bytes  It was put together from lines 1 to 2, which do not " +
    'say who sent them  S1F2 <L [2] <A "hsms"> <A "0.1.0">>.',
  ]);
});

test("bytes that the log left out are said", async () => {
  const [code, line] = await decoded(
    "TX 00 00 00 19 00 00 01 02 00 00 00 00 00 63 01 02 41 04 ... 11 more bytes",
  );
  assertEquals(code, 1);
  assertStringIncludes(line!, "the log leaves out the bytes after it: log whole messages");
});

test("frames that break E37 are shown with what is wrong, also the first one", async () => {
  assertEquals(await decoded("0000000a 0000 8102 0000 00000001"), [
    0,
    "S1F2 W  session 0x0000  system 0x00000001  10 bytes  The W bit is set, but function 2 is a reply, and a reply " +
    "has no W bit  S1F2 W.",
  ]);
  assertEquals(await decoded("0000000a ffff 0000 0008 00000001\n0000000a ffff 0801 0007 00000001\n"), [
    0,
    control("SType 8", 1, "  SType 8 is not a type of E37"),
    control("Reject.req", 1, "  reason 1: SType not supported"),
  ]);
  assertEquals(await decoded("0000000a ffff 0000 0105 00000001"), [
    0,
    control("Linktest.req", 1, "  PType is 1, which is not SECS-II: it must be 0"),
  ]);
  assertEquals(
    (await decoded("0000000c ffff 0000 0005 00000001 4100"))[1],
    "Linktest.req  session 0xffff  system 0x00000001  12 bytes  A control message has no body, but this one has 2 bytes",
  );
});

test("a frame that breaks E37 is shown in raw bytes too", async () => {
  const bytes = Uint8Array.from([0, 0, 0, 10, 255, 255, 0, 0, 0, 8, 0, 0, 0, 1]);
  assertEquals(await decoded(bytes), [0, control("SType 8", 1, "  SType 8 is not a type of E37")]);
});

test("packets with their headers are put together by connection", async () => {
  const dump = `0000  00 11 22 33 44 55 66 77 88 99 aa bb 08 00 45 00   .."3DUfw......E.
0010  00 36 00 01 40 00 40 06 00 00 7f 00 00 01 7f 00   .6..@.@.........
0020  00 01 9c 40 13 88 00 00 00 01 00 00 00 01 50 18   ...@..........P.
0030  02 00 00 00 00 00 00 00 00 0a ff ff 00 00 00 01   ................
0040  00 00 00 01                                       ....

0000  00 11 22 33 44 55 66 77 88 99 aa bb 08 00 45 00   .."3DUfw......E.
0010  00 41 00 01 40 00 40 06 00 00 7f 00 00 01 7f 00   .A..@.@.........
0020  00 01 9c 40 13 88 00 00 00 0f 00 00 00 01 50 18   ...@..........P.
0030  02 00 00 00 00 00 00 00 00 15 00 00 81 0d 00 00   ................
0040  00 00 00 02 01 02 41 02 41 42 41 03 31 2e 30      ......A.ABA.1.0
`;
  const frames = [
    0,
    `#1 127.0.0.1:40000 -> 127.0.0.1:5000 ${control("Select.req", 1)}`,
    "#1 127.0.0.1:40000 -> 127.0.0.1:5000 S1F13 W  session 0x0000  system 0x00000002  21 bytes  " +
    'S1F13 W <L [2] <A "AB"> <A "1.0">>.',
  ];
  assertEquals(await decoded(dump), frames);
  const tcpdump =
    `10:20:30.123456 IP 127.0.0.1.40000 > 127.0.0.1.5000: Flags [P.], seq 1:15, ack 1, win 512, length 14
\t0x0000:  4500 0036 0001 4000 4006 0000 7f00 0001  E..6..@.@.......
\t0x0010:  7f00 0001 9c40 1388 0000 0001 0000 0001  .....@..........
\t0x0020:  5018 0200 0000 0000 0000 000a ffff 0000  P...............
\t0x0030:  0001 0000 0001                           ......
10:20:30.223456 IP 127.0.0.1.40000 > 127.0.0.1.5000: Flags [P.], seq 15:40, ack 1, win 512, length 25
\t0x0000:  4500 0041 0001 4000 4006 0000 7f00 0001  E..A..@.@.......
\t0x0010:  7f00 0001 9c40 1388 0000 000f 0000 0001  .....@..........
\t0x0020:  5018 0200 0000 0000 0000 0015 0000 810d  P...............
\t0x0030:  0000 0000 0002 0102 4102 4142 4103 312e  ........A.ABA.1.
\t0x0040:  30                                       0
`;
  assertEquals(await decoded(tcpdump), frames);
});

test("the C arrays of Wireshark's Follow TCP Stream are read", async () => {
  assertEquals(
    await decoded(`char peer0_0[] = { /* Packet 4 */
0x00, 0x00, 0x00, 0x0a, 0xff, 0xff, 0x00, 0x00, 
0x00, 0x01, 0x00, 0x00, 0x00, 0x01 };
char peer1_0[] = { /* Packet 6 */
0x00, 0x00, 0x00, 0x0a, 0xff, 0xff, 0x00, 0x00, 
0x00, 0x02, 0x00, 0x00, 0x00, 0x01 };
`),
    [0, control("Select.req", 1), control("Select.rsp", 1, "  status 0: selected")],
  );
});

test("a column of text that looks like hex digits is not read as bytes", async () => {
  assertEquals(
    await decoded(`RECV
00 00 00 10 00 00 0a 03 00 00 00 00 00 02 41 04  ..............A.
61 62 63 64  abcd
`),
    [0, '<- S10F3  session 0x0000  system 0x00000002  16 bytes  S10F3 <A "abcd">.'],
  );
  assertEquals(
    await decoded(`0000  00 00 00 12 00 00 0a 03 00 00 00 00 00 02 41 06  ..............A.
0010  61 62 63 64 65 66  abcdef`),
    [0, 'S10F3  session 0x0000  system 0x00000002  18 bytes  S10F3 <A "abcdef">.'],
  );
});

test("a recording with a byte order mark, and text in UTF-16, are read", async () => {
  const line =
    '{"time":"2026-11-27T08:31:06.618Z","name":"Linktest.req","raw":"0000000affff0000000500000001"}\n';
  assertEquals(await decoded(`\ufeff${line}`), [0, `2026-11-27T08:31:06.618Z ${LINKTEST[1]}`]);
  const text = "0000000affff0000000500000001\r\n0000000affff0000000600000001\r\n";
  for (const marked of [`\ufeff${text}`, text]) {
    for (const order of [[0, 1], [1, 0]] as const) {
      const bytes = new Uint8Array(2 * marked.length);
      for (let i = 0; i < marked.length; i++) {
        bytes[2 * i + order[0]] = marked.charCodeAt(i) & 0xff;
        bytes[2 * i + order[1]] = marked.charCodeAt(i) >> 8;
      }
      assertEquals(await decoded(bytes), LINKTEST, `${marked.length} ${order}`);
    }
  }
});

const OWN = `08:31:06.601 127.0.0.1:46232 connected
08:31:06.618 127.0.0.1:46232 <- Select.req    session 0xffff  system 0x32c66c5f  10 bytes
    0000  00 00 00 0a ff ff 00 00 00 01 32 c6 6c 5f
08:31:10.749 127.0.0.1:46232 -> S1F2          session 0x0000  system 0x00000063  25 bytes  S1F2 <L [2] <A "hsms"> <A "0.1.0">>.
    0000  00 00 00 19 00 00 01 02 00 00 00 00 00 63 01 02
    0010  41 04 68 73 6d 73 41 05 30 2e 31 2e 30
`;

test("what hsms listen --hex prints is read, and without --hex it is said what is missing", async () => {
  assertEquals(await decoded(OWN), [
    0,
    `08:31:06.618 <- ${control("Select.req", 0x32c66c5f)}`,
    '08:31:10.749 -> S1F2  session 0x0000  system 0x00000063  25 bytes  S1F2 <L [2] <A "hsms"> <A "0.1.0">>.',
  ]);
  assertEquals(await decoded(OWN.replace(/^ {4}.*\n/gm, "")), [
    1,
    "hsms: Line 2 is of hsms listen or connect, without the bytes of its frame: give them --hex, --json or --record",
  ]);
  assertEquals(await decoded("12:00:05 S1F13 W\n<L [0]>.\n"), [
    1,
    "hsms: Line 1 names a message, but has no bytes of it: the log has to be written with hex digits",
  ]);
});

test("an odd number of hex digits is said, and not taken for the name of a file", async () => {
  const io = new FakeIo("");
  assertEquals(await io.run("decode", "0000000affff000000050000001"), 1);
  assertEquals(
    io.err,
    "hsms: The input has 27 hex digits, an odd number: one is missing, or one is too many\n",
  );
  const line = new FakeIo("");
  assertEquals(await line.run("decode", "--brief", `12:00:05 Send: ${REQ}`), 0);
  assertEquals(line.out, `12:00:05 -> ${LINKTEST[1]}\n`);
});

test("blocks of SECS-I are named, and are no frames of HSMS", async () => {
  const block = "80 01 01 02 80 01 00 00 00 2a 01 02 41 06 54 4f 4f 4c 2d 31 41 03 32 2e 30 03 e9";
  const said =
    "a block of SECS-I (SEMI E4), not HSMS: S1F2 to the host, device 1, block 1, the last one, its checksum " +
    "is right: ";
  assertEquals(await decoded(block), [1, said + block, "hsms: The input has no HSMS frame"]);
  // ENQ, EOT, the length byte, the block, ACK.
  assertEquals((await decoded(`05 04 19 ${block} 06`))[1], `${said}19 ${block}`);
  const io = new FakeIo(block);
  await io.run("decode", "-");
  assertStringIncludes(io.out, '\n  S1F2\n  <L [2]\n    <A "TOOL-1">\n    <A "2.0">\n  >.\n\n');
});

test("--json has the time and the side of the log, the doubts and the faults, and is read again", async () => {
  const io = new FakeIo(
    `12:00:05 Send: ${REQ} 14\n12:00:06 Recv: 00 00 00 0a 00 00 81 02 00 00 00 00 00 01\n`,
  );
  assertEquals(await io.run("decode", "-", "--json"), 0);
  const [first, second] = io.out.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals([first.logTime, first.direction, first.doubts, first.faults], [
    "12:00:05",
    "out",
    ["What is after it in its line was left out: 14"],
    undefined,
  ]);
  assertEquals([second.logTime, second.direction, second.doubts, second.faults], [
    "12:00:06",
    "in",
    undefined,
    ["The W bit is set, but function 2 is a reply, and a reply has no W bit"],
  ]);
  assertEquals((await decoded(io.out))[1], LINKTEST[1]);
});

test("what tshark prints several times is refused", async () => {
  assertEquals(await decoded('<?xml version="1.0"?>\n<pdml version="0">\n'), [
    1,
    "hsms: Line 2 is of tshark -T pdml or jsonraw, which print each byte several times: give the capture itself",
  ]);
});

test("bytes that Wireshark puts together again after their packets are not read twice", async () => {
  const packet = (sequence: string, length: string, payload: string): string => {
    const bytes =
      `4500 00${length} 0001 4000 4006 0000 7f00 0001 7f00 0001 9c40 1388 0000 00${sequence} 0000 0001 5018 ` +
      `0200 0000 0000 ${payload}`;
    return `0000  ${bytes.replace(/\s/g, "").match(/../g)!.join(" ")}\n`;
  };
  const text = `${packet("01", "2f", "0000000affff00")}\n${packet("08", "2f", "00000500000001")}\n` +
    `Reassembled TCP (14 bytes):\n0000  ${REQ}   ..............\n\n    [Reassembled TCP Data: ${
      REQ.replace(/ /g, "")
    }]\n`;
  assertEquals(await decoded(text), [0, `#1 127.0.0.1:40000 -> 127.0.0.1:5000 ${LINKTEST[1]}`]);
});

test("an arrow between two ends, and a key of JSON, do not say which side wrote the log", async () => {
  for (
    const before of [
      "40000 → 5000 [PSH]",
      "10.0.0.1:40000 -> 10.0.0.7:5000",
      'INFO "bytes_sent":"14","payload":',
      "H->E",
    ]
  ) {
    assertEquals(await decoded(`${before} ${REQ}\n`), [0, LINKTEST[1]], before);
  }
});

test("lines of hex digits are read in a time that grows with them, also if they fit nothing", async () => {
  const junk = "7f ".repeat(30).trim() + "\n";
  const [code, line] = await decoded(junk.repeat(20_000));
  assertEquals(code, 1);
  assertStringIncludes(line!, "The input has no HSMS frame: 600000 bytes");
  const body = "78".repeat(300_000);
  const frame = `000493ee 0000 0a03 0000 00000001 43 0493e0 ${body}`.replace(/\s/g, "");
  const wrapped = frame.match(/.{1,32}/g)!.join("\n");
  const io = new FakeIo(wrapped);
  assertEquals(await io.run("decode", "-", "--brief"), 0);
  assertStringIncludes(io.out, "S10F3  session 0x0000  system 0x00000001  300014 bytes");
});

test("a length, a header and a body that stand apart are one frame", async () => {
  const whole = [0, 'S1F2  session 0x0000  system 0x00000063  13 bytes  S1F2 <A "x">.'];
  for (
    const text of [
      "Length: 00 00 00 0d\nHeader: 00 00 01 02 00 00 00 00 00 63\nBody: 41 01 78\n",
      "len=0000000d header=00000102000000000063 body=410178",
      "00 00 00 0d | 00 00 | 01 02 | 00 00 | 00 00 00 63 | 41 01 78",
      "00 00 00 0d\n00 00 01 02 00 00 00 00 00 63\n41 01 78\n",
    ]
  ) assertEquals(await decoded(text), whole, text);
});

test("the colours of a terminal, and the numbers of columns above a dump, are not read", async () => {
  const text =
    "\x1b[36m08:31:06.618 127.0.0.1:46232 <- Linktest.req  session 0xffff  system 0x00000001  10 bytes\x1b[39m\n" +
    `\x1b[2m    0000  ${REQ}\x1b[22m\n`;
  assertEquals(await decoded(text), [0, `08:31:06.618 <- ${LINKTEST[1]}`]);
  assertEquals(
    await decoded(
      `           00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n\n00000000   ${REQ}        ..........\n`,
    ),
    [0, LINKTEST[1]],
  );
});
