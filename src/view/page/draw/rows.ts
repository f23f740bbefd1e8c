import { formatDuration, formatTime, momentWord, replyTimeOf, valueWords } from "../../diagram/mod.ts";
import { previewOf } from "../../explain/mod.ts";
import type { Entry, GemMoment, Side } from "../../story/mod.ts";
import { FONT, MONO, type Scene, type SeenRow } from "./scene.ts";
import { fitText } from "./text.ts";

/** Px by which an arrow falls. */
const FALL = 5;

/** The lines of the two sides; dotted while there is no TCP connection. */
export function drawLifelines({ context, palette, geometry, story, link, axis, top, height }: Scene): void {
  const states = story.links[link]?.ribbons.find(({ kind }) => kind === "link")?.spans ?? [];
  for (const x of geometry.lifelines) {
    context.lineWidth = 1.5;
    context.strokeStyle = palette.line;
    line(x, 0, height);
    for (const { state, from, to } of states) {
      if (state !== "NOT CONNECTED") continue;
      const [start, end] = [axis.yOfTime(from) - top, to === undefined ? height : axis.yOfTime(to) - top];
      if (end < 0 || start > height || end - start < 2) continue;
      context.strokeStyle = palette.paper;
      context.setLineDash([5, 4]);
      context.lineWidth = 2.5;
      line(x, Math.max(start, 0), Math.min(end, height));
      context.setLineDash([]);
    }
  }

  function line(x: number, from: number, to: number): void {
    context.beginPath();
    context.moveTo(x, from);
    context.lineTo(x, to);
    context.stroke();
  }
}

/** The time of a row, before the lifelines. */
export function drawTime(
  { context, palette, geometry, story, zone, selected }: Scene,
  { entry, y }: SeenRow,
): void {
  const time = formatTime(story.at(entry), zone);
  context.font = `${geometry.isWide ? 12 : 10.5}px ${MONO}`;
  context.fillStyle = entry === selected ? palette.ink : palette.quiet;
  context.textAlign = "right";
  context.fillText(geometry.hasHours ? time : time.slice(3), geometry.timeEnd, y - 6);
}

/** The mark of a long pause before a row. */
export function drawGap({ context, palette, geometry, axis }: Scene, { row, y }: SeenRow): void {
  const gap = axis.gapBefore(row);
  if (gap === undefined) return;
  const middle = y - 36;
  const [left, right] = geometry.lifelines;
  context.font = `11px ${FONT}`;
  const text = formatDuration(gap);
  const half = context.measureText(text).width / 2 + 10;
  const centre = (left + right) / 2;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.setLineDash([2, 4]);
  context.beginPath();
  context.moveTo(left, middle);
  context.lineTo(centre - half, middle);
  context.moveTo(centre + half, middle);
  context.lineTo(right, middle);
  context.stroke();
  context.setLineDash([]);
  for (const x of geometry.lifelines) {
    context.fillStyle = palette.paper;
    context.fillRect(x - 5, middle - 3, 10, 6);
    context.beginPath();
    context.moveTo(x - 6, middle - 1);
    context.lineTo(x + 6, middle - 5);
    context.moveTo(x - 6, middle + 5);
    context.lineTo(x + 6, middle + 1);
    context.stroke();
  }
  context.fillStyle = palette.quiet;
  context.textAlign = "center";
  context.fillText(text, centre, middle + 4);
}

/** The arrow of a frame, or the mark of another entry, with its words. */
export function drawRow(scene: Scene, { entry, y, faults }: SeenRow, hasLabel: boolean): void {
  const { story } = scene;
  const kind = story.kindOf(entry);
  const from = story.fromOf(entry);
  const isBad = faults.some(({ severity }) => severity === "bad");
  if ((kind === "frame" || kind === "bytes") && from !== undefined) {
    drawArrow(scene, entry, from, y, isBad);
    if (hasLabel) drawLabel(scene, entry, from, y);
  } else {
    drawTcp(scene, entry, from, y, isBad);
  }
}

function drawArrow(scene: Scene, entry: number, from: Side, y: number, isBad: boolean): void {
  const { context, palette, geometry, story, isSloped } = scene;
  const [start, end] = [geometry.lifelines[from], geometry.lifelines[from === 0 ? 1 : 0]];
  const fall = isSloped ? FALL : 0;
  const forward = from === 0 ? 1 : -1;
  const isControl = isControlName(story.nameOf(entry));
  const isReply = replyTimeOf(story, entry) !== undefined;
  const colour = isBad
    ? palette.bad
    : colourOf(scene, story.momentAt(entry)) ?? (isControl ? palette.quiet : palette.ink);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = isReply || isControl ? 1 : 1.5;
  if (story.kindOf(entry) === "bytes") context.setLineDash([2, 3]);
  else if (isControl) context.setLineDash([6, 3]);
  const tip = end - forward;
  context.beginPath();
  context.moveTo(start + forward * 3, y);
  context.lineTo(tip - forward * 7, y + fall);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(tip, y + fall);
  context.lineTo(tip - forward * 9, y + fall - 4);
  if (!isReply) context.lineTo(tip - forward * 9, y + fall + 4);
  else {
    context.moveTo(tip, y + fall);
    context.lineTo(tip - forward * 9, y + fall + 4);
  }
  if (isReply) context.stroke();
  else context.fill();
  context.beginPath();
  context.arc(start, y, 2.5, 0, Math.PI * 2);
  context.fill();
}

