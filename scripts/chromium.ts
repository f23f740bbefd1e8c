// Finds the browser of this machine.

import { run } from "./run.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The name or path of a Chromium; undefined if there is none. The variable CHROMIUM names it where it has another name. */
export async function findChromium(): Promise<string | undefined> {
  const named = Deno.env.get("CHROMIUM");
  for (const name of named === undefined ? NAMES : [named]) {
    if ((await run([name, "--version"])).ok) return name;
  }
  return undefined;
}

/** What is said if there is none. */
export const NO_CHROMIUM =
  `There is no Chromium (looked for ${NAMES.join(", ")}): install it, for instance with ` +
  "apt-get install chromium, or name it in the variable CHROMIUM";

/** The path of a program, for those who do not look in the PATH. */
export async function pathOf(program: string): Promise<string> {
  if (program.includes("/")) return program;
  const { output } = await run(["sh", "-c", `command -v "${program}"`]);
  return output.trim();
}
