// The packages of others whose code is in the npm package: those of the command, of its pages, and the std.

import { build } from "esbuild";
import { PAGES } from "../view/build.ts";
import { type Config, readConfig } from "./config.ts";
import { OPTIONAL_PEERS } from "./settings.ts";

/** A package of which some code is in ours. */
export interface BundledPackage {
  /** As npm names it. */
  readonly name: string;
  readonly version: string;
  /** As SPDX names it. */
  readonly license: string;
  readonly licenseText: string;
  /** Its package.json. */
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** Licences that allow what is done here; the text of each goes into the package. */
const ALLOWED = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"];

/** Who has the copyright of packages that say so in their files alone; each has the license MIT. */
const COPYRIGHT: Readonly<Record<string, string>> = { "deno-std": "Copyright 2018-2026 the Deno authors" };

/** The folder of a package that a file is in: what stands after the last `node_modules`. */
const FOLDER = /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/;

let found: Promise<readonly BundledPackage[]> | undefined;

/** Finds them as a bundler does: what it takes counts, and not what is installed. Sorted by their names. */
export function bundledPackages(): Promise<readonly BundledPackage[]> {
  return found ??= findPackages();
}

async function findPackages(): Promise<BundledPackage[]> {
  const files = await bundledFiles(await readConfig());
  const folders = new Set(
    files.map((file) => FOLDER.exec(file)?.[0]).filter((folder) => folder !== undefined),
  );
  const packages = await Promise.all(Array.from(folders, readPackage));
  return packages.sort((a, b) => a.name < b.name ? -1 : 1);
}

/** "With yaml 2.9.1, ISC license, Copyright Eemeli Aro", a comment for each package. */
export function noticeOf(packages: readonly BundledPackage[]): string {
  return packages.map(({ name, version, license, licenseText }) => {
    const [copyright = ""] = licenseText.match(/copyright .*\d.*|copyright .*/i) ?? [];
    return `// With ${name} ${version}, ${license} license. ${copyright.trim()}\n`;
  }).join("");
}

/** The licences of all, in full: they ask to be wherever the code goes. */
export function licensesOf(packages: readonly BundledPackage[]): string {
  const head = "This package has code of the following packages in it. Each stands under its own license.\n";
  const texts = packages.map(({ name, version, license, licenseText }) =>
    `${"-".repeat(78)}\n${name} ${version} (${license})\n\n${licenseText.trim()}\n`
  );
  return [head, ...texts].join("\n");
}

/** The source files that have code in a bundle of every door, of the command and of its pages. */
async function bundledFiles({ exports }: Config): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [...Object.values(exports), "src/cli/main.ts", ...PAGES.map(({ entry }) => entry)],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    jsx: "automatic",
    jsxImportSource: "preact",
    external: Object.keys(OPTIONAL_PEERS),
    logLevel: "silent",
    metafile: true,
    outdir: "unused",
    write: false,
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file)
  );
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const manifest: Record<string, unknown> = JSON.parse(await Deno.readTextFile(`${folder}/package.json`));
  const { name, version, license } = manifest as { name: string; version: string; license?: string };
  if (license === undefined || !ALLOWED.includes(license)) {
    throw new Error(
      `${name} ${version} has the license ${license}; scripts/npm/bundled.ts allows ${ALLOWED.join(", ")}`,
    );
  }
  const licenseText = await readLicense(folder, name);
  if (licenseText === undefined) throw new Error(`${name} ${version} has no file with its license`);
  return { name, version, license, licenseText, manifest };
}

async function readLicense(folder: string, name: string): Promise<string | undefined> {
  const copyright = COPYRIGHT[name];
  // Ours is MIT too.
  if (copyright !== undefined) {
    return (await Deno.readTextFile("LICENSE")).replace(/^Copyright.*$/m, copyright);
  }
  for await (const { name: file } of Deno.readDir(folder)) {
    if (/^licen[cs]e(?:\.\w+)?$/i.test(file)) return await Deno.readTextFile(`${folder}/${file}`);
  }
  return undefined;
}
