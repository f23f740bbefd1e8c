import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parseHex } from "../../src/cli/hex.ts";
import { toHex } from "../support/hex.ts";
import { linesIn, piecesIn } from "./captures.ts";

/** A Linktest.req, and a message with a text that looks like digits. */
const HEX = "0000000affff0000000500000001" + "000000140000" + "8a0300000000000241086465616420626565";

/** All bytes of frames and of what is none. */
async function bytesOf(text: string): Promise<string> {
  const pieces = (await piecesIn(text)).map(({ piece }) => piece);
  return pieces.map((piece) => toHex(piece.type === "frame" ? piece.packet.encode() : piece.bytes)).join("");
}

test("digits are read whatever stands between them", () => {
  for (
    const text of [
      "0000000a ffff",
      "00 00 00 0a ff ff",
      "0x00,0x00, 0x00, 0x0A,0xff,0xFF",
      "00:00:00:0a:ff:ff",
      "00-00-00-0a-ff-ff",
    ]
  ) assertEquals(toHex(parseHex(text)!), "0000000affff");
  for (const text of ["", "0", "00 0", "Hello", "0x", "00 gg"]) assertEquals(parseHex(text), undefined);
});

test("dumps of xxd, hexdump, od and Wireshark are read, past their columns of text", async () => {
  const dumps = [
    `00000000: 0000 000a ffff 0000 0005 0000 0001 0000  ................
00000010: 0014 0000 8a03 0000 0000 0002 4108 6465  ............A.de
00000020: 6164 2062 6565                           ad bee
`,
    `00000000  00 00 00 0a ff ff 00 00  00 05 00 00 00 01 00 00  |................|
00000010  00 14 00 00 8a 03 00 00  00 00 00 02 41 08 64 65  |............A.de|
00000020  61 64 20 62 65 65                                 |ad bee|
00000026
`,
    `0000000 0000 0a00 ffff 0000 0500 0000 0100 0000
0000010 1400 0000 038a 0000 0000 0200 0841 6564
0000020 6461 6220 6565
0000026
`,
    `000000 00 00 00 0a ff ff 00 00 00 05 00 00 00 01 00 00
000010 00 14 00 00 8a 03 00 00 00 00 00 02 41 08 64 65
000020 61 64 20 62 65 65
000026
`,
    `0000   00 00 00 0a ff ff 00 00 00 05 00 00 00 01 00 00   ................
0010   00 14 00 00 8a 03 00 00 00 00 00 02 41 08 64 65   ............A.de
0020   61 64 20 62 65 65                                 ad bee
`,
    `00000000: 0000000a ffff0000 00050000  ............\r
0000000c: 00010000 00140000 8a030000  ............\r
00000018: 00000002 41086465 61642062  ....A.dead b\r
00000024: 6565                        ee\r
`,
  ];
  for (const dump of dumps) assertEquals(await bytesOf(dump), HEX, dump);
});

test("the sides of a dump of Wireshark's Follow TCP Stream are told apart", async () => {
  const dump = `00000000  00 00 00 0a ff ff 00 00  00 05 00 00 00 01         ........ ......
    00000000  00 00 00 0a ff ff 00 00  00 06 00 00 00 01         ........ ......
0000000E  00 00 00 0a ff ff 00 00  00 09 00 00 00 02         ........ ......
`;
  assertEquals(await linesIn(dump), ["1 Linktest.req", "1 Linktest.rsp", "1 Separate.req"]);
});

test("lines that hexdump leaves out are put in again", async () => {
  const dump = `00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
*
00000030  01                                                |.|
00000031
`;
  assertEquals(await bytesOf(dump), "00".repeat(48) + "01");
});

test("an offset that does not fit is said, with the line, and ends the dump there", async () => {
  assertEquals(await linesIn("00000000  00 00\n00000010  00 00\n00000011  01"), [
    "1 skipped 0000: line 2 of the dump begins at 00000010, but 2 bytes are before it",
  ]);
  assertEquals(await linesIn("00000000  00 00 00 0a ff ff 00 00\n00000010  00 05 00 00 00 01"), [
    "1 skipped 0000000affff0000: line 2 of the dump begins at 00000010, but 8 bytes are before it",
    "1 skipped 000500000001: not an HSMS frame",
  ]);
  const [first] = await linesIn("00000000  00 00\n*\nffffffffff  00");
  assertEquals(
    first,
    "1 skipped 0000: the dump leaves out more than 1048576 bytes before line 3 (*): print it without *, as hexdump -v does",
  );
});

test("a frame in each line is read, with and without length fields, past comments", async () => {
  assertEquals(await linesIn("# sent\nffff0000000500000001\n\n# received\nffff0000000600000001\n"), [
    "1 Linktest.req",
    "1 Linktest.rsp",
  ]);
  assertEquals(await linesIn("0000000a ffff 0000 0005\n00000001\n"), ["1 Linktest.req"]);
  assertEquals(await linesIn(HEX.slice(0, 28)), ["1 Linktest.req"]);
  assertEquals(await linesIn("0000 8a03 0000 00000002 4101"), ["1 S10F3 W"]);
});
