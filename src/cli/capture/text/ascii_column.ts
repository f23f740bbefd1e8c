/** What the column of text shows for bytes that are not printable. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([..." .·?_\ufffd"]);
/** Characters around the column. */
const FRAME: ReadonlySet<string> = new Set([..."|[]<>*'\""]);
/** Maximum number of characters around the column and in its gaps. */
const MAX_EXTRA = 24;
/** Maximum number of spaces before it. */
const MAX_GAP = 512;
/** Maximum number of bytes beside which a column is looked for. */
const MAX_BYTES = 2048;

/**
 * Whether what is after some hex digits is the column of text that dumps print beside them: a character for each byte,
 * the byte itself if it is printable.
 */
export function isAsciiColumn(bytes: Uint8Array, line: string, from: number): boolean {
  if (bytes.length === 0 || bytes.length > MAX_BYTES) return false;
  let start = from;
  while (start < from + MAX_GAP && (line[start] === " " || line[start] === "\t")) start++;
  // A long line is not cut for nothing: the column has as many characters as there are bytes.
  if (line.length - start > bytes.length + MAX_EXTRA) return false;
  const tail = line.slice(start).trim();
  if (tail === "") return false;
  const shown = [tail, inner(tail)];
  return shown.some((column) => fits(bytes, column) || fits(bytes, gapless(column)));
}

/** What is inside of bars or brackets. */
function inner(tail: string): string {
  let [start, end] = [0, tail.length];
  while (start < end && FRAME.has(tail[start]!)) start++;
  while (end > start && FRAME.has(tail[end - 1]!)) end--;
  return tail.slice(start, end);
}

/** Wireshark leaves a space after eight characters. */
function gapless(shown: string): string {
  return shown[8] === " " ? shown.slice(0, 8) + shown.slice(9) : shown;
}

function fits(bytes: Uint8Array, shown: string): boolean {
  let [start, end] = [0, bytes.length];
  // Spaces at the ends of the column were trimmed.
  if (shown.length < end) {
    while (start < end && bytes[start] === 0x20) start++;
    while (end > start && bytes[end - 1] === 0x20) end--;
  }
  if (shown.length !== end - start || shown.length === 0) return false;
  for (let i = start; i < end; i++) {
    const [byte, char] = [bytes[i]!, shown[i - start]!];
    const isPrintable = byte > 0x20 && byte < 0x7f;
    const isSame = char.charCodeAt(0) === byte;
    if (isPrintable ? !isSame && char !== "." : !PLACEHOLDERS.has(char) && char.charCodeAt(0) < 0x80) {
      return false;
    }
  }
  return true;
}
