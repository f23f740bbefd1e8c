import type { Fault, Side } from "../story/mod.ts";

/** Where things are from left to right, in px. */
export interface Geometry {
  readonly width: number;
  /** Where times end; their text stands before it. */
  readonly timeEnd: number;
  /** Whether times have their hours. */
  readonly hasHours: boolean;
  readonly lifelines: readonly [left: number, right: number];
  /** Where the ribbons begin. */
  readonly ribbons: number;
  readonly ribbonWidth: number;
  /** Px between two lanes of bars. */
  readonly laneWidth: number;
  /** Whether sentences have room. */
  readonly isWide: boolean;
}

/** From this width on sentences have room. */
const WIDE = 560;

/** Where things are in a diagram of a width, with a number of ribbons. */
export function geometryOf(width: number, ribbons: number): Geometry {
  const isWide = width >= WIDE;
  const ribbonWidth = isWide ? 20 : 8;
  const laneWidth = isWide ? 8 : 5;
  const room = 5 * laneWidth + (isWide ? 28 : 10);
  const timeEnd = isWide ? 104 : 62;
  const ribbonsAt = width - ribbons * (ribbonWidth + 3) - (isWide ? 12 : 4);
  return {
    width,
    timeEnd,
    hasHours: isWide,
    lifelines: [timeEnd + room, Math.max(ribbonsAt - room, timeEnd + room + 80)],
    ribbons: ribbonsAt,
    ribbonWidth,
    laneWidth,
    isWide,
  };
}

/** The middle of a lane of a side. */
export function laneX({ lifelines, laneWidth }: Geometry, side: Side, lane: number): number {
  const away = 9 + lane * laneWidth;
  return side === 0 ? lifelines[0] - away : lifelines[1] + away;
}

/** The lines that the words of a fault take below its arrow. */
export interface FaultLines {
  readonly title: number;
  /** Of what it means; 0: there is no room for it. */
  readonly meaning: number;
  /** Px of all of it. */
  readonly height: number;
}

/** Px of a character, on average, in the fonts of a fault. */
const CHARACTER = 6.1;
/** Maximum number of lines of what a fault means. */
const MAX_MEANING = 3;

/** How much room a fault takes in a diagram. */
export function faultLines(geometry: Geometry, fault: Pick<Fault, "title" | "meaning">): FaultLines {
  const { isWide, lifelines: [left, right] } = geometry;
  const linesOf = (text: string, width: number): number =>
    Math.ceil(text.length * CHARACTER / Math.max(width, 1));
  if (!isWide) {
    const title = Math.min(linesOf(fault.title, right - left - 56), 2);
    return { title, meaning: 0, height: 12 + title * 14 };
  }
  const meaning = Math.min(linesOf(fault.meaning, right - left - 62), MAX_MEANING);
  return { title: 1, meaning, height: 25 + meaning * 14.5 };
}