function drawLabel(scene: Scene, entry: number, from: Side, y: number): void {
  const { context, palette, geometry, story } = scene;
  const [left, right] = geometry.lifelines;
  const room = right - left - 24;
  const moment = story.momentAt(entry);
  const one = story.entry(entry);
  const forward = from === 0 ? 1 : -1;
  let x = from === 0 ? left + 12 : right - 12;
  let used = 0;
  context.textAlign = from === 0 ? "left" : "right";
  const reply = replyTimeOf(story, entry);
  const replyText = reply === undefined ? "" : formatDuration(reply);
  context.font = `11px ${FONT}`;
  const replyWidth = reply === undefined ? 0 : context.measureText(replyText).width + 10;
  put(
    story.nameOf(entry),
    `600 13px ${FONT}`,
    isControlName(story.nameOf(entry)) ? palette.quiet : palette.ink,
    replyWidth,
  );
  if (moment !== undefined) {
    put(momentText(moment), `500 12.5px ${FONT}`, colourOf(scene, moment) ?? palette.ink, replyWidth);
  }
  const quiet = one.kind === "bytes"
    ? one.why ?? ""
    : valuesOf(moment) ?? previewOf(one.bytes.subarray(14), 160);
  put(quiet, `11.5px ${MONO}`, palette.quiet, replyWidth);
  if (reply === undefined) return;
  context.font = `11px ${FONT}`;
  context.fillStyle = palette.quiet;
  context.textAlign = from === 0 ? "right" : "left";
  context.fillText(replyText, from === 0 ? right - 14 : left + 14, y - 6);

  function put(text: string, font: string, colour: string, kept: number): void {
    if (text === "") return;
    context.font = font;
    const shown = fitText(context, text, room - used - kept);
    if (shown === "") return;
    context.fillStyle = colour;
    context.fillText(shown, x, y - 6);
    const width = context.measureText(shown).width + 9;
    x += forward * width;
    used += width;
  }
}

/** A TCP connection that was opened or closed. */
function drawTcp(
  { context, palette, geometry, story }: Scene,
  entry: number,
  from: Side | undefined,
  y: number,
  isBad: boolean,
): void {
  const { kind, why }: Entry = story.entry(entry);
  const [left, right] = geometry.lifelines;
  const colour = isBad ? palette.bad : palette.quiet;
  context.font = `12px ${FONT}`;
  const name = story.nameOf(entry);
  const text = fitText(context, why === undefined ? name : `${name}: ${why}`, right - left - 40);
  const half = context.measureText(text).width / 2 + 10;
  const centre = (left + right) / 2;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.setLineDash(kind === "opened" ? [] : [1, 3]);
  context.beginPath();
  context.moveTo(left, y - 4);
  context.lineTo(centre - half, y - 4);
  context.moveTo(centre + half, y - 4);
  context.lineTo(right, y - 4);
  context.stroke();
  context.setLineDash([]);
  for (const side of [0, 1] as const) {
    context.fillStyle = from === side ? colour : palette.paper;
    context.beginPath();
    context.arc(geometry.lifelines[side], y - 4, 4, 0, Math.PI * 2);
    context.fill();
    context.stroke();
  }
  context.fillStyle = colour;
  context.textAlign = "center";
  context.fillText(text, centre, y);
}

function isControlName(name: string): boolean {
  return !/^S\d/.test(name);
}

function momentText({ kind, name }: GemMoment): string {
  return kind.startsWith("alarm") ? `▲ ${momentWord(kind, name)}` : `◆ ${name}`;
}

/** The values of an event; of an alarm nothing, as its name says all. */
function valuesOf(moment: GemMoment | undefined): string | undefined {
  if (moment?.kind.startsWith("alarm")) return "";
  if (moment === undefined || moment.values.length === 0) return undefined;
  return moment.values.map((value) => `${value.name} ${valueWords(value)}`).join("  ");
}

function colourOf({ palette }: Scene, moment: GemMoment | undefined): string | undefined {
  if (moment === undefined) return undefined;
  return moment.kind.startsWith("alarm") ? palette.alarm : palette.event;
}
