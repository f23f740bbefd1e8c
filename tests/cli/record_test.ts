import { execFileSync } from "node:child_process";
import { open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setImmediate } from "node:timers";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { Backlog, HIGH_WATER } from "../../src/cli/backlog.ts";
import { openRecorder, type Recorder } from "../../src/cli/record/recorder.ts";
import { VirtualClock } from "@secs/hsms/testing";
import { fromHex, toHex } from "../support/hex.ts";
import { AT, inFolder, linesIn, LINK, recorded, SELECT_REQ, SELECT_RSP } from "./captures.ts";

/** An IP header, from the host or from the tool. */
const HOST = (length: string, sum: string) => `4500${length}0000400040 06${sum}0a000001 0a000007 9c40 1388`;
const TOOL = (length: string, sum: string) => `4500${length}0000400040 06${sum}0a000007 0a000001 1388 9c40`;

/** SYN, SYN+ACK, ACK, a Select.req, FIN+ACK, FIN+ACK, ACK, with checksums that tshark finds right. */
const PACKETS = [
  `${HOST("0028", "26c9")} 00010000 00000000 5002 ffff ec11 0000`,
  `${TOOL("0028", "26c9")} 00018000 00010001 5012 ffff 6bff 0000`,
  `${HOST("0028", "26c9")} 00010001 00018001 5010 ffff 6c00 0000`,
  `${HOST("0036", "26bb")} 00010001 00018001 5018 ffff 6bde 0000 ${SELECT_REQ}`,
  `${HOST("0028", "26c9")} 0001000f 00018001 5011 ffff 6bf1 0000`,
  `${TOOL("0028", "26c9")} 00018001 00010010 5011 ffff 6bf0 0000`,
  `${HOST("0028", "26c9")} 00010010 00018002 5010 ffff 6bf0 0000`,
];

function selectOnce(recorder: Recorder): void {
  recorder.bytes(LINK, "out", fromHex(SELECT_REQ), AT);
  recorder.ended(LINK, AT);
}

test("a pcap has SYN, data and FIN with numbers and checksums that fit", async () => {
  const records = PACKETS.map((packet) => {
    const length = packet.includes(SELECT_REQ) ? "36000000" : "28000000";
    return `88305669 88130000 ${length} ${length} ${packet}`;
  });
  const expected = `d4c3b2a1 0200 0400 00000000 00000000 00000400 65000000 ${records.join("")}`;
  assertEquals(toHex(await recorded("a.pcap", selectOnce)), expected.replace(/\s/g, ""));
});

test("a pcapng has a section, an interface, and packets that know which way they went", async () => {
  const blocks = PACKETS.map((packet, i) => {
    const way = i === 1 || i === 5 ? "01000000" : "02000000";
    const [length, captured, pad] = packet.includes(SELECT_REQ)
      ? ["64000000", "36000000", "0000"]
      : ["54000000", "28000000", ""];
    return `06000000 ${length} 00000000 4f470600 88450766 ${captured} ${captured} ${packet} ${pad}
      0200 0400 ${way} 00000000 ${length}`;
  });
  const expected = `0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000
    01000000 14000000 6500 0000 00000400 14000000 ${blocks.join("")}`;
  assertEquals(toHex(await recorded("a.pcapng", selectOnce)), expected.replace(/\s/g, ""));
});

