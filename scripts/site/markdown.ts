// Markdown to HTML: headings with the ids of GitHub, coloured code, diagrams as drawings, links that go on.

// @ts-types="../../types/highlight.d.ts"
import hljs from "highlight.js";
import GithubSlugger from "github-slugger";
import { Marked, type Token, type Tokens } from "marked";
import { drawStates } from "../pictures/states.ts";
import { inlinePicture } from "../pictures/svg.ts";

/** A heading of a page. */
export interface Heading {
  readonly id: string;
  readonly depth: number;
  readonly text: string;
}

/** A part of a page as the search finds it. */
export interface Passage {
  /** The id of its heading. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** A page that was rendered. */
export interface Rendered {
  readonly title: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly passages: readonly Passage[];
}

/** What a page asks of the site around it. */
export interface Surroundings {
  /** Where a link goes. */
  link(href: string): string;
  /** The text of an SVG that is put into the page; undefined for other pictures. */
  picture(href: string): string | undefined;
}

/** Renders a page. */
export function renderMarkdown(markdown: string, { link, picture }: Surroundings): Rendered {
  const slugger = new GithubSlugger();
  const headings: Heading[] = [];
  let drawings = 0;
  const marked = new Marked({
    renderer: {
      code: ({ lang = "", text }: Tokens.Code): string =>
        lang === "mermaid"
          ? `<figure class="drawing" tabindex="0">${
            inlinePicture(drawStates(text, `${++drawings}`))
          }</figure>\n`
          : codeBlock(text, lang),
      heading({ depth, tokens }: Tokens.Heading): string {
        const html = this.parser.parseInline(tokens);
        const text = textOf(html);
        const id = slugger.slug(text);
        headings.push({ id, depth, text });
        const anchor = depth === 1
          ? ""
          : ` <a class="anchor" href="#${id}" aria-label="Link to: ${escapeHtml(text)}">#</a>`;
        return `<h${depth} id="${id}">${html}${anchor}</h${depth}>\n`;
      },
      link({ href, title, tokens }: Tokens.Link): string {
        const to = link(href);
        const rel = /^https?:/.test(to) ? ' rel="external noreferrer"' : "";
        const named = title ? ` title="${escapeHtml(title)}"` : "";
        return `<a href="${escapeHtml(to)}"${rel}${named}>${this.parser.parseInline(tokens)}</a>`;
      },
      image({ href, text }: Tokens.Image): string {
        const svg = picture(href);
        return svg === undefined
          ? `<img src="${escapeHtml(link(href))}" alt="${escapeHtml(text)}" loading="lazy">`
          : `<span class="drawing" role="group" aria-label="Picture" tabindex="0">${
            inlinePicture(svg)
          }</span>`;
      },
      table(token: Tokens.Table): string {
        const cells = (row: readonly Tokens.TableCell[], tag: string): string =>
          row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("");
        const rows = token.rows.map((row) => `<tr>${cells(row, "td")}</tr>\n`).join("");
        return `<div class="table" tabindex="0" role="group" aria-label="${
          escapeHtml(labelOf(token))
        }"><table><thead><tr>${
          cells(token.header, "th")
        }</tr></thead><tbody>\n${rows}</tbody></table></div>\n`;
      },
      html: ({ text }: Tokens.HTML | Tokens.Tag): string => pictures(text),
    },
  });

  /** The paths of pictures that stand in the page as HTML. */
  function pictures(html: string): string {
    return html.replaceAll(
      /(src|srcset)="([^"]+)"/g,
      (_, name: string, to: string) => `${name}="${link(to)}"`,
    );
  }

  const tokens = marked.lexer(markdown);
  let html = "";
  const passages: { id: string; title: string; text: string }[] = [];
  for (const token of tokens) {
    const piece = marked.parser([token] as Token[]);
    html += piece;
    if (token.type === "heading") {
      const heading = headings.at(-1)!;
      passages.push({ id: heading.depth === 1 ? "" : heading.id, title: heading.text, text: "" });
    } else if (passages.length > 0) {
      passages.at(-1)!.text += ` ${textOf(piece.replace(/<svg.*?<\/svg>/gs, ""))}`;
    }
  }
  return { title: headings[0]?.text ?? "", html, headings, passages };
}

/** What a table is about, for those who hear it: its columns. */
function labelOf({ header }: Tokens.Table): string {
  const names = header.map(({ tokens }) => textOf(tokens.map(({ raw }) => raw).join(""))).filter((name) =>
    name
  );
  return `Table: ${names.join(", ")}`;
}

/** A block of code; the words after the language are a caption: the name of a file, or of a terminal. */
export function codeBlock(code: string, info: string): string {
  const [language = "", ...words] = info.split(" ");
  const shown = words.join(" ").replace(/^ignore$/, "");
  const coloured = hljs.getLanguage(language) === undefined || language === "text" || language === "console"
    ? escapeHtml(code)
    : hljs.highlight(code, { language }).value;
  const caption = shown === "" ? "" : `<figcaption>${escapeHtml(shown)}</figcaption>`;
  const label = shown || (language === "text" || language === "" ? "Output" : `Code: ${language}`);
  return `<figure class="code language-${
    language || "text"
  }">${caption}<pre tabindex="0" role="group" aria-label="${
    escapeHtml(label)
  }"><code>${coloured}</code></pre></figure>\n`;
}

/** Text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The words of a piece of HTML. */
export function textOf(html: string): string {
  return html.replace(/<\/?(?:span|code|strong|em|a)\b[^>]*>/g, "").replace(/<[^>]*>/g, " ")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&")
    .replace(/\s+/g, " ").trim();
}
