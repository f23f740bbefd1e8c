import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { HsmsHeader } from "@secs/hsms";
import { fromHex } from "../support/hex.ts";
import { AT, LINK, piecesIn, recorded, S1F1, S1F2, SELECT_REQ, SELECT_RSP } from "./captures.ts";
import { frameRows, withoutTshark } from "./tshark.ts";
import type { Recorder } from "../../src/cli/record/recorder.ts";

// Outside of a test: Bun gives one five seconds, and an installation takes longer.
const skip = withoutTshark() ?? false;

const FIELDS = [
  "hsms.length",
  "hsms.header.sessionid",
  "hsms.header.wbit",
  "hsms.header.stream",
  "hsms.header.function",
  "hsms.header.statusbyte3",
  "hsms.header.ptype",
  "hsms.header.stype",
  "hsms.header.system",
  "tcp.srcport",
  "tcp.stream",
  "ip.checksum.status",
  "tcp.checksum.status",
  "tcp.analysis.flags",
  "frame.time_epoch",
];

const REJECT = "0000000a ffff 00 04 00 07 fffffffe";
/** 100,000 bytes of text: two segments. */
const LONG = `000186ae 7fff 86 0b 00 00 ffffffff 43 0186a0 ${"79".repeat(100_000)}`;
const LIST = "00000014 0001 06 0b 00 00 00000101 0102 a504 00000007 0100";

const SECOND = { ...LINK, id: 2, local: { address: "10.0.0.1", port: 40001 } };

function conversation(recorder: Recorder): void {
  const play = [[SELECT_REQ, "out"], [SELECT_RSP, "in"], [S1F1, "out"], [S1F2, "in"], [LONG, "in"], [
    REJECT,
    "out",
  ]];
  for (const link of [LINK, SECOND]) {
    for (const [frame, way] of play) recorder.bytes(link, way as "in" | "out", fromHex(frame!), AT);
  }
  // A frame in pieces, and two in one.
  recorder.bytes(LINK, "in", fromHex(LIST).subarray(0, 7), AT);
  recorder.bytes(LINK, "in", fromHex(LIST).subarray(7), AT);
  recorder.bytes(LINK, "in", fromHex(S1F2 + LIST), AT);
  recorder.ended(LINK, AT);
  recorder.ended(SECOND, AT);
}

/** The row that tshark has to have for a header. */
function rowOf(header: HsmsHeader, length: number, port: number, stream: number): string[] {
  const { isControl } = header;
  return [
    `${length}`,
    `${header.sessionId}`,
    isControl ? "" : header.requireResponse ? "1" : "0",
    isControl ? "" : `${header.stream}`,
    isControl ? "" : `${header.function}`,
    isControl ? `${header.function}` : "",
    `${header.pType}`,
    `${header.sType}`,
    `${header.system}`,
    `${port}`,
    `${stream}`,
    "1",
    "1",
    "",
    "1767256200.005000000",
  ];
}

for (const name of ["a.pcap", "a.pcapng"]) {
  test(`Wireshark reads ${name} as we do, frame by frame`, { skip }, async () => {
    const capture = await recorded(name, conversation);
    const ours = (await piecesIn(capture)).map(({ piece, from, connection }) => {
      if (piece.type !== "frame") throw new Error(piece.why);
      return rowOf(piece.packet.header, piece.packet.length, from!.port, connection - 1);
    });
    assertEquals(ours.length, 15);
    // Two frames in one packet are two values in a field.
    const rows = frameRows(name, capture, FIELDS).flatMap((row) => {
      const count = row[0]!.split(",").length;
      return Array.from({ length: count }, (_, i) => row.map((field) => field.split(",")[i] ?? field));
    });
    assertEquals(rows, ours);
  });
}

test("Wireshark finds the checksums of IPv6 right", { skip }, async () => {
  const link = { ...LINK, local: { address: "fe80::1", port: 40000 } };
  const capture = await recorded("b.pcapng", (recorder) => {
    recorder.bytes(link, "out", fromHex(SELECT_REQ), AT);
    recorder.bytes(link, "in", fromHex("000000"), AT);
  });
  const rows = frameRows("b.pcapng", capture, ["ipv6.src", "tcp.checksum.status", "hsms.header.system"]);
  assertEquals(rows[0], ["fe80::1", "1", "1"]);
});
