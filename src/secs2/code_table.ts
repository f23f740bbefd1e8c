// From characters back to the bytes of an encoding. Runtimes have a TextDecoder for many encodings and a TextEncoder for
// UTF-8 only, so a table is made of what TextDecoder says about every sequence of one and two bytes, and about the
// four-byte sequences of gb18030 for characters below U+10000. Those for characters above are computed.

/** A line feed stands between the sequences that are decoded in one call: no sequence contains it. */
const BETWEEN = 0x0a;
const REPLACED = 0xfffd;

/** Four-byte sequences of gb18030 for characters below U+10000, and the number of the one for U+10000. */
const FOURS = 39_420;
const FOUR_OF_10000 = 189_000;

/** Lead bytes whose characters are taken from other rows if they are there too; see {@linkcode leadsOf}. */
const LAST_LEADS: Readonly<Record<string, readonly number[]>> = {
  shift_jis: [0xed, 0xee],
  big5: [0xa1, 0xa2, 0xc6, 0xf9, 0xc7, 0xc8, ...range(0xfa, 0xfe), ...range(0x81, 0xa0)],
};

/** The bytes of each character of an encoding that has ASCII as it is, and other characters in one, two or four bytes. */
export class CodeTable {
  /** By character below U+10000: 1 + its one or two bytes as a number, 0 if it has none. */
  readonly #codes = new Uint16Array(0x10000);
  /** The same for the characters above; big5 has 1,700 of them. */
  readonly #above = new Map<number, number>();
  /** By character below U+10000: 1 + the number of its four-byte sequence; gb18030 only. */
  readonly #fours: Uint16Array | undefined;

  /** Asks a decoder, which {@linkcode hasCodeTable} has accepted. */
  constructor(decoder: TextDecoder) {
    const { encoding } = decoder;
    for (let code = 0; code < 0x80; code++) this.#codes[code] = code + 1;
    // Decoders read 0x80 as U+20AC in gb18030 too, but the standard has other bytes for it.
    if (encoding !== "gb18030") this.#add(decoder, 1, range(0x80, 0xff));
    for (const lead of leadsOf(encoding)) this.#add(decoder, 2, range(lead << 8 | 0x40, lead << 8 | 0xfe));
    if (encoding === "gb18030") this.#fours = foursOf(decoder);
  }

  /** Maximum number of bytes for each UTF-16 unit of a text. */
  get most(): number {
    return this.#fours === undefined ? 2 : 4;
  }

  /** Writes the bytes of a character and returns the offset after them, or -1 if the encoding does not have it. */
  write(character: number, bytes: Uint8Array, offset: number): number {
    const known = character < 0x10000 ? this.#codes[character]! : this.#above.get(character) ?? 0;
    if (known === 0) return this.#writeFour(character, bytes, offset);
    const code = known - 1;
    if (code > 0xff) bytes[offset++] = code >>> 8;
    bytes[offset] = code;
    return offset + 1;
  }

  #writeFour(character: number, bytes: Uint8Array, offset: number): number {
    if (this.#fours === undefined) return -1;
    const isAbove = character > 0xffff;
    if (!isAbove && this.#fours[character] === 0) return -1;
    bytes.set(
      fourBytes(isAbove ? character - 0x10000 + FOUR_OF_10000 : this.#fours[character]! - 1),
      offset,
    );
    return offset + 4;
  }

  /** Adds the characters of sequences of 1 or 2 bytes; a character that is there already keeps its bytes. */
  #add(decoder: TextDecoder, size: 1 | 2, codes: readonly number[]): void {
    const sequences = codes.map((code) => size === 1 ? [code] : [code >>> 8, code & 0xff]);
    charactersOf(decoder, sequences).forEach((character, i) => {
      if (character < 0 || character === REPLACED) return;
      if (character > 0xffff) this.#above.set(character, this.#above.get(character) ?? codes[i]! + 1);
      else this.#codes[character] ||= codes[i]! + 1;
    });
  }
}

/** Whether a {@linkcode CodeTable} can be made: a byte below 0x80 is always one character, not so in utf-16 and iso-2022-jp. */
export function hasCodeTable(decoder: TextDecoder): boolean {
  const text = decoder.decode(Uint8Array.from(range(0, 0x7f)));
  return text.length === 0x80 && !text.includes("\ufffd");
}

/**
 * The lead bytes of two-byte sequences. Some characters are in an encoding more than once: the first sequence counts, which
 * is that of the standard (JIS X 0208, Big5), not that of an extension.
 */
function leadsOf(encoding: string): readonly number[] {
  const last = LAST_LEADS[encoding] ?? [];
  return [...range(0x81, 0xfe).filter((lead) => !last.includes(lead)), ...last];
}

function foursOf(decoder: TextDecoder): Uint16Array {
  const fours = new Uint16Array(0x10000);
  const sequences = range(0, FOURS - 1).map(fourBytes);
  charactersOf(decoder, sequences).forEach((character, i) => {
    if (character >= 0 && character !== REPLACED) fours[character] = i + 1;
  });
  return fours;
}

/** A four-byte sequence of gb18030 by its number, from 0 for 0x81308130. */
function fourBytes(n: number): readonly number[] {
  return [
    0x81 + Math.floor(n / 12_600),
    0x30 + Math.floor(n / 1260) % 10,
    0x81 + Math.floor(n / 10) % 126,
    0x30 + n % 10,
  ];
}

/** What each sequence stands for: a code point, or -1 if it is not exactly one. */
function charactersOf(decoder: TextDecoder, sequences: readonly (readonly number[])[]): number[] {
  const step = sequences[0]!.length + 1;
  const bytes = new Uint8Array(step * sequences.length).fill(BETWEEN);
  sequences.forEach((sequence, i) => bytes.set(sequence, step * i));
  return decoder.decode(bytes).split("\n").slice(0, sequences.length).map((text) => {
    const character = text.codePointAt(0) ?? -1;
    return text.length === (character > 0xffff ? 2 : 1) ? character : -1;
  });
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
