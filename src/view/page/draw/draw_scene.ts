import { drawBars } from "./bars.ts";
import { drawFaults } from "./faults.ts";
import { drawRibbons } from "./ribbons.ts";
import { drawGap, drawLifelines, drawRow, drawTime } from "./rows.ts";
import type { Scene, SeenRow } from "./scene.ts";

/** Px above and below the canvas from which rows reach into it. */
const REACH = 80;
/** Rows of an axis to scale that are nearer than this have one label. */
const LABEL = 26;

/** Draws all that is seen. */
export function drawScene(scene: Scene): void {
  const { context, palette, geometry, height } = scene;
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, geometry.width, height);
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  const seen = seenRows(scene);
  drawBands(scene, seen);
  drawRibbons(scene);
  drawLifelines(scene);
  drawBars(scene);
  let labelled = -Infinity;
  let faultLabelled = -Infinity;
  for (const row of seen) {
    const hasLabel = scene.isCompact || row.y - labelled >= LABEL || row.entry === scene.selected;
    drawGap(scene, row);
    drawRow(scene, row, hasLabel);
    if (hasLabel) {
      drawTime(scene, row);
      labelled = row.y;
    }
    if (row.faults.length === 0) continue;
    const hasText = scene.isCompact || row.y - faultLabelled >= LABEL * 2;
    drawFaults(scene, row, hasText);
    if (hasText) faultLabelled = row.y;
  }
}

function seenRows({ axis, rows, top, height, story }: Scene): SeenRow[] {
  const seen: SeenRow[] = [];
  for (let row = axis.rowFromY(top - REACH); row < rows.length; row++) {
    const y = Math.round(axis.yOfRow(row) - top);
    if (y > height + REACH) break;
    const entry = rows.entryAt(row);
    seen.push({ row, entry, y, faults: story.faultsAt(entry) });
  }
  return seen;
}

/** The bands below the selected row, its partner, and the row that the pointer is at. */
function drawBands(
  { context, palette, geometry, story, selected, pointedAt, rows, axis, top }: Scene,
  seen: readonly SeenRow[],
): void {
  const partner = selected === undefined ? undefined : story.partnerOf(selected);
  for (const { entry, y } of seen) {
    const strength = entry === selected ? 1 : entry === partner ? 0.45 : entry === pointedAt ? 0.3 : 0;
    if (strength === 0) continue;
    context.globalAlpha = strength;
    context.fillStyle = palette.select;
    context.fillRect(0, y - 20, geometry.width, 30);
    context.globalAlpha = 1;
    if (entry !== selected) continue;
    context.fillStyle = palette.accent;
    context.fillRect(0, y - 20, 3, 30);
  }
  if (selected === undefined || partner === undefined) return;
  drawTie(selected, partner);

  /** The tie between a request and its reply, beside the times. */
  function drawTie(one: number, other: number): void {
    const [a, b] = [rows.rowOf(one), rows.rowOf(other)];
    if (a === undefined || b === undefined) return;
    const [from, to] = [axis.yOfRow(a) - top - 4, axis.yOfRow(b) - top - 4];
    const x = geometry.timeEnd + 7;
    context.strokeStyle = palette.accent;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(x + 4, from);
    context.lineTo(x, from);
    context.lineTo(x, to);
    context.lineTo(x + 4, to);
    context.stroke();
  }
}
