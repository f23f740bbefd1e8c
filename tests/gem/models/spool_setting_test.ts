import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { changeSpoolSetting, isSpooled, type SpoolSetting } from "../../../src/gem/mod.ts";

const PRIMARIES: SpoolSetting = [
  { stream: 1, functions: [1, 13] },
  { stream: 5, functions: [1] },
  { stream: 6, functions: [1, 11, 13] },
  { stream: 100, functions: [] },
];
const BEFORE: SpoolSetting = [{ stream: 5, functions: [] }];

function change(request: SpoolSetting, replaces: "setting" | "streams" = "setting") {
  return changeSpoolSetting(BEFORE, request, { primaries: PRIMARIES, replaces });
}

test("S2F43 replaces the whole setting; an empty list is none, a stream without functions is all of it", () => {
  assertEquals(change([]), { rspack: 0, refused: [], setting: [] });
  const { rspack, setting } = change([{ stream: 6, functions: [11] }, { stream: 100, functions: [] }]);
  assertEquals(rspack, 0);
  const spooled = (stream: number, func: number) => isSpooled(setting, { stream, function: func, bytes: 0 });
  assertEquals([spooled(6, 11), spooled(6, 1), spooled(5, 1)], [true, false, false]);
  assertEquals([spooled(100, 1), spooled(100, 77), spooled(100, 2)], [true, true, false]);
});

test("S2F43 by streams keeps the streams that it does not name", () => {
  const step = change([{ stream: 6, functions: [11] }], "streams");
  const setting = [{ stream: 5, functions: [] }, { stream: 6, functions: [11] }];
  assertEquals(step, { rspack: 0, refused: [], setting });
  assertEquals(change([{ stream: 5, functions: [1] }], "streams").setting, [{ stream: 5, functions: [1] }]);
});

test("S2F43 for stream 1: STRACK 1", () => {
  const refused = [{ stream: 1, strack: 1, functions: [] }] as const;
  assertEquals(change([{ stream: 1, functions: [13] }]), { rspack: 1, refused, setting: BEFORE });
});

test("S2F43 for a stream that is unknown: STRACK 2", () => {
  const refused = [{ stream: 7, strack: 2, functions: [] }] as const;
  assertEquals(change([{ stream: 7, functions: [] }]), { rspack: 1, refused, setting: BEFORE });
});

test("S2F43 for a function that is unknown: STRACK 3", () => {
  const refused = [{ stream: 6, strack: 3, functions: [3, 9] }] as const;
  assertEquals(change([{ stream: 6, functions: [11, 3, 9] }]), { rspack: 1, refused, setting: BEFORE });
  assertEquals(change([{ stream: 100, functions: [77] }]).rspack, 0);
});

test("S2F43 for a secondary: STRACK 4", () => {
  const refused = [{ stream: 6, strack: 4, functions: [12] }] as const;
  assertEquals(change([{ stream: 6, functions: [12] }]), { rspack: 1, refused, setting: BEFORE });
});

test("S2F43 with one mistake in its last stream changes nothing, and each mistake is listed", () => {
  const step = change([{ stream: 6, functions: [11] }, { stream: 5, functions: [2, 3] }]);
  assertEquals(step.setting, BEFORE);
  assertEquals(step.refused, [
    { stream: 5, strack: 3, functions: [3] },
    { stream: 5, strack: 4, functions: [2] },
  ]);
});

test("nothing of streams 1 and 9, no S6F5 and no S2F39 is spooled, whatever is set", () => {
  const setting = [1, 2, 6, 9].map((stream) => ({ stream, functions: [] }));
  const spooled = (stream: number, func: number) => isSpooled(setting, { stream, function: func, bytes: 0 });
  assertEquals([spooled(1, 1), spooled(9, 7), spooled(6, 5), spooled(2, 39)], Array(4).fill(false));
  assertEquals([spooled(6, 7), spooled(6, 39), spooled(2, 17), spooled(2, 5)], Array(4).fill(true));
});
