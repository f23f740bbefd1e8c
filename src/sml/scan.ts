// Where the tokens of SML end. These are loops, because the regular expressions of some runtimes need a stack as long as the
// text that they match.

/**
 * The offset after white space and comments: `//`, `*` and `#` to the end of the line, and `/*` to its end. If a comment has no
 * end, the result is negative: the complement of the offset where the comment begins.
 */
export function gapEnd(text: string, offset: number): number {
  for (;;) {
    const code = text.charCodeAt(offset);
    if (isSpace(code)) offset++;
    else if (code === 0x2a || code === 0x23) offset = lineEnd(text, offset);
    else if (code !== 0x2f) return offset;
    else if (text.charCodeAt(offset + 1) === 0x2f) offset = lineEnd(text, offset);
    else if (text.charCodeAt(offset + 1) === 0x2a) {
      const end = text.indexOf("*/", offset + 2);
      if (end < 0) return ~offset;
      offset = end + 2;
    } else return offset;
  }
}

/** The offset after the word or number that begins at `offset`, or `offset` if there is none. */
export function wordEnd(text: string, offset: number): number {
  const first = offset + (isSignOfNumber(text.charCodeAt(offset)) ? 1 : 0);
  const code = text.charCodeAt(first);
  const isNumber = isDigit(code) || code === 0x2e && isDigit(text.charCodeAt(first + 1));
  if (!isNumber && !isLetter(code)) return offset;
  let end = first + 1;
  while (isWordPart(text, end, isNumber)) end++;
  return end;
}

function isWordPart(text: string, offset: number, isNumber: boolean): boolean {
  const code = text.charCodeAt(offset);
  if (isDigit(code) || isLetter(code)) return true;
  if (!isNumber) return code === 0x2d;
  if (code === 0x2e) return true;
  // The sign of an exponent.
  return isSignOfNumber(code) && (text.charCodeAt(offset - 1) | 0x20) === 0x65 &&
    isDigit(text.charCodeAt(offset + 1));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A letter of ASCII, or `_`. */
function isLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a || code >= 0x41 && code <= 0x5a || code === 0x5f;
}

function isSignOfNumber(code: number): boolean {
  return code === 0x2b || code === 0x2d;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code >= 0x09 && code <= 0x0d || code >= 0xa0 && isWideSpace(code);
}

/** The white space of texts that were copied out of a document. */
function isWideSpace(code: number): boolean {
  if (code === 0xa0 || code === 0x3000 || code === 0xfeff) return true;
  return code >= 0x2000 && code <= 0x200b || code === 0x2028 || code === 0x2029 || code === 0x202f ||
    code === 0x205f;
}

function lineEnd(text: string, offset: number): number {
  while (offset < text.length && text[offset] !== "\n" && text[offset] !== "\r") offset++;
  return offset;
}