test("a line of JSON has the names of Wireshark's dissector, and all bytes", async () => {
  const lines = await recorded("a.ndjson", (recorder) => {
    recorder.bytes(LINK, "out", fromHex(SELECT_REQ).subarray(0, 5), AT);
    recorder.bytes(LINK, "out", fromHex(SELECT_REQ).subarray(5), AT);
    recorder.bytes(LINK, "in", fromHex("0000000d 0000 81 0d 00 00 80000002 41 01 78 00 00"), AT);
  });
  const [control, data, rest] = new TextDecoder().decode(lines).trim().split("\n").map((line) =>
    JSON.parse(line)
  );
  const place = { time: "2026-01-01T08:30:00.005Z", connection: 1 };
  assertEquals(control, {
    ...place,
    direction: "out",
    src: "10.0.0.1:40000",
    dst: "10.0.0.7:5000",
    name: "Select.req",
    "hsms.length": 10,
    "hsms.header.sessionid": 65535,
    "hsms.header.statusbyte2": 0,
    "hsms.header.statusbyte3": 0,
    "hsms.header.ptype": 0,
    "hsms.header.stype": 1,
    "hsms.header.system": 1,
    raw: "0000000affff00000001" + "00000001",
  });
  const back = { ...place, direction: "in", src: "10.0.0.7:5000", dst: "10.0.0.1:40000" };
  assertEquals(data, {
    ...back,
    name: "S1F13 W",
    "hsms.length": 13,
    "hsms.header.sessionid": 0,
    "hsms.header.wbit": true,
    "hsms.header.stream": 1,
    "hsms.header.function": 13,
    "hsms.header.ptype": 0,
    "hsms.header.stype": 0,
    "hsms.header.system": 2147483650,
    sml: '<A "x">',
    raw: "0000000d0000810d000080000002410178",
  });
  assertEquals(rest, { ...back, skipped: "the end of the frame is missing", raw: "0000" });
});

test("a chunk that no packet can hold is several segments", async () => {
  const body = new Uint8Array(200_000).fill(0x20);
  const file = await recorded("a.pcap", (recorder) => {
    recorder.bytes(LINK, "in", fromHex("00030d4a 0000 06 0b 00 00 00000009"), AT);
    recorder.bytes(LINK, "in", body, AT);
  });
  // 24 bytes, and 56 for each packet: 3 that open, one for the head, 4 with 65,495 bytes or the rest.
  assertEquals(file.length, 24 + 8 * 56 + 14 + body.length);
  assertEquals(await linesIn(file), ["1 5000>40000 S6F11"]);
});

test("the bytes are copied: they are only lent", async () => {
  const file = await recorded("a.pcap", (recorder) => {
    const bytes = fromHex(SELECT_REQ);
    recorder.bytes(LINK, "out", bytes, AT);
    bytes.fill(0);
  });
  assertEquals(await linesIn(file), ["1 40000>5000 Select.req"]);
});

test("a link whose opener is not said is opened by its higher port", async () => {
  const { opener: _, ...link } = { ...LINK, remote: { address: "fe80::1%eth0", port: 50000 } };
  const file = await recorded("a.pcap", (recorder) => recorder.bytes(link, "in", fromHex(SELECT_REQ), AT));
  // IPv6, from fe80::1 port 50000, a SYN: next header 6, hop limit 64; the IPv4 address in its wrapping.
  assertStringIncludes(
    toHex(file),
    "60000000" + "0014" + "0640" + "fe800000000000000000000000000001" + "00000000000000000000ffff0a000001" +
      "c3509c40" + "00018000" + "00000000" + "5002",
  );
});

test("files are rotated at their size, and four old ones are kept", async () => {
  await inFolder(async (folder) => {
    const recorder = await openRecorder(join(folder, "a.pcap"), { rotate: 4096 });
    for (let i = 0; i < 1000; i++) {
      recorder.bytes(LINK, i % 2 === 0 ? "out" : "in", fromHex(i % 2 === 0 ? SELECT_REQ : SELECT_RSP), AT);
      if (i % 100 === 0) await Promise.resolve();
    }
    await recorder.close();
    const names = (await readdir(folder)).sort();
    assertEquals(names, ["a.1.pcap", "a.2.pcap", "a.3.pcap", "a.4.pcap", "a.pcap"]);
    let frames = 0;
    for (const name of names) {
      const bytes = new Uint8Array(await readFile(join(folder, name)));
      assert(bytes.length <= 4096, `${name} has ${bytes.length} bytes`);
      const lines = await linesIn(bytes);
      assert(lines.every((line) => line.endsWith("Select.req") || line.endsWith("Select.rsp")));
      frames += lines.length;
    }
    // 24 bytes, and 70 for each packet: 58 of them.
    assert(frames > 4 * 58 && frames <= 5 * 58, `${frames} frames`);
  });
});

