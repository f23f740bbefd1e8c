import { Marked, type Tokens } from "marked";
import { STYLE } from "./style.ts";

/**
 * One page of HTML that needs nothing else: Markdown with a list of its sections. Markup within the text is shown as text;
 * a block of code in the language `inset` is the number of one of `insets`, which are HTML.
 */
export function pageOf(markdown: string, title: string, insets: readonly string[] = []): string {
  const sections: { readonly depth: number; readonly text: string; readonly id: string }[] = [];
  const marked = new Marked({
    renderer: {
      html: ({ text }: Tokens.HTML | Tokens.Tag) => escaped(text),
      code({ lang, text }: Tokens.Code) {
        return lang === "inset" ? insets[Number(text)] ?? "" : false;
      },
      heading({ depth, text, tokens }: Tokens.Heading) {
        const id = `section-${sections.length + 1}`;
        sections.push({ depth, text, id });
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      table(token: Tokens.Table) {
        const cells = (row: readonly Tokens.TableCell[], tag: string): string =>
          row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("");
        const rows = token.rows.map((row) => `<tr>${cells(row, "td")}</tr>\n`).join("");
        const head = `<thead><tr>${cells(token.header, "th")}</tr></thead>`;
        return `<div class="table"><table>${head}<tbody>\n${rows}</tbody></table></div>\n`;
      },
    },
  });
  const body = marked.parse(markdown, { async: false });
  const contents = sections.filter(({ depth }) => depth === 2 || depth === 3)
    .map(({ depth, text, id }) => `<li class="depth-${depth}"><a href="#${id}">${escaped(text)}</a></li>\n`)
    .join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<nav aria-label="Contents"><ul>
${contents}</ul></nav>
<main>
${body}</main>
</body>
</html>
`;
}

/** Text as HTML shows it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
