/**
 * Words for the shape of a body: each makes a schema, which builds an item from a value and reads it back.
 *
 * @example
 * ```ts
 * import { schema } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const identity = schema.record({ MDLN: schema.ascii(20), SOFTREV: schema.ascii(20) });
 * const item = identity.build({ MDLN: "MODEL", SOFTREV: "1.0" }, "S1F2");
 * assertEquals(identity.read(item, "S1F2").MDLN, "MODEL");
 * ```
 *
 * @module
 */
export { arrayOf, emptyList, type Fields, orEmptyList, record, type Values } from "./lists.ts";
export type { Infer } from "./schema.ts";
export { acknowledge, anyItem, ascii, binary, byte, id, signed, truth, unsigned } from "./values.ts";
