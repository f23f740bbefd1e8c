// How large the package may be for those who bundle it: kB, minified and gzipped. The gate refuses what is larger.
// `deno task sizes` writes what was measured into docs/package.md.

/** A program that imports a part of the package. */
export interface Part {
  /** What it imports, as the table of docs/package.md says it. */
  readonly name: string;
  readonly code: string;
  readonly budget: number;
  /** Where nothing may come from, in the package. */
  readonly without: RegExp;
}

/** Everything behind each door. */
export const DOOR_BUDGETS: Readonly<Record<string, number>> = {
  ".": 85,
  "./core": 32,
  "./deno": 9,
  "./bun": 9,
  "./node": 9,
  "./secs": 56,
  "./secs2": 9,
  "./sml": 16,
  "./gem": 150,
  "./files": 17,
  "./gateway": 125,
  "./observe": 3,
  "./otel": 3,
  "./testing": 26,
  "./cli": 850,
};

/** All that a program of one layer has no use for. */
const ABOVE = /^src\/(?:secs|secs2|sml|gem|files|open|gateway|observe|otel|testing|cli|transports)\//;

/** What a bundler leaves out where only this is imported. */
export const PARTS: readonly Part[] = [
  {
    name: "`HsmsPacket`, `FrameDecoder`",
    code: 'export { FrameDecoder, HsmsPacket } from "@secs/hsms";',
    budget: 4.5,
    without: /^src\/(?!core\/(?:base|hsms)\/)/,
  },
  {
    name: "`HsmsProtocol`",
    code: 'export { HsmsProtocol } from "@secs/hsms";',
    budget: 26,
    without: ABOVE,
  },
  {
    name: "`connect`, `listen`",
    code: 'export { connect, listen } from "@secs/hsms";',
    budget: 37,
    without: /^src\/(?:secs|secs2|sml|gem|files|gateway|observe|otel|testing|cli)\//,
  },
  {
    name: "`SecsHandler`",
    code: 'export { SecsHandler } from "@secs/hsms/secs";',
    budget: 45,
    without: /^src\/(?:gem|files|gateway|observe|otel|testing|cli)\//,
  },
];
