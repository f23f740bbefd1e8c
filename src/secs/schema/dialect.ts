import { encodeText } from "../../secs2/mod.ts";
import { DEFAULT_FORMATS, SECS_KINDS, type SecsKind, type SecsKindFormat, setFormats } from "./kinds.ts";

/** How a peer writes its messages. */
export interface SecsDialectOptions {
  /**
   * Whether a body that is not as E5 has it is refused with a SecsSchemaError, which an equipment reports as S9F7.
   * Otherwise it is read where its meaning is clear, and a note says what was found. Strict also means that no format is
   * learned. @default {false}
   */
  strict?: boolean | undefined;
  /**
   * The formats that identifiers and counts are sent in, by their names in E5: `{ CEID: "U2", ALID: "A" }`. One that is
   * not set is learned from what the peer sends; a reply takes over the formats of its primary.
   *
   * @default {U4; U8, I4 or I8 if the number needs it; A for text; RCMD and RSDC: U1 if it is enough}
   */
  formats?: Readonly<Partial<Record<SecsKind, SecsKindFormat>>> | undefined;
  /** The form of messages that E5 has as one item, and some equipment takes as a list. */
  forms?: Readonly<Partial<SecsForms>> | undefined;
  /**
   * The encoding of text in A and J: "utf-8", "shift_jis", "gb18030", "euc-kr", "big5" or another one of `encodeText`.
   * @default {Latin-1: each byte is one character}
   */
  encoding?: string | undefined;
}

/** The form of messages that E5 has as one item, and some equipment takes as a list. */
export interface SecsForms {
  /** ALID of S5F3 for all alarms: an item of length 0, or an empty list. @default {"item"} */
  S5F3: "item" | "list";
  /** S5F5: one item with all ALIDs, or a list of them. @default {"item"} */
  S5F5: "item" | "list";
}

/**
 * How a peer writes: what its handler was told, and the formats of identifiers that were learned from its messages.
 *
 * @example
 * ```ts
 * import { encodeItem, S2F35, SecsBuilding, SecsDialect } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const dialect = new SecsDialect({ formats: { CEID: "U2", RPTID: "U1", DATAID: "U1" } });
 * const item = S2F35.toEquipment.build({ DATAID: 0, LINKS: [{ CEID: 7, RPTID: [] }] }, new SecsBuilding(dialect));
 * assertEquals(encodeItem(item).length, 15);
 * ```
 */
export class SecsDialect {
  /** Whether a body that is not as E5 has it is refused. */
  readonly strict: boolean;
  /** The forms that are sent; may be changed at any time. */
  readonly forms: SecsForms;
  /** The encoding of text; undefined for Latin-1. */
  readonly encoding: string | undefined;
  /** Called with the kinds whose formats have changed, when some were learned. */
  onLearned: ((kinds: readonly SecsKind[]) => void) | undefined;
  readonly #set: readonly (SecsKindFormat | undefined)[];
  /** What `know` was given. */
  #known: readonly (SecsKindFormat | undefined)[] = [];
  #formats: readonly SecsKindFormat[];

  /**
   * Makes a dialect; nothing is learned yet.
   *
   * @throws {RangeError} when a format, a form or the encoding is not one.
   */
  constructor(options: SecsDialectOptions = {}) {
    this.strict = options.strict ?? false;
    this.forms = { S5F3: "item", S5F5: "item", ...options.forms };
    for (const [name, form] of Object.entries(this.forms)) {
      if (form === "item" || form === "list") continue;
      throw new RangeError(`forms.${name} must be "item" or "list", got ${JSON.stringify(form)}`);
    }
    this.encoding = options.encoding;
    if (options.encoding !== undefined) requireAscii(options.encoding);
    this.#set = setFormats(options.formats ?? {});
    this.#formats = DEFAULT_FORMATS.map((format, kind) => this.#set[kind] ?? format);
  }

  /** Whether the option `formats` sets the format of the kind at this index: a number that does not fit it is an error. */
  isSet(kind: number): boolean {
    return this.#set[kind] !== undefined;
  }

  /** Whether the format of the kind at this index is set, or known from before: what the peer sends does not change it. */
  isKnown(kind: number): boolean {
    return this.#set[kind] !== undefined || this.#known[kind] !== undefined;
  }

  /** The format of each kind: what is set, what is known or was learned, or the default. The array does not change. */
  get formats(): readonly SecsKindFormat[] {
    return this.#formats;
  }

  /** The formats that are set, known, or differ from the default, by their kinds in alphabetical order. */
  get special(): Readonly<Partial<Record<SecsKind, SecsKindFormat>>> {
    const special = SECS_KINDS.flatMap((kind, index) => {
      const format = this.#formats[index]!;
      return this.isKnown(index) || format !== DEFAULT_FORMATS[index] ? [[kind, format]] : [];
    });
    return Object.fromEntries(special);
  }

  /**
   * Takes over formats that are known from before, in place of those of the last call. What is set stays; a number that does
   * not fit gets a longer format.
   *
   * @throws {RangeError} when a format is not one.
   */
  know(formats: Readonly<Partial<Record<SecsKind, SecsKindFormat>>>): void {
    const [before, known] = [this.#known, setFormats(formats)];
    this.#known = known;
    this.#formats = this.#formats.map((format, kind) => {
      const learned = before[kind] === undefined ? format : DEFAULT_FORMATS[kind]!;
      return this.#set[kind] ?? known[kind] ?? learned;
    });
  }

  /** Takes over the formats that a message of the peer was read with; a strict dialect does not. */
  learn({ formats }: { readonly formats: readonly SecsKindFormat[] }): void {
    if (formats === this.#formats || this.strict) return;
    const before = this.#formats;
    this.#formats = formats;
    this.onLearned?.(SECS_KINDS.filter((_, kind) => formats[kind] !== before[kind]));
  }
}

/** The dialect of what is read and built without a handler; it learns nothing. */
export const DEFAULT_DIALECT: SecsDialect = new SecsDialect();

/** Names and numbers in text are ASCII, whatever the encoding of the rest. */
function requireAscii(encoding: string): void {
  if (encodeText("A", encoding).length === 1) return;
  throw new RangeError(`encoding must be one that has ASCII as it is, got ${JSON.stringify(encoding)}`);
}
