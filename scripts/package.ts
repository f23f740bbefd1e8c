// deno-lint-ignore-file no-console
// Tests the npm package: builds it, packs it, and uses the tarball in projects outside the repository.
// A part of `deno task test`; alone: `deno task test --runtime package`. Ends with `N passed, N failed`.
//
// Options: --engine: as in scripts/build_npm.ts

import { checkCodec, checkMainEntry } from "./npm/bundles.ts";
import { buildPackage, type Built } from "./npm/build.ts";
import {
  type CommandName,
  COMMANDS,
  makeBunProject,
  makeNodeProject,
  makePathProject,
  PROGRAMS,
  TYPES,
  typesCommand,
} from "./npm/consumers.ts";
import { readBuildOptions } from "./npm/options.ts";
import { OUT } from "./npm/settings.ts";
import { NPM, type Outcome, run } from "./run.ts";
import { formatTally } from "./summary.ts";

Deno.chdir(new URL("..", import.meta.url));
const tally = { passed: 0, failed: 0 };
const scratch = await Deno.makeTempDir({ prefix: "hsms-consumers-" });
try {
  const built = await build();
  if (built !== undefined) await use(await pack(), built);
} finally {
  await Deno.remove(scratch, { recursive: true });
}
console.log(formatTally(tally));
Deno.exit(tally.failed === 0 ? 0 : 1);

async function build(): Promise<Built | undefined> {
  const name =
    "the package is built, with types behind every door of deno.json, and nothing else has to be installed";
  try {
    // The tests run on the source; what is tested here is that it arrives.
    const options = { ...readBuildOptions(Deno.args), test: false };
    const built = await buildPackage(options, (line) => console.log(line));
    report(name, true, "");
    return built;
  } catch (error) {
    report(name, false, String(error));
    return undefined;
  }
}

async function pack(): Promise<string> {
  const { ok, output } = await run([NPM, "pack", "--loglevel=error", "--pack-destination", scratch], {}, OUT);
  const name = output.match(/^\S+\.tgz$/m)?.[0];
  if (!ok || name === undefined) throw new Error(`npm pack failed:\n${output}`);
  return `${scratch}/${name}`;
}

/** The projects do not know of each other: what can run at the same time does. */
async function use(tarball: string, { engine }: Built): Promise<void> {
  const [bun, path] = [`${scratch}/bun`, `${scratch}/path`];
  await Promise.all([
    useOnNode(`${scratch}/node`, tarball, engine === "dnt"),
    useOnBun(bun, tarball),
    program("Deno: a program uses it by path", "denoByPath", path, makePathProject(path, tarball)),
    check(
      "a bundle of the source's packet codec has no code of sockets",
      checkCodec(".", `${PROGRAMS}/codec.mts`),
    ),
    check("a browser bundle of the source's main entry imports nothing", checkMainEntry(".", "mod.ts")),
  ]);
}

async function useOnBun(folder: string, tarball: string): Promise<void> {
  const made = await makeBunProject(folder, tarball);
  await program("Bun: a program uses it", "bun", folder, made);
  await program("Bun: its command listens, probes and asks", "bunCommand", folder, made);
}

async function useOnNode(folder: string, tarball: string, commonJs: boolean): Promise<void> {
  const made = await makeNodeProject(folder, tarball, commonJs);
  await Promise.all([
    useCompiled(made, folder, commonJs),
    readTypes(made, folder),
    program("Deno: a program uses it from node_modules", "deno", folder, made),
    step("Node: npx finds its command", "npx", folder, made),
    program("Node: its command listens, probes and asks", "nodeCommand", folder, made),
    check("a bundle of the package's packet codec has no code of sockets", checkCodec(folder, "codec.mts")),
  ]);
}

async function useCompiled(made: Outcome, folder: string, commonJs: boolean): Promise<void> {
  const compiled = await step("TypeScript 5.9: strict, module resolution nodenext", "tsc", folder, made);
  await program("Node: an ES module uses it", "nodeEsm", folder, compiled);
  if (commonJs || await nodeRequiresEsm()) {
    await program("Node: a CommonJS module requires it", "nodeRequire", folder, compiled);
  } else console.log("Not run: this Node cannot require an ES module, 20.19 and newer can");
}

/** One compiler after the other: each takes a core. */
async function readTypes(made: Outcome, folder: string): Promise<void> {
  for (const [compiler, resolution] of TYPES) {
    const name = `${compiler.replace("typescript-", "TypeScript ")}: strict, module resolution ${resolution}`;
    await check(name, made.ok ? run(typesCommand(compiler, resolution), {}, folder) : made);
  }
}

/** Whether this Node is new enough for a package without CommonJS. */
async function nodeRequiresEsm(): Promise<boolean> {
  const { output } = await run(["node", "--print", "Boolean(process.features.require_module)"]);
  return output.trim() === "true";
}

/** Runs a command of the projects, unless what comes before it went wrong. */
async function step(name: string, command: CommandName, folder: string, before: Outcome): Promise<Outcome> {
  return await check(name, before.ok ? run(COMMANDS[command], {}, folder) : before);
}

/** The same for one of our programs, which has to come to its end. */
async function program(
  name: string,
  command: CommandName,
  folder: string,
  before: Outcome | Promise<Outcome>,
): Promise<void> {
  const made = await before;
  const ran = made.ok ? await run(COMMANDS[command], {}, folder) : made;
  await check(name, { ...ran, ok: ran.ok && ran.output.includes("the package works") });
}

async function check(name: string, running: Outcome | Promise<Outcome>): Promise<Outcome> {
  const outcome = await running;
  report(name, outcome.ok, outcome.output);
  return outcome;
}

function report(name: string, ok: boolean, output: string): void {
  if (ok) tally.passed++;
  else tally.failed++;
  console.log(`${ok ? "ok    " : "FAILED"}  ${name}`);
  if (!ok) console.log(output);
}
