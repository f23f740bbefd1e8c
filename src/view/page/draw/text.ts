/** The beginning of a text that is not wider than `width` px in the font of a context; with `…` if it is cut. */
export function fitText(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (width <= 0) return "";
  if (context.measureText(text).width <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? "" : `${text.slice(0, low).trimEnd()}…`;
}

/** The lines of a text in a width, at most `max`; the last is cut. */
export function wrapText(
  context: CanvasRenderingContext2D,
  text: string,
  width: number,
  max: number,
): string[] {
  const lines: string[] = [];
  let line = "";
  const words = text.split(" ");
  for (const [i, word] of words.entries()) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (context.measureText(longer).width <= width || line === "") {
      line = longer;
      continue;
    }
    if (lines.length === max - 1) {
      lines.push(fitText(context, `${line} ${words.slice(i).join(" ")}`, width));
      return lines;
    }
    lines.push(line);
    line = word;
  }
  if (line !== "") lines.push(fitText(context, line, width));
  return lines;
}
