// The part of deno.json that becomes the npm package.

import { BIN, OPTIONAL_PEERS, REPOSITORY } from "./settings.ts";

/** What deno.json says about the package. */
export interface Config {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The doors: the name of each entry point, "." or "./core", and the source file behind it. */
  readonly exports: Readonly<Record<string, string>>;
  /** Names that the source and the tests import by. */
  readonly imports: Readonly<Record<string, string>>;
  readonly compilerOptions: Readonly<Record<string, unknown>>;
}

/** Reads deno.json of the repository; the working directory is its root. */
export async function readConfig(): Promise<Config> {
  return JSON.parse(await Deno.readTextFile("deno.json"));
}

/** The fields of package.json that both engines write the same way. */
export function manifest({ name, version, license }: Config): Record<string, unknown> {
  return {
    name,
    version,
    description:
      "SEMI E37 (HSMS) for Deno, Bun and Node: the connections between a fab's host and its equipment.",
    keywords: ["hsms", "secs", "semi", "e37", "e5", "gem", "deno", "bun", "node"],
    license,
    homepage: `${REPOSITORY}#readme`,
    repository: { type: "git", url: `git+${REPOSITORY}.git` },
    bugs: `${REPOSITORY}/issues`,
    bin: { hsms: BIN },
    // From 20.16 on Node gives its own modules to a program that asks for them (process.getBuiltinModule).
    engines: { node: ">=20.16" },
    sideEffects: false,
    peerDependencies: OPTIONAL_PEERS,
    peerDependenciesMeta: Object.fromEntries(
      Object.keys(OPTIONAL_PEERS).map((name) => [name, { optional: true }]),
    ),
  };
}
