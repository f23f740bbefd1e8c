import type { Geometry, SeenBars, ShownRows, TimeAxis, Zone } from "../../diagram/mod.ts";
import type { Fault, Story } from "../../story/mod.ts";
import type { Palette } from "./palette.ts";

/** What is drawn: a piece of the diagram. */
export interface Scene {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly geometry: Geometry;
  readonly story: Story;
  readonly link: number;
  readonly rows: ShownRows;
  readonly axis: TimeAxis;
  readonly bars: SeenBars;
  /** What of the axis is at the top of the canvas. */
  readonly top: number;
  readonly height: number;
  readonly selected: number | undefined;
  readonly pointedAt: number | undefined;
  readonly isSloped: boolean;
  readonly zone: Zone;
  readonly isCompact: boolean;
}

/** A row that is seen. */
export interface SeenRow {
  readonly row: number;
  readonly entry: number;
  /** In px of the canvas. */
  readonly y: number;
  readonly faults: readonly Fault[];
}

/** The font of the diagram. */
export const FONT = "ui-sans-serif, system-ui, sans-serif";
/** The font of digits and of values. */
export const MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";
