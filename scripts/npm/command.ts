// Puts the command into the package: one file with everything that it needs, the parser of command lines included.

import { DENO, run } from "../run.ts";
import { bundledPackages, noticeOf } from "./bundled.ts";
import { BIN } from "./settings.ts";

/** Where the command's inside begins, and what it offers; its door, `src/cli/mod.ts`, stays as it is. */
const COMMAND = "src/cli/main.ts";

/** The file next to it in the package that has its code. */
const CODE = "main_code.js";

/** Whether an entry point of the package is the command, which runs on runtimes only: it imports modules of theirs. */
export function isCommand(file: string): boolean {
  return /\bsrc\/cli\/mod\.js$/.test(file);
}

/**
 * Packages that are CommonJS ask for modules of Node by `require`, which an ES module does not have. Deno's bundler brings one
 * only where the short name that it gives to it has no dollar sign.
 */
const REQUIRE =
  'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\n';

/**
 * Writes the inside of the command into `folder`, a copy of `src/cli`: `main_code.js` has the code, bundled, and
 * `main.ts` gives it its types.
 */
export async function writeCommand(folder: string): Promise<void> {
  const code = `${folder}/${CODE}`;
  const options = ["--quiet", "--config", "deno.json", "--platform", "node", "--minify"];
  const { ok, output } = await run([DENO, "bundle", ...options, "-o", code, COMMAND]);
  if (!ok) throw new Error(`Cannot bundle ${COMMAND}:\n${output}`);
  const notice = noticeOf(await bundledPackages());
  await Deno.writeTextFile(code, notice + REQUIRE + await Deno.readTextFile(code));
  await Deno.writeTextFile(
    `${folder}/main.ts`,
    `import * as code from "./main_code.js";
import type { CommandIo } from "./io.ts";

/** Does what the arguments ask for; resolves with the exit code, and rejects never. */
export const main: (args: readonly string[], io: CommandIo) => Promise<number> = code.main as never;

/** The same for this process: its arguments, its terminal, its signals; ends it with the exit code. */
export const runProcess: () => Promise<never> = code.runProcess as never;
`,
  );
}

/**
 * Takes the bundle out of `folder`, a copy of `src/cli`, to the file `to`, and leaves the names of what it exports: dnt's
 * compiler would find faults in it, print it anew, longer, and once for each kind of module.
 */
export async function holdBack(folder: string, to: string): Promise<void> {
  const code = `${folder}/${CODE}`;
  await Deno.rename(code, to);
  await Deno.writeTextFile(code, "export const main = undefined;\nexport const runProcess = undefined;\n");
}

/**
 * Puts the bundle that was held back into what dnt built: CommonJS may as well load the ES module, as all that the
 * command does is asynchronous.
 */
export async function placeCommand(bundle: string, out: string): Promise<void> {
  await Deno.copyFile(bundle, `${out}/esm/src/cli/${CODE}`);
  await Deno.writeTextFile(
    `${out}/script/src/cli/${CODE}`,
    `"use strict";
const code = () => import("../../../esm/src/cli/${CODE}");
exports.main = async (args, io) => (await code()).main(args, io);
exports.runProcess = async () => (await code()).runProcess();
`,
  );
}

/** Writes the program that the package installs; `door` is the file of `./cli` in the package, "./src/cli/mod.js". */
export async function writeBin(out: string, door: string): Promise<void> {
  await Deno.mkdir(`${out}/bin`, { recursive: true });
  const text = `#!/usr/bin/env node
import { runProcess } from ".${door}";

await runProcess();
`;
  await Deno.writeTextFile(`${out}/${BIN}`, text, { mode: 0o755 });
}
