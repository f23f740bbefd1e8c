// What holds for every standard message, whichever there are.

import { test } from "node:test";
import fc from "fast-check";
import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import {
  decodeItem,
  encodeItem,
  F8,
  type Item,
  L,
  type MessageBody,
  SecsBuilding,
  SecsDialect,
  type SecsNote,
  SecsReading,
  SecsSchemaError,
  type SecsShape,
  U4,
} from "@secs/hsms";
import { anyItem } from "../secs2/arbitrary.ts";
import { BODIES, HEADERS, isSame, type Node, nodesOf, valuesOf, variantOf } from "./arbitrary.ts";

const STRICT = new SecsDialect({ strict: true });
const INTEGERS = ["U1", "U2", "U4", "U8", "I1", "I2", "I4", "I8"] as const;
const RUNS = { numRuns: 25 };

/** A value and its notes, or the error; any other error than a SecsSchemaError is thrown. */
function reading(body: MessageBody<unknown>, item: Item | undefined, dialect?: SecsDialect): Outcome {
  const at = new SecsReading(dialect);
  try {
    return { value: body.read(item, at), notes: at.notes, error: undefined };
  } catch (error) {
    assertInstanceOf(error, SecsSchemaError);
    return { value: undefined, notes: at.notes, error };
  }
}

interface Outcome {
  readonly value: unknown;
  readonly notes: readonly SecsNote[];
  readonly error: SecsSchemaError | undefined;
}

/** Strict reading refuses what is noted, with the text of the first note, and nothing else. */
function checkStrict(
  body: MessageBody<unknown>,
  item: Item | undefined,
  { value, notes, error }: Outcome,
): void {
  const strict = reading(body, item, STRICT);
  if (notes.length > 0) return assertEquals(strict.error?.message, notes[0]!.message);
  assertEquals(strict.error?.message, error?.message);
  assert(isSame(strict.value, value));
}

/** Runs `check` with values, the items that they are built as, and a generator of choices. */
function forItems(
  { body, shape }: typeof BODIES[number],
  check: (item: Item, value: unknown, pick: (below: number) => number) => void,
): void {
  fc.assert(
    fc.property(valuesOf(shape), fc.gen(), (value, gen) => {
      check(body.build(value)!, value, (below) => gen(fc.nat, below - 1));
    }),
    RUNS,
  );
}

test("there are bodies to be tested", () => {
  assert(BODIES.length > 100, `${BODIES.length}`);
  assert(HEADERS.length > 15, `${HEADERS.length}`);
});

test("a message without a body is read with one, which is noted, and refused in strict mode", () => {
  for (const body of HEADERS) {
    assertEquals(reading(body, undefined, STRICT).error, undefined);
    for (const item of [L(), F8(1.5), L(U4(1))]) {
      const outcome = reading(body, item);
      assertEquals([outcome.value, outcome.error], [undefined, undefined]);
      assertEquals(outcome.notes.map(({ kind, path, items }) => [kind, path, items]), [[
        "surplus",
        body.name,
        [item],
      ]]);
      checkStrict(body, item, outcome);
    }
  }
});

for (const one of BODIES) {
  const { body, shape, title } = one;

  test(`${title}: what is built is read as the same value, in strict mode too`, () => {
    forItems(one, (item, value) => {
      const strict = reading(body, decodeItem(encodeItem(item)), STRICT);
      assertEquals(strict.error?.message, undefined);
      assert(isSame(strict.value, value));
    });
  });

  test(`${title}: what tools vary is read as the same value, noted, and refused in strict mode`, () => {
    forItems(one, (item, value, pick) => {
      const varied = decodeItem(encodeItem(variantOf(shape, item, pick)));
      const outcome = reading(body, varied);
      assertEquals(outcome.error?.message, undefined);
      assert(isSame(outcome.value, value));
      checkStrict(body, varied, outcome);
    });
  });

  test(`${title}: what was learned changes the bytes and not the value`, () => {
    const kinds = new SecsDialect().formats.map(() => fc.constantFrom(...INTEGERS));
    fc.assert(
      fc.property(valuesOf(shape), fc.tuple(...kinds), (value, formats) => {
        const dialect = new SecsDialect();
        dialect.learn({ formats });
        const item = body.build(value, new SecsBuilding(dialect));
        assert(isSame(reading(body, item).value, value));
      }),
      RUNS,
    );
  });

  test(`${title}: an element that is missing, surplus, of a wrong format or nested to the limit says where`, () => {
    forItems(one, (item, _value, pick) => {
      const nodes = nodesOf(shape, item, body.name);
      const node = nodes[pick(nodes.length)]!;
      for (const [name, wrong] of Object.entries(mutationsOf(node))) {
        const bad = decodeItem(encodeItem(node.replace(wrong)));
        const outcome = reading(body, bad);
        checkStrict(body, bad, outcome);
        const place = outcome.error?.path ?? outcome.notes[0]?.path;
        assertEquals([name, place?.startsWith(node.path)], [name, true]);
        if (name === "format") assertEquals(outcome.error?.path, node.path);
      }
    });
  });

  test(`${title}: any item is read, or refused with a SecsSchemaError`, () => {
    fc.assert(
      fc.property(fc.array(anyItem, { maxLength: 6 }), (items) => {
        for (const item of [L(items), ...items]) checkStrict(body, item, reading(body, item));
      }),
      RUNS,
    );
  });

  test(`${title}: a header alone reads as nothing, or is refused`, () => {
    const outcome = reading(body, undefined);
    checkStrict(body, undefined, outcome);
    assertEquals(outcome.error?.path ?? outcome.notes[0]?.path, body.name);
  });
}

/** A node as it must not be. */
function mutationsOf({ item, shape }: Node): Record<string, Item> {
  let deep: Item = F8(1, 2);
  for (let i = 0; i < 40; i++) deep = L(deep);
  if (shape.type === "any") return {};
  const format = shape.type === "decimal" ? F8(1, 2) : F8(1.5);
  const wrong = { format, ...!takesLists(shape) && { nested: deep } };
  if (item.format !== "L" || shape.type !== "record") return wrong;
  return { ...wrong, missing: L(item.items.slice(0, -1)), surplus: L([...item.items, U4(1)]) };
}

/** Whether lists in lists fit a shape. */
function takesLists(shape: SecsShape): boolean {
  if (shape.type === "array") return takesLists(shape.element);
  return shape.type === "any" || shape.type === "orList";
}
