// What both engines' output still needs.

import { filesBelow } from "../files.ts";
import { bundledPackages, licensesOf } from "./bundled.ts";
import { writeBin } from "./command.ts";
import type { Config } from "./config.ts";
import { conditionsOf } from "./exports_map.ts";
import { absoluteLinks } from "./links.ts";
import { sbomOf } from "./sbom.ts";
import { FOLDERS, LICENSES, PAPERS, SBOM } from "./settings.ts";
import { copyFolder } from "./source_copy.ts";

/** TypeScript knows these names only in a library that a program has to ask for, or where it has the types of Node. */
const DISPOSABLE = /\b(?:Async)?Disposable\b|\bSymbol\.(?:asyncDispose|dispose)\b/;

const REFERENCE = '/// <reference lib="esnext.disposable" />\n';

/** Puts the papers next to the code, says what is bundled into it, and lets declarations name the libraries that they need. */
export async function finish(config: Config, out: string): Promise<void> {
  await Deno.mkdir(`${out}/schemas`, { recursive: true });
  for (const paper of PAPERS) {
    await Deno.writeTextFile(`${out}/${paper}`, absoluteLinks(await Deno.readTextFile(paper)));
  }
  for (const folder of FOLDERS) await copyFolder(folder, `${out}/${folder}`);
  const packages = await bundledPackages();
  await Deno.writeTextFile(`${out}/${LICENSES}`, licensesOf(packages));
  await Deno.writeTextFile(`${out}/${SBOM}`, await sbomOf(config, packages));
  await writeBin(out, await commandDoor(out));
  for (const path of await filesBelow(out, ".d.ts")) {
    if (path.includes("/node_modules/")) continue;
    const text = await Deno.readTextFile(path);
    if (DISPOSABLE.test(text) && !text.startsWith(REFERENCE)) {
      await Deno.writeTextFile(path, REFERENCE + text);
    }
  }
}

/** The ES module behind the door of the command. */
async function commandDoor(out: string): Promise<string> {
  const { exports } = JSON.parse(await Deno.readTextFile(`${out}/package.json`));
  const files = conditionsOf(exports["./cli"]).filter(([conditions]) =>
    /\b(?:import|default)\b/.test(conditions)
  );
  const found = files.map(([, file]) => file).find((file) => file.endsWith(".js"));
  if (found === undefined) throw new Error('package.json does not export "./cli"');
  return found;
}
