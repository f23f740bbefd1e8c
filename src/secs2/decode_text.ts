import { textOfBytes } from "./latin1.ts";

/**
 * Decodes bytes in an encoding that `TextDecoder` knows; what is no character becomes U+FFFD. Throws a RangeError
 * for a name that it does not know.
 */
export function decodeText(bytes: Uint8Array, encoding: string): string {
  if (/^(latin1|l1|iso-?8859-1)$/i.test(encoding)) return textOfBytes(bytes, 0, bytes.length);
  return decoderFor(encoding).decode(bytes);
}

function decoderFor(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding);
  } catch {
    throw new RangeError(`"${encoding}" is no encoding that this runtime's TextDecoder knows`);
  }
}
