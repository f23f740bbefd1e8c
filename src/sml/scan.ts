// Where the tokens of SML end. These are loops, because the regular expressions of some runtimes need a stack as long as the
// text that they match.

/**
 * The offset after white space and comments. If a comment has no end, the result is negative: the complement of the offset
 * where the comment begins.
 */
export function gapEnd(text: string, offset: number): number {
  for (;;) {
    if (isSpace(text.charCodeAt(offset))) offset++;
    else if (text.startsWith("//", offset)) offset = lineEnd(text, offset);
    else if (text.startsWith("/*", offset)) {
      const end = text.indexOf("*/", offset + 2);
      if (end < 0) return ~offset;
      offset = end + 2;
    } else return offset;
  }
}

/** The offset after the word or number that begins at `offset`, or `offset` if there is none. */
export function wordEnd(text: string, offset: number): number {
  const first = offset + (isSignOfNumber(text.charCodeAt(offset)) ? 1 : 0);
  const isNumber = /^\.?\d/.test(text.slice(first, first + 2));
  if (!isNumber && !/^[A-Za-z_]/.test(text.charAt(first))) return offset;
  let end = first + 1;
  while (isWordPart(text, end, isNumber)) end++;
  return end;
}

function isWordPart(text: string, offset: number, isNumber: boolean): boolean {
  const code = text.charCodeAt(offset);
  if (code >= 0x30 && code <= 0x39 || code >= 0x61 && code <= 0x7a || code >= 0x41 && code <= 0x5a) {
    return true;
  }
  if (code === 0x5f) return true;
  if (!isNumber) return code === 0x2d;
  if (code === 0x2e) return true;
  // The sign of an exponent.
  return isSignOfNumber(code) && /^[eE][+-]\d$/.test(text.slice(offset - 1, offset + 2));
}

function isSignOfNumber(code: number): boolean {
  return code === 0x2b || code === 0x2d;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code >= 0x09 && code <= 0x0d || code === 0xa0 || code === 0x3000 || code === 0xfeff;
}

function lineEnd(text: string, offset: number): number {
  while (offset < text.length && text[offset] !== "\n" && text[offset] !== "\r") offset++;
  return offset;
}
