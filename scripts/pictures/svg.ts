// What all drawings have in common: their colours in light and dark, and how they stand in a page.

/** The colours, by their names: light, dark. */
const COLOURS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  paper: ["#ffffff", "#12161d"],
  ink: ["#1b2330", "#e3e8f0"],
  quiet: ["#5a6577", "#9aa6b8"],
  line: ["#b4bdca", "#46536a"],
  soft: ["#eef1f5", "#1b212b"],
  accent: ["#0a5ea8", "#6cb4f5"],
  "accent-soft": ["#e3effa", "#17293c"],
  good: ["#0b7285", "#4cc3d0"],
  "good-soft": ["#e2f4f6", "#11292e"],
  waiting: ["#8a5300", "#e0a13c"],
  "waiting-soft": ["#fcf3e0", "#30260f"],
  bad: ["#b42318", "#ff8375"],
  "bad-soft": ["#fdeeec", "#36191a"],
};

const values = (which: 0 | 1): string =>
  Object.entries(COLOURS).map(([name, pair]) => `--d-${name}:${pair[which]}`).join(";");

/** The colours as properties, for the light and for the dark theme. */
export const LIGHT: string = values(0);
export const DARK: string = values(1);

/** The classes of what is drawn. */
export const CLASSES: string = `
.d-text{fill:var(--d-ink);font:14px system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif}
.d-small{font-size:12.5px}.d-large{font-size:17px;font-weight:650}.d-strong{font-weight:650}
.d-mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:13px}
.d-quiet{fill:var(--d-quiet)}.d-accent{fill:var(--d-accent)}.d-good{fill:var(--d-good)}
.d-waiting{fill:var(--d-waiting)}.d-bad{fill:var(--d-bad)}
.d-box{fill:var(--d-soft);stroke:var(--d-line)}.d-box-accent{fill:var(--d-accent-soft);stroke:var(--d-accent)}
.d-box-good{fill:var(--d-good-soft);stroke:var(--d-good)}.d-box-waiting{fill:var(--d-waiting-soft);stroke:var(--d-waiting)}
.d-box-bad{fill:var(--d-bad-soft);stroke:var(--d-bad)}
.d-line{stroke:var(--d-line);fill:none;stroke-width:1.5}.d-dash{stroke-dasharray:4 4}
.d-arrow{stroke:var(--d-accent);fill:none;stroke-width:2}.d-head{fill:var(--d-accent)}
.d-arrow-good{stroke:var(--d-good)}.d-head-good{fill:var(--d-good)}
.d-arrow-quiet{stroke:var(--d-quiet);stroke-width:1.5}.d-head-quiet{fill:var(--d-quiet)}
.d-arrow-bad{stroke:var(--d-bad)}.d-head-bad{fill:var(--d-bad)}`;

const STYLE = `<style>svg{${LIGHT}}@media (prefers-color-scheme:dark){svg{${DARK}}}${CLASSES}</style>`;

/** A drawing as a file of its own: readable on light and dark ground. */
export function svgFile(width: number, height: number, title: string, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `role="img" aria-label="${plain(title)}">${STYLE}\n${body}\n</svg>\n`;
}

/** The same for a page that has the colours and the classes already. */
export function inlinePicture(svg: string): string {
  return svg.replace(/<style>.*?<\/style>/s, "").trim();
}

/** Text in SVG. */
export function plain(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A line of text; `kind` are classes without their `d-`. */
export function write(
  x: number,
  y: number,
  text: string,
  kind = "",
  anchor: "start" | "middle" | "end" = "start",
): string {
  const classes = ["text", ...kind.split(" ").filter((word) => word !== "")].map((word) => `d-${word}`);
  const where = anchor === "start" ? "" : ` text-anchor="${anchor}"`;
  return `<text x="${x}" y="${y}" class="${classes.join(" ")}"${where}>${plain(text)}</text>`;
}

/** A box; `kind` is its colour. */
export function box(x: number, y: number, width: number, height: number, kind = ""): string {
  const name = kind === "" ? "d-box" : `d-box-${kind}`;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" class="${name}"/>`;
}

/** An arrow from one point to another, straight. */
export function arrow(x1: number, y1: number, x2: number, y2: number, kind = ""): string {
  const suffix = kind === "" ? "" : `-${kind}`;
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const at = (back: number, side: number): string =>
    `${round(x2 - back * Math.cos(angle) - side * Math.sin(angle))},${
      round(y2 - back * Math.sin(angle) + side * Math.cos(angle))
    }`;
  const end = at(8, 0).split(",");
  return `<line x1="${x1}" y1="${y1}" x2="${end[0]}" y2="${end[1]}" class="d-arrow${
    suffix && ` d-arrow${suffix}`
  }"/>` +
    `<polygon points="${at(0, 0)} ${at(10, 5)} ${at(10, -5)}" class="d-head${
      suffix && ` d-head${suffix}`
    }"/>`;
}

/** A line without a head. */
export function line(x1: number, y1: number, x2: number, y2: number, kind = ""): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" class="d-line${kind && ` d-${kind}`}"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
