import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { hasHeading, sectionOf, withHeading } from "../../scripts/release/changelog.ts";
import { planRelease } from "../../scripts/release/plan.ts";
import { nextVersion } from "../../scripts/release/version.ts";

const CHANGELOG = "# Changelog\n\n## Unreleased\n\n### Added\n\n- A.\n\n## 1.2.3 - 2026-01-02\n\n- B.\n";

const TEXTS = new Map([
  ["deno.json", '{\n  "name": "a",\n  "version": "1.2.3",\n  "b": { "version": "9" }\n}\n'],
  ["src/cli/version.ts", '/** It. */\nexport const VERSION = "1.2.3";\n'],
  ["CHANGELOG.md", CHANGELOG],
]);

test("patch, minor and major count from the version of deno.json", () => {
  assertEquals(["patch", "minor", "major"].map((step) => nextVersion(step, "1.2.3", true)), [
    "1.2.4",
    "1.3.0",
    "2.0.0",
  ]);
});

test("a version that is asked for is above the current one", () => {
  assertEquals(nextVersion("1.3.0-rc.1", "1.2.3", true), "1.3.0-rc.1");
  assertThrows(() => nextVersion("1.2.2", "1.2.3", true), RangeError, "1.2.2 is not above 1.2.3");
  assertThrows(() => nextVersion("1.2.3", "1.2.3", true), RangeError, "1.2.3 is not above 1.2.3");
});

test("the current version may be asked for as long as it is not released: the first release", () => {
  assertEquals(nextVersion("0.1.0", "0.1.0", false), "0.1.0");
});

test("what is no version is refused", () => {
  for (const wanted of ["v1.2.4", "1.2", "next", ""]) {
    assertThrows(() => nextVersion(wanted, "1.2.3", true), RangeError, `got "${wanted}"`);
  }
});

test("a release changes the version in every place, and gives the changelog a heading with a date", () => {
  const { version, tag, files } = planRelease("minor", TEXTS, "2026-11-28");
  assertEquals([version, tag], ["1.3.0", "v1.3.0"]);
  assertEquals(Object.fromEntries(files), {
    "deno.json": '{\n  "name": "a",\n  "version": "1.3.0",\n  "b": { "version": "9" }\n}\n',
    "src/cli/version.ts": '/** It. */\nexport const VERSION = "1.3.0";\n',
    "CHANGELOG.md":
      "# Changelog\n\n## Unreleased\n\n## 1.3.0 - 2026-11-28\n\n### Added\n\n- A.\n\n## 1.2.3 - 2026-01-02\n\n- B.\n",
  });
});

test("the first release changes the changelog alone", () => {
  const first = new Map([...TEXTS, ["CHANGELOG.md", "## Unreleased\n\n- A.\n"]]);
  const { version, files } = planRelease("1.2.3", first, "2026-11-28");
  assertEquals([version, ...files.keys()], ["1.2.3", "CHANGELOG.md"]);
});

test("places that name different versions are found", () => {
  const apart = new Map([...TEXTS, ["src/cli/version.ts", 'export const VERSION = "1.2.2";\n']]);
  assertThrows(() => planRelease("patch", apart, "2026-11-28"), RangeError, "src/cli/version.ts says 1.2.2");
  const none = new Map([...TEXTS, ["src/cli/version.ts", ""]]);
  assertThrows(() => planRelease("patch", none, "2026-11-28"), RangeError, "names no version");
});

test("without anything unreleased there is no release", () => {
  const empty = CHANGELOG.replace("### Added\n\n- A.\n\n", "");
  assertThrows(() => withHeading(empty, "1.3.0", "2026-11-28"), RangeError, "nothing to release");
});

test("a version gets its heading once", () => {
  assertEquals([hasHeading(CHANGELOG, "1.2.3"), hasHeading(CHANGELOG, "1.2")], [true, false]);
  assertThrows(() => withHeading(CHANGELOG, "1.2.3", "2026-11-28"), RangeError, "already");
});

test("the section of a version has what stands below its heading, and no more", () => {
  assertEquals(sectionOf(CHANGELOG, "Unreleased"), "### Added\n\n- A.");
  assertEquals(sectionOf(CHANGELOG, "1.2.3"), "- B.");
  assertEquals(sectionOf(CHANGELOG, "1.2"), "");
});
