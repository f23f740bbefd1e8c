// How large each door of the built package is for those who bundle it, and that a bundler leaves out what is not used.

import { gzipSync } from "node:zlib";
import { build, type BuildResult } from "esbuild";
import type { ExportsMap } from "./exports_map.ts";
import { OPTIONAL_PEERS } from "./settings.ts";
import { DOOR_BUDGETS, type Part, PARTS } from "./size_budget.ts";

/** What was measured of a door, or of a part. */
export interface Size {
  readonly name: string;
  /** Bytes. */
  readonly minified: number;
  readonly gzipped: number;
  /** kB, of what is gzipped. */
  readonly budget: number;
  /** Files of the package that have code in the bundle, as paths in the package. */
  readonly files: readonly string[];
  /** Where nothing may come from. */
  readonly without?: RegExp;
}

/** Measures the package in the folder `out`: each door, then each part. */
export async function measure(name: string, exports: ExportsMap, out: string): Promise<Size[]> {
  const doors = Object.keys(exports).map((door) => ({
    name: `\`${name}${door.slice(1)}\``,
    code: `export * from "${name}${door.slice(1)}";`,
    budget: DOOR_BUDGETS[door] ?? 0,
  }));
  return await Promise.all([...doors, ...PARTS].map((part) => measureOne(part, out)));
}

/** What is larger than it may be, or has what it must not have; a line for each. */
export function judgeSizes(sizes: readonly Size[]): string[] {
  return sizes.flatMap(({ name, gzipped, budget, files, without }) => [
    ...gzipped <= budget * 1000 ? [] : [
      `${name} is ${
        kilobytes(gzipped)
      } kB, minified and gzipped; scripts/npm/size_budget.ts allows ${budget}`,
    ],
    ...files.filter((file) => without?.test(file)).map((file) =>
      `a bundle of ${name} alone has code of ${file}`
    ),
  ]);
}

/** "21.3" */
export function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

async function measureOne(
  part: Pick<Part, "name" | "code" | "budget"> & { without?: RegExp },
  out: string,
): Promise<Size> {
  const { name, code, budget, without } = part;
  const { outputFiles, metafile } = await bundle(code, out);
  const { contents } = outputFiles[0]!;
  const inputs = Object.values(metafile.outputs)[0]!.inputs;
  const files = Object.entries(inputs)
    .filter(([file, { bytesInOutput }]) => file !== "<stdin>" && bytesInOutput > 0)
    .map(([file]) => file);
  const gzipped = gzipSync(contents, { level: 9 }).length;
  return { name, minified: contents.length, gzipped, budget, files, ...without && { without } };
}

/** Bundles a program that lies in the package, and finds it by its own name, through its `exports`. */
async function bundle(code: string, out: string): Promise<BuildResult<{ write: false; metafile: true }>> {
  return await build({
    stdin: { contents: code, resolveDir: out, loader: "js" },
    absWorkingDir: out,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "neutral",
    // The one of the repository names the source.
    tsconfigRaw: {},
    external: [...Object.keys(OPTIONAL_PEERS), "node:*"],
    legalComments: "none",
    logLevel: "silent",
    metafile: true,
    write: false,
  });
}
