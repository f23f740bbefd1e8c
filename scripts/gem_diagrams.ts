// deno-lint-ignore-file no-console
// Writes the state diagrams of docs/gem-models.md anew, from the tables in src/gem/models.

import {
  ALARM_TABLE,
  CONNECT_ENTRIES,
  CONTROL_ENTRIES,
  CONTROL_TABLE,
  DEFAULT_PROCESSING,
  EQUIPMENT_TABLE,
  LIMIT_TABLE,
  LOAD_TABLE,
  type Table,
  UNLOAD_TABLE,
} from "../src/gem/mod.ts";

/** An arrow of a diagram; from a start if `from` is "[*]", which is the start of the composite state `of`. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string | number;
  readonly of?: string;
}

/** Composite state → its parts. */
type Composites = Readonly<Record<string, readonly string[]>>;

const START = "[*]";

/** The diagrams of docs/gem-models.md, by the headings under which they stand. */
export function gemDiagrams(): ReadonlyMap<string, string> {
  return new Map([
    ["Communication", communication()],
    ["Control", control()],
    ["Processing states", processing()],
    ["Limits", draw([startAt("disabled"), ...arrowsOf(LIMIT_TABLE)])],
    ["Alarms", draw([startAt("clear"), ...arrowsOf(ALARM_TABLE)])],
    ["What is loaded", draw([startAt("inactive"), ...arrowsOf(LOAD_TABLE)])],
    ["What is unloaded", draw([startAt("inactive"), ...arrowsOf(UNLOAD_TABLE)])],
  ]);
}

function communication(): string {
  const { start, enabled, initiates, waits } = CONNECT_ENTRIES;
  const whole = "not-communicating";
  const composites = { [whole]: ["wait-cra", "wait-delay", "wait-cr"] };
  return draw([
    startAt("disabled", start),
    startAt(whole, `${start}, ${enabled}`),
    startAt("wait-cra", initiates, whole),
    startAt("wait-cr", waits, whole),
    ...arrowsOf(EQUIPMENT_TABLE, { enabled: [whole] }, composites),
  ], composites);
}

function control(): string {
  const { start, offline, online } = CONTROL_ENTRIES;
  const composites = { online: ["local", "remote"] };
  const failed = ["equipment-offline", "host-offline"];
  return draw([
    startAt("online", start),
    ...[...failed, "attempt-online"].map((state) => startAt(state, `${start}, ${offline}`)),
    ...composites.online.map((state) => startAt(state, online, "online")),
    ...arrowsOf(CONTROL_TABLE, { "online-failed": failed }, composites),
  ], composites);
}

function processing(): string {
  const { states, initial, transitions } = DEFAULT_PROCESSING;
  const composites: Record<string, string[]> = {};
  for (const { name, partOf } of states) if (partOf !== undefined) (composites[partOf] ??= []).push(name);
  const arrows = transitions.map(({ row, from, on, to, history }): Arrow => (
    { from, to, label: `${row} ${on.join(", ")}${history ? " (history)" : ""}` }
  ));
  return draw([startAt(initial), ...arrows], composites);
}

function startAt(to: string, label: string | number = "", of = ""): Arrow {
  return { from: START, to, label, of };
}

/**
 * The rows of a table as arrows. A place that is no state stands for others; a row that all parts of a composite state
 * have begins at that state.
 */
function arrowsOf<State extends string, Event extends string, Place extends string>(
  table: Table<State, Event, Place>,
  places: Readonly<Record<string, readonly string[]>> = {},
  composites: Composites = {},
): Arrow[] {
  const found = new Map<string, { row: number; to: string; from: Set<string>; on: Set<string> }>();
  for (const from of Object.keys(table) as State[]) {
    for (const on of Object.keys(table[from]) as Event[]) {
      const move = table[from][on];
      if (move === undefined) continue;
      for (const to of places[move.to] ?? [move.to]) {
        const key = `${move.row} ${to}`;
        const entry = found.get(key) ?? { row: move.row, to, from: new Set(), on: new Set() };
        found.set(key, { ...entry, from: entry.from.add(from), on: entry.on.add(on) });
      }
    }
  }
  return [...found.values()].sort((a, b) => a.row - b.row).flatMap(({ row, from, to, on }) => {
    for (const [whole, parts] of Object.entries(composites)) {
      if (!parts.every((part) => from.has(part))) continue;
      for (const part of parts) from.delete(part);
      from.add(whole);
    }
    return [...from].map((one): Arrow => ({ from: one, to, label: `${row} ${[...on].join(", ")}` }));
  });
}

/** A diagram in Mermaid's words. */
function draw(arrows: readonly Arrow[], composites: Composites = {}): string {
  return ["stateDiagram-v2", ...inside("", "    ")].join("\n");

  /** What is drawn in a composite state, or outside of all. */
  function inside(whole: string, indent: string): string[] {
    const parts = Object.keys(composites).filter((name) => wholesOf(name)[0] === (whole || undefined));
    return [
      ...arrows.filter((arrow) => ownerOf(arrow) === whole).map(({ from, to, label }) =>
        `${indent}${word(from)} --> ${word(to)}${label === "" ? "" : `: ${label}`}`
      ),
      ...parts.flatMap((part) => [
        `${indent}state ${word(part)} {`,
        ...inside(part, `${indent}    `),
        `${indent}}`,
      ]),
    ];
  }

  /** The innermost composite state that both ends of an arrow are part of. */
  function ownerOf({ from, to, of }: Arrow): string {
    return of ?? wholesOf(from).find((whole) => wholesOf(to).includes(whole)) ?? "";
  }

  /** What a state is part of, from the inside out. */
  function wholesOf(state: string): string[] {
    const whole = Object.keys(composites).find((name) => composites[name]!.includes(state));
    return whole === undefined ? [] : [whole, ...wholesOf(whole)];
  }
}

/** A state as Mermaid reads it. */
function word(state: string): string {
  return state === START ? state : state.toUpperCase().replaceAll(/[- ]/g, "_");
}

/** The page with the diagrams as they are now. */
function drawn(text: string): string {
  let page = text;
  for (const [heading, diagram] of gemDiagrams()) {
    const place = new RegExp(`(\\n#+ ${heading}\\n[^]*?\`\`\`mermaid\\n)[^]*?(\`\`\`)`);
    page = page.replace(place, (_, before, after) => `${before}${diagram}\n${after}`);
  }
  return page;
}

if (import.meta.main) {
  const url = new URL("../docs/gem-models.md", import.meta.url);
  const text = await Deno.readTextFile(url);
  await Deno.writeTextFile(url, drawn(text));
  console.log(drawn(text) === text ? "The diagrams were current" : "The diagrams were drawn anew");
}
