// A release, before anything is written: which files change, and to what.

import { hasHeading, withHeading } from "./changelog.ts";
import { nextVersion } from "./version.ts";

/** Everything that names the version. `deno.json` comes first: what it says is the current one. */
export const PLACES: readonly (readonly [path: string, version: RegExp])[] = [
  ["deno.json", /(?<=^ {2}"version": ")[^"]+/m],
  ["src/cli/version.ts", /(?<=^export const VERSION = ")[^"]+/m],
];

/** Everything that a release reads and writes. */
export const FILES: readonly string[] = [...PLACES.map(([path]) => path), "CHANGELOG.md"];

/** What a release does. */
export interface Release {
  readonly version: string;
  readonly tag: string;
  /** The new texts, by their paths; what stays as it is is not there. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Plans the release of what is wanted; `texts` has the files of {@linkcode FILES}, `date` is as in 2026-11-28.
 *
 * @throws {RangeError} When there is no such version, or nothing to release, or a file does not name the version.
 */
export function planRelease(wanted: string, texts: ReadonlyMap<string, string>, date: string): Release {
  const changelog = textOf(texts, "CHANGELOG.md");
  const current = versionIn(texts, ...PLACES[0]!);
  for (const [path, pattern] of PLACES) {
    const found = versionIn(texts, path, pattern);
    if (found !== current) throw new RangeError(`${path} says ${found}, deno.json ${current}`);
  }
  const version = nextVersion(wanted, current, hasHeading(changelog, current));
  const written = PLACES.map(([path, pattern]) =>
    [path, textOf(texts, path).replace(pattern, version)] as const
  );
  const all = [...written, ["CHANGELOG.md", withHeading(changelog, version, date)] as const];
  return {
    version,
    tag: `v${version}`,
    files: new Map(all.filter(([path, text]) => text !== texts.get(path))),
  };
}

function versionIn(texts: ReadonlyMap<string, string>, path: string, pattern: RegExp): string {
  const found = pattern.exec(textOf(texts, path))?.[0];
  if (found === undefined) throw new RangeError(`${path} names no version`);
  return found;
}

function textOf(texts: ReadonlyMap<string, string>, path: string): string {
  const text = texts.get(path);
  if (text === undefined) throw new RangeError(`${path} was not read`);
  return text;
}
