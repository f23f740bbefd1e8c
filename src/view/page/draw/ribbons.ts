import type { RibbonSpan } from "../../story/mod.ts";
import { FONT, type Scene } from "./scene.ts";
import { fitText } from "./text.ts";

/** The states of the link and of GEM, in ribbons at the right. */
export function drawRibbons(scene: Scene): void {
  const { geometry, story, link } = scene;
  const ribbons = story.links[link]?.ribbons ?? [];
  for (const [i, { spans }] of ribbons.entries()) {
    const x = geometry.ribbons + i * (geometry.ribbonWidth + 3);
    for (const span of spans) drawSpan(scene, span, x);
  }
}

function drawSpan(
  { context, palette, geometry, axis, top, height }: Scene,
  span: RibbonSpan,
  x: number,
): void {
  const start = Math.max(axis.yOfTime(span.from) - top, -4);
  const end = Math.min(span.to === undefined ? height + 4 : axis.yOfTime(span.to) - top, height + 4);
  if (end < 0 || start > height || end <= start) return;
  const colour = palette[span.tone];
  context.fillStyle = colour;
  context.globalAlpha = span.tone === "off" ? 0.35 : 0.2;
  context.fillRect(x, start, geometry.ribbonWidth, end - start - 1);
  context.globalAlpha = 1;
  context.fillRect(x, start, 3, end - start - 1);
  if (!geometry.isWide || end - start < 40) return;
  context.font = `600 10.5px ${FONT}`;
  const text = fitText(context, span.state, end - start - 12);
  if (text === "") return;
  context.save();
  context.translate(x + geometry.ribbonWidth / 2 + 5, Math.max(start, 0) + 8);
  context.rotate(Math.PI / 2);
  context.textAlign = "left";
  context.fillStyle = palette.ink;
  context.fillText(text, 0, 6.5);
  context.restore();
}
