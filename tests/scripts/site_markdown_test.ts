import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { renderMarkdown, textOf } from "../../scripts/site/markdown.ts";

const PLAIN = { link: (href: string) => href, picture: () => undefined };

test("headings have the ids of GitHub, and each is a passage of the search", () => {
  const { title, headings, passages } = renderMarkdown(
    "# A\n\nb `c`\n\n## D: e-f\n\ng\n\n## D: e-f\n",
    PLAIN,
  );
  assertEquals(title, "A");
  assertEquals(headings.map(({ id }) => id), ["a", "d-e-f", "d-e-f-1"]);
  assertEquals(passages.map(({ id, text }) => [id, text.trim()]), [["", "b c"], ["d-e-f", "g"], [
    "d-e-f-1",
    "",
  ]]);
});

test("the words after the language of a block are its caption", () => {
  const { html } = renderMarkdown("```js a.mjs\nlet a;\n```\n", PLAIN);
  assertStringIncludes(html, "<figcaption>a.mjs</figcaption>");
});

test("links go where the site has the page, and code is no markup", () => {
  const { html } = renderMarkdown("[a](b.md) `<b>`\n\n```text\n<i>\n```\n", {
    ...PLAIN,
    link: () => "c.html",
  });
  assertStringIncludes(html, '<a href="c.html">a</a>');
  assertStringIncludes(html, "&#60;i&#62;");
  assertEquals(textOf("<p>a &lt; <b>b</b></p>"), "a < b");
});

test("a state diagram becomes a drawing without anything from a network", () => {
  const { html } = renderMarkdown("```mermaid\nstateDiagram-v2\n    [*] --> NOT_READY\n```\n", PLAIN);
  assertStringIncludes(html, "NOT READY</text>");
  assertEquals(html.includes("http://fonts") || html.includes("@import"), false);
});
