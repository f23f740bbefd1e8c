import { ACCESS_TESTS } from "./access.ts";
import { LARGE_TESTS } from "./large.ts";
import { PANEL_TESTS } from "./panel.ts";
import { PLAY_TESTS } from "./play.ts";
import { READING_TESTS } from "./reading.ts";
import type { Stage } from "./stage.ts";

/** A test of the page: what is promised, and how it is looked for. */
export type PageTest = readonly [name: string, test: (stage: Stage) => Promise<void>];

/** All tests of the page. */
export const TESTS: readonly PageTest[] = [
  ...READING_TESTS,
  ...PANEL_TESTS,
  ...ACCESS_TESTS,
  ...LARGE_TESTS,
  ...PLAY_TESTS,
];
