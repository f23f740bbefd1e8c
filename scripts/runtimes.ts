// How the test files are run on each runtime.

import { BUN, type Command, DENO, type Outcome, run } from "./run.ts";
import { readBunSummary, readDenoSummary, readNodeSummary, readTally, type Tally } from "./summary.ts";

/** A runtime that the tests run on, or the package. */
export interface Runtime {
  readonly name: string;
  /** "Deno 2.9.6" */
  label(): Promise<string>;
  /** Runs the test files; those that may share the machine run several at a time. */
  test(files: Lanes): Promise<Outcome[]>;
  /** Finds the counts in what the run printed. */
  readSummary(output: string): Tally | undefined;
}

/** Test files in two lanes. */
export interface Lanes {
  /** May run beside each other. */
  readonly shared: readonly string[];
  /** Measure memory or time, stop processes, or take ports that are named: one at a time. */
  readonly alone: readonly string[];
}

/** Folders of tests that need the machine for themselves. */
const ALONE = ["bench", "examples", "killed", "late", "memory", "overload", "soak"];

/** Number of test files that run beside each other: most of them wait now and then. */
const JOBS = `${Math.min(4, 2 * navigator.hardwareConcurrency)}`;

/** Divides test files into lanes. */
export function lanesOf(files: readonly string[]): Lanes {
  const isAlone = (file: string): boolean => ALONE.some((folder) => file.startsWith(`tests/${folder}/`));
  return { shared: files.filter((file) => !isAlone(file)), alone: files.filter(isAlone) };
}

/** Packages of scripts that cannot be bundled: they load parts that need not be installed. */
const NOT_BUNDLED = ["@cyclonedx/cyclonedx-library", "esbuild"];

const NODE_BUNDLES = ".scratch/node-tests";
/** How many bundles the test files of a lane become: enough to share the machine, and to lose few tests with one that does not load. */
const NODE_PARTS = 24;

const deno: Runtime = {
  name: "deno",
  label: () => Promise.resolve(`Deno ${Deno.version.deno}`),
  // Types are a step of `deno task ok`; here they would only be slow.
  test: ({ shared, alone }) =>
    inTurn(
      shared,
      (files) => run([DENO, "test", "-A", "--no-check", "--parallel", ...files], { DENO_JOBS: JOBS }),
      alone,
      (files) => run([DENO, "test", "-A", "--no-check", ...files]),
    ),
  readSummary: readDenoSummary,
};

const bun: Runtime = {
  name: "bun",
  label: () => versionOf("Bun", [...BUN, "--version"]),
  test: testOnBun,
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
  test: async () => [
    await run([DENO, "run", "-A", "--quiet", "--no-lock", "--node-modules-dir=none", "scripts/package.ts"]),
  ],
  readSummary: readTally,
};

/** In the order in which they run. */
export const RUNTIMES: readonly Runtime[] = [deno, bun, node, npmPackage];

/** Runs two lanes, each if it has files. */
async function inTurn(
  shared: readonly string[],
  runShared: (files: readonly string[]) => Promise<Outcome>,
  alone: readonly string[],
  runAlone: (files: readonly string[]) => Promise<Outcome>,
): Promise<Outcome[]> {
  return [
    ...(shared.length > 0 ? [await runShared(shared)] : []),
    ...(alone.length > 0 ? [await runAlone(alone)] : []),
  ];
}

/** One process of Bun runs its test files one after the other: two of them share the work. */
async function testOnBun({ shared, alone }: Lanes): Promise<Outcome[]> {
  // Bun alone gives a test no more than 5 s. Without the leading dot it takes a path for a filter.
  const test = (files: readonly string[]): Promise<Outcome> =>
    run([...BUN, "test", "--timeout", "60000", ...files.map((file) => `./${file}`)]);
  const parts = [0, 1].map((part) => shared.filter((_, i) => i % 2 === part)).filter(({ length }) =>
    length > 0
  );
  const outcomes = await Promise.all(parts.map(test));
  return alone.length > 0 ? [...outcomes, await test(alone)] : outcomes;
}

/** Node 20 reads no TypeScript: test files are bundled with what they import, several in one, as each would bring all of the source. */
async function testOnNode({ shared, alone }: Lanes): Promise<Outcome[]> {
  await Deno.remove(NODE_BUNDLES, { recursive: true }).catch(() => {});
  await Deno.mkdir(NODE_BUNDLES, { recursive: true });
  await Deno.writeTextFile(`${NODE_BUNDLES}/package.json`, '{ "type": "module" }\n');
  const lanes = { shared: await partsOf("shared", shared), alone: await partsOf("alone", alone) };
  const options = ["--quiet", "--platform", "node", "--sourcemap", "inline", "--outdir", NODE_BUNDLES];
  // It takes all that follows for more of them: an option has to follow.
  const external = NOT_BUNDLED.flatMap((name) => ["--external", name]);
  const bundled = await run([DENO, "bundle", ...external, ...options, ...lanes.shared, ...lanes.alone]);
  if (!bundled.ok) return [bundled];
  const test = (jobs: string) => (some: readonly string[]): Promise<Outcome> => {
    const how = ["--enable-source-maps", "--test", "--test-reporter=spec", `--test-concurrency=${jobs}`];
    return run(["node", ...how, ...some.map((file) => file.replace(/\.ts$/, ".js"))]);
  };
  return await inTurn(lanes.shared, test(JOBS), lanes.alone, test("1"));
}

/**
 * Writes files that import the test files of a lane, each some of them; resolves with their names. A test that knows its own file
 * starts it as a process: it stays alone in its bundle.
 */
async function partsOf(lane: string, files: readonly string[]): Promise<string[]> {
  const texts = await Promise.all(files.map((file) => Deno.readTextFile(file)));
  const own = files.filter((_, i) => texts[i]!.includes("import.meta"));
  const others = files.filter((_, i) => !texts[i]!.includes("import.meta"));
  const count = Math.min(others.length, NODE_PARTS);
  const groups = Array.from({ length: count }, (_, part) => others.filter((_, i) => i % count === part));
  return await Promise.all([...groups, ...own.map((file) => [file])].map(async (group, at) => {
    const name = `${NODE_BUNDLES}/${lane}_${at}_test.ts`;
    await Deno.writeTextFile(name, group.map((file) => `import "../../${file}";\n`).join(""));
    return name;
  }));
}

async function versionOf(name: string, command: Command): Promise<string> {
  const version = (await run(command)).output.match(/\d+\.\d+\.\d+/m)?.[0];
  return version === undefined ? name : `${name} ${version}`;
}
