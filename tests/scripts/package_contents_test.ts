// What the build says of sizes, licences and the bill of materials, on examples.

import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { BundledPackage } from "../../scripts/npm/bundled.ts";
import type { Size } from "../../scripts/npm/sizes.ts";
import type { Config } from "../../scripts/npm/config.ts";
import config from "../../deno.json" with { type: "json" };

const skip = !("Deno" in globalThis);

const SIZE: Size = { name: "`a`", minified: 30_000, gzipped: 10_000, budget: 10, files: ["src/core/mod.js"] };
const PAGE = "<!-- sizes -->\n\n-\n\n<!-- end of sizes -->\n";

const PACKAGE: BundledPackage = {
  name: "@of/others",
  version: "1.2.3",
  license: "ISC",
  licenseText: "ISC License\n\nCopyright 2020 Somebody\n\nPermission …\n",
  manifest: { name: "@of/others", version: "1.2.3", license: "ISC" },
};

test("a door that is larger than its budget is refused", { skip }, async () => {
  const { judgeSizes } = await import("../../scripts/npm/sizes.ts");
  assertEquals(judgeSizes([SIZE]), []);
  assertEquals(judgeSizes([{ ...SIZE, gzipped: 10_001 }]), [
    "`a` is 10.0 kB, minified and gzipped; scripts/npm/size_budget.ts allows 10",
  ]);
});

test(
  "a bundle of HsmsProtocol alone may have no message, no item, no GEM and no socket",
  { skip },
  async () => {
    const { judgeSizes } = await import("../../scripts/npm/sizes.ts");
    const { PARTS } = await import("../../scripts/npm/size_budget.ts");
    const { without } = PARTS.find(({ name }) => name === "`HsmsProtocol`")!;
    const strange = [
      "src/secs/messages/stream1.js",
      "src/secs2/mod.js",
      "src/gem/host/host.js",
      "src/transports/node/tcp.js",
    ];
    for (const file of strange) {
      assertEquals(judgeSizes([{ ...SIZE, without, files: ["src/core/hsms/mod.js", file] }]), [
        `a bundle of \`a\` alone has code of ${file}`,
      ]);
    }
    assertEquals(judgeSizes([{ ...SIZE, without, files: ["src/core/hsms/mod.js", "std/bytes.js"] }]), []);
  },
);

test(
  "the table of sizes is true until a size has changed by a tenth, or a budget at all",
  { skip },
  async () => {
    const { compareSizes, writeSizes } = await import("../../scripts/npm/size_table.ts");
    assertEquals(compareSizes(PAGE, [SIZE]).length, 1, "it was never written");
    const page = writeSizes(PAGE, [SIZE]);
    assertStringIncludes(page, "| `a`");
    assertEquals(compareSizes(page, [{ ...SIZE, gzipped: 9_500 }]), []);
    assertEquals(compareSizes(page, [{ ...SIZE, gzipped: 8_000 }]), [
      "docs/package.md does not say that `a` has 8.0 kB: run deno task sizes",
    ]);
    assertEquals(compareSizes(page, [{ ...SIZE, budget: 11 }]).length, 1);
  },
);

test("the licence of a bundled package is in the notice, in full in the list, and in the SBOM", {
  skip,
}, async () => {
  const { licensesOf, noticeOf } = await import("../../scripts/npm/bundled.ts");
  const { problemsOf, sbomOf } = await import("../../scripts/npm/sbom.ts");
  assertEquals(noticeOf([PACKAGE]), "// With @of/others 1.2.3, ISC license. Copyright 2020 Somebody\n");
  assertStringIncludes(
    licensesOf([PACKAGE]),
    "@of/others 1.2.3 (ISC)\n\nISC License\n\nCopyright 2020 Somebody",
  );

  const text = await sbomOf(config as unknown as Config, [PACKAGE]);
  const { metadata, components } = JSON.parse(text);
  assertEquals(metadata.component.purl, `pkg:npm/%40secs/hsms@${config.version}`);
  const [{ purl, licenses }] = components;
  assertEquals(purl, "pkg:npm/%40of/others@1.2.3");
  assertEquals(licenses, [{ license: { id: "ISC" } }]);
  assertEquals(await problemsOf(text), null);
  assert(await problemsOf(text.replace('"library"', '"librarian"')) !== null, "the schema is looked at");
});
