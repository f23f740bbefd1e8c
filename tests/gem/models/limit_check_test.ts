import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  checkLimits,
  type LimitAck,
  type LimitRangeOf,
  type RefusedLimits,
  type RequestedLimit,
} from "../../../src/gem/mod.ts";

/** 1: a number from 0 to 100; 2: a boolean; 3: a text; all others: unknown. */
const rangeOf: LimitRangeOf<number> = (vid) => {
  if (vid === 1) return { min: 0, max: 100, greatestId: 7 };
  if (vid === 2) return { min: false, max: true, greatestId: 7 };
  return vid === 3 ? "no limits" : undefined;
};

function limit(id: number, upper: unknown, lower: unknown): RequestedLimit {
  return { id, bounds: { upper, lower } };
}

/** What a request for variable 1 is refused with. */
function refusal(...limits: RequestedLimit[]) {
  return checkLimits([{ vid: 1, limits }], rangeOf).refused;
}

function limitack(id: number, code: LimitAck): RefusedLimits<number>[] {
  return [{ vid: 1, lvack: 4, limit: { id, limitack: code } }];
}

test("S2F45 that is right says what is to be changed", () => {
  const request = [
    { vid: 1, limits: [limit(1, 100, 0), limit(2, "5e1", " 50 "), { id: 7, bounds: undefined }] },
    { vid: 2, limits: [] },
  ];
  assertEquals(checkLimits(request, rangeOf), {
    vlaack: 0,
    refused: [],
    changes: new Map([
      [1, [
        { id: 1, bounds: { upper: 100, lower: 0 } },
        { id: 2, bounds: { upper: 50, lower: 50 } },
        { id: 7, bounds: undefined },
      ]],
      [2, []],
    ]),
  });
  assertEquals(checkLimits([{ vid: 2, limits: [limit(1, true, false)] }], rangeOf).vlaack, 0);
});

test("S2F45: LVACK 1, the variable is unknown", () => {
  assertEquals(checkLimits([{ vid: 9, limits: [] }], rangeOf).refused, [{ vid: 9, lvack: 1 }]);
});

test("S2F45: LVACK 2, the variable has no limits", () => {
  assertEquals(checkLimits([{ vid: 3, limits: [] }], rangeOf).refused, [{ vid: 3, lvack: 2 }]);
});

test("S2F45: LVACK 3, the variable is there twice", () => {
  const twice = [{ vid: 1, limits: [] }, { vid: 1, limits: [] }];
  assertEquals(checkLimits(twice, rangeOf).refused, [{ vid: 1, lvack: 3 }]);
  const unknown = [{ vid: 8, limits: [] }, { vid: 9, limits: [] }, { vid: 9, limits: [] }];
  assertEquals(checkLimits(unknown, rangeOf).refused.map(({ lvack }) => lvack), [1, 1, 3]);
});

test("S2F45: LIMITACK 1, the limit is unknown", () => {
  for (const id of [0, 8, 1.5]) assertEquals(refusal(limit(id, 2, 1)), limitack(id, 1));
  assertEquals(refusal({ id: 8, bounds: undefined }), limitack(8, 1));
});

test("S2F45: LIMITACK 2, UPPERDB is above LIMITMAX", () => {
  assertEquals(refusal(limit(1, 101, 0)), limitack(1, 2));
  assertEquals(refusal(limit(1, 101n, 0)), limitack(1, 2));
});

test("S2F45: LIMITACK 3, LOWERDB is below LIMITMIN", () => {
  assertEquals(refusal(limit(1, 100, -1)), limitack(1, 3));
});

test("S2F45: LIMITACK 4, UPPERDB is below LOWERDB", () => {
  assertEquals(refusal(limit(1, 49, 50)), limitack(1, 4));
});

test("S2F45: LIMITACK 5, the format is wrong", () => {
  for (const wrong of [true, new Uint8Array(1), [], undefined, NaN]) {
    assertEquals(refusal(limit(1, wrong, 1)), limitack(1, 5));
    assertEquals(refusal(limit(1, 1, wrong)), limitack(1, 5));
  }
});

test("S2F45: LIMITACK 6, a text is no number", () => {
  for (const wrong of ["high", "", " "]) {
    assertEquals(refusal(limit(1, wrong, 1)), limitack(1, 6));
    assertEquals(refusal(limit(1, 1, wrong)), limitack(1, 6));
  }
});

test("S2F45: LIMITACK 7, the limit is there twice", () => {
  assertEquals(refusal(limit(1, 2, 1), { id: 1, bounds: undefined }), limitack(1, 7));
});

test("S2F45 with one mistake in its last variable changes nothing", () => {
  const request = [{ vid: 1, limits: [limit(1, 2, 1)] }, { vid: 9, limits: [] }];
  const { vlaack, changes } = checkLimits(request, rangeOf);
  assertEquals([vlaack, changes.size], [1, 0]);
});
