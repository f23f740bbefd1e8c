/** The arrays of numbers that columns have. */
type Numbers =
  | Float64Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;

/** A column of a table: numbers of one width, which grow in number. */
class Column<Data extends Numbers> {
  /** The numbers; those from `length` on count for nothing. */
  data: Data;
  length = 0;
  readonly #make: (length: number) => Data;

  constructor(make: (length: number) => Data) {
    this.#make = make;
    this.data = make(1024);
  }

  push(value: number): void {
    if (this.length === this.data.length) {
      const data = this.#make(this.length * 2);
      data.set(this.data);
      this.data = data;
    }
    this.data[this.length++] = value;
  }

  /** The numbers, in an array of their own. */
  toArray(): Data {
    return this.data.slice(0, this.length) as Data;
  }
}

export type Float64Column = Column<Float64Array<ArrayBuffer>>;
export type Uint32Column = Column<Uint32Array<ArrayBuffer>>;
export type Int32Column = Column<Int32Array<ArrayBuffer>>;
export type Uint8Column = Column<Uint8Array<ArrayBuffer>>;

export const float64Column = (): Float64Column => new Column((length) => new Float64Array(length));
export const uint32Column = (): Uint32Column => new Column((length) => new Uint32Array(length));
export const int32Column = (): Int32Column => new Column((length) => new Int32Array(length));
export const uint8Column = (): Uint8Column => new Column((length) => new Uint8Array(length));
