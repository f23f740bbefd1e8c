// Runs a program and keeps what it printed.

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** How a program ended. */
export interface Outcome {
  readonly ok: boolean;
  /** Everything it printed, in the order stdout, stderr, without colours. */
  readonly output: string;
  readonly seconds: number;
}

/** The Deno that runs this script. */
export const DENO: string = Deno.execPath();

/** npm, which comes with Node. */
export const NPM: string = Deno.build.os === "windows" ? "npm.cmd" : "npm";

const BUN_PACKAGE = "bun@1.4.5";

/** The Bun that is used; `deno task matrix` asks for others. */
export const BUN_VERSION: string = Deno.env.get("HSMS_BUN_VERSION") ?? BUN_PACKAGE.slice("bun@".length);

/** Bun, from npm: nothing has to be installed for it. */
export const BUN: Command = [Deno.build.os === "windows" ? "npx.cmd" : "npx", "-y", `bun@${BUN_VERSION}`];

/** Longer than any run takes; ends one that hangs. */
const LIMIT_MINUTES = 10;

/** Runs a program in `folder` to its end. A program that cannot be started is a failed one. */
export async function run(
  command: Command,
  env: Record<string, string> = {},
  folder: string = ".",
  limitMinutes: number = LIMIT_MINUTES,
): Promise<Outcome> {
  const start = performance.now();
  const [program, ...args] = command;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMinutes * 60_000);
  try {
    const result = await new Deno.Command(program, {
      args,
      cwd: folder,
      env: { NO_COLOR: "1", ...env },
      stdin: "null",
      signal: limit.signal,
    }).output();
    const text = new TextDecoder();
    let output = plain(text.decode(result.stdout) + text.decode(result.stderr));
    if (limit.signal.aborted) output += `\nStopped after ${limitMinutes} minutes\n`;
    return { ok: result.success && !limit.signal.aborted, output, seconds: since(start) };
  } catch (error) {
    return { ok: false, output: `Cannot run ${program}: ${error}\n`, seconds: since(start) };
  } finally {
    clearTimeout(timer);
  }
}

function since(start: number): number {
  return (performance.now() - start) / 1000;
}

function plain(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/\x1b\[[0-9;]*m/g, "");
}
