// One list of doors: what deno.json exports and what package.json exports must be the same.

/** A target in package.json: a file, or one for each condition. */
export type Target = string | { readonly [condition: string]: Target };

/** The list of doors of a package.json. */
export type ExportsMap = Readonly<Record<string, Target>>;

/** What differs between the doors of deno.json and those of package.json; each line names a door. */
export function compareDoors(source: Readonly<Record<string, string>>, built: ExportsMap): string[] {
  const missing = Object.keys(source)
    .filter((door) => !(door in built))
    .map((door) => `deno.json exports "${door}", the npm package does not`);
  const strange = Object.keys(built)
    .filter((door) => !(door in source))
    .map((door) => `the npm package exports "${door}", deno.json does not`);
  const wrong = Object.entries(source)
    .filter(([door]) => door in built)
    .flatMap(([door, file]) =>
      filesOf(built[door]!)
        .filter((target) => !leadsTo(target, file))
        .map((target) => `"${door}" is ${file} in deno.json, but ${target} in the npm package`)
    );
  return [...missing, ...strange, ...wrong];
}

/** Every file behind a door, whatever the condition. */
export function filesOf(target: Target): string[] {
  return typeof target === "string" ? [target] : Object.values(target).flatMap(filesOf);
}

/** Every chain of conditions of a door, "import types" for instance, and the file at its end. */
export function conditionsOf(
  target: Target,
  before: readonly string[] = [],
): [conditions: string, file: string][] {
  if (typeof target === "string") return [[before.join(" "), target]];
  return Object.entries(target).flatMap(([condition, next]) => conditionsOf(next, [...before, condition]));
}

/** Whether a built file comes from a source file: `./esm/src/core/mod.js` from `./src/core/mod.ts`. */
function leadsTo(target: string, source: string): boolean {
  const stem = source.replace(/^\.\//, "").replace(/\.ts$/, "");
  return target.replace(/^\.\//, "").replace(/^(?:esm|script|types)\//, "").replace(/\.(?:d\.ts|js)$/, "") ===
    stem;
}
