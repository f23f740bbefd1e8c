// Whether a terminal shows what a tutorial says.

/** What differs from run to run. */
const CHANGING: readonly (readonly [what: RegExp, as: string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g, "TIME"],
  [/\d\d:\d\d:\d\d\.\d{3}/g, "TIME"],
  [/\s*\d+(?:\.\d+)? ms\b/g, " MS"],
  [/\bfrom 127\.0\.0\.1:\d+/g, "from PEER"],
];

/** What stands for anything: in a line, and as a line for any lines. */
const ANYTHING = "…";

/** The line after those that match, from `from` on; undefined if they are not there (yet). */
export function findShown(shown: readonly string[], expected: string, from = 0): number | undefined {
  const wanted = expected.trimEnd().split("\n");
  const lines = shown.map(plain);
  for (let start = from; start <= lines.length; start++) {
    const end = matchFrom(lines, start, wanted, 0);
    if (end !== undefined) return end;
  }
  return undefined;
}

/** Whether the whole of what was printed is what was expected. */
export function isShown(shown: readonly string[], expected: string): boolean {
  const lines = shown.map(plain);
  while (lines.at(-1) === "") lines.pop();
  return matchFrom(lines, 0, expected.trimEnd().split("\n"), 0, true) !== undefined;
}

function matchFrom(
  lines: readonly string[],
  at: number,
  wanted: readonly string[],
  next: number,
  toTheEnd = false,
): number | undefined {
  const line = wanted[next];
  if (line === undefined) return toTheEnd && at !== lines.length ? undefined : at;
  if (line.trim() === ANYTHING) {
    for (let skipped = at; skipped <= lines.length; skipped++) {
      const end = matchFrom(lines, skipped, wanted, next + 1, toTheEnd);
      if (end !== undefined) return end;
    }
    return undefined;
  }
  const found = lines[at];
  return found !== undefined && patternOf(plain(line)).test(found)
    ? matchFrom(lines, at + 1, wanted, next + 1, toTheEnd)
    : undefined;
}

function patternOf(line: string): RegExp {
  const parts = line.split(ANYTHING).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

function plain(line: string): string {
  let text = line;
  for (const [what, as] of CHANGING) text = text.replace(what, as);
  return text.trimEnd();
}
