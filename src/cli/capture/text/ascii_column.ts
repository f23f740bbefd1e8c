/** What the column of text shows for bytes that are not printable. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([..." .·?_\ufffd"]);
/** Characters around the column, and gaps in it. */
const MAX_EXTRA = 24;

/**
 * Whether what is after some hex digits is the column of text that dumps print beside them: a character for each byte,
 * the byte itself if it is printable.
 */
export function isAsciiColumn(bytes: Uint8Array, line: string, from: number): boolean {
  const room = line.length - from;
  // A long line is not looked at in vain: the column is about as long as the bytes are many.
  if (room > bytes.length + MAX_EXTRA + 64 || bytes.length === 0) return false;
  const tail = line.slice(from).trim();
  if (tail === "" || tail.length > bytes.length + MAX_EXTRA) return false;
  const inner = /^([|[<>*'"]+)(.*?)[|\]<>*'"]*$/.exec(tail)?.[2];
  return [tail, inner].some((shown) =>
    shown !== undefined && (fits(bytes, shown) || fits(bytes, gapless(shown)))
  );
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
