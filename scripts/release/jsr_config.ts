// The deno.json that JSR gets. In the repository the std comes from npm, as JSR cannot be reached from everywhere; on JSR
// it comes from JSR, and what only tests and scripts need is left out.

import { type Import, importsOf, type Source } from "../../tests/architecture/source.ts";

/** The std as JSR has it. */
const STD: Readonly<Record<string, string>> = {
  "@std/assert": "jsr:@std/assert@^1.0.0",
  "@std/bytes": "jsr:@std/bytes@^1.0.0",
};

/** The declarations of the std of npm, which has none of its own. */
const STD_TYPES = "types/std.d.ts";

/** What only the page of a view needs, which is published as a bundle. */
const OF_PAGE = ["types", "jsx", "jsxImportSource"];

/** The parts of deno.json that are used here. */
export interface RepositoryConfig {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly imports: Readonly<Record<string, string>>;
  readonly publish: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly compilerOptions: Readonly<Record<string, unknown>>;
}

/**
 * The configuration to publish with; `sources` are the modules that are published.
 *
 * @throws {RangeError} When a source imports a name that deno.json does not map, or a part of the std without a version here.
 */
export function jsrConfig(config: RepositoryConfig, sources: readonly Source[]): RepositoryConfig {
  const { name, version, license, exports, publish } = config;
  const names = [...new Set(sources.flatMap(importsOf).map(packageOf))].filter((one) => one !== undefined);
  return {
    name,
    version,
    license,
    exports,
    imports: Object.fromEntries(names.sort().map((one) => [one, targetOf(config, one)])),
    publish: { ...publish, include: publish.include.filter((path) => path !== STD_TYPES) },
    compilerOptions: Object.fromEntries(
      Object.entries(config.compilerOptions).filter(([option]) => !OF_PAGE.includes(option)),
    ),
  };
}

/** Whether `publish` of deno.json has a module in it. */
export function isPublished({ publish }: Pick<RepositoryConfig, "publish">, path: string): boolean {
  const within = (entries: readonly string[]): boolean =>
    entries.some((entry) => entry.endsWith("/") ? path.startsWith(entry) : path === entry);
  return within(publish.include) && !within(publish.exclude);
}

/** The name that an import needs in the map; undefined for a file of ours, and for a module of the runtime. */
function packageOf({ specifier }: Import): string | undefined {
  return /^(?:\.|node:)/.test(specifier) ? undefined : specifier;
}

function targetOf({ imports }: RepositoryConfig, name: string): string {
  const target = name.startsWith("@std/") ? STD[name] : imports[name];
  if (target === undefined) {
    throw new RangeError(`The source imports "${name}", which has no place in the imports that JSR gets`);
  }
  return target;
}
