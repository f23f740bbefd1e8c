// The runtimes of the matrix: each version of each, from npm.

import { dirname } from "node:path";
import { BUN_VERSION, type Command, DENO, run } from "../run.ts";

/** A runtime, and how it runs things. */
export interface MatrixRuntime {
  /** "Node 24.21.0" */
  readonly name: string;
  readonly env: Record<string, string>;
  /** Whether CommonJS may require a package that has only ES modules. */
  readonly requiresEsm: boolean;
  /** Runs a program of a project that has the package. */
  program(file: string): Command;
  /** Runs the tests with `filter` in their path; all if it is empty. */
  tests(filter: string): Command;
}

/** The versions that are tried: of Node the oldest and each line, of the others the pinned and the newest. */
const VERSIONS = {
  node: ["20.16.0", "20", "22", "24", "26"],
  deno: [Deno.version.deno, "latest"],
  bun: [BUN_VERSION, "latest"],
} as const;

/** Gets them; a version that is two of the above is there once. */
export async function findRuntimes(): Promise<MatrixRuntime[]> {
  const found = new Map<string, MatrixRuntime>();
  for (const kind of ["node", "deno", "bun"] as const) {
    for (const wanted of VERSIONS[kind]) {
      const runtime = MAKE[kind](await find(kind, wanted));
      found.set(runtime.name, runtime);
    }
  }
  return [...found.values()];
}

/** What npm has got. */
interface Found {
  readonly path: string;
  readonly version: string;
  readonly requiresEsm: boolean;
}

const MAKE = {
  // The test runner, npm and the programs start "node": this one comes first.
  node: ({ path, version, requiresEsm }: Found): MatrixRuntime => ({
    name: `Node ${version}`,
    requiresEsm,
    env: { PATH: `${dirname(path)}${Deno.build.os === "windows" ? ";" : ":"}${Deno.env.get("PATH")}` },
    program: (file) => [path, file],
    tests: (filter) => testsOf("node", DENO, filter),
  }),
  deno: ({ path, version }: Found): MatrixRuntime => ({
    name: `Deno ${version}`,
    requiresEsm: true,
    env: {},
    program: (file) => [path, "run", "-A", "--no-lock", "--node-modules-dir=manual", file],
    tests: (filter) => testsOf("deno", path, filter),
  }),
  bun: ({ path, version }: Found): MatrixRuntime => ({
    name: `Bun ${version}`,
    requiresEsm: true,
    env: { HSMS_BUN_VERSION: version },
    program: (file) => [path, file],
    tests: (filter) => testsOf("bun", DENO, filter),
  }),
};

function testsOf(runtime: string, deno: string, filter: string): Command {
  return [deno, "run", "-A", "scripts/test.ts", "--runtime", runtime, "--filter", filter];
}

/** Asks a version from npm where it is, and which. */
async function find(
  kind: "node" | "deno" | "bun",
  wanted: string,
): Promise<Found> {
  const code =
    "console.log(JSON.stringify([process.execPath, process.versions, !!process.features?.require_module]))";
  const { ok, output } = await run([
    Deno.build.os === "windows" ? "npx.cmd" : "npx",
    ...["--yes", "--package", `${kind}@${wanted}`, "--", kind],
    ...kind === "deno" ? ["eval", code] : ["-e", code],
  ]);
  if (!ok) throw new Error(`Cannot run ${kind} ${wanted}:\n${output}`);
  const [path, versions, requiresEsm] = JSON.parse(output.slice(output.indexOf("[")).split("\n")[0]!);
  return { path, version: versions[kind], requiresEsm };
}
