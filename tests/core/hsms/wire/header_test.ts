import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { HsmsHeader } from "@secs/hsms";

const S1F13_W = Uint8Array.of(0x00, 0x05, 0x81, 0x0d, 0x00, 0x00, 0x80, 0x00, 0x00, 0x0b);

test("HsmsHeader.encode() puts every field where E37 has it", () => {
  const header = new HsmsHeader({
    sessionId: 5,
    stream: 1,
    function: 13,
    requireResponse: true,
    system: 0x8000000b,
  });
  assertEquals(header.encode(), S1F13_W);
});

test("HsmsHeader.decode() reads every field from where E37 has it", () => {
  const header = HsmsHeader.decode(Uint8Array.of(0xff, 0xfe, 0x7f, 0xfd, 0xfc, 0xfb, 0xff, 0xee, 0xdd, 0xcc));
  assertEquals(header.sessionId, 0xfffe);
  assertEquals(header.stream, 127);
  assertEquals(header.requireResponse, false);
  assertEquals(header.function, 0xfd);
  assertEquals(header.pType, 0xfc);
  assertEquals(header.sType, 0xfb);
  assertEquals(header.system, 0xffeeddcc);
});

test("HsmsHeader keeps system bytes with the top bit set positive", () => {
  assertEquals(HsmsHeader.decode(S1F13_W).system, 2147483659);
});

test("HsmsHeader.decode() reads at an offset and refuses fewer than ten bytes", () => {
  const bytes = new Uint8Array(13);
  bytes.set(S1F13_W, 3);
  assert(HsmsHeader.decode(bytes, 3).equals(HsmsHeader.decode(S1F13_W)));
  assertThrows(() => HsmsHeader.decode(bytes, 4), RangeError, "A header takes 10 bytes, got 9");
});

test("HsmsHeader.toString() prints the fields in the order and width of python secsgem", () => {
  const reject = HsmsHeader.decode(Uint8Array.of(0, 0, 0, 4, 0, 7, 0, 0, 0, 0));
  assertEquals(
    `${reject}`,
    "{sessionId:0x0000, stream:00, function:04, pType:0x00, sType:0x07, system:0x00000000, requireResponse:0}",
  );
  assertEquals(
    `${HsmsHeader.decode(S1F13_W)}`,
    "{sessionId:0x0005, stream:01, function:13, pType:0x00, sType:0x00, system:0x8000000b, requireResponse:1}",
  );
});

test("HsmsHeader.name is what an engineer calls the message", () => {
  assertEquals(HsmsHeader.decode(S1F13_W).name, "S1F13 W");
  assertEquals(new HsmsHeader({ stream: 1, function: 14 }).name, "S1F14");
  assertEquals(new HsmsHeader({ sType: 9 }).name, "Separate.req");
  assertEquals(new HsmsHeader({ sType: 200 }).name, "SType 200");
});

test("HsmsHeader.byte2 is the third byte on the wire", () => {
  assertEquals(HsmsHeader.decode(S1F13_W).byte2, 0x81);
});

test("HsmsHeader.equals() looks at every field", () => {
  const bytes = S1F13_W;
  for (let i = 0; i < bytes.length; i++) {
    const other = bytes.slice();
    other[i]! ^= 1;
    assert(!HsmsHeader.decode(bytes).equals(HsmsHeader.decode(other)), `byte ${i}`);
  }
});

const OUT_OF_RANGE = [
  ["sessionId", 0x10000],
  ["stream", 128],
  ["function", 256],
  ["pType", 256],
  ["sType", -1],
  ["system", 2 ** 32],
  ["system", -1],
  ["stream", 1.5],
  ["function", NaN],
] as const;

for (const [field, value] of OUT_OF_RANGE) {
  test(`HsmsHeader refuses ${field} ${value}`, () => {
    assertThrows(() => new HsmsHeader({ [field]: value }), RangeError, `${field} must be a whole number`);
  });
}
