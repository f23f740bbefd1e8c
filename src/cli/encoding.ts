/** How text is written in bytes, and how many bytes of a byte order mark are before it. */
export interface Encoding {
  readonly name: "utf-8" | "utf-16le" | "utf-16be";
  readonly mark: number;
}

/** Number of characters that must look like UTF-16 if there is no byte order mark. */
const MIN_CHARACTERS = 16;

/**
 * The encoding that the first bytes of a file tell: by a byte order mark, or because every second byte is 0 and the
 * others are characters of ASCII, as in no frame. Undefined: nothing tells one.
 */
export function encodingOf(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: "utf-8", mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { name: "utf-16le", mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: "utf-16be", mark: 2 };
  if (isWide(head, 0)) return { name: "utf-16le", mark: 0 };
  if (isWide(head, 1)) return { name: "utf-16be", mark: 0 };
  return undefined;
}

/** Whether the bytes are characters of ASCII in two bytes each; `at`: where in them the character is. */
function isWide(head: Uint8Array, at: 0 | 1): boolean {
  const count = Math.min(head.length >> 1, 64);
  if (count < MIN_CHARACTERS) return false;
  for (let i = 0; i < count; i++) {
    const code = head[2 * i + at]!;
    const isText = (code >= 0x20 && code < 0x7f) || code === 0x09 || code === 0x0a || code === 0x0d;
    if (!isText || head[2 * i + 1 - at] !== 0) return false;
  }
  return true;
}

/** The same text in UTF-8, chunk by chunk, without its byte order mark. */
export async function* asUtf8(
  chunks: AsyncIterable<Uint8Array>,
  { name, mark }: Encoding,
): AsyncGenerator<Uint8Array> {
  let left = mark;
  const decoder = new TextDecoder("utf-16le", { ignoreBOM: true });
  const encoder = new TextEncoder();
  let odd: number | undefined;
  for await (const chunk of chunks) {
    const skipped = Math.min(left, chunk.length);
    left -= skipped;
    const bytes = chunk.subarray(skipped);
    if (name === "utf-8") yield bytes;
    else if (name === "utf-16le") yield encoder.encode(decoder.decode(bytes, { stream: true }));
    else {
      const swapped: Uint8Array = swap(bytes, odd);
      odd = swapped.length < bytes.length + (odd === undefined ? 0 : 1) ? bytes.at(-1) : undefined;
      yield encoder.encode(decoder.decode(swapped, { stream: true }));
    }
  }
  if (name !== "utf-8") yield encoder.encode(decoder.decode());
}

/** The bytes of each pair in the other order, after a byte that was left of the chunk before. */
function swap(bytes: Uint8Array, odd: number | undefined): Uint8Array {
  const before = odd === undefined ? 0 : 1;
  const swapped = new Uint8Array((bytes.length + before) & ~1);
  for (let i = 0; i < swapped.length; i++) {
    const from = (i ^ 1) - before;
    swapped[i] = from < 0 ? odd! : bytes[from]!;
  }
  return swapped;
}
