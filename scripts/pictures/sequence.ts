// Draws what two sides said to each other: time goes down.

import type { Row, Side } from "./story.ts";
import { arrow, box, line, svgFile, write } from "./svg.ts";

const WIDTH = 820;
const LANE: Readonly<Record<Side, number>> = { host: 190, tool: 630 };
const TOP = 84;
const STEP = 54;
const LONGEST = 54;

/** Draws rows. A pause is a gap with its length. */
export function drawSequence(
  title: string,
  rows: readonly Row[],
  names: Readonly<Record<Side, string>> = { host: "Host", tool: "Tool" },
): string {
  const parts: string[] = [];
  let y = TOP;
  let at = rows[0]?.at ?? 0;
  for (const row of rows) {
    if (row.at - at >= 1000) {
      parts.push(pause(y - 14, row.at - at));
      y += 34;
    }
    at = row.at;
    if (row.kind === "frame") {
      parts.push(frame(y, row));
      y += STEP;
    } else {
      parts.push(note(y - 20, row));
      y += 36;
    }
  }
  const bottom = y + 4;
  const lanes = (["host", "tool"] as const).map((side) =>
    line(LANE[side], 58, LANE[side], bottom) +
    box(LANE[side] - 80, 18, 160, 40, "accent") + write(LANE[side], 43, names[side], "strong", "middle")
  );
  return svgFile(WIDTH, bottom + 12, title, [...lanes, ...parts].join("\n"));
}

function frame(y: number, { from, name, body, isLost }: Row & { kind: "frame" }): string {
  const [a, b] = from === "host" ? [LANE.host, LANE.tool] : [LANE.tool, LANE.host];
  const gap = from === "host" ? 5 : -5;
  const isReply = !name.endsWith(" W") && !name.endsWith(".req");
  const short = body.length > LONGEST ? `${body.slice(0, LONGEST - 1)}…` : body;
  const end = isLost ? 410 - 30 * Math.sign(a - b) : b - gap;
  const cross = `<path d="M${end - 7} ${y - 7}l14 14m0 -14l-14 14" class="d-arrow d-arrow-bad"/>`;
  const drawn = isLost
    ? line(a + gap, y, end, y, "arrow-bad") + cross
    : arrow(a + gap, y, b - gap, y, isReply ? "good" : "");
  return drawn +
    write(410, y - 8, name, "strong", "middle") +
    (short === "" ? "" : write(410, y + 17, short, "mono quiet", "middle"));
}

function note(y: number, { side, text, tone }: Row & { kind: "note" }): string {
  const width = Math.max(text.length * 7.4 + 24, 60);
  const x = Math.min(Math.max(LANE[side] - width / 2, 4), WIDTH - width - 4);
  return box(x, y, width, 26, tone === "quiet" ? "" : tone) +
    write(x + width / 2, y + 17.5, text, `small ${tone === "quiet" ? "" : tone}`, "middle");
}

function pause(y: number, ms: number): string {
  const seconds = ms / 1000;
  const text = `${seconds < 3 ? seconds.toFixed(1) : Math.round(seconds)} s later`;
  return line(LANE.host - 14, y, LANE.tool + 14, y, "dash") +
    `<rect x="355" y="${y - 11}" width="110" height="22" rx="11" class="d-box"/>` +
    write(410, y + 4.5, text, "small quiet", "middle");
}
