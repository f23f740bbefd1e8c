import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import {
  faultLines,
  geometryOf,
  laneX,
  layBars,
  LongScroll,
  lowerBound,
  nearest,
  SeenBars,
} from "../../../src/view/diagram/mod.ts";
import type { Bar } from "../../../src/view/story/story.ts";
import { FakeStory } from "../fake_story.ts";

function bar(from: number, to: number | undefined, side: 0 | 1 = 0): Bar {
  return { link: 0, entry: from, ending: to, from, to, side, label: "S1F1" };
}

test("bars that last at the same time have lanes of their own, and a lane is used again", () => {
  const bars = [bar(0, 10), bar(2, undefined), bar(3, 5), bar(3, 9, 1), bar(6, 8), bar(11, 12)];
  assertEquals(layBars(bars).map(({ lane }) => lane), [0, 1, 2, 0, 2, 0]);
});

test("more bars than lanes share the last one", () => {
  const lanes = layBars(Array.from({ length: 8 }, (_, i) => bar(i, 100))).map(({ lane }) => lane);
  assertEquals(lanes, [0, 1, 2, 3, 4, 4, 4, 4]);
});

test("the bars around what is seen are those of the link", () => {
  const asked = (link: number, system: number) => ({
    at: system,
    link,
    from: 0 as const,
    header: { stream: 1, function: 1, requireResponse: true, system },
  });
  const seen = new SeenBars(new FakeStory([asked(0, 1), asked(1, 2), asked(0, 3)]), 0);
  assertEquals(seen.around(0, 2).map(({ bar }) => bar.entry), [0, 2]);
  assert(seen.around(0, 2) === seen.around(0, 1), "and they are laid out once for a block");
});

test("everything of a diagram has its place, at each width", () => {
  for (const width of [280, 360, 560, 900, 2000]) {
    const geometry = geometryOf(width, 4);
    const { timeEnd, lifelines: [left, right], ribbons, ribbonWidth } = geometry;
    assert(timeEnd < laneX(geometry, 0, 4), `${width}: bars are right of the times`);
    assert(laneX(geometry, 0, 0) < left && left < right, `${width}: the lifelines are apart`);
    if (width >= 360) {
      assert(
        right < laneX(geometry, 1, 4) && laneX(geometry, 1, 4) < ribbons,
        `${width}: ribbons are right of the bars`,
      );
      assert(ribbons + 4 * (ribbonWidth + 3) <= width, `${width}: the ribbons are in it`);
    }
  }
});

test("a fault takes as many lines as its words need, and no more than three", () => {
  const wide = geometryOf(1000, 3);
  const lines = (meaning: string): number => faultLines(wide, { title: "No reply", meaning }).meaning;
  assertEquals([lines("Short"), lines("x".repeat(150)), lines("x".repeat(2000))], [1, 2, 3]);
  const narrow = faultLines(geometryOf(360, 3), {
    title: "No reply to S2F41 within T3 of the tool",
    meaning: "Short",
  });
  assertEquals([narrow.title, narrow.meaning], [2, 0]);
});

test("a way that an element can be is scrolled as it is", () => {
  const scroll = new LongScroll();
  scroll.resize(5000, 500);
  assertEquals([scroll.elementHeight, scroll.scrolled(700), scroll.top], [5000, 700, 700]);
  assertEquals([scroll.goTo(1e9), scroll.top], [4500, 4500]);
});

test("on a longer way steps are as long as they are, and the bar of the element reaches all of it", () => {
  const scroll = new LongScroll();
  const height = LongScroll.longest * 4;
  scroll.resize(height, 500);
  assertEquals(scroll.elementHeight, LongScroll.longest);
  scroll.goTo(1_000_000);
  const at = scroll.goTo(1_000_000);
  scroll.scrolled(at + 120);
  assertEquals(scroll.top, 1_000_120);
  scroll.scrolled(LongScroll.longest - 500);
  assertEquals(scroll.top, height - 500, "a jump to the end");
});

test("on a longer way steps reach both ends: the element is set back in time", () => {
  const scroll = new LongScroll();
  scroll.resize(LongScroll.longest * 4, 500);
  let at = scroll.goTo(40_000);
  for (let i = 0; i < 100 && scroll.top > 0; i++) at = scroll.scrolled(Math.max(at - 600, 0));
  assertEquals(scroll.top, 0);
});

test("a sorted list is searched for the first that is not less, and for the nearest", () => {
  const numbers = [1, 3, 3, 8];
  assertEquals([0, 1, 2, 3, 9].map((value) => lowerBound(numbers, value)), [0, 0, 1, 1, 4]);
  assertEquals([0, 2, 6, 99].map((value) => nearest(numbers, value)), [0, 0, 3, 3]);
  assertEquals(nearest([], 1), -1);
});
