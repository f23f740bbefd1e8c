import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { HsmsHeader, HsmsPacket } from "../../../src/core/mod.ts";
import { A, B, decodeItem, encodeItem, L, Secs2Error, U2, U4 } from "../../../src/secs2/mod.ts";
import { printItem } from "../../../src/sml/mod.ts";
import { headerFields, itemLines, previewOf } from "../../../src/view/explain/mod.ts";

const BODY = encodeItem(L(A("START"), L(L(A("LotId"), U2(1, 2)), L()), B(1)));

test("the fields of a header cover its 14 bytes, with the names of E37", () => {
  const packet = new HsmsPacket(
    new HsmsHeader({ sessionId: 7, stream: 2, function: 41, requireResponse: true, system: 0x1234 }),
    BODY,
  );
  const fields = headerFields(packet);
  assertEquals(fields.map(({ title }) => title), [
    "Message length",
    "Session ID",
    "Header byte 2",
    "Header byte 3",
    "PType",
    "SType",
    "System bytes",
  ]);
  assertEquals(fields.map(({ at }) => at), [0, 4, 6, 7, 8, 9, 10]);
  assertEquals(fields.map(({ digits }) => digits).slice(1).join(""), "00078229000000001234");
  assertEquals(fields[2]!.meaning, "stream 2, W: a reply is expected");
});

test("the lines of a body are those of its SML", () => {
  const lines = itemLines(BODY, { maxLines: 100 });
  const text = lines.map(({ text, depth }) => `${"  ".repeat(depth)}${text}`).join("\n");
  assertEquals(text, printItem(decodeItem(BODY)!, { indent: 2 }));
});

test("each line knows its bytes, also when a length takes more bytes than it has to", () => {
  // A list of two: an A with three length bytes, and a U4.
  const body = Uint8Array.of(0x01, 2, 0x43, 0, 0, 2, 0x68, 0x69, 0xb1, 4, 0, 0, 0, 9);
  const lines = itemLines(body, { maxLines: 100 });
  assertEquals(lines.map(({ text, from, data, to }) => [text, from, data, to]), [
    ["<L [2]", 0, 2, 14],
    ['<A "hi">', 2, 6, 8],
    ["<U4 9>", 8, 10, 14],
    [">", 14, 14, 14],
  ]);
});

test("a long body is cut after some lines, and an empty one has none", () => {
  const body = encodeItem(L(...Array.from({ length: 50 }, (_, i) => U4(i))));
  assertEquals(itemLines(body, { maxLines: 10 }).length, 10);
  assertEquals(itemLines(new Uint8Array(), { maxLines: 10 }), []);
});

test("a body that is not one item says why", () => {
  assertThrows(() => itemLines(Uint8Array.of(0x41, 5, 1), { maxLines: 10 }), Secs2Error);
});

test("a preview has the values of a body, cut to a length", () => {
  assertEquals(previewOf(BODY, 80), '"START" [["LotId" 1 2] []] 0x01');
  assertEquals(previewOf(BODY, 10), '"START" […');
  assertEquals(previewOf(new Uint8Array(), 10), "");
  assertEquals(previewOf(Uint8Array.of(0x41, 5, 1), 10), "");
});
