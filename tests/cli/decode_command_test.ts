import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromHex } from "../support/hex.ts";
import { AT, inFolder, ipv4, LINK, pcap, recorded, S1F1, S1F2, SELECT_REQ, SELECT_RSP } from "./captures.ts";
import { FakeIo } from "./fake_io.ts";

async function decoded(args: readonly string[], stdin: Uint8Array | string = ""): Promise<string> {
  const io = new FakeIo(stdin);
  const code = await io.run("decode", ...args);
  assertEquals([code, io.err], [0, ""]);
  return io.out;
}

test("decode explains each byte of a header, and prints the body as SML", async () => {
  assertEquals(
    await decoded(["00000014", "0001", "86", "0b", "0000", "00000101", "0102a50400000007", "4100"]),
    `S6F11 W
    00 00 00 14  length   20: header 10, body 10
    00 01        session  1
    86           byte 2   stream 6, W: a reply is expected
    0b           byte 3   function 11, primary
    00           PType    0: SECS-II
    00           SType    0: data
    00 00 01 01  system   257
    01 02 a5 04 00 00 00 07 41 00
  S6F11 W
  <L [2]
    <U1 0 0 0 7>
    <A "">
  >.

`,
  );
});

test("decode says what a status and a reason mean", async () => {
  assertStringIncludes(
    await decoded(["0000000a ffff 00 03 00 02 00000001"]),
    "    03           byte 3   status 3: exhausted\n",
  );
  const reject = await decoded(["ffff 09 01 00 07 00000001"]);
  assertStringIncludes(reject, "    09           byte 2   SType 9 was rejected\n");
  assertStringIncludes(reject, "    01           byte 3   reason 1: SType not supported\n");
  assertStringIncludes(
    await decoded(["0000000a ffff 00 02 00 04 00000001"]),
    "    02           byte 3   status 2: busy\n",
  );
});

test("decode says what is wrong with a body", async () => {
  assertStringIncludes(
    await decoded(["0000000c 0000 0101 0000 00000001 4105"]),
    "  Malformed item at byte 0 (A): 5 bytes of data, but only 0 bytes follow",
  );
  assertStringIncludes(
    await decoded(["0000000b 0000 0101 0000 00000001 41 01 02"]),
    "2 bytes are not a frame",
  );
});

test("decode reads captures, recordings, raw frames and dumps, from files and from standard input", async () => {
  const files: Record<string, Uint8Array | string> = {
    "raw.bin": fromHex(SELECT_REQ + SELECT_RSP),
    "dump.txt": `00000000: ${SELECT_REQ} .........\n0000000e: ${SELECT_RSP}  ..........\n`,
  };
  for (const name of ["a.pcap", "a.pcapng", "a.ndjson"]) {
    files[name] = await recorded(name, (recorder) => {
      recorder.bytes(LINK, "out", fromHex(SELECT_REQ), AT);
      recorder.bytes(LINK, "in", fromHex(SELECT_RSP), AT);
    });
  }
  await inFolder(async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), content);
      for (
        const out of [
          await decoded([join(folder, name), "--brief"]),
          await decoded(["-", "--brief"], content),
        ]
      ) {
        const place = (way: string) => name.startsWith("a.") ? `2026-01-01T08:30:00.005Z #1 ${way} ` : "";
        assertEquals(
          out,
          `${
            place("10.0.0.1:40000 -> 10.0.0.7:5000")
          }Select.req  session 0xffff  system 0x00000001  10 bytes\n` +
            `${
              place("10.0.0.7:5000 -> 10.0.0.1:40000")
            }Select.rsp  session 0xffff  system 0x00000001  10 bytes` +
            "  status 0: selected\n",
          name,
        );
      }
    }
  });
});

test("decode --json prints what it can read again", async () => {
  const json = await decoded(["-", "--json"], fromHex(S1F1 + S1F2));
  assertEquals(
    json.split("\n")[1],
    '{"name":"S1F2","hsms.length":13,"hsms.header.sessionid":0,"hsms.header.wbit":false,"hsms.header.stream":1,' +
      '"hsms.header.function":2,"hsms.header.ptype":0,"hsms.header.stype":0,"hsms.header.system":2,' +
      '"sml":"<A \\"x\\">","raw":"0000000d0000010200000000000241' + '0178"}',
  );
  assertEquals(await decoded(["-", "--json"], json), json);
});

