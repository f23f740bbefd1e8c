import type { Item, TextItem } from "../../secs2/mod.ts";
import { DEFAULT_DIALECT, type SecsDialect } from "./dialect.ts";
import type { KindFormats, SecsKindFormat } from "./kinds.ts";
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
  readonly #steps: (string | number)[] = [];

  /** Goes into a field, or into an element by its number from 1. */
  enter(step: string | number): void {
    this.#steps.push(step);
  }

  /** Goes back. */
  leave(): void {
    this.#steps.pop();
  }

  /** Begins a message: its name is the first step. */
  begin(name: string): void {
    this.#steps.length = 0;
    this.#steps.push(name);
  }

  /** The place in the names of E5: `S2F33.REPORTS[2].RPTID`. */
  get path(): string {
    let path = "";
    for (const step of this.#steps) {
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
  readonly #formats: readonly (SecsKindFormat | undefined)[] | undefined;

  /** Begins in a dialect; `formats` are those of the primary that is answered. */
  constructor(dialect: SecsDialect = DEFAULT_DIALECT, formats?: readonly (SecsKindFormat | undefined)[]) {
    super();
    this.dialect = dialect;
    this.#formats = formats;
  }

  /** The format for the kind at this index: what is set, what the primary has, what was learned; or the default. */
  formatOf(kind: number): SecsKindFormat | undefined {
    const asked = this.#formats?.[kind];
    return asked === undefined || this.dialect.isSet(kind) ? this.dialect.formatOf(kind) : asked;
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
  /** The formats that came, at the indexes of their kinds. */
  readonly formats: readonly (SecsKindFormat | undefined)[] = [];
  /** What was tolerated, in order; the first hundred. */
  readonly notes: readonly SecsNote[] = [];

  /** Begins in a dialect. */
  constructor(dialect: SecsDialect = DEFAULT_DIALECT) {
    super();
    this.dialect = dialect;
  }

  /** Remembers the format that an item of the kind at this index came in. */
  came(kind: number, format: SecsKindFormat): void {
    if (kind >= 0) (this.formats as KindFormats)[kind] = format;
  }

  /**
   * Notes what is not as E5 has it.
   *
   * @throws {SecsSchemaError} when the dialect is strict.
   */
  tolerate(kind: SecsNoteKind, expected: string, item: Item | undefined, items?: readonly Item[]): void {
    const error = this.fail(`expected ${expected}, got ${nameOf(item)}`);
    if (this.dialect.strict) throw error;
    if (this.notes.length >= MAX_NOTES) return;
    const found = items ?? (item === undefined ? [] : [item]);
    (this.notes as SecsNote[]).push({ kind, path: error.path, message: error.message, items: found });
  }

  /** The text of an item in the encoding of the dialect. */
  textOf(item: TextItem<"A"> | TextItem<"J">): string {
    const { encoding } = this.dialect;
    return encoding === undefined ? item.text : item.decode(encoding);
  }
}
