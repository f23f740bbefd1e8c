// How the test files are run on each runtime.

import { filesBelow } from "./files.ts";
import { BUN, type Command, DENO, type Outcome, run } from "./run.ts";
import { readBunSummary, readDenoSummary, readNodeSummary, readTally, type Tally } from "./summary.ts";

/** A runtime that the tests run on, or the package. */
export interface Runtime {
  readonly name: string;
  /** "Deno 2.9.6" */
  label(): Promise<string>;
  /** Runs the test files. */
  test(files: readonly string[]): Promise<Outcome>;
  /** Finds the counts in what the run printed. */
  readSummary(output: string): Tally | undefined;
}

const NODE_BUNDLES = ".scratch/node-tests";

const deno: Runtime = {
  name: "deno",
  label: () => Promise.resolve(`Deno ${Deno.version.deno}`),
  // Types are a step of `deno task ok`; here they would only be slow.
  test: (files) => run([DENO, "test", "-A", "--no-check", ...files]),
  readSummary: readDenoSummary,
};

const bun: Runtime = {
  name: "bun",
  label: () => versionOf("Bun", [...BUN, "--version"]),
  // Without the leading dot Bun takes a path for a filter.
  test: (files) => run([...BUN, "test", ...files.map((file) => `./${file}`)]),
  readSummary: readBunSummary,
};

const node: Runtime = {
  name: "node",
  label: () => versionOf("Node", ["node", "--version"]),
  test: testOnNode,
  readSummary: readNodeSummary,
};

/** What is published, used as its users do: it runs programs of its own, not the test files. */
const npmPackage: Runtime = {
  name: "package",
  label: () => Promise.resolve("Package"),
  test: () =>
    run([DENO, "run", "-A", "--quiet", "--no-lock", "--node-modules-dir=none", "scripts/package.ts"]),
  readSummary: readTally,
};

/** In the order in which they run. */
export const RUNTIMES: readonly Runtime[] = [deno, bun, node, npmPackage];

/** Node 20 reads no TypeScript: every test file is bundled with what it imports, below one folder. */
async function testOnNode(files: readonly string[]): Promise<Outcome> {
  await Deno.remove(NODE_BUNDLES, { recursive: true }).catch(() => {});
  await Deno.mkdir(NODE_BUNDLES, { recursive: true });
  await Deno.writeTextFile(`${NODE_BUNDLES}/package.json`, '{ "type": "module" }\n');
  const options = ["--quiet", "--platform", "node", "--sourcemap", "inline", "--outdir", NODE_BUNDLES];
  const bundled = await run([DENO, "bundle", ...options, ...files]);
  if (!bundled.ok) return bundled;
  const bundles = await filesBelow(NODE_BUNDLES, "_test.js");
  if (bundles.length !== files.length) {
    const output = `${files.length} test files made ${bundles.length} bundles in ${NODE_BUNDLES}\n`;
    return { ...bundled, ok: false, output };
  }
  return await run(["node", "--enable-source-maps", "--test", "--test-reporter=spec", ...bundles]);
}

async function versionOf(name: string, command: Command): Promise<string> {
  const version = (await run(command)).output.match(/\d+\.\d+\.\d+/m)?.[0];
  return version === undefined ? name : `${name} ${version}`;
}
