import type { Item } from "../secs2/mod.ts";
import { RULE } from "./dialects.ts";
import { isHeaderAt, parseHead } from "./heads.ts";
import { parseItemIn } from "./items.ts";
import { Lexer } from "./lexer.ts";
import { Notes, type ParseOptions } from "./notes.ts";
import { gapEnd } from "./scan.ts";

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
 * Parses all messages of a text. Each ends with a full stop, or is in angle brackets; the dialects of other programs are read as
 * far as they cannot mean anything else.
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
export function parseMessages(text: string, { onNote }: ParseOptions = {}): SmlMessage[] {
  const notes = onNote && new Notes();
  const lexer = new Lexer(text, notes);
  const messages: SmlMessage[] = [];
  while (lexer.peek().kind !== "end") {
    if (!skipRule(lexer)) messages.push(parseMessage(lexer));
  }
  if (onNote) notes?.tell(text, onNote);
  return messages;
}

function parseMessage(lexer: Lexer): SmlMessage {
  const wrapped = lexer.skip("<");
  const { name, ...header } = parseHead(lexer);
  const item = lexer.peekSign() === "<" && !isWrapped(lexer) ? parseItemIn(lexer) : undefined;
  if (wrapped) lexer.expect(">", "to end the message");
  const stopped = lexer.skip(".") || lexer.skip(";");
  // A message in angle brackets needs no full stop.
  if (!stopped && !wrapped) endWithout(lexer, item);
  return name === undefined ? { ...header, item } : { name, ...header, item };
}

/** Whether the `<` that comes next begins a message. */
function isWrapped(lexer: Lexer): boolean {
  return isHeaderAt(lexer, gapEnd(lexer.text, lexer.peek().start + 1));
}

/** Ends a message that has no full stop: at the end of the text, or where the next one begins. */
function endWithout(lexer: Lexer, item: Item | undefined): void {
  if (!beginsMessage(lexer)) throw lexer.unexpected(afterHeader(item));
  lexer.note("end", lexer.end, `read the end of the message, which has no full stop`);
}

function beginsMessage(lexer: Lexer): boolean {
  const { kind, start } = lexer.peek();
  if (kind === "end" || lexer.peekSign() === "<" || isHeaderAt(lexer, start)) return true;
  const ahead = lexer.fork();
  if (skipRule(ahead)) return true;
  try {
    parseHead(ahead);
    return true;
  } catch {
    return false;
  }
}

/** Skips a rule of a script, which is no message. */
function skipRule(lexer: Lexer): boolean {
  const { kind, text, start } = lexer.peek();
  if (kind !== "word" || !/^(?:if|every)$/i.test(text)) return false;
  const rule = lexer.match(RULE);
  if (rule !== null) lexer.note("script", start, `left out the rule ${JSON.stringify(rule[0])}`);
  return rule !== null;
}

function afterHeader(item: Item | undefined): string {
  return item === undefined ? 'W, an item, or "." to end the message' : '"." to end the message';
}
