import {
  DESCRIPTION_AFTER,
  DIRECTION,
  EQUALS_NAME,
  HEADER,
  HEADER_IN_QUOTES,
  LONGEST_NAME,
  NAME_ABOVE,
  NAME_AFTER,
  NO_NAME,
  OPTIONAL_W,
  PLAIN_NAME,
  QUOTED_HEADER,
  SIDE,
  SPACED_HEADER,
} from "./dialects.ts";
import type { Lexer, Token } from "./lexer.ts";
import { gapEnd } from "./scan.ts";

/** What stands before the body of a message. */
export interface Head {
  readonly name: string | undefined;
  readonly stream: number;
  readonly function: number;
  readonly requireResponse: boolean;
}

/** A header as it stands in the text. */
interface Header extends Head {
  readonly token: Token;
}

/** Reads the name and the header of a message, and what is written around them. */
export function parseHead(lexer: Lexer): Head {
  let head = takeHead(lexer);
  if (head === undefined && lexer.match(DIRECTION) !== null) {
    lexer.skip(":");
    head = takeHead(lexer);
  }
  if (head === undefined) throw noHeader(lexer);
  checkRange(lexer, head);
  return parseTail(lexer, head);
}

/** Takes the name, if there is one, and the header of a message; takes nothing if there is no header. */
function takeHead(lexer: Lexer): Header | undefined {
  const { kind, start } = lexer.peek();
  const plain = takeHeader(lexer);
  if (plain !== undefined) {
    if (isClear(lexer)) return plain;
    // What looks like a header may begin a name: `S1F11 Names (2~3): S1F11 W`.
    lexer.jump(start);
  }
  const name = kind === "text"
    ? takeNameAndColon(lexer, plain !== undefined)
    : lexer.match(PLAIN_NAME)?.[1] ?? takeName(lexer, plain !== undefined);
  const header = takeHeader(lexer) ?? takeSpacedHeader(lexer);
  if (header === undefined && name !== undefined) throw noHeader(lexer);
  return header && { ...header, name };
}

/** Whether the header of a message is at an offset. */
export function isHeaderAt(lexer: Lexer, offset: number): boolean {
  if (offset < 0) return false;
  return lexer.matchAt(HEADER, offset) !== null || lexer.matchAt(QUOTED_HEADER, offset) !== null ||
    lexer.matchAt(SPACED_HEADER, offset) !== null;
}

/** Takes `S1F1`, `S1F1W` or `'S1F1 W'`. */
function takeHeader(lexer: Lexer): Header | undefined {
  const { kind, text, start } = lexer.peek();
  if (kind === "word") {
    const found = lexer.match(HEADER);
    return found === null ? undefined : headerOf(found, start);
  }
  const quoted = kind === "text" ? HEADER_IN_QUOTES.exec(text.slice(0, 40)) : null;
  if (quoted === null) return undefined;
  lexer.next();
  return headerOf(quoted, start);
}

/** Takes `S 1 F 1`. */
function takeSpacedHeader(lexer: Lexer): Header | undefined {
  const { start } = lexer.peek();
  const spaced = lexer.match(SPACED_HEADER);
  if (spaced === null) return undefined;
  lexer.note("header", start, `read ${JSON.stringify(spaced[0])} as S${spaced[1]}F${spaced[2]}`);
  return headerOf(spaced, start);
}

function headerOf([text, stream, fn, w]: RegExpExecArray, start: number): Header {
  const token = { kind: "word", text, start } as const;
  return {
    name: undefined,
    stream: Number(stream),
    function: Number(fn),
    requireResponse: w !== undefined,
    token,
  };
}

function checkRange(lexer: Lexer, { stream, function: fn, token }: Header): void {
  if (stream > 127) throw lexer.unexpected("a stream from 0 to 127", token);
  if (fn > 255) throw lexer.unexpected("a function from 0 to 255", token);
}

/** Whether what follows a header goes with it, so that it is not the beginning of a name. */
function isClear(lexer: Lexer): boolean {
  const { kind, text } = lexer.peek();
  if (kind === "word") return text === "W" || text === "w";
  return kind === "end" || kind === "sign" && "<.;=".includes(text);
}

