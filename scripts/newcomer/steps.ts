// What a tutorial tells its reader to do, read from its blocks of code.
//
// ```js hello.mjs                 a file of that name
// ```sh                           commands that come to their end, one after the other
// ```sh terminal 1                a command that goes on in that terminal
// ```text                         what the command before has printed
// ```text terminal 1              what that terminal shows
// ```text typed into terminal 1   what the reader types there

import { Marked } from "marked";

/** Something that the reader does or sees. */
export type Step =
  | { readonly kind: "file"; readonly name: string; readonly text: string }
  | { readonly kind: "commands"; readonly lines: readonly string[]; readonly printed: string | undefined }
  | { readonly kind: "start"; readonly terminal: string; readonly command: string }
  | { readonly kind: "seen"; readonly terminal: string; readonly text: string }
  | { readonly kind: "typed"; readonly terminal: string; readonly lines: readonly string[] };

/** The steps of a tutorial, in its order. Throws for a block that nobody could follow. */
export function stepsOf(markdown: string): Step[] {
  const steps: Step[] = [];
  for (const token of new Marked().lexer(markdown)) {
    if (token.type !== "code") continue;
    const [language = "", ...words] = (token.lang ?? "").split(" ");
    steps.push(stepOf(language, words.join(" "), token.text, steps.at(-1)));
    if (steps.at(-2)?.kind === "commands" && language === "text" && words.length === 0) {
      const [commands, seen] = steps.splice(-2);
      if (commands?.kind === "commands" && seen?.kind === "seen") {
        steps.push({ ...commands, printed: seen.text });
      }
    }
  }
  return steps;
}

function stepOf(language: string, where: string, text: string, before: Step | undefined): Step {
  const lines = text.split("\n").filter((line) => line !== "");
  if (language === "sh" && where === "") return { kind: "commands", lines, printed: undefined };
  if (language === "sh" && lines.length === 1) return { kind: "start", terminal: where, command: lines[0]! };
  if (language === "text" && where.startsWith("typed into ")) {
    return { kind: "typed", terminal: where.slice("typed into ".length), lines };
  }
  if (language === "text" && where !== "") return { kind: "seen", terminal: where, text };
  if (language === "text" && before?.kind === "start") {
    return { kind: "seen", terminal: before.terminal, text };
  }
  if (language === "text" && before?.kind === "commands") return { kind: "seen", terminal: "", text };
  if (/^[\w.-]+\.\w+$/.test(where)) return { kind: "file", name: where, text };
  throw new Error(`Nobody can follow the block \`\`\`${language} ${where}: it is no file, command or output`);
}