test("an unknown ending, and a folder that does not exist, are errors in a sentence", async () => {
  await assertRejects(
    () => openRecorder("a.txt"),
    Error,
    "Cannot record to a.txt: the name must end in .pcap",
  );
  await assertRejects(
    () => inFolder((folder) => openRecorder(join(folder, "no", "a.pcap"))),
    Error,
    "Cannot record to ",
  );
});

test("a recording that stops says so once, and stops nothing else", async () => {
  const told: string[] = [];
  const options = { maxQueuedBytes: 1000, onError: (sentence: string) => told.push(sentence) };
  const file = await recorded("a.pcap", (recorder) => {
    for (let i = 0; i < 5; i++) recorder.bytes(LINK, "out", new Uint8Array(2000), AT);
    recorder.ended(LINK, AT);
  }, options);
  assert(file.length < 2000);
  assertEquals(told.length, 1);
  assertStringIncludes(told[0]!, "bytes wait for the disk, the maximum is 1000");
});

test("a pipe that nobody reads is refused at once", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a.pcap");
    execFileSync("mkfifo", [path]);
    await assertRejects(() => openRecorder(path), Error, "nobody reads this pipe. Start its reader first");
  });
});

test("a pipe gets all of a recording, in pieces as its reader takes them", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a.ndjson");
    execFileSync("mkfifo", [path]);
    const reader = await open(path, "r+");
    const recorder = await openRecorder(path);
    for (let i = 0; i < 500; i++) recorder.bytes(LINK, "out", fromHex(SELECT_REQ), AT);
    const closed = recorder.close();
    let text = "";
    while (text.split("\n").length <= 500) {
      const { bytesRead, buffer } = await reader.read(new Uint8Array(65536), 0, 65536, null);
      text += new TextDecoder().decode(buffer.subarray(0, bytesRead));
    }
    await closed;
    await reader.close();
    const names = text.trim().split("\n").map((line) => JSON.parse(line).name);
    assertEquals(names, Array.from({ length: 500 }, () => "Select.req"));
  });
});

test("after the end a disk that takes nothing for a second is not waited for", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a.ndjson");
    execFileSync("mkfifo", [path]);
    const reader = await open(path, "r+");
    const clock = new VirtualClock();
    const ending = new AbortController();
    const told: string[] = [];
    const end = { clock, signal: ending.signal };
    const recorder = await openRecorder(path, { end, onError: (sentence) => told.push(sentence) });
    for (let i = 0; i < 1000; i++) recorder.bytes(LINK, "out", fromHex(SELECT_REQ), AT);
    const closed = recorder.close();
    ending.abort();
    while (told.length === 0) {
      await clock.advance(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await closed;
    const { bytesRead, buffer } = await reader.read(new Uint8Array(65536), 0, 65536, null);
    await reader.close();
    const whole = new TextDecoder().decode(buffer.subarray(0, bytesRead)).split("\n").length - 1;
    assertEquals(told.length, 1);
    const said = /has stopped: nothing takes it any more\. Up to (\d+) frames at its end are not written$/;
    // A write that is under way may still come to its end.
    const lost = Number(said.exec(told[0]!)?.[1]);
    assert(lost >= 1000 - whole && lost <= 1000, `${lost} of 1000, ${whole} were read`);
  });
});

test("what waits for the disk counts in the backlog, until it is written or dropped", async () => {
  await inFolder(async (folder) => {
    for (const maxQueuedBytes of [2 * HIGH_WATER, HIGH_WATER]) {
      const backlog = new Backlog();
      const recorder = await openRecorder(join(folder, "a.pcap"), { backlog, maxQueuedBytes });
      const changes: boolean[] = [];
      backlog.onChange((full) => changes.push(full));
      recorder.bytes(LINK, "in", new Uint8Array(HIGH_WATER), AT);
      assertEquals(changes, maxQueuedBytes > HIGH_WATER ? [true] : [true, false]);
      await backlog.whenRoom(new AbortController().signal);
      await recorder.close();
      assertEquals(changes, [true, false]);
    }
  });
});
