import { type Arrow, type Composites, START } from "./arrows.ts";

/** A state diagram in the words of Mermaid. */
export function drawDiagram(arrows: readonly Arrow[], composites: Composites = {}): string {
  const { words, declarations } = wordsOf(arrows, composites);
  return ["stateDiagram-v2", ...declarations, ...inside("", "    ")].join("\n");

  /** What is drawn in a composite state, or outside of all. */
  function inside(whole: string, indent: string): string[] {
    const parts = Object.keys(composites).filter((name) => wholesOf(name)[0] === (whole || undefined));
    return [
      ...arrows.filter((arrow) => ownerOf(arrow) === whole).map((arrow) => `${indent}${lineOf(arrow)}`),
      ...parts.flatMap((part) => [
        `${indent}state ${words.get(part)} {`,
        ...inside(part, `${indent}    `),
        `${indent}}`,
      ]),
    ];
  }

  function lineOf({ from, to, rows, on }: Arrow): string {
    const label = [rows.join(", "), on.join(", ")].filter((part) => part !== "").join(" ");
    const line = `${words.get(from)} --> ${words.get(to)}`;
    return label === "" ? line : `${line}: ${plain(label)}`;
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

/** The states as Mermaid reads them; one that it cannot read, or would take for another, has a declaration. */
function wordsOf(arrows: readonly Arrow[], composites: Composites) {
  const names = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  for (const [whole, parts] of Object.entries(composites)) {
    for (const name of [whole, ...parts]) names.add(name);
  }
  const words = new Map([[START, START]]);
  const declarations: string[] = [];
  names.delete(START);
  for (const name of names) {
    const word = name.replaceAll(/[- ]/g, "_");
    if (/^[A-Za-z]\w*$/.test(word) && ![...words.values()].includes(word) && !/^(state|end)$/i.test(word)) {
      words.set(name, word);
    } else {
      const own = `state_${words.size}`;
      words.set(name, own);
      declarations.push(`    state "${plain(name)}" as ${own}`);
    }
  }
  return { words, declarations };
}

/** Text without the characters that end a label in Mermaid. */
function plain(text: string): string {
  return text.replaceAll(/[:;#"{}<>%]/g, " ");
}
