// deno-lint-ignore-file no-console
// Makes a release: writes the version and the heading of the changelog, commits, and sets the tag.
// The workflow `publish` does the rest once the tag is pushed; docs/release.md.
//
// `deno task release minor`              patch, minor, major, or a version such as 1.2.3
// `deno task release --dry-run minor`    does it in a clone that is thrown away, and shows what would change
// `deno task release --notes 1.2.3`      prints what the changelog says of a version
// `deno task release --jsr`              makes deno.json the one that JSR gets, to publish from this folder

import { parseArgs } from "node:util";
import { sectionOf } from "./release/changelog.ts";
import { FILES, planRelease, type Release } from "./release/plan.ts";
import { readJsrConfig } from "./release/sources.ts";
import { run } from "./run.ts";

Deno.chdir(new URL("..", import.meta.url));
const { values: options, positionals } = parseArgs({
  options: {
    "dry-run": { type: "boolean", default: false },
    jsr: { type: "boolean", default: false },
    notes: { type: "string" },
  },
  allowPositionals: true,
});

try {
  if (options.jsr) await writeJsrConfig();
  else if (options.notes !== undefined) await printNotes(options.notes);
  else if (positionals.length === 1) await release(positionals[0]!, options["dry-run"]);
  else throw new Error("Usage: deno task release [--dry-run] VERSION|patch|minor|major");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}

async function release(wanted: string, isDry: boolean): Promise<void> {
  const texts = new Map(
    await Promise.all(
      FILES.map(async (path) => [path, await Deno.readTextFile(path)] as const),
    ),
  );
  if (isDry && sectionOf(texts.get("CHANGELOG.md")!, "Unreleased") === "") {
    console.log(`CHANGELOG.md has nothing below "## Unreleased": there is nothing to release`);
    return;
  }
  const planned = planRelease(wanted, texts, new Date().toISOString().slice(0, 10));
  const { imports } = await readJsrConfig();
  console.log(`JSR gets the imports ${Object.values(imports).join(" ")}`);
  if (isDry) return await rehearse(planned);
  await requireReady(planned);
  await write(planned, ".");
  console.log(`${planned.tag} is set. To publish it: git push --atomic origin main ${planned.tag}`);
}

async function write({ version, tag, files }: Release, folder: string): Promise<void> {
  for (const [path, text] of files) await Deno.writeTextFile(`${folder}/${path}`, text);
  await git(folder, "commit", "--quiet", "--message", `Release ${version}`, "--", ...files.keys());
  await git(folder, "tag", "--annotate", "--message", `Release ${version}`, tag);
}

/** Does everything in a clone. */
async function rehearse(planned: Release): Promise<void> {
  const clone = await Deno.makeTempDir({ prefix: "hsms-release-" });
  try {
    await git(".", "clone", "--quiet", "--no-tags", ".", clone);
    // A clone in a CI has no user, and it does not matter which one it is.
    await git(clone, "config", "user.name", "dry run");
    await git(clone, "config", "user.email", "dry-run@localhost");
    // What is not committed yet is a part of the rehearsal.
    for (const path of FILES) await Deno.copyFile(path, `${clone}/${path}`);
    if (await git(clone, "status", "--porcelain") !== "") {
      await git(clone, "commit", "--quiet", "--all", "--message", "What is not committed yet");
    }
    await write(planned, clone);
    console.log(await git(clone, "show", "--unified=0", "--format=%s", "HEAD"));
    console.log(`Tag: ${await git(clone, "describe", "--exact-match", "HEAD")}`);
    console.log("A dry run: nothing was changed here");
  } finally {
    await Deno.remove(clone, { recursive: true });
  }
}

async function requireReady({ tag }: Release): Promise<void> {
  const branch = await git(".", "branch", "--show-current");
  if (branch !== "main") throw new Error(`Releases are made on main, this is ${branch || "no branch"}`);
  const changed = await git(".", "status", "--porcelain");
  if (changed !== "") throw new Error(`Commit these files, or take them away:\n${changed}`);
  if (await git(".", "tag", "--list", tag) !== "") throw new Error(`There is a tag ${tag} already`);
}

async function writeJsrConfig(): Promise<void> {
  await Deno.writeTextFile("deno.json", `${JSON.stringify(await readJsrConfig(), null, 2)}\n`);
}

async function printNotes(version: string): Promise<void> {
  const notes = sectionOf(await Deno.readTextFile("CHANGELOG.md"), version);
  if (notes === "") throw new Error(`CHANGELOG.md says nothing of ${version}`);
  console.log(notes);
}

async function git(folder: string, ...args: string[]): Promise<string> {
  const { ok, output } = await run(["git", ...args], {}, folder);
  if (!ok) throw new Error(`git ${args.join(" ")} failed:\n${output}`);
  return output.trim();
}
