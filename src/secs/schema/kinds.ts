import type { Format, Item, NumberFormat } from "../../secs2/mod.ts";
import { I1, I2, I4, I8, U1, U2, U4, U8 } from "../../secs2/mod.ts";

/** A data item whose format E5 leaves to the peers, by its name in E5. A new one is a line here and one below. */
export type SecsKind =
  | "ALID"
  | "ATTRID"
  | "CCODE"
  | "CEID"
  | "COLCT"
  | "CPNAME"
  | "DATAID"
  | "DATALENGTH"
  | "DSID"
  | "DVNAME"
  | "ECID"
  | "EDID"
  | "ERRCODE"
  | "HANDLE"
  | "LENGTH"
  | "LINKID"
  | "MID"
  | "MLCL"
  | "OBJID"
  | "OBJTYPE"
  | "OPID"
  | "PPID"
  | "PRDCT"
  | "PREVENTID"
  | "PRJOBMILESTONE"
  | "RCMD"
  | "READLN"
  | "RECLEN"
  | "REPGSZ"
  | "RMCHGSTAT"
  | "RMDATASIZE"
  | "ROWCT"
  | "RPTID"
  | "RSDC"
  | "RTYPE"
  | "SEQNUM"
  | "SMPLN"
  | "SVID"
  | "TOTSMP"
  | "TRID"
  | "VID";

/** All kinds, in the order of their indexes. */
export const SECS_KINDS: readonly SecsKind[] = Object.keys(
  {
    ALID: 0,
    ATTRID: 0,
    CCODE: 0,
    CEID: 0,
    COLCT: 0,
    CPNAME: 0,
    DATAID: 0,
    DATALENGTH: 0,
    DSID: 0,
    DVNAME: 0,
    ECID: 0,
    EDID: 0,
    ERRCODE: 0,
    HANDLE: 0,
    LENGTH: 0,
    LINKID: 0,
    MID: 0,
    MLCL: 0,
    OBJID: 0,
    OBJTYPE: 0,
    OPID: 0,
    PPID: 0,
    PRDCT: 0,
    PREVENTID: 0,
    PRJOBMILESTONE: 0,
    RCMD: 0,
    READLN: 0,
    RECLEN: 0,
    REPGSZ: 0,
    RMCHGSTAT: 0,
    RMDATASIZE: 0,
    ROWCT: 0,
    RPTID: 0,
    RSDC: 0,
    RTYPE: 0,
    SEQNUM: 0,
    SMPLN: 0,
    SVID: 0,
    TOTSMP: 0,
    TRID: 0,
    VID: 0,
  } satisfies Record<SecsKind, 0>,
) as readonly SecsKind[];

/** The formats of an integer. */
export type IntegerFormat = Exclude<NumberFormat, "F4" | "F8">;

/** The format of an identifier or a count; B for EDID, MID, PPID and RSDC only. */
export type SecsKindFormat = "A" | "B" | "I1" | "I2" | "I4" | "I8" | "U1" | "U2" | "U4" | "U8";

/** The kinds that may be bytes. */
export type SecsByteKind = "EDID" | "MID" | "PPID";

/** The format of each kind, at the index of the kind. */
export type KindFormats = readonly SecsKindFormat[];

type Numbers = readonly (number | bigint)[];

/** The functions that make items of integers; a bigint only for I8 and U8. */
const MAKERS = { I1, I2, I4, I8, U1, U2, U4, U8 } as unknown as Readonly<
  Record<IntegerFormat, (value: number | bigint | Numbers) => Item>
>;

const RANGES: Readonly<Record<IntegerFormat, readonly [min: number | bigint, max: number | bigint]>> = {
  I1: [-0x80, 0x7f],
  I2: [-0x8000, 0x7fff],
  I4: [-0x8000_0000, 0x7fff_ffff],
  I8: [-(2n ** 63n), 2n ** 63n - 1n],
  U1: [0, 0xff],
  U2: [0, 0xffff],
  U4: [0, 0xffff_ffff],
  U8: [0, 2n ** 64n - 1n],
};

/** The index of a kind; -1 without one. */
export function indexOfKind(kind: SecsKind | undefined): number {
  if (kind === undefined) return -1;
  const index = SECS_KINDS.indexOf(kind);
  if (index >= 0) return index;
  throw new RangeError(`kind must be one of ${SECS_KINDS.join(", ")}, got ${JSON.stringify(kind)}`);
}

/** Whether a kind may be bytes. */
export function mayBeBytes(kind: string | undefined): boolean {
  return kind === "EDID" || kind === "MID" || kind === "PPID";
}

/** The formats where nothing is set or learned. A number that U4 is too small for is U8, I4 or I8. */
export const DEFAULT_FORMATS: KindFormats = SECS_KINDS.map((kind) =>
  kind === "RCMD" || kind === "RSDC" ? "U1" : "U4"
);

/** The formats that a kind can have. */
export function formatsOfKind(kind: string): readonly SecsKindFormat[] {
  const hasBytes = mayBeBytes(kind) || kind === "RSDC";
  return ["A", ...hasBytes ? ["B" as const] : [], ...Object.keys(MAKERS) as IntegerFormat[]];
}

/** The formats that an option sets, at the indexes of their kinds; undefined for the others. */
export function setFormats(
  formats: Readonly<Partial<Record<SecsKind, SecsKindFormat>>>,
): readonly (SecsKindFormat | undefined)[] {
  const set: (SecsKindFormat | undefined)[] = SECS_KINDS.map(() => undefined);
  for (const [kind, format] of Object.entries(formats)) {
    const allowed = formatsOfKind(kind);
    if (!allowed.includes(format)) {
      throw new RangeError(
        `formats.${kind} must be one of ${allowed.join(", ")}, got ${JSON.stringify(format)}`,
      );
    }
    set[indexOfKind(kind as SecsKind)] = format;
  }
  return set;
}

/** Whether a format is one of I1 to U8: no other begins with these letters. */
export function isInteger(format: Format): format is IntegerFormat {
  const letter = format.charCodeAt(0);
  return letter === 0x55 || letter === 0x49; // U, I
}

/** An item of one integer; undefined if it does not fit the format. */
export function integerItem(format: IntegerFormat, value: number | bigint): Item | undefined {
  if (!fits(format, value)) return undefined;
  return MAKERS[format](typeof value === "bigint" && format[1] !== "8" ? Number(value) : value);
}

/** An item of integers that fit the format. */
export function vectorItem(format: IntegerFormat, values: Numbers): Item {
  return MAKERS[format](format[1] === "8" ? values : values.map(Number));
}

/** The first of the formats that has all of the values: U4 or, for what does not fit, U8, I4 or I8; undefined if none has. */
export function widestFormat(
  values: Numbers,
  formats: readonly IntegerFormat[] = ["U4", "U8", "I4", "I8"],
): IntegerFormat | undefined {
  return formats.find((format) => values.every((value) => fits(format, value)));
}

/** Whether an integer fits a format. */
export function fits(format: IntegerFormat, value: number | bigint): boolean {
  const [min, max] = RANGES[format];
  return value >= min && value <= max;
}
