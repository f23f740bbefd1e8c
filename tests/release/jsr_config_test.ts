// What JSR gets. It cannot be reached from everywhere: the configuration is judged as it is handed over.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { isPublished, jsrConfig, type RepositoryConfig } from "../../scripts/release/jsr_config.ts";
import { importsOf, type Source } from "../architecture/source.ts";
import { ROOT } from "../architecture/root.ts";
import repository from "../../deno.json" with { type: "json" };

const CONFIG: RepositoryConfig = repository;

const SOURCES: readonly Source[] = ["mod.ts", ...below("src")]
  .filter((path) => isPublished(CONFIG, path))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));

function below(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => /\.tsx?$/.test(path));
}

const { imports, publish, compilerOptions, ...rest } = jsrConfig(CONFIG, SOURCES);

test("JSR gets the std from JSR, and every other package from npm with its version", () => {
  assert(SOURCES.length > 300, `only ${SOURCES.length} files`);
  for (const [name, target] of Object.entries(imports)) {
    const wanted = name.startsWith("@std/") ? /^jsr:@std\/\w+@\^1\.\d+\.\d+$/ : /^npm:@?[^@]+@\d+\.\d+\.\d+/;
    assert(wanted.test(target), `${name} is ${target}`);
    if (name.startsWith("@std/")) assert(target.startsWith(`jsr:${name}@`), target);
  }
});

test("JSR gets each name that a published module imports, and no name of tests and scripts", () => {
  const used = SOURCES.flatMap(importsOf).map(({ specifier }) => specifier)
    .filter((specifier) => !/^(?:\.|node:)/.test(specifier));
  assertEquals(Object.keys(imports), [...new Set(used)].sort());
  assert("@std/bytes" in imports && !("fast-check" in imports), JSON.stringify(imports));
});

test("JSR gets the name, the version, the licence and the doors as they are", () => {
  const { name, version, license, exports } = CONFIG;
  assertEquals(rest, { name, version, license, exports });
});

test("the declarations of npm's std do not go to JSR, whose std has its own", () => {
  assertEquals(publish.include.filter((path) => path.startsWith("types/")), []);
  assertEquals(publish.include.length, CONFIG.publish.include.length - 1);
  assertEquals(publish.exclude, CONFIG.publish.exclude);
  assertEquals("types" in compilerOptions, false);
  assertEquals(compilerOptions.strict, true);
});

test("the page of a view is not published, what it is bundled into is", () => {
  assertEquals(isPublished(CONFIG, "src/view/page/main.tsx"), false);
  assertEquals(isPublished(CONFIG, "src/cli/view/page_bundle.ts"), true);
  assertEquals(isPublished(CONFIG, "scripts/ok.ts"), false);
});

test("an import that JSR could not resolve is found", () => {
  const source = (specifier: string): Source[] => [{ path: "mod.ts", text: `import "${specifier}";` }];
  assertThrows(() => jsrConfig(CONFIG, source("left-pad")), RangeError, '"left-pad"');
  assertThrows(() => jsrConfig(CONFIG, source("@std/unknown")), RangeError, '"@std/unknown"');
});
