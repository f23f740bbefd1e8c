/** A field of a record. */
export interface SecsShapeField {
  /** Its name in E5. */
  readonly name: string;
  /** Its shape. */
  readonly shape: SecsShape;
  /** Whether it may be left out at the end of the list. */
  readonly isOptional: boolean;
}

/** What a schema describes. `name` is the name of the item in E5, if the schema knows it. */
export type SecsShape =
  | { readonly type: "record"; readonly fields: readonly SecsShapeField[] }
  /** `isExplicit`: an empty list is not guessed from something else, or from nothing. */
  | { readonly type: "array"; readonly element: SecsShape; readonly isExplicit?: boolean }
  /** One item with many values. */
  | { readonly type: "vector"; readonly element: SecsShape }
  | { readonly type: "emptyList" }
  /** The shape, or an empty list. */
  | { readonly type: "orEmptyList"; readonly shape: SecsShape }
  /** The shape, or an item of length 0, which reads as `empty`. */
  | { readonly type: "orEmptyItem"; readonly shape: SecsShape; readonly empty: unknown }
  /** The shape, or a list of any shape. */
  | { readonly type: "orList"; readonly shape: SecsShape }
  /** The shape, or a record. */
  | { readonly type: "orRecord"; readonly shape: SecsShape; readonly record: SecsShape }
  | { readonly type: "text"; readonly name?: string | undefined; readonly max: number }
  | { readonly type: "bytes"; readonly name?: string | undefined }
  | { readonly type: "boolean"; readonly name?: string | undefined }
  /** B[1], or U1[1]. */
  | { readonly type: "byte"; readonly name?: string | undefined; readonly format: "B" | "U1" }
  /** One number from 0 to 65535 (U2). */
  | { readonly type: "word"; readonly name?: string | undefined }
  /** One number of any format. */
  | { readonly type: "decimal"; readonly name?: string | undefined }
  /** One item with `length` integers. */
  | { readonly type: "integers"; readonly name?: string | undefined; readonly length: number }
  /** Bytes as B or U1, or text. */
  | { readonly type: "bytesOrText"; readonly name?: string | undefined; readonly format: "B" | "U1" }
  /** An integer; `hasText`: E5 allows text that is one. */
  | {
    readonly type: "unsigned" | "signed";
    readonly name?: string | undefined;
    readonly hasText: boolean;
  }
  | { readonly type: "id"; readonly name?: string | undefined }
  /** An id that may be bytes. */
  | { readonly type: "byteId"; readonly name?: string | undefined }
  | { readonly type: "any"; readonly name?: string | undefined };

const NOTATION = {
  boolean: "BOOLEAN",
  bytes: "B",
  id: "A/I/U",
  byteId: "A/B/I/U",
  any: "any",
  word: "U2",
  decimal: "F/I/U",
} as const;

/**
 * A shape in one line: `L2{MDLN A20, SOFTREV A20}`. `L3{…}` is a list of three, `L{…}` a list of any length, `L0` an
 * empty one; `[…]` may be left out; `A20` has at most 20 characters, `B1` one byte, `U4[n]` many values in one item.
 */
export function structureOf(shape: SecsShape): string {
  switch (shape.type) {
    case "record":
      return `L${shape.fields.length}{${shape.fields.map(fieldOf).join(", ")}}`;
    case "array":
      return `L{${structureOf(shape.element)}}`;
    case "vector":
      return `${structureOf(shape.element)}[n]`;
    case "emptyList":
      return "L0";
    case "orEmptyList":
      return `${structureOf(shape.shape)} or L0`;
    case "orEmptyItem":
      return `${structureOf(shape.shape)} or empty`;
    case "orRecord":
      return `${structureOf(shape.record)} or ${structureOf(shape.shape)}`;
    case "orList":
      return `${structureOf(shape.shape)} or L`;
    case "text":
      return named(shape.name, Number.isFinite(shape.max) ? `A${shape.max}` : "A");
    case "byte":
      return named(shape.name, shape.format === "B" ? "B1" : "U1");
    case "integers":
      return named(shape.name, `I/U[${shape.length}]`);
    case "bytesOrText":
      return named(shape.name, `A/${shape.format}`);
    case "unsigned":
    case "signed":
      return named(shape.name, shape.hasText ? "A/I/U" : "I/U");
    default:
      return named(shape.name, NOTATION[shape.type]);
  }
}

function fieldOf({ name, shape, isOptional }: SecsShapeField): string {
  const structure = structureOf(shape);
  const text = structure.startsWith(`${name} `) ? structure : `${name} ${structure}`;
  return isOptional ? `[${text}]` : text;
}

function named(name: string | undefined, format: string): string {
  return name === undefined ? format : `${name} ${format}`;
}
