// What can be said of the npm package before it is built.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Config, manifest } from "../../scripts/npm/config.ts";
import { absoluteLinks } from "../../scripts/npm/links.ts";
import { BIN, PAPERS, REPOSITORY } from "../../scripts/npm/settings.ts";
import config from "../../deno.json" with { type: "json" };
import { ROOT } from "../architecture/root.ts";

test("the entry points and the papers of the package are in the repository", () => {
  const sources = Object.values(config.exports);
  assert(sources.length > 0);
  for (const path of [...sources, ...PAPERS]) assert(existsSync(join(ROOT, path)), path);
});

test("the command has a name that every Node reads as an ES module", () => {
  const { bin } = manifest(config as Config);
  assertEquals(bin, { hsms: BIN });
  assertMatch(BIN, /^bin\/\w+\.mjs$/);
});

test("package.json says where the repository, its home and its issues are", () => {
  const { homepage, repository, bugs } = manifest(config as Config);
  assertMatch(REPOSITORY, /^https:\/\/[\w.-]+\/[\w-]+\/[\w-]+$/);
  assertEquals(homepage, `${REPOSITORY}#readme`);
  assertEquals(repository, { type: "git", url: `git+${REPOSITORY}.git` });
  assertEquals(bugs, `${REPOSITORY}/issues`);
});

test("relative links lead into the repository, others stay as they are", () => {
  const folder = `${REPOSITORY}/blob/HEAD`;
  assertEquals(
    absoluteLinks("[a](docs/a.md#b) [c](./C.md)"),
    `[a](${folder}/docs/a.md#b) [c](${folder}/C.md)`,
  );
  const others = "[a](#a) [b](https://example.com/b.md) [c](mailto:c@example.com) `d(e)[0](f g)`";
  assertEquals(absoluteLinks(others), others);
});
