// Makes a page from its source: one bundle, its style, and a policy that allows nothing else.

import { brotliCompressSync } from "node:zlib";
import { unpackPage } from "../../src/cli/view/packed_page.ts";
import { bundleForBrowser, importsIn } from "../npm/bundles.ts";

/** A page that the command carries. */
export interface Page {
  /** The program, from the root. */
  readonly entry: string;
  /** The file that is written: a constant of TypeScript. */
  readonly to: string;
  readonly constant: string;
  /** What the page is, as a docstring. */
  readonly what: string;
  /** What stands in the body before the program. */
  readonly data: string;
}

/** The pages of the command. */
export const PAGES: readonly Page[] = [
  {
    entry: "src/view/page/main.tsx",
    to: "src/cli/view/page_bundle.ts",
    constant: "PACKED_PAGE",
    what: "The page of a view, packed; its log and its options are put where the markers are.",
    data: "<!--LOG-->\n<!--OPTIONS-->",
  },
  {
    entry: "src/view/page/play/main.tsx",
    to: "src/cli/view/playground_bundle.ts",
    constant: "PACKED_PLAYGROUND",
    what: "The playground, packed: a page by itself, with a host and a tool in it.",
    data: "",
  },
];

const STYLES = ["node_modules/uplot/dist/uPlot.min.css", "src/view/page/page.css"];

/** The licences ask for these lines wherever the code goes. */
const NOTICE =
  "With preact and @preact/signals: copyright Jason Miller and the Preact authors, MIT license; " +
  "and uPlot: copyright Leon Sorokin, MIT license.";

/** The text of the file that carries a page. */
export function carry({ constant, what }: Page, html: string): string {
  const packed = brotliCompressSync(html).toString("base64");
  if (unpackPage(packed) !== html) throw new Error("The page has a character that UTF-8 has not");
  return `// deno-fmt-ignore-file
// deno-lint-ignore-file
// Written by \`deno task page\`: do not change it by hand.

/** ${what} */
export const ${constant}: string = "${packed}";
`;
}

/** The page that such a text carries; undefined if it is not one. */
export function carriedBy({ constant }: Page, text: string): string | undefined {
  const [, packed] = new RegExp(`^export const ${constant}: string = "([\\w+/=]+)";$`, "m").exec(text) ?? [];
  return packed === undefined ? undefined : unpackPage(packed);
}

/** The page itself. Fails if its program cannot be bundled, or imports what a page cannot load. */
export async function buildHtml(entry: string, data: string): Promise<string> {
  const script = asElement(await bundle(entry), "script");
  const style = asElement(
    (await Promise.all(STYLES.map((file) => Deno.readTextFile(file)))).join("\n"),
    "style",
  );
  const policy = [
    "default-src 'none'",
    `script-src '${await sha256(script)}'`,
    `style-src '${await sha256(style)}'`,
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>HSMS</title>
<!-- ${NOTICE} -->
<style>${style}</style>
</head>
<body>
<div id="app"></div>
${data}
<script type="module">${script}</script>
</body>
</html>
`;
}

async function bundle(entry: string): Promise<string> {
  const to = await Deno.makeTempFile({ suffix: ".js" });
  try {
    const { ok, output } = await bundleForBrowser(".", entry, to, ["--minify"]);
    if (!ok) throw new Error(`Cannot bundle ${entry}:\n${output}`);
    const text = await Deno.readTextFile(to);
    const left = importsIn(text);
    if (left.length > 0) {
      throw new Error(`The bundle of ${entry} imports what a page cannot load: ${left.join(", ")}`);
    }
    return text;
  } finally {
    await Deno.remove(to);
  }
}

/** Text that can stand in an element: nothing in it ends the element or opens a comment. */
function asElement(text: string, element: "script" | "style"): string {
  const safe = text.replaceAll("<!--", "<\\!--").replace(new RegExp(`</(?=${element})`, "gi"), "<\\/");
  return safe.replaceAll("\r\n", "\n").trim();
}

async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}
