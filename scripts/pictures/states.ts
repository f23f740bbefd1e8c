// Draws a state diagram that is written in the words of Mermaid.

import { renderMermaidSVG } from "beautiful-mermaid";
import { svgFile } from "./svg.ts";

/** The colours of the drawing, by what the package calls them. */
const COLOURS: Readonly<Record<string, string>> = {
  _text: "ink",
  "_text-sec": "ink",
  "_text-muted": "quiet",
  "_text-faint": "quiet",
  _line: "quiet",
  _arrow: "accent",
  "_node-fill": "accent-soft",
  "_node-stroke": "accent",
  "_group-fill": "soft",
  "_group-hdr": "soft",
  "_inner-stroke": "line",
  "_key-badge": "soft",
};

/** The drawing; `name` keeps its ids apart from those of other drawings of a page. */
export function drawStates(mermaid: string, name: string, title = titleOf(mermaid)): string {
  const drawn = renderMermaidSVG(mermaid, { transparent: true, bg: "#ffffff", fg: "#000000" });
  const [, width = "0", height = "0"] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(drawn) ?? [];
  let body = drawn.replace(/^<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/<style>.*?<\/style>/s, "")
    .trim();
  for (const [theirs, ours] of Object.entries(COLOURS)) {
    body = body.replaceAll(`var(--${theirs})`, `var(--d-${ours})`);
  }
  body = body.replaceAll("var(--bg)", "var(--d-paper)").replaceAll("var(--fg)", "var(--d-ink)")
    .replace(/id="(arrowhead[^"]*)"/g, `id="$1-${name}"`)
    .replace(/url\(#(arrowhead[^)]*)\)/g, `url(#$1-${name})`)
    .replace(/-?\d+\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10))
    .replace(
      />([^<>]+)<\/(text|tspan)>/g,
      (_, text: string, tag: string) => `>${text.replaceAll("_", " ")}</${tag}>`,
    )
    .replaceAll("<text ", '<text font-family="system-ui,sans-serif" ');
  return svgFile(Math.ceil(Number(width)), Math.ceil(Number(height)), title, body);
}

/** What those hear who do not see it. */
function titleOf(mermaid: string): string {
  const names = new Set(
    Array.from(mermaid.matchAll(/^\s*(\S+) --> (\S+?)(?::|$)/gm), ([, from, to]) => [from!, to!]).flat()
      .filter((name) => name !== "[*]").map((name) => name.replaceAll("_", " ")),
  );
  return `State diagram: ${[...names].join(", ")}`;
}
