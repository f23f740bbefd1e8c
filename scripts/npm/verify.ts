// Looks at what was built as npm would ship it, whichever engine built it.

import { DENO, NPM, run } from "../run.ts";
import { isCommand } from "./command.ts";
import type { Config } from "./config.ts";
import { compareDoors, conditionsOf, type ExportsMap, filesOf } from "./exports_map.ts";
import { BIN, PAPERS } from "./settings.ts";

/** What npm would ship. */
export interface Shipment {
  /** Paths in the package, without a leading "./". */
  readonly files: readonly string[];
  /** Bytes of the tarball. */
  readonly size: number;
  /** Bytes once it is unpacked. */
  readonly unpackedSize: number;
  /** Everything that is wrong with it. */
  readonly problems: readonly string[];
}

interface Manifest extends Record<string, unknown> {
  readonly exports: ExportsMap;
}

/** Checks the package in the folder `out`: its manifest, its doors, its files, and what they import. */
export async function inspect(config: Config, out: string): Promise<Shipment> {
  const { files, size, unpackedSize } = await listOf(out);
  const manifest: Manifest = JSON.parse(await Deno.readTextFile(`${out}/package.json`));
  const problems = [
    ...checkManifest(config, manifest),
    ...compareDoors(config.exports, manifest.exports),
    ...files.includes(BIN) ? [] : [`${BIN} is not in the package`],
    ...PAPERS.filter((paper) => !files.includes(paper)).map((paper) => `${paper} is not in the package`),
    ...checkTargets(manifest.exports, new Set(files)),
    ...await checkGraphs(manifest.exports, out, new Set(files)),
    ...(await Promise.all(files.map((file) => checkText(out, file, new Set(files))))).flat(),
  ];
  return { files, size, unpackedSize, problems };
}

async function listOf(out: string): Promise<Omit<Shipment, "problems">> {
  const { ok, output } = await run([NPM, "pack", "--dry-run", "--json", "--loglevel=error"], {}, out);
  const json = output.slice(output.indexOf("["), output.lastIndexOf("]") + 1);
  if (!ok || json === "") throw new Error(`npm pack failed:\n${output}`);
  const [{ files, size, unpackedSize }] = JSON.parse(json);
  return { files: files.map(({ path }: { path: string }) => path), size, unpackedSize };
}

function checkManifest(config: Config, manifest: Manifest): string[] {
  const differing = (["name", "version", "license"] as const)
    .filter((field) => manifest[field] !== config[field])
    .map((field) => `package.json says ${field} ${manifest[field]}, deno.json ${config[field]}`);
  const needy = ["dependencies", "peerDependencies", "optionalDependencies"]
    .filter((field) => Object.keys(manifest[field] ?? {}).length > 0)
    .map((field) => `package.json has ${field}: ${JSON.stringify(manifest[field])}`);
  return [...differing, ...needy];
}

/** Behind every door and condition there are code and types. */
function checkTargets(exports: ExportsMap, files: ReadonlySet<string>): string[] {
  return Object.entries(exports).flatMap(([door, target]) => {
    const wanted = filesOf(target).flatMap((file) => [file, file.replace(/\.js$/, ".d.ts")]);
    return [...new Set(wanted)]
      .filter((file) => !files.has(file.slice("./".length)))
      .map((file) => `"${door}" needs ${file}, which is not in the package`);
  });
}

/** Everything that an ES module behind a door imports is in the package; Deno's own reader follows the imports. */
async function checkGraphs(exports: ExportsMap, out: string, files: ReadonlySet<string>): Promise<string[]> {
  const entries = new Set(
    Object.values(exports).flatMap((target) => conditionsOf(target))
      .filter(([conditions, file]) => /\b(?:import|default)\b/.test(conditions) && file.endsWith(".js"))
      .map(([, file]) => file),
  );
  const root = `file://${Deno.realPathSync(out)}/`;
  const problems = await Promise.all([...entries].map(async (entry) => {
    const command = [DENO, "info", "--json", "--no-config", "--no-lock", `${out}/${entry}`] as const;
    const { ok, output } = await run(command);
    if (!ok) return [`Cannot read ${entry}: ${output}`];
    const { modules }: { modules: { specifier: string; error?: string }[] } = JSON.parse(output);
    return modules
      .filter(({ specifier }) => !(isCommand(entry) && specifier.startsWith("node:")))
      .filter(({ specifier, error }) => error !== undefined || !files.has(specifier.slice(root.length)))
      .map(({ specifier, error }) => `${entry} leads to ${specifier}: ${error ?? "not in the package"}`);
  }));
  return [...new Set(problems.flat())];
}

/** Every specifier in a file is relative and leads to a file of the package; no file names a path of this machine. */
async function checkText(out: string, file: string, files: ReadonlySet<string>): Promise<string[]> {
  if (!/\.(?:js|ts|map)$/.test(file)) return [];
  const text = await Deno.readTextFile(`${out}/${file}`);
  const problems = text.includes(Deno.cwd()) ? [`${file} names a path of this machine`] : [];
  // A minified bundle has texts that look like imports; what it does import was followed.
  if (isCommand(file)) return problems;
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const specifiers = code.matchAll(/(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*"([^"\n]+)"/g);
  for (const [, specifier] of specifiers) {
    if (!specifier!.startsWith(".")) {
      problems.push(`${file} imports "${specifier}", which is not in the package`);
      continue;
    }
    const path = new URL(specifier!, `file:///${file}`).pathname.slice(1);
    const wanted = file.endsWith(".d.ts") ? path.replace(/\.js$/, ".d.ts") : path;
    if (!files.has(wanted)) problems.push(`${file} imports "${specifier}", but there is no ${wanted}`);
  }
  return problems;
}
