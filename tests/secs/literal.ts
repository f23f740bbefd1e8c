import { deepStrictEqual } from "node:assert"; // assertEquals of the std compares no items on Node 20
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { decodeItem, encodeItem, type MessageBody, SecsDialect, SecsReading } from "@secs/hsms";
import { fromHex, toHex } from "../support/hex.ts";

const STRICT = new SecsDialect({ strict: true });

/** A body of any message. */
type AnyBody<T> = MessageBody<T, MessageBody<unknown> | undefined>;

/** Tests that a value is built as these bytes, and that strict mode reads it from them. */
export function literalTest<T>(body: AnyBody<T>, about: string, value: T, bytes: string): void {
  test(`${body.name}: ${about}`, () => {
    const literal = fromHex(bytes);
    assertEquals(toHex(encodeItem(body.build(value)!)), toHex(literal));
    deepStrictEqual(body.read(decodeItem(literal), new SecsReading(STRICT)), value);
  });
}

/** Tests that a message has no body in this direction. */
export function headerTest(body: AnyBody<undefined>, about: string): void {
  test(`${body.name}: ${about}`, () => {
    assertEquals(body.build(undefined), undefined);
    assertEquals(body.read(undefined, new SecsReading(STRICT)), undefined);
  });
}

/** Tests that a value is read from bytes that tools send, though it is built as others. */
export function readTest<T>(body: AnyBody<T>, about: string, bytes: string, value: T): void {
  test(`${body.name}: ${about}`, () => deepStrictEqual(body.read(decodeItem(fromHex(bytes))), value));
}
