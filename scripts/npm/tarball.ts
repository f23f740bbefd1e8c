// What publint and "are the types wrong" say of a tarball: whether each condition of each door leads to code and to its
// types, and whether declarations find what they import.

import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { problemAffectsResolutionKind, problemKindInfo } from "@arethetypeswrong/core/problems";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

/** How users resolve names; "node10" is left out, which knows no `exports`. */
const RESOLUTIONS = ["node16-cjs", "node16-esm", "bundler"] as const;

/** Everything that is wrong with a tarball, a line for each. */
export async function lintTarball(tarball: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  return [
    ...messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code),
    ...await lintTypes(tarball, pkg.type === "module"),
  ];
}

/** What is wrong with the types; that CommonJS gets ES modules is well if the package says that it has no others. */
async function lintTypes(tarball: Uint8Array<ArrayBuffer>, esmAlone: boolean): Promise<string[]> {
  const result = await checkPackage(createPackageFromTarballData(tarball));
  if (!result.types) return ["The package has no types"];
  return result.problems
    .filter(({ kind }) => !(esmAlone && kind === "CJSResolvesToESM"))
    .filter((problem) =>
      RESOLUTIONS.some((resolution) => problemAffectsResolutionKind(problem, resolution, result))
    )
    .map(({ kind, ...where }) =>
      `${problemKindInfo[kind].shortDescription}: ${JSON.stringify(where, withoutTrace)}`
    );
}

/** The trace is a page long, and repeats what the rest says. */
function withoutTrace(key: string, value: unknown): unknown {
  return key === "trace" ? undefined : value;
}
