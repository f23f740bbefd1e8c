import type { Lexer, Token } from "./lexer.ts";
import { parseSmall } from "./number_values.ts";

/** Reads bytes up to what is none: `0x1f`, `31` or `0b11111`. */
export function parseBytes(lexer: Lexer): Uint8Array {
  const bytes: number[] = [];
  while (lexer.peek().kind === "word") bytes.push(parseSmall(lexer, "a byte", 255));
  return Uint8Array.from(bytes);
}

/** Reads quoted texts and bytes up to what is neither, and joins them; `format` is for errors. */
export function parseText(lexer: Lexer, format: string): string {
  let text = "";
  for (;;) {
    const token = lexer.peek();
    if (token.kind === "text") text += narrow(lexer, lexer.next(), format);
    else if (token.kind === "word") {
      text += String.fromCharCode(parseSmall(lexer, "a quoted text or a byte", 255));
    } else return text;
  }
}

/** Reads booleans up to what is none: T, TRUE, F, FALSE, or a byte, of which every one but 0 is true. */
export function parseBooleans(lexer: Lexer): boolean[] {
  const values: boolean[] = [];
  while (lexer.peek().kind === "word") {
    const word = lexer.peek().text;
    if (/^(?:t|true|f|false)$/i.test(word)) values.push(/^t/i.test(lexer.next().text));
    else values.push(parseSmall(lexer, "T, F, or a byte", 255) !== 0);
  }
  return values;
}

function narrow(lexer: Lexer, token: Token, format: string): string {
  // deno-lint-ignore no-control-regex
  const index = token.text.search(/[^\x00-\xff]/);
  if (index < 0) return token.text;
  const character = String.fromCodePoint(token.text.codePointAt(index)!);
  throw lexer.error(
    `expected characters 0 to 255 in ${format}, got "${character}"; other encodings are written as bytes`,
    token.start + 1 + index,
  );
}
