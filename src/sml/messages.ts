import type { Item } from "../secs2/mod.ts";
import { parseItemIn } from "./items.ts";
import { Lexer } from "./lexer.ts";

/**
 * A message of SML: a stream, a function, the W bit, and an item if it has a body.
 *
 * @example
 * ```ts
 * import { printMessage, type SmlMessage } from "@secs/hsms/sml";
 * import { assertEquals } from "@std/assert";
 *
 * const message: SmlMessage = { stream: 1, function: 1, requireResponse: true, item: undefined };
 * assertEquals(printMessage(message), "S1F1 W.");
 * ```
 */
export interface SmlMessage {
  /** The name before the colon, if there is one. */
  readonly name?: string;
  /** The stream, 0 to 127. */
  readonly stream: number;
  /** The function, 0 to 255. */
  readonly function: number;
  /** The W bit: the sender expects a reply. */
  readonly requireResponse: boolean;
  /** The body; undefined if there is none. */
  readonly item: Item | undefined;
}

/**
 * Parses all messages of a text. Each ends with a full stop, or is in angle brackets.
 *
 * @throws {SmlError} when the text is not SML, with the line and the column of the first error
 *
 * @example
 * ```ts
 * import { parseMessages } from "@secs/hsms/sml";
 * import { assertEquals } from "@std/assert";
 *
 * const [ask, answer] = parseMessages(`
 *   AreYouThere: S1F1 W.   // a name is optional
 *   S1F2 <L [0]>.
 * `);
 * assertEquals([ask?.name, ask?.requireResponse, ask?.item], ["AreYouThere", true, undefined]);
 * assertEquals([answer?.function, answer?.item?.length], [2, 0]);
 * ```
 */
export function parseMessages(text: string): SmlMessage[] {
  const lexer = new Lexer(text);
  const messages: SmlMessage[] = [];
  while (lexer.peek().kind !== "end") messages.push(parseMessage(lexer));
  return messages;
}

function parseMessage(lexer: Lexer): SmlMessage {
  const wrapped = lexer.skip("<");
  const name = wrapped ? undefined : parseName(lexer);
  const header = parseHeader(lexer);
  lexer.skipDirection();
  const item = isSign(lexer, "<") ? parseItemIn(lexer) : undefined;
  if (wrapped) lexer.expect(">", "to end the message");
  // A message in angle brackets needs no full stop.
  if (!lexer.skip(".") && !wrapped) throw lexer.unexpected(afterHeader(item));
  return name === undefined ? { ...header, item } : { name, ...header, item };
}

/** Reads a name and its colon, if they are there. */
function parseName(lexer: Lexer): string | undefined {
  const ahead = lexer.fork();
  const { kind, text } = ahead.next();
  if (kind !== "word" && kind !== "text" || !ahead.skip(":")) return undefined;
  lexer.join(ahead);
  return text;
}

function parseHeader(lexer: Lexer): Pick<SmlMessage, "stream" | "function" | "requireResponse"> {
  const token = lexer.next();
  const [, stream, fn, w] = (token.kind === "word" || token.kind === "text")
    ? /^s(\d{1,3})f(\d{1,3})(\s*w)?$/i.exec(token.text) ?? []
    : [];
  if (stream === undefined) throw lexer.unexpected("a message such as S1F1", token);
  if (Number(stream) > 127) throw lexer.unexpected("a stream from 0 to 127", token);
  if (Number(fn) > 255) throw lexer.unexpected("a function from 0 to 255", token);
  const requireResponse = w !== undefined || skipWord(lexer, /^w$/i);
  return { stream: Number(stream), function: Number(fn), requireResponse };
}

function skipWord(lexer: Lexer, pattern: RegExp): boolean {
  const { kind, text } = lexer.peek();
  const found = kind === "word" && pattern.test(text);
  if (found) lexer.next();
  return found;
}

function isSign(lexer: Lexer, sign: string): boolean {
  const { kind, text } = lexer.peek();
  return kind === "sign" && text === sign;
}

function afterHeader(item: Item | undefined): string {
  return item === undefined ? 'W, an item, or "." to end the message' : '"." to end the message';
}
