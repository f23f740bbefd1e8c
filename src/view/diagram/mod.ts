/** What the page of a view computes, without a page: places, searches, counts and words. */
export { type LaidBar, layBars, SeenBars } from "./bar_lanes.ts";
export { describeEntry, momentWord, replyTimeOf, sideName, stateAt, valueWords } from "./describe.ts";
export { type Filter, isEmpty, matchesSome, NO_FILTER, parseFilter, type Pattern } from "./filter.ts";
export { FilterRun, textOf } from "./filter_run.ts";
export {
  endSentence,
  formatBytes,
  formatCount,
  formatDay,
  formatDuration,
  formatTime,
  UTC,
  type Zone,
} from "./format.ts";
export { type FaultLines, faultLines, type Geometry, geometryOf, laneX } from "./geometry.ts";
export { countTraffic, REPLY_BUCKETS, replySpread, type Traffic, type TrafficSource } from "./histogram.ts";
export { LongScroll } from "./long_scroll.ts";
export { AllRows, ChosenRows, type ShownRows } from "./rows.ts";
export { lowerBound, nearest } from "./search.ts";
export { type AxisSource, CompactAxis, GAP, ROW, ScaledAxis, type TimeAxis } from "./time_axis.ts";
