import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { brokenLinks } from "../../scripts/site/links.ts";

const page = (path: string, html: string) => ({ path, html });

test("links to pages, places in pages, files and other sites are well", () => {
  const pages = [
    page("a.html", '<h2 id="top"></h2><a class="x" href="b/c.html#there"></a><a class="x" href="#top"></a>'),
    page("b/c.html", '<h2 id="there"></h2><a class="x" href="../a.html"></a><img alt="" src="../site.css">'),
    page("d.html", '<a class="x" href="https://example.com/#nowhere"></a>'),
  ];
  assertEquals(brokenLinks(pages, (path) => path === "site.css"), []);
});

test("a link to no page, to no place, and an id that is there twice are said", () => {
  const pages = [
    page(
      "a.html",
      '<p id="one"></p><p id="one"></p><a class="x" href="b.html"></a><a class="x" href="#two"></a>',
    ),
  ];
  assertEquals(brokenLinks(pages, () => false), [
    "a.html: the id one is there twice",
    "a.html: b.html leads to no page or file",
    "a.html: #two: the page has no place of that name",
  ]);
});
