// Builds the package with Deno's own packer: ESM and types, from a copy of the source.

import { DENO, run } from "../run.ts";
import { type Config, manifest } from "./config.ts";
import { finish } from "./finish.ts";
import { copyFolder, copySource } from "./source_copy.ts";

/**
 * Builds into the empty folder `out`. `deno pack` leaves names of an import map as they are (denoland/deno#36017), so
 * the copy that it packs has none.
 */
export async function buildWithPack(config: Config, out: string): Promise<void> {
  const scratch = await Deno.makeTempDir({ prefix: "hsms-pack-" });
  try {
    await copySource(scratch);
    await writeScratchConfig(scratch, config);
    await must([DENO, "pack", "--allow-dirty", "--no-source-maps", "--output", "built.tgz"], scratch);
    await must(["tar", "-xzf", "built.tgz"], scratch);
    await copyFolder(`${scratch}/package`, out, (path) => !isSource(path));
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
  await finishManifest(config, out);
  await finish(config, out);
}

async function writeScratchConfig(scratch: string, config: Config): Promise<void> {
  const { name, version, license, exports, compilerOptions } = config;
  const { types: _, ...options } = compilerOptions;
  const text = JSON.stringify({ name, version, license, exports, compilerOptions: options }, undefined, 2);
  await Deno.writeTextFile(`${scratch}/deno.json`, text);
}

/** What the packer says of the doors stays; the rest is the same as with the other engine. */
async function finishManifest(config: Config, out: string): Promise<void> {
  const path = `${out}/package.json`;
  const { type, main, types, exports } = JSON.parse(await Deno.readTextFile(path));
  const whole = { ...manifest(config), type, main, types, exports };
  await Deno.writeTextFile(path, `${JSON.stringify(whole, undefined, 2)}\n`);
}

/** A source file that no door leads to: the packer takes it along as it is. */
function isSource(path: string): boolean {
  return path.endsWith(".ts") && !path.endsWith(".d.ts");
}

async function must(command: readonly [string, ...string[]], folder: string): Promise<void> {
  const { ok, output } = await run(command, {}, folder);
  if (!ok) throw new Error(`${command[0]} ${command[1]} failed:\n${output}`);
}
