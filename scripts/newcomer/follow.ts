// Follows a tutorial word by word, in an empty folder.

import { isShown } from "./compare.ts";
import { type Step, stepsOf } from "./steps.ts";
import { Terminal } from "./terminal.ts";

/** What a reader has: the file of the package, as it is not in a registry yet. */
export interface Reader {
  readonly tarball: string;
  /** The folder of this reader, empty: its home, its caches, its project. */
  readonly home: string;
}

/** Variables that say where things are on this machine, and how a registry is reached. */
const KEPT = /^(?:PATH|LANG|SystemRoot|https?_proxy|no_proxy|npm_config_registry|NODE_EXTRA_CA_CERTS)$/i;

/** What went wrong, as a text; undefined if all was as the tutorial says. */
export async function follow(markdown: string, { tarball, home }: Reader): Promise<string | undefined> {
  const project = `${home}/project`;
  await Deno.mkdir(project, { recursive: true });
  const env = {
    ...Object.fromEntries(Object.entries(Deno.env.toObject()).filter(([name]) => KEPT.test(name))),
    HOME: home,
    DENO_DIR: `${home}/deno`,
    npm_config_cache: `${home}/npm`,
    npm_config_update_notifier: "false",
    npm_config_audit: "false",
    npm_config_fund: "false",
    NO_COLOR: "1",
  };
  const terminals = new Map<string, Terminal>();
  try {
    for (const step of stepsOf(markdown)) {
      const problem = await take(step);
      if (problem !== undefined) return problem;
    }
  } finally {
    await Promise.all([...terminals.values()].map((terminal) => terminal.end()));
  }
  return undefined;

  async function take(step: Step): Promise<string | undefined> {
    if (step.kind === "file") {
      await Deno.writeTextFile(`${project}/${step.name}`, `${step.text}\n`);
    } else if (step.kind === "commands") {
      return await runAll(step.lines, step.printed);
    } else if (step.kind === "start") {
      terminals.set(step.terminal, new Terminal(step.command, project, env));
    } else {
      const terminal = terminals.get(step.terminal);
      if (terminal === undefined) return `There is no command in ${step.terminal}`;
      if (step.kind === "typed") { for (const line of step.lines) await terminal.type(line); }
      else if (!await terminal.shows(step.text)) {
        return `${step.terminal} does not show\n${step.text}\nbut\n${terminal.shown}`;
      }
    }
    return undefined;
  }

  async function runAll(lines: readonly string[], expected: string | undefined): Promise<string | undefined> {
    let printed = "";
    for (const line of lines) {
      const command = line.replace(/^npm install @secs\/hsms$/, `npm install "${tarball}"`);
      const { success, stdout } = await new Deno.Command("sh", {
        args: ["-c", `${command} 2>&1`],
        cwd: project,
        env,
        clearEnv: true,
        stdin: "null",
      }).output();
      printed += new TextDecoder().decode(stdout);
      // A command that is to fail shows why, and that is compared.
      if (!success && expected === undefined) return `${line} failed:\n${printed}`;
    }
    if (expected === undefined || isShown(printed.trim().split("\n"), expected)) return undefined;
    return `${lines.join("\n")} prints\n${printed}\nand not\n${expected}`;
  }
}