function noHeader(lexer: Lexer): Error {
  const { kind, start } = lexer.peek();
  const isItem = /<\s{0,9}$/.test(lexer.text.slice(Math.max(0, start - 10), start));
  const advice = isItem
    ? "; an item stands after the header of its message: S1F2 <L [0]>."
    : "; a name has a colon after it, a comment // before it";
  return lexer.unexpected("a message such as S1F1", undefined, kind === "word" ? advice : undefined);
}

/** Takes a name and its colon, or a name on its own line; takes nothing if there is none. */
function takeName(lexer: Lexer, isHeader: boolean): string | undefined {
  const { start } = lexer.peek();
  const colon = colonAfterName(lexer, start);
  if (colon !== undefined) {
    lexer.jump(colon + 1);
    return lexer.text.slice(start, colon).trimEnd();
  }
  const above = isHeader ? null : lexer.matchAt(NAME_ABOVE, start);
  const below = above === null ? -1 : gapEnd(lexer.text, start + above[0].length);
  if (above === null || !isHeaderAt(lexer, below)) return takeNameAndColon(lexer, isHeader);
  lexer.jump(below);
  lexer.note("name", start, `read ${JSON.stringify(above[1])} as the name of the message`);
  return above[1];
}

/** Takes a word or a quoted text and the colon after it; takes nothing if there is none. */
function takeNameAndColon(lexer: Lexer, isHeader: boolean): string | undefined {
  const { kind, text, start } = lexer.peek();
  if (kind !== "word" && kind !== "text") return undefined;
  lexer.next();
  // `S1F14: <L>` is a header, and no name without one.
  if (!lexer.skip(":") || isHeader && !isHeaderAt(lexer, gapEnd(lexer.text, lexer.end))) {
    lexer.jump(start);
    return undefined;
  }
  if (text.includes('"') && text.includes("'") || /[\r\n]/.test(text)) {
    throw lexer.error("a name is one line, without quotes of both kinds", start);
  }
  return text;
}

/** The offset of the colon between a name of any characters and a header, on the line. */
function colonAfterName(lexer: Lexer, start: number): number | undefined {
  const line = lexer.text.slice(start, start + LONGEST_NAME);
  for (let colon = line.indexOf(":"); colon > 0; colon = line.indexOf(":", colon + 1)) {
    if (NO_NAME.test(line.slice(0, colon))) return undefined;
    if (isHeaderAt(lexer, gapEnd(lexer.text, start + colon + 1))) return start + colon;
  }
  return undefined;
}

/** Reads what stands between a header and a body, in any order. */
function parseTail(lexer: Lexer, { name, stream, function: fn, requireResponse }: Head): Head {
  const { start } = lexer.peek();
  if (lexer.skip(":")) lexer.note("header", start, `left out the colon after S${stream}F${fn}`);
  for (;;) {
    const { kind, text, start } = lexer.peek();
    if (kind === "end" || kind === "sign" && "<.;".includes(text)) break;
    if (!requireResponse && kind === "word" && /^w$/i.test(text)) {
      lexer.next();
      requireResponse = true;
    } else if (!requireResponse && lexer.match(OPTIONAL_W) !== null) {
      lexer.note("header", start, `read ${JSON.stringify(lexer.text.slice(start, lexer.end))} as W`);
      requireResponse = true;
    } else if (lexer.match(DIRECTION) === null && lexer.match(SIDE) === null) {
      const found = name === undefined ? takeNameAfter(lexer) : undefined;
      if (found === undefined) break;
      name = found;
    }
  }
  return { name, stream, function: fn, requireResponse };
}

/** Takes `= name`, or a name or a description after the header and on its line. */
function takeNameAfter(lexer: Lexer): string | undefined {
  const { start } = lexer.peek();
  const equals = lexer.match(EQUALS_NAME);
  if (equals !== null) return equals[1];
  if (/[\r\n]/.test(lexer.text.slice(lexer.end, start))) return undefined;
  const name = (lexer.match(NAME_AFTER)?.[0] ?? lexer.match(DESCRIPTION_AFTER)?.[1])?.trimEnd();
  if (name !== undefined) {
    lexer.note("name", start, `read ${JSON.stringify(name)} as the name of the message`);
  }
  return name;
}
