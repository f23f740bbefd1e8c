/** The bytes that lead and trail in encodings of two bytes; none of them is the line feed. */
const LEADS = { first: 0x81, last: 0xfe };
const TRAILS = { first: 0x30, last: 0xfe };
const LINE_FEED = 0x0a;
const ASCII = "\t !\"#$%&'()*+,-./0123456789:;<=>?@ABCXYZ[\\]^_`abcxyz{|}~";

/**
 * Writes text in an encoding. A runtime writes UTF-8 only, but reads many: of those with one or two bytes for a character
 * the table is made by reading all of them once, when it is needed.
 */
export class TextEncoding {
  /** The name, as TextDecoder has it. */
  readonly name: string;
  /** The bytes of each character of one code unit, 0 if there are none; the lead byte is the upper one. */
  #table: Uint16Array | undefined;

  /**
   * Makes an encoding from one of the names that TextDecoder knows.
   *
   * @throws {RangeError} when the runtime does not know it, or ASCII is not itself in it.
   */
  constructor(name: string) {
    if (decoder(name).decode(new TextEncoder().encode(ASCII)) !== ASCII) {
      throw new RangeError(`encoding must be one that has ASCII as it is, got ${JSON.stringify(name)}`);
    }
    this.name = name;
  }

  /** The bytes of a text; undefined if a character has none. */
  encode(text: string): Uint8Array | undefined {
    if (/^utf-?8$/i.test(this.name)) return new TextEncoder().encode(text);
    const table = this.#table ??= tableOf(decoder(this.name));
    const bytes: number[] = [];
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const code = unit < 0x80 ? unit : table[unit]!;
      if (code === 0 && unit !== 0) return undefined;
      if (code > 0xff) bytes.push(code >> 8);
      bytes.push(code & 0xff);
    }
    return Uint8Array.from(bytes);
  }
}

function decoder(name: string): TextDecoder {
  try {
    return new TextDecoder(name);
  } catch {
    throw new RangeError(`encoding must be one that TextDecoder knows, got ${JSON.stringify(name)}`);
  }
}

/** Reads each code on a line of its own: what is no code spoils its line only. */
function tableOf(decoder: TextDecoder): Uint16Array {
  const codes: number[] = [];
  const bytes: number[] = [];
  for (let lead = 0x80; lead <= 0xff; lead++) {
    codes.push(lead);
    bytes.push(lead, LINE_FEED);
  }
  for (let lead = LEADS.first; lead <= LEADS.last; lead++) {
    for (let trail = TRAILS.first; trail <= TRAILS.last; trail++) {
      codes.push(lead << 8 | trail);
      bytes.push(lead, trail, LINE_FEED);
    }
  }
  const table = new Uint16Array(0x1_0000);
  decoder.decode(Uint8Array.from(bytes)).split("\n").forEach((text, i) => {
    const unit = text.charCodeAt(0);
    if (text.length === 1 && unit !== 0xfffd && unit >= 0x80 && table[unit] === 0) table[unit] = codes[i]!;
  });
  return table;
}
