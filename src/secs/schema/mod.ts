/**
 * Words for the shape of a body: each makes a schema, which builds an item from a value and reads it back.
 *
 * @example
 * ```ts
 * import { schema, SecsBuilding, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const identity = schema.record({ MDLN: schema.ascii(20), SOFTREV: schema.ascii(20) });
 * const item = identity.build({ MDLN: "MODEL", SOFTREV: "1.0" }, new SecsBuilding());
 * assertEquals(identity.read(item, new SecsReading()).MDLN, "MODEL");
 * assertEquals(schema.structureOf(identity.shape), "L2{MDLN A20, SOFTREV A20}");
 * ```
 *
 * @module
 */
export { optional, orEmptyItem, orEmptyList, orList, orRecord } from "./choices.ts";
export { id, idOr, idVector, unsignedOr } from "./ids.ts";
export { arrayOf, type ArrayOptions, emptyList, type Fields, record, type Values } from "./lists.ts";
export { acknowledge, byte, signed, truth, unsigned } from "./numbers.ts";
export type { Infer } from "./schema.ts";
export { structureOf } from "./shape.ts";
export { anyItem, ascii, binary } from "./text.ts";
export { bytesOrText, decimal, integers, word } from "./values.ts";
