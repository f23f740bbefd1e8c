import { type LaidBar, laneX } from "../../diagram/mod.ts";
import { FONT, type Scene } from "./scene.ts";

/** Requests that are open, beside the lifeline of the side that waits; what a timer ended has its name. */
export function drawBars(scene: Scene): void {
  const { axis, bars, rows, top, height } = scene;
  if (rows.length === 0) return;
  const first = Math.max(axis.rowFromY(top) - 1, 0);
  const last = Math.min(axis.rowFromY(top + height), rows.length - 1);
  for (const laid of bars.around(rows.entryAt(first), rows.entryAt(last))) drawBar(scene, laid);
}

function drawBar(scene: Scene, { bar, lane }: LaidBar): void {
  const { context, palette, geometry, rows, height, selected } = scene;
  const x = laneX(geometry, bar.side, lane);
  const start = yOf(scene, bar.entry, bar.from);
  const end = bar.to === undefined ? height + 10 : yOf(scene, bar.ending, bar.to);
  if (end < -10 || start > height + 10) return;
  // Of a request that is not shown only the time is left: nothing, if that falls together.
  if (end - start < 3 && rows.rowOf(bar.entry) === undefined) return;
  const ranOut = bar.timer !== undefined;
  const isOpen = bar.to === undefined;
  const isChosen = selected !== undefined && (bar.entry === selected || bar.ending === selected);
  context.lineCap = "round";
  context.lineWidth = ranOut ? 4 : 3;
  context.strokeStyle = ranOut
    ? palette.bad
    : isOpen
    ? palette.waiting
    : isChosen
    ? palette.accent
    : palette.off;
  if (ranOut) {
    const gradient = context.createLinearGradient(
      0,
      Math.max(start, -1000),
      0,
      Math.min(end, height + 1000) + 0.1,
    );
    gradient.addColorStop(0, palette.waiting);
    gradient.addColorStop(0.75, palette.bad);
    context.strokeStyle = gradient;
  }
  context.beginPath();
  context.moveTo(x, Math.max(start, -10));
  context.lineTo(x, Math.max(Math.min(end, height + 10), start + 1));
  context.stroke();
  context.lineCap = "butt";
  if (!ranOut || end < 0 || end > height + 30) return;
  context.fillStyle = palette.bad;
  context.fillRect(x - 5, end - 1, 10, 3);
  context.font = `600 11px ${FONT}`;
  context.textAlign = bar.side === 0 ? "right" : "left";
  context.fillText(bar.timer!, x + (bar.side === 0 ? -7 : 7), end + 4);
}

/** Where a time is; it is that of an entry if the entry is shown. */
function yOf({ story, rows, axis, top }: Scene, entry: number | undefined, at: number): number {
  const row = entry === undefined || story.at(entry) !== at ? undefined : rows.rowOf(entry);
  return (row === undefined ? axis.yOfTime(at) : axis.yOfRow(row)) - top;
}
