import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  deselectReq,
  deselectRsp,
  HsmsHeader,
  HsmsPacket,
  linktestReq,
  linktestRsp,
  rejectReq,
  selectReq,
  selectRsp,
  separateReq,
  streamFunction,
} from "@secs/hsms";
import { fromHex, toHex } from "../../../support/hex.ts";

const CONTROL: readonly (readonly [name: string, packet: HsmsPacket, frame: string])[] = [
  ["selectReq()", selectReq(0x8000000b), "0000000a ffff 00 00 00 01 8000000b"],
  ["selectReq() of a session", selectReq(1, 7), "0000000a 0007 00 00 00 01 00000001"],
  ["selectRsp()", selectRsp(selectReq(73)), "0000000a ffff 00 00 00 02 00000049"],
  ["selectRsp() with a status", selectRsp(selectReq(73, 7), 3), "0000000a 0007 00 03 00 02 00000049"],
  ["deselectReq()", deselectReq(2), "0000000a ffff 00 00 00 03 00000002"],
  ["deselectRsp()", deselectRsp(deselectReq(2), 1), "0000000a ffff 00 01 00 04 00000002"],
  ["linktestReq()", linktestReq(0xffffffff), "0000000a ffff 00 00 00 05 ffffffff"],
  ["linktestRsp()", linktestRsp(linktestReq(2)), "0000000a ffff 00 00 00 06 00000002"],
  ["separateReq()", separateReq(5), "0000000a ffff 00 00 00 09 00000005"],
  [
    "rejectReq() of data",
    rejectReq(streamFunction(1, 1, undefined, { system: 6 }), 4),
    "0000000a 0000 00 04 00 07 00000006",
  ],
  ["rejectReq() of an SType", rejectReq(unknown({ sType: 200 }), 1), "0000000a ffff c8 01 00 07 00000009"],
  [
    "rejectReq() of a PType",
    rejectReq(unknown({ pType: 129, sType: 5 }), 2),
    "0000000a ffff 81 02 00 07 00000009",
  ],
];

function unknown(fields: { pType?: number; sType?: number }): HsmsPacket {
  return new HsmsPacket(new HsmsHeader({ sessionId: 0xffff, system: 9, ...fields }));
}

for (const [name, packet, frame] of CONTROL) {
  test(`${name} makes the bytes of E37`, () =>
    assertEquals(toHex(packet.encode()), frame.replaceAll(" ", "")));
}

test("streamFunction() makes header and body, the W bit in byte 2", () => {
  const body = fromHex("a9 02 03 f4");
  const packet = streamFunction(1, 3, body, { sessionId: 0x1234, system: 4, requireResponse: true });
  assertEquals(toHex(packet.encode()), "0000000e" + "1234810300000000" + "0004" + "a90203f4");
  assertEquals(packet.length, 14);
});

test("streamFunction() refuses a W bit on a secondary message", () => {
  const make = (): HsmsPacket => streamFunction(1, 2, undefined, { requireResponse: true });
  assertThrows(make, RangeError, "S1F2 is a secondary message and cannot require a response");
});

test("streamFunction() refuses a stream or function out of range", () => {
  assertThrows(
    () => streamFunction(128, 1),
    RangeError,
    "stream must be a whole number from 0 to 127, got 128",
  );
  assertThrows(() => streamFunction(1, 256), RangeError, "function");
});

test("HsmsPacket.decode() reads what encode() wrote, without copying the body", () => {
  const bytes = fromHex("0000000e 1234 81 03 00 00 00000004 a90203f4");
  const packet = HsmsPacket.decode(bytes);
  assertEquals(packet.header.name, "S1F3 W");
  assertEquals(toHex(packet.data), "a90203f4");
  assertEquals(packet.data.buffer, bytes.buffer);
  assertEquals(packet.encode(), bytes);
});

for (
  const hex of ["", "0000", "0000000a ffff", "0000000b ffff0000000500000002", "00000009 ffff00000005000000"]
) {
  test(`HsmsPacket.decode() refuses "${hex}"`, () => {
    assertThrows(() => HsmsPacket.decode(fromHex(hex)), RangeError, "Not one frame");
  });
}

test("HsmsPacket.equals() looks at header and body", () => {
  const packet = streamFunction(1, 1, Uint8Array.of(1, 2));
  assert(packet.equals(streamFunction(1, 1, Uint8Array.of(1, 2))));
  assert(!packet.equals(streamFunction(1, 1, Uint8Array.of(1, 3))));
  assert(!packet.equals(streamFunction(1, 3, Uint8Array.of(1, 2))));
});

test("HsmsPacket.toString() prints the header as the seed does, and the start of the body", () => {
  assertEquals(
    `${selectReq(1)}`,
    "header: {sessionId:0xffff, stream:00, function:00, pType:0x00, sType:0x01, system:0x00000001, requireResponse:0}",
  );
  const text = `${streamFunction(1, 1, new Uint8Array(1000))}`;
  assert(text.endsWith(" 00 00 … (1000 bytes)"), text);
});
