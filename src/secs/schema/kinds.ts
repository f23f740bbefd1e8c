import type { Format, Item, NumberFormat } from "../../secs2/mod.ts";
import { I1, I2, I4, I8, U1, U2, U4, U8 } from "../../secs2/mod.ts";

/** A data item whose format E5 leaves to the peers, by its name in E5. A new one is a line here and one below. */
export type SecsKind =
  | "ALID"
  | "ATTRID"
  | "CCODE"
  | "CEID"
  | "CPNAME"
  | "DATAID"
  | "DATALENGTH"
  | "ECID"
  | "EDID"
  | "LENGTH"
  | "OBJID"
  | "OBJTYPE"
  | "PPID"
  | "RCMD"
  | "REPGSZ"
  | "RPTID"
  | "RSDC"
  | "SMPLN"
  | "SVID"
  | "TOTSMP"
  | "TRID"
  | "VID";

/** All kinds, in the order of their indexes. */
const KINDS = Object.keys(
  {
    ALID: 0,
    ATTRID: 0,
    CCODE: 0,
    CEID: 0,
    CPNAME: 0,
    DATAID: 0,
    DATALENGTH: 0,
    ECID: 0,
    EDID: 0,
    LENGTH: 0,
    OBJID: 0,
    OBJTYPE: 0,
    PPID: 0,
    RCMD: 0,
    REPGSZ: 0,
    RPTID: 0,
    RSDC: 0,
    SMPLN: 0,
    SVID: 0,
    TOTSMP: 0,
    TRID: 0,
    VID: 0,
  } satisfies Record<SecsKind, 0>,
) as readonly SecsKind[];

/** The formats of an integer. */
export type IntegerFormat = Exclude<NumberFormat, "F4" | "F8">;

/** The format of an identifier or a count; B for PPID, EDID and RSDC only. */
export type SecsKindFormat = "A" | "B" | "I1" | "I2" | "I4" | "I8" | "U1" | "U2" | "U4" | "U8";

/** The kinds that may be bytes. */
export type SecsByteKind = "PPID" | "EDID";

/** The formats of each kind, at the index of the kind; undefined: the default. */
export type KindFormats = (SecsKindFormat | undefined)[];

const MAKERS: Readonly<Record<IntegerFormat, (values: readonly (number | bigint)[]) => Item>> = {
  I1: (values) => I1(values.map(Number)),
  I2: (values) => I2(values.map(Number)),
  I4: (values) => I4(values.map(Number)),
  I8: (values) => I8(values),
  U1: (values) => U1(values.map(Number)),
  U2: (values) => U2(values.map(Number)),
  U4: (values) => U4(values.map(Number)),
  U8: (values) => U8(values),
};

/** The index of a kind; -1 without one. */
export function indexOfKind(kind: SecsKind | undefined): number {
  if (kind === undefined) return -1;
  const index = KINDS.indexOf(kind);
  if (index >= 0) return index;
  throw new RangeError(`kind must be one of ${KINDS.join(", ")}, got ${JSON.stringify(kind)}`);
}

/** Whether a kind may be bytes. */
export function mayBeBytes(kind: string | undefined): boolean {
  return kind === "PPID" || kind === "EDID";
}

/** The formats that `formats` sets, at the indexes of their kinds. */
export function indexFormats(formats: Readonly<Partial<Record<SecsKind, SecsKindFormat>>>): KindFormats {
  const indexed: KindFormats = KINDS.map(() => undefined);
  for (const [kind, format] of Object.entries(formats)) {
    const hasBytes = mayBeBytes(kind) || kind === "RSDC";
    const allowed = ["A", ...hasBytes ? ["B"] : [], ...Object.keys(MAKERS)];
    if (!allowed.includes(format)) {
      throw new RangeError(
        `formats.${kind} must be one of ${allowed.join(", ")}, got ${JSON.stringify(format)}`,
      );
    }
    indexed[indexOfKind(kind as SecsKind)] = format;
  }
  return indexed;
}

/** Whether a format is one of I1 to U8: no other begins with these letters. */
export function isInteger(format: Format): format is IntegerFormat {
  const letter = format.charCodeAt(0);
  return letter === 0x55 || letter === 0x49; // U, I
}

/** An item of one integer; undefined if it does not fit the format. */
export function integerItem(format: IntegerFormat, value: number | bigint): Item | undefined {
  return fits(format, value) ? MAKERS[format]([value]) : undefined;
}

/** An item of integers that fit the format. */
export function vectorItem(format: IntegerFormat, values: readonly (number | bigint)[]): Item {
  return MAKERS[format](values);
}

/** U4, or what is needed: U8 for more, I4 and I8 for less than 0. */
export function widestItem(value: number | bigint): Item | undefined {
  if (value >= 0) return value <= 0xffff_ffff ? U4(Number(value)) : integerItem("U8", value);
  return integerItem("I4", value) ?? integerItem("I8", value);
}

/** The format that {@linkcode widestItem} has for all of these values; undefined if there is none. */
export function widestFormat(values: readonly (number | bigint)[]): IntegerFormat | undefined {
  const formats = ["U4", "U8", "I4", "I8"] as const;
  return formats.find((format) => values.every((value) => fits(format, value)));
}

/** Whether an integer fits a format. */
export function fits(format: IntegerFormat, value: number | bigint): boolean {
  const bits = 8 * Number(format[1]);
  const isSigned = format.charCodeAt(0) === 0x49;
  if (bits === 64) {
    return isSigned ? value >= -(2n ** 63n) && value < 2n ** 63n : value >= 0 && value < 2n ** 64n;
  }
  return isSigned ? value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1) : value >= 0 && value < 2 ** bits;
}
