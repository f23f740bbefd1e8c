import type { Item, TextItem } from "../../secs2/mod.ts";
import { DEFAULT_DIALECT, type SecsDialect } from "./dialect.ts";
import type { SecsKindFormat } from "./kinds.ts";
import { nameOf, SecsSchemaError } from "./error.ts";

/** Maximum number of notes of one body. */
const MAX_NOTES = 100;

/**
 * What in a body is not as E5 has it, and was read all the same:
 *
 * - `surplus`: elements after the last one of a list, or a body where there is none;
 * - `missing`: the last elements of a list are not there;
 * - `header-only`: no body;
 * - `empty`: an item of length 0 of another format;
 * - `format`: another format;
 * - `packed`: one item with many values instead of a list;
 * - `list`: a list instead of one item with many values;
 * - `too-long`: text that is longer than E5 allows.
 */
export type SecsNoteKind =
  | "surplus"
  | "missing"
  | "header-only"
  | "empty"
  | "format"
  | "packed"
  | "list"
  | "too-long";

/** A place in a body that is not as E5 has it, and was read all the same. */
export interface SecsNote {
  /** What is different. */
  readonly kind: SecsNoteKind;
  /** Where, in the names of E5: `S5F1.ALTX`. */
  readonly path: string;
  /** What E5 has there and what came; `strict` refuses the body with this text. */
  readonly message: string;
  /** What came: the item, or the surplus elements; empty if something is missing. */
  readonly items: readonly Item[];
}

/** A place in a body: the names of fields and the numbers of elements that lead to it. */
export class SecsPlace {
  /** The message, and a step for each list around the place. Made with room for what messages of E5 need. */
  readonly #steps: (string | number)[] = ["", "", "", "", "", "", "", ""];
  #depth = 0;

  /** Begins a message: its name is the first step. */
  begin(name: string): void {
    this.#steps[0] = name;
    this.#depth = 0;
  }

  /** Goes into a list; `step` says to which element. */
  enter(): void {
    this.#depth++;
  }

  /** Goes to an element of the list: a field, or an element by its number from 1. */
  step(to: string | number): void {
    this.#steps[this.#depth] = to;
  }

  /** Goes out of the list. */
  leave(): void {
    this.#depth--;
  }

  /** The place in the names of E5: `S2F33.REPORTS[2].RPTID`. */
  get path(): string {
    let path = "";
    for (const step of this.#steps.slice(0, this.#depth + 1)) {
      path += typeof step === "number" ? `[${step}]` : path === "" ? step : `.${step}`;
    }
    return path;
  }

  /** The error that says what is wrong at this place. */
  fail(message: string): SecsSchemaError {
    return new SecsSchemaError(this.path, message);
  }
}

/** A body that is being built: how the peer wants it, and the place that has been reached. */
export class SecsBuilding extends SecsPlace {
  /** How the peer writes. */
  readonly dialect: SecsDialect;
  /** The format of each kind, at its index. */
  readonly formats: readonly SecsKindFormat[];

  /** Begins in a dialect; `formats` are those that the primary was read with, if this is its reply. */
  constructor(dialect: SecsDialect = DEFAULT_DIALECT, formats: readonly SecsKindFormat[] = dialect.formats) {
    super();
    this.dialect = dialect;
    this.formats = formats;
  }
}

/**
 * A body that is being read: how its peer writes, the place that has been reached, and what was found so far.
 *
 * @example What was tolerated
 * ```ts
 * import { A, L, S1F13, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const reading = new SecsReading();
 * const { MDLN } = S1F13.toHost.read(L(A("M"), A("1"), A("extra")), reading);
 * assertEquals([MDLN, ...reading.notes.map(({ kind, path }) => `${kind} in ${path}`)], ["M", "surplus in S1F13"]);
 * ```
 */
export class SecsReading extends SecsPlace {
  /** How the peer writes. */
  readonly dialect: SecsDialect;
  #formats: readonly SecsKindFormat[];
  #notes: SecsNote[] | undefined;

  /** Begins in a dialect. */
  constructor(dialect: SecsDialect = DEFAULT_DIALECT) {
    super();
    this.dialect = dialect;
    this.#formats = dialect.formats;
  }

  /** The format of each kind, at its index: that of the dialect, or the one that came in. */
  get formats(): readonly SecsKindFormat[] {
    return this.#formats;
  }

  /** What was tolerated, in order; the first hundred. */
  get notes(): readonly SecsNote[] {
    return this.#notes ?? [];
  }

  /** Remembers the format that an item of the kind at this index came in. */
  came(kind: number, format: SecsKindFormat): void {
    if (this.#formats[kind] === format || kind < 0 || this.dialect.isKnown(kind)) return;
    this.#formats = this.#formats.with(kind, format);
  }

  /**
   * Notes what is not as E5 has it.
   *
   * @throws {SecsSchemaError} when the dialect is strict.
   */
  tolerate(kind: SecsNoteKind, expected: string, item: Item | undefined, items?: readonly Item[]): void {
    if (this.dialect.strict) throw this.fail(difference(expected, item));
    const notes = this.#notes ??= [];
    if (notes.length >= MAX_NOTES) return;
    const { path } = this;
    const message = `${path}: ${difference(expected, item)}`;
    notes.push({ kind, path, message, items: items ?? (item === undefined ? [] : [item]) });
  }

  /** The text of an item in the encoding of the dialect. */
  textOf(item: TextItem<"A"> | TextItem<"J">): string {
    const { encoding } = this.dialect;
    return encoding === undefined ? item.text : item.decode(encoding);
  }
}

function difference(expected: string, item: Item | undefined): string {
  return `expected ${expected}, got ${nameOf(item)}`;
}
