// What the npm package is built with. Versions are named here and nowhere else.

/** The tool that makes ESM and CommonJS of a Deno module, and runs its tests on Node. */
export const DNT = "jsr:@deno/dnt@0.42.3";

/** The Deno std as dnt takes it: JSR has it with its types. */
export const STD_ON_JSR: Readonly<Record<string, string>> = {
  "@std/assert": "jsr:@std/assert@1.0.19",
  "@std/bytes": "jsr:@std/bytes@1.0.6",
};

/** The folder that is built, in the root of the repository. */
export const OUT = "npm";

/** What lies next to the code in the package. */
export const PAPERS = ["README.md", "CHANGELOG.md", "LICENSE"] as const;
