// dnt is on JSR, which not every machine reaches. What stops it is found here by Deno alone: CommonJS has no await at
// the top level of a module, and a package for Node has no globals of another runtime.

import { test } from "node:test";
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Outcome } from "../../scripts/run.ts";

/** How dnt's compiler reads the source; the types of Deno are left out. */
const COMPILER = { lib: ["esnext", "dom", "dom.iterable"], types: [], strict: true };

test(
  "dnt can make CommonJS of all that it is given, and types without a runtime's globals",
  async () => {
    await inCopy(async ({ files, judge }) => {
      assert(files.length > 80, `only ${files.length} files`);
      const outcomes = await judge(files);
      for (const { ok, output } of outcomes) assert(ok, output);
    });
  },
);

test(
  "an await at the top level and the globals of runtimes are found, also in what a test imports",
  async () => {
    await inCopy(async ({ folder, judge }) => {
      const [bad, badTest] = [`${folder}/tests/support/bad.ts`, `${folder}/tests/support/bad_test.ts`];
      await Deno.writeTextFile(badTest, 'export * from "./bad.ts";\n');
      await Deno.writeTextFile(
        bad,
        "export const names = [Deno.pid, Bun.version, process.pid];\nawait Promise.resolve();\n",
      );
      const [commonJs, types] = await judge([badTest]);
      assertEquals([commonJs.ok, types.ok], [false, false]);
      assertMatch(commonJs.output, /Top-level await/);
      assertMatch(types.output, /Cannot find name 'Deno'/);
      assertMatch(types.output, /Cannot find name 'Bun'/);
      assertMatch(types.output, /Cannot find name 'process'/);

      await Deno.writeTextFile(bad, 'export { names } from "../../bench/run.ts";\n');
      const [missing] = await judge([badTest]);
      assertMatch(missing.output, /bench\/run\.ts/);
    });
  },
);

/** A copy as dnt gets it. */
interface Copy {
  readonly folder: string;
  /** The files that dnt starts from. */
  readonly files: readonly string[];
  /** Makes CommonJS of files and of all that they import, and checks their types. */
  judge(files: readonly string[]): Promise<[commonJs: Outcome, types: Outcome]>;
}

async function inCopy(use: (copy: Copy) => Promise<void>): Promise<void> {
  const { readConfig } = await import("../../scripts/npm/config.ts");
  const { copyForDnt, testsForDnt } = await import("../../scripts/npm/dnt_source.ts");
  const { DENO, run } = await import("../../scripts/run.ts");
  const folder = await Deno.makeTempDir({ prefix: "hsms-dnt-test-" });
  try {
    const { entryPoints, importMap } = await copyForDnt(await readConfig(), folder, true);
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ compilerOptions: COMPILER }));
    const map = ["--quiet", "--no-lock", "--import-map", importMap];
    const bundle = ["--format", "cjs", "--platform", "deno", "--packages", "external", "--outdir", "built"];
    await use({
      folder,
      files: [...entryPoints.map(({ path }) => path), ...await testsForDnt(folder)],
      judge: async (files) => [
        await run([DENO, "bundle", ...map, ...bundle, ...files], {}, folder),
        await run([DENO, "check", ...map, ...files], {}, folder),
      ],
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
