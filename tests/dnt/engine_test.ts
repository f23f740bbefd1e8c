// What dnt is told, and what is done with what it built: tried with a stand-in, as dnt is out of reach on some machines.

import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Config } from "../../scripts/npm/config.ts";
import { LICENSES, OPTIONAL_PEERS, SBOM } from "../../scripts/npm/settings.ts";
import config from "../../deno.json" with { type: "json" };

/** Every option that we give to dnt 0.42: it does not say so of one that it does not know. */
const KNOWN = [
  "compilerOptions",
  "declaration",
  "entryPoints",
  "importMap",
  "outDir",
  "package",
  "postBuild",
  "rootTestDir",
  "shims",
  "skipSourceOutput",
  "test",
  "testPattern",
  "typeCheck",
];

/** Options as the stand-in reads them. */
interface Options {
  readonly entryPoints: readonly { readonly name: string; readonly path: string }[];
  readonly outDir: string;
  readonly importMap: string;
  readonly package: Readonly<Record<string, unknown>>;
  postBuild(): Promise<void>;
}

test("dnt is told every door, and what is built has the command once, its licences, and no tools", async () => {
  const { buildWithDnt } = await import("../../scripts/npm/dnt_engine.ts");
  const out = await Deno.makeTempDir({ prefix: "hsms-dnt-engine-" });
  const read = (path: string): Promise<string> => Deno.readTextFile(`${out}/${path}`);
  let told: Options | undefined;
  const standIn = {
    build: async (options: Record<string, unknown>) => {
      told = options as unknown as Options;
      assertEquals(Object.keys(options).filter((name) => !KNOWN.includes(name)), [], "unknown to dnt");
      await checkSource(told);
      await buildLikeDnt(told);
    },
  };
  try {
    await buildWithDnt(standIn, config as unknown as Config, out, { test: false });
    assertEquals(told!.entryPoints.map(({ name }) => name), Object.keys(config.exports));

    const code = await read("esm/src/cli/main_code.js");
    assert(code.length > 1_000_000, "the command is there");
    assertStringIncludes(code, "// With yaml ");
    const required = await read("script/src/cli/main_code.js");
    assertStringIncludes(required, 'import("../../../esm/src/cli/main_code.js")');
    assert(required.length < 1000, "and it is there once");
    assertStringIncludes(await read("bin/hsms.mjs"), 'from "../esm/src/cli/mod.js"');

    const manifest = JSON.parse(await read("package.json"));
    assertEquals(manifest.peerDependencies, OPTIONAL_PEERS);
    for (const name of Object.keys(OPTIONAL_PEERS)) {
      assertEquals(manifest.peerDependenciesMeta[name], { optional: true }, name);
    }
    for (const field of ["dependencies", "devDependencies", "scripts"]) assert(!(field in manifest), field);
    for (const kind of ["esm", "script"]) {
      assertEquals(JSON.parse(await read(`${kind}/package.json`)).sideEffects, false, kind);
    }
    assertStringIncludes(await read(LICENSES), "Permission is hereby granted");
    const parts: { purl: string }[] = JSON.parse(await read(SBOM)).components;
    for (const name of ["yaml", "%40optique/core", "deno-std", "uplot"]) {
      assert(parts.some(({ purl }) => purl.startsWith(`pkg:npm/${name}@`)), `${name} is in the SBOM`);
    }
  } finally {
    await Deno.remove(out, { recursive: true });
  }
});

/** The files are there, the import map leads to files or to npm, and the command is not for dnt to read. */
async function checkSource({ entryPoints, importMap }: Options): Promise<void> {
  for (const { path } of entryPoints) assert((await Deno.stat(path)).isFile, path);
  const { imports }: { imports: Record<string, string> } = JSON.parse(await Deno.readTextFile(importMap));
  for (const [name, target] of Object.entries(imports)) {
    assert(!name.startsWith("@std/"), name);
    if (!target.startsWith("npm:")) assert((await Deno.stat(new URL(target))).isFile, name);
  }
  const cli = entryPoints.find(({ name }) => name === "./cli")!.path.replace(/mod\.ts$/, "");
  assertEquals((await Deno.readTextFile(`${cli}main_code.js`)).split("\n").filter((line) => line !== ""), [
    "export const main = undefined;",
    "export const runProcess = undefined;",
  ]);
}

/** Writes what dnt writes, without the code. */
async function buildLikeDnt(options: Options): Promise<void> {
  const { outDir, entryPoints } = options;
  const root = entryPoints.find(({ name }) => name === ".")!.path.replace(/mod\.ts$/, "");
  const exports: Record<string, unknown> = {};
  for (const { name, path } of entryPoints) {
    const file = path.slice(root.length).replace(/\.ts$/, ".js");
    exports[name] = { import: `./esm/${file}`, require: `./script/${file}` };
    for (const kind of ["esm", "script"]) {
      const target = `${outDir}/${kind}/${file}`;
      await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), { recursive: true });
      await Deno.writeTextFile(target, "");
    }
  }
  for (const [kind, type] of [["esm", "module"], ["script", "commonjs"]]) {
    await Deno.writeTextFile(`${outDir}/${kind}/package.json`, JSON.stringify({ type }));
  }
  const manifest = { ...options.package, scripts: { test: "node test_runner.js" }, exports };
  await Deno.writeTextFile(`${outDir}/package.json`, JSON.stringify(manifest));
  await options.postBuild();
}
