// The pages of a view are made by Deno: what they are made of cannot end their scripts, and nothing else may run in them.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";

const PAGE = { entry: "", to: "", constant: "PACKED_PAGE", what: "A page.", data: "" };

const skip = !("Deno" in globalThis);

test("the source of a page cannot end its script, and its policy allows this script and this style alone", {
  skip,
}, async () => {
  const { buildHtml } = await import("../../scripts/view/build.ts");
  const folder = await Deno.makeTempDir({ prefix: "hsms-page-test-" });
  try {
    const entry = `${folder}/main.ts`;
    await Deno.writeTextFile(entry, 'document.title = "</script><!-- </SCRIPT>" + String.raw`</script>`;\n');
    const html = await buildHtml(entry, "<!--LOG-->");
    assertEquals(html.match(/<\/script/gi)!.length, 1);
    assertEquals(html.match(/<!--(?!LOG)/g)!.length, 1, "the notice alone");
    for (const name of ["script", "style"]) {
      const text = new RegExp(`<${name}[^>]*>([^]*)</${name}>`).exec(html)![1]!;
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
      assert(html.includes(`${name}-src 'sha256-${btoa(String.fromCharCode(...digest))}'`), name);
    }
    assertEquals(await buildHtml(entry, "<!--LOG-->"), html, "and it is the same each time");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

test("a page is carried packed, half as long, and comes back as it was", { skip }, async () => {
  const { carriedBy, carry } = await import("../../scripts/view/build.ts");
  const html = `<!doctype html>\n<p>${"as it was, \u{1f600} ".repeat(100)}</p>\n`;
  const text = carry(PAGE, html);
  assert(text.length < html.length / 2, text);
  assertEquals(carriedBy(PAGE, text), html);
  assertEquals(
    carriedBy({ ...PAGE, constant: "PACKED_PLAYGROUND" }, text),
    undefined,
    "it carries another page",
  );
  assertEquals(carriedBy(PAGE, ""), undefined, "it was never written");
});
