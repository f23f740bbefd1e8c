import { test } from "node:test";
import fc from "fast-check";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { decodeItem, encodeItem, Secs2Error } from "@secs/hsms/secs2";
import { anyItem, RUNS } from "./arbitrary.ts";

test("every item encodes to bytes that decode to the same item", () => {
  fc.assert(
    fc.property(anyItem, (item) => {
      const bytes = encodeItem(item);
      assertEquals(bytes.length, item.encodedLength);
      const decoded = decodeItem(bytes)!;
      assert(decoded.equals(item) && item.equals(decoded));
      assertEquals(encodeItem(decoded), bytes);
    }),
    { numRuns: RUNS },
  );
});

test("every item that is cut short, or has one byte more, is malformed", () => {
  fc.assert(
    fc.property(anyItem, fc.nat(), (item, seed) => {
      const bytes = encodeItem(item);
      const cut = bytes.subarray(0, 1 + seed % (bytes.length - 1));
      if (cut.length < bytes.length) assertThrows(() => decodeItem(cut), Secs2Error);
      const more = new Uint8Array(bytes.length + 1);
      more.set(bytes);
      assertThrows(() => decodeItem(more), Secs2Error, "1 byte after the item");
    }),
    { numRuns: RUNS },
  );
});

test("whatever bytes come, an item comes out or a Secs2Error whose offset lies in them", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64, min: 0 }), (bytes) => {
      try {
        const item = decodeItem(bytes);
        if (item !== undefined) assert(decodeItem(encodeItem(item))!.equals(item));
      } catch (error) {
        assert(error instanceof Secs2Error, String(error));
        assert(error.offset >= 0 && error.offset <= bytes.length);
      }
    }),
    { numRuns: RUNS },
  );
});
