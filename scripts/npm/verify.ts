// Looks at what was built as npm would ship it, whichever engine built it.

import { DENO, NPM, run } from "../run.ts";
import { isCommand } from "./command.ts";
import type { Config } from "./config.ts";
import { compareDoors, conditionsOf, type ExportsMap } from "./exports_map.ts";
import { BIN, LICENSES, OPTIONAL_PEERS, PAPERS, SBOM } from "./settings.ts";
import { judgeSizes, measure, type Size } from "./sizes.ts";
import { lintTarball } from "./tarball.ts";

/** What npm would ship. */
export interface Shipment {
  /** Paths in the package, without a leading "./". */
  readonly files: readonly string[];
  /** Bytes of the tarball. */
  readonly size: number;
  /** Bytes once it is unpacked. */
  readonly unpackedSize: number;
  /** How large its doors are for those who bundle it. */
  readonly sizes: readonly Size[];
  /** Everything that is wrong with it. */
  readonly problems: readonly string[];
}

interface Manifest extends Record<string, unknown> {
  readonly exports: ExportsMap;
}

/** Checks the package in the folder `out`: its manifest, its doors, its files, and what they import. */
export async function inspect(config: Config, out: string): Promise<Shipment> {
  const scratch = await Deno.makeTempDir({ prefix: "hsms-inspect-" });
  try {
    const { files, size, unpackedSize, filename } = await packInto(scratch, out);
    const manifest: Manifest = JSON.parse(await Deno.readTextFile(`${out}/package.json`));
    const sizes = await measure(config.name, manifest.exports, await Deno.realPath(out));
    const problems = [
      ...checkManifest(config, manifest),
      ...compareDoors(config.exports, manifest.exports),
      ...[BIN, LICENSES, SBOM, ...PAPERS].filter((file) => !files.includes(file))
        .map((file) => `${file} is not in the package`),
      ...judgeSizes(sizes),
      ...await lintTarball(await Deno.readFile(`${scratch}/${filename}`)),
      ...await checkGraphs(manifest.exports, out, new Set(files)),
      ...(await Promise.all(files.map((file) => checkText(out, file)))).flat(),
    ];
    return { files, size, unpackedSize, sizes, problems };
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

/** Packs the package as npm does, into the folder `to`. */
async function packInto(
  to: string,
  out: string,
): Promise<Omit<Shipment, "sizes" | "problems"> & { filename: string }> {
  const { ok, output } = await run(
    [NPM, "pack", "--json", "--loglevel=error", "--pack-destination", to],
    {},
    out,
  );
  const json = output.slice(output.indexOf("["), output.lastIndexOf("]") + 1);
  if (!ok || json === "") throw new Error(`npm pack failed:\n${output}`);
  const [{ files, size, unpackedSize, filename }] = JSON.parse(json);
  return { files: files.map(({ path }: { path: string }) => path), size, unpackedSize, filename };
}

function checkManifest(config: Config, manifest: Manifest): string[] {
  const differing = (["name", "version", "license"] as const)
    .filter((field) => manifest[field] !== config[field])
    .map((field) => `package.json says ${field} ${manifest[field]}, deno.json ${config[field]}`);
  const needy = ["dependencies", "peerDependencies", "optionalDependencies"]
    .filter((field) => Object.keys(manifest[field] ?? {}).length > 0)
    .filter((field) => field !== "peerDependencies" || !areOptional(manifest))
    .map((field) => `package.json has ${field}: ${JSON.stringify(manifest[field])}`);
  return [...differing, ...needy];
}

/** Whether the peers are those of the gateway, and none of them has to be installed. */
function areOptional({ peerDependencies, peerDependenciesMeta }: Manifest): boolean {
  const meta = peerDependenciesMeta as Readonly<Record<string, { readonly optional?: boolean }>> | undefined;
  return Object.keys(peerDependencies as Record<string, string>)
    .every((name) => name in OPTIONAL_PEERS && meta?.[name]?.optional === true);
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

/** No file names a path of this machine. */
async function checkText(out: string, file: string): Promise<string[]> {
  if (!/\.(?:[cm]?js|ts|map)$/.test(file)) return [];
  const text = await Deno.readTextFile(`${out}/${file}`);
  return text.includes(Deno.cwd()) ? [`${file} names a path of this machine`] : [];
}
