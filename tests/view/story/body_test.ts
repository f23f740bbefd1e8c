import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { decodeItem } from "../../../src/secs2/mod.ts";
import { elementAt, isBody, numberAt } from "../../../src/view/story/body.ts";
import { fromHex, toHex } from "../../support/hex.ts";

function decodes(bytes: Uint8Array): boolean {
  try {
    decodeItem(bytes);
    return true;
  } catch {
    return false;
  }
}

test("a body is what decodeItem() accepts: bytes of all kinds", () => {
  let seed = 1;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(seed / 2 ** 32 * below);
  };
  const heads = [
    0x01,
    0x21,
    0x25,
    0x41,
    0x45,
    0x49,
    0x69,
    0x71,
    0x81,
    0x91,
    0xa1,
    0xa5,
    0xa9,
    0xb1,
    0x00,
    0x02,
    0xff,
  ];
  const verdicts = { true: 0, false: 0 };
  for (let run = 0; run < 50_000; run++) {
    const bytes = new Uint8Array(random(14));
    for (let i = 0; i < bytes.length; i++) {
      bytes[i] = random(3) === 0 ? heads[random(heads.length)]! : random(4) === 0 ? random(256) : random(5);
    }
    const expected = decodes(bytes);
    verdicts[`${expected}`]++;
    assertEquals(isBody(bytes, 0, bytes.length), expected, toHex(bytes));
  }
  assert(verdicts.true > 3000 && verdicts.false > 3000, JSON.stringify(verdicts));
});

test("a body is what decodeItem() accepts: depth and number of items", () => {
  for (const depth of [63, 64, 65]) {
    const bytes = fromHex("0101".repeat(depth - 1) + "0100");
    assertEquals(isBody(bytes, 0, bytes.length), decodes(bytes), `${depth} lists`);
  }
  const many = new Uint8Array(4 + 2 * 1_000_000);
  many.set([0x03, 0x0f, 0x42, 0x40]);
  for (let at = 4; at < many.length; at += 2) many[at] = 0x41;
  assertEquals(isBody(many, 0, many.length), decodes(many));
});

test("a body lies between its places in other bytes", () => {
  const bytes = fromHex("ffff 0102 2101 05 b104 00000007 ffff");
  assert(isBody(bytes, 2, 13));
  assert(!isBody(bytes, 2, 14));
  assert(!isBody(bytes, 2, 12));
  assertEquals(numberAt(bytes, elementAt(bytes, 2, 13, 0)), 5);
  assertEquals(numberAt(bytes, elementAt(bytes, 2, 13, 1)), 7);
  assertEquals(elementAt(bytes, 2, 13, 2), -1);
  assertEquals(numberAt(bytes, -1), -1);
});

test("a text, an array and a float are not a whole number", () => {
  for (const hex of ["4101 35", "b108 0000000100000002", "9104 3f800000", "2102 0000", "a500"]) {
    assertEquals(numberAt(fromHex(hex), 0), -1, hex);
  }
});
