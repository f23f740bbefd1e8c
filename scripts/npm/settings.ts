// What the npm package is built with. Versions are named here and nowhere else.

/** The tool that makes ESM and CommonJS of a Deno module, and runs its tests on Node. */
export const DNT = "jsr:@deno/dnt@0.42.3";

/** The folder that is built, in the root of the repository. */
export const OUT = "npm";

/** The program that the package installs, in the package; its ending says ESM, whatever package.json says. */
export const BIN = "bin/hsms.mjs";

/** What lies next to the code in the package. */
export const PAPERS = [
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "schemas/equipment.schema.json",
  "schemas/profile.schema.json",
  "schemas/scenario.schema.json",
  "schemas/fab.schema.json",
] as const;

/** The licences of the packages that are bundled, and the bill of materials: made by the build. */
export const LICENSES = "THIRD-PARTY-LICENSES.txt";
export const SBOM = "sbom.cdx.json";

/** Folders that lie next to the code as they are. */
export const FOLDERS = ["scenarios"] as const;

/** Where the repository is. */
export const REPOSITORY = "https://github.com/secs-ts/hsms";

/** Packages that the gateway loads where somebody has installed them: nothing else of the package needs them. */
export const OPTIONAL_PEERS: Readonly<Record<string, string>> = {
  "@nats-io/jetstream": "^3.4.0",
  "@nats-io/kv": "^3.4.0",
  "@nats-io/transport-node": "^3.4.0",
  "@opentelemetry/api": "^1.9.0",
  mqtt: "^5.16.0",
};
