import type { Lexer } from "./lexer.ts";
import { parseSmall } from "./number_values.ts";

/** How many elements an item says it has. */
export interface Count {
  readonly min: number;
  readonly max: number;
  /** Where it stands in the text. */
  readonly start: number;
}

const MOST = 0xffffff;

/**
 * Reads `[n]`; `[n/m]`, where m is the number of length bytes on the wire and says nothing here; or `[n..m]`. Undefined:
 * there is no count.
 */
export function parseCount(lexer: Lexer): Count | undefined {
  const { start } = lexer.peek();
  if (!lexer.skip("[")) return undefined;
  const min = parseSmall(lexer, "a count", MOST);
  let max = min;
  if (lexer.skip("..")) max = parseSmall(lexer, "a count", MOST);
  else if (lexer.skip("/")) parseSmall(lexer, "a number of length bytes", 3);
  lexer.expect("]", "to end the count");
  return { min, max, start };
}
