import { endSentence, type FaultLines, faultLines } from "../../diagram/mod.ts";
import type { Fault } from "../../story/mod.ts";
import { FONT, type Scene, type SeenRow } from "./scene.ts";
import { wrapText } from "./text.ts";

/** The faults of a row below its arrow: what happened, and what it means. */
export function drawFaults(scene: Scene, { y, faults }: SeenRow, hasText: boolean): void {
  let top = y + 11;
  for (const fault of faults) {
    const lines = faultLines(scene.geometry, fault);
    if (hasText) drawNote(scene, fault, top, lines);
    else drawSign(scene, fault, (scene.geometry.lifelines[0] + scene.geometry.lifelines[1]) / 2, y + 2);
    top += lines.height + 4;
  }
}

function drawNote(scene: Scene, fault: Fault, top: number, { title, meaning, height }: FaultLines): void {
  const { context, palette, geometry } = scene;
  const isBad = fault.severity === "bad";
  const [left, right] = geometry.lifelines;
  const [from, to] = [left + 12, right - 12];
  context.fillStyle = isBad ? palette.badSoft : palette.noteSoft;
  context.beginPath();
  context.roundRect(from, top, to - from, height, 6);
  context.fill();
  drawSign(scene, fault, from + 14, geometry.isWide ? top + 12 : top + height / 2 + 1);
  context.textAlign = "left";
  context.fillStyle = isBad ? palette.bad : palette.note;
  context.font = `600 ${geometry.isWide ? 12.5 : 11.5}px ${FONT}`;
  for (const [i, line] of wrapText(context, fault.title, to - from - 32, title).entries()) {
    context.fillText(line, from + 27, top + 16 + i * 14);
  }
  context.font = `12px ${FONT}`;
  context.fillStyle = palette.ink;
  const lines = meaning === 0 ? [] : wrapText(context, endSentence(fault.meaning), to - from - 38, meaning);
  for (const [i, line] of lines.entries()) context.fillText(line, from + 27, top + 31.5 + i * 14.5);
}

/** A triangle for what is bad, a ring for what is worth a look. */
function drawSign({ context, palette }: Scene, { severity }: Fault, x: number, y: number): void {
  context.fillStyle = severity === "bad" ? palette.bad : palette.note;
  context.beginPath();
  if (severity === "bad") {
    context.moveTo(x, y - 7);
    context.lineTo(x + 7, y + 5);
    context.lineTo(x - 7, y + 5);
  } else {
    context.arc(x, y - 1, 6, 0, Math.PI * 2);
  }
  context.fill();
  context.fillStyle = palette.paper;
  context.fillRect(x - 0.9, y - 3.5, 1.8, 4.5);
  context.fillRect(x - 0.9, y + 2, 1.8, 1.8);
}
