import { bytesOf } from "./bytes.ts";
import { headerLength, type NumberFormat, writeHeader } from "./format.ts";
import { readArray, writeArray } from "./number_arrays.ts";
import { NumberItem } from "./number_item.ts";
import { KINDS, type NumberArray, type NumberKind } from "./number_kind.ts";
import { refuseValue } from "./single_value.ts";

/** Up to this number of bytes the array of decoded numbers is made at once; a property that makes it later takes as long. */
const FEW = 1024;

/** Numbers, but not exactly one: no other code sees the class. */
export class NumberArrayItem extends NumberItem<NumberFormat> {
  /** An own property, which hides the one of the prototype; the constructor sets it. */
  override readonly values: NumberArray = undefined!;
  /** Where decoded numbers are. */
  readonly #source: DataView | undefined;
  readonly #start: number;
  #array: NumberArray | undefined;

  /** The property `values` of many decoded numbers, whose array is made when it is read. */
  static readonly #VALUES: PropertyDescriptor & ThisType<NumberArrayItem> = {
    enumerable: true,
    get(): NumberArray {
      return this.#array ??= readArray(KINDS[this.format], this.#source!, this.#start, this.length);
    },
  };

  static {
    refuseValue(this.prototype);
  }

  /** Makes an item of a typed array, or of the part of a view that has the numbers. */
  constructor(kind: NumberKind, source: NumberArray | DataView, start: number, length: number) {
    super(kind.format, undefined, undefined, length);
    this.#start = start;
    if (!(source instanceof DataView)) {
      this.values = source;
      return;
    }
    this.#source = source;
    if (length <= FEW >> kind.shift) this.values = readArray(kind, source, start, length);
    else Object.defineProperty(this, "values", NumberArrayItem.#VALUES);
  }

  override get encodedLength(): number {
    const payload = this.length << KINDS[this.format].shift;
    return headerLength(payload) + payload;
  }

  override writeTo(bytes: Uint8Array, _view: DataView, offset: number): number {
    const { code, shift } = KINDS[this.format];
    const payload = this.length << shift;
    const start = writeHeader(code, payload, bytes, offset);
    if (this.#source === undefined) writeArray(this.values, bytes, start);
    else copyView(this.#source, this.#start, payload, bytes, start);
    return start + payload;
  }
}

function copyView(from: DataView, start: number, length: number, to: Uint8Array, offset: number): void {
  if (length > 16) return to.set(bytesOf(from, start, length), offset);
  for (let i = 0; i < length; i++) to[offset + i] = from.getUint8(start + i);
}