test("decode skips the other traffic of a capture, and says so", async () => {
  const io = new FakeIo(pcap(101, [
    ipv4({ seq: 1, data: "474554202f20485454502f312e310d0a", port: 40001 }),
    ipv4({ seq: 1, data: SELECT_REQ }),
  ]));
  assertEquals(await io.run("decode", "-", "--brief"), 0);
  assertStringIncludes(io.out, "Select.req");
  assertEquals([io.out.split("\n").length, io.err], [2, "hsms: 1 connection has no frame: 16 bytes\n"]);
});

test("decode prints long bodies with --full only", async () => {
  assertStringIncludes(
    await decoded(["-"], frameOfText(70_000)),
    "The body has 70004 bytes. Print it with --full",
  );
  assertStringIncludes(await decoded(["-", "--full"], frameOfText(70_000)), `<A "${"x".repeat(70_000)}">.`);
});

function frameOfText(length: number): Uint8Array {
  const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, "0");
  return fromHex(
    `${hex(length + 14, 8)} 0000 0a03 0000 00000001 43 ${hex(length, 6)} ${"78".repeat(length)}`,
  );
}

test("decode says in a sentence what it cannot read", async () => {
  const cases: [string[], string, string][] = [
    [["no/such/file"], "", "hsms: Cannot read no/such/file: no such file or directory (ENOENT)\n"],
    [
      ["-"],
      "Hello",
      "hsms: The input is not a capture, a recording or hex digits. Give .pcap, .pcapng, .ndjson, a dump, or ",
    ],
    [
      ["-"],
      "00 00 00",
      "hsms: The input has no HSMS frame: 3 bytes are something else (not an HSMS frame)\n",
    ],
    [["-"], "", "hsms: "],
  ];
  for (const [args, stdin, sentence] of cases) {
    const io = new FakeIo(stdin);
    assertEquals(await io.run("decode", ...args), 1);
    assertStringIncludes(io.err, sentence);
    assertEquals(io.err.split("\n").length, 2);
  }
});

test("decode --encoding shows texts beside their bytes, in SML that can be read again", async () => {
  const alarm = "0000001b 0000 8501 0000 00000001 0103 2101 80 b104 00000007 4104 b1a8beaf";
  assertStringIncludes(
    await decoded(["--brief", "--encoding", "gb18030", alarm]),
    "S5F1 W <L [3] <B 0x80> <U4 7> <A 0xb1 0xa8 0xbe 0xaf /* 报警 */>>.",
  );
  assertStringIncludes(
    await decoded(["--encoding", "gb18030", alarm]),
    "\n    <U4 7>\n    <A 0xb1 0xa8 0xbe 0xaf /* 报警 */>\n",
  );
  assert(!(await decoded([alarm])).includes("/*"));
});

test("a recording that is cut anywhere in its last record is decoded up to the cut", async () => {
  const file = (name: string, ...frames: string[]): Promise<Uint8Array> =>
    recorded(name, (recorder) => {
      for (const frame of frames) recorder.bytes(LINK, "out", fromHex(frame), AT);
    });
  for (const name of ["a.pcap", "a.pcapng", "a.ndjson"]) {
    const { length } = await file(name, SELECT_REQ);
    const both = await file(name, SELECT_REQ, S1F1);
    for (let end = length; end < both.length; end++) {
      const io = new FakeIo(both.subarray(0, end));
      assertEquals(await io.run("decode", "-", "--brief"), 0, `${name}, ${end} bytes: ${io.err}`);
      assertStringIncludes(io.out, "Select.req");
    }
  }
});

test("a broken line inside a recording is an error, and so is a last one that is not cut", async () => {
  const line = (fields: object): string => `${JSON.stringify(fields)}\n`;
  const good = line({ raw: SELECT_REQ.replaceAll(" ", "") });
  for (
    const [text, sentence] of [
      [`${good}{"raw":"0000\n${good}`, "Line 2 of the recording is not a JSON object"],
      [`${good}${line({ name: "Select.req" })}`, 'Line 2 of the recording has no hex digits in "raw"'],
      [`${good}nonsense`, "Line 2 of the recording is not a JSON object"],
    ] as const
  ) {
    const io = new FakeIo(text);
    assertEquals(await io.run("decode", "-"), 1);
    assertStringIncludes(io.err, sentence);
  }
});
