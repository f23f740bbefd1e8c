import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { A, B, BOOLEAN, F4, F8, type Item, J, L, U1, U4, U8 } from "../../../src/secs2/mod.ts";
import { S2F46, S2F48, type SecsId, type SecsLimit, type SecsVariableLimits } from "../../../src/secs/mod.ts";
import {
  type LimitAttributes,
  type LimitCrossing,
  Limits,
  type LimitsOptions,
  type LimitsOwner,
  type LimitValue,
  VLAACK,
} from "../../../src/gem/mod.ts";
import { idKey } from "../../../src/gem/ids.ts";
import { VirtualClock } from "../../../src/testing/mod.ts";
import { assertData } from "./tool.ts";

interface Variable {
  readonly id: SecsId;
  readonly attributes: LimitAttributes | undefined;
}

const ATTRIBUTES: readonly (readonly [SecsId, LimitAttributes | undefined])[] = [
  [1, { format: "U4", units: "Pa", min: 0, max: 100, greatestId: 7 }],
  [2, { format: "F8", units: "mm", min: -1, max: 1, greatestId: 2 }],
  [3, { format: "BOOLEAN", units: "", min: false, max: true, greatestId: 7 }],
  ["Big", { format: "U8", units: "", min: 0n, max: 2n ** 60n, greatestId: 7 }],
  [9, undefined],
];

/** A host's limits at a tool with these variables. */
class Stage {
  readonly clock = new VirtualClock();
  readonly values = new Map<SecsId, LimitValue>();
  readonly crossings: LimitCrossing<Variable>[] = [];
  readonly limits: Limits<Variable>;
  reads = 0;
  onCrossing = (crossing: LimitCrossing<Variable>): void => void this.crossings.push(crossing);

  constructor(options?: LimitsOptions, attributes = ATTRIBUTES) {
    const variables = new Map(attributes.map(([id, attributes]) => [idKey(id), { id, attributes }]));
    const owner: LimitsOwner<Variable> = {
      variable: (id) => variables.get(idKey(id)),
      limited: [...variables.values()].filter(({ attributes }) => attributes !== undefined),
      attributesOf: ({ attributes }) => attributes,
      read: ({ id }) => {
        this.reads++;
        return this.values.get(id);
      },
      onCrossing: (crossing) => this.onCrossing(crossing),
    };
    this.limits = new Limits(owner, this.clock, options);
  }

  define(...VARIABLES: readonly SecsVariableLimits[]) {
    return this.limits.define({ VARIABLES });
  }

  /** Gives a variable a value, and waits for the sample of it. */
  async sample(id: SecsId, ...values: readonly LimitValue[]): Promise<void> {
    for (const value of values) {
      this.values.set(id, value);
      await this.clock.advance(1000);
    }
  }

  /** What crossed: variable, limits, transition. */
  get told(): (readonly [SecsId, readonly number[], 0 | 1])[] {
    return this.crossings.map(({ variable, EventLimit, TransitionType }) =>
      [variable.id, EventLimit, TransitionType] as const
    );
  }
}

function limit(LIMITID: number, UPPERDB?: Item, LOWERDB: Item | undefined = UPPERDB): SecsLimit {
  return { LIMITID, DEADBAND: UPPERDB && { UPPERDB, LOWERDB: LOWERDB! } };
}

function limitsOf(VID: SecsId, ...LIMITS: readonly SecsLimit[]): SecsVariableLimits {
  return { VID, LIMITS };
}

/** LIMITACK for one limit of a variable. */
function limitack(upper: Item, lower: Item = upper, VID: SecsId = 1): number | undefined {
  const answer = new Stage().define(limitsOf(VID, limit(1, upper, lower)));
  return answer.VARIABLES[0]?.LIMIT?.LIMITACK;
}

test("the codes of VLAACK are those of E5", () => {
  assertEquals(Object.values(VLAACK), [0, 1, 2]);
});

test("VLAACK 0: crossings tell variable, EventLimit and TransitionType, at each sample", async () => {
  const stage = new Stage();
  const answer = stage.define(limitsOf(1, limit(1, U4(20), U4(10)), limit(3, U4(20), U4(5))));
  assertEquals(answer, { VLAACK: 0, VARIABLES: [] });
  await stage.sample(1, 25, 15, 8, 4, 30);
  assertEquals(stage.told, [[1, [1, 3], 0], [1, [1], 1], [1, [3], 1], [1, [1, 3], 0]]);
});

test("UPPERDB = LOWERDB: 99, 101, 100, 100, 99, 100 cross up, down and up", async () => {
  const stage = new Stage();
  stage.define(limitsOf("Big", limit(1, U8(100n))));
  await stage.sample("Big", 99, 101, 100, 100, 99, 100);
  assertEquals(stage.told, [["Big", [1], 1], ["Big", [1], 0], ["Big", [1], 1], ["Big", [1], 0]]);
});

test("a boolean variable crosses from false to true", async () => {
  const stage = new Stage();
  stage.define(limitsOf(3, limit(1, BOOLEAN(true), BOOLEAN(false))));
  await stage.sample(3, false, true, true, false);
  assertEquals(stage.told.map(([, , transition]) => transition), [1, 0, 1]);
});

test("a variable without a value is not sampled", async () => {
  const stage = new Stage();
  stage.define(limitsOf(1, limit(1, U4(20), U4(10))));
  await stage.clock.advance(5000);
  assertEquals([stage.reads, stage.told], [5, []]);
});

test("a variable that has no value for a while has not changed by that", async () => {
  const stage = new Stage();
  stage.define(limitsOf(1, limit(1, U4(50))));
  await stage.sample(1, 60, 50);
  stage.values.delete(1);
  await stage.clock.advance(1000);
  await stage.sample(1, 50);
  assertEquals(stage.told.map(([, , transition]) => transition), [0, 1]);
});

test("S2F45 does not put off the next sample", async () => {
  const stage = new Stage();
  stage.values.set(1, 60);
  for (let i = 0; i < 5; i++) {
    stage.define(limitsOf(1, limit(1 + i, U4(50))));
    await stage.clock.advance(500);
  }
  assertEquals(stage.reads, 2);
});

test("variables are sampled only while limits are defined, at the period of the option", async () => {
  const stage = new Stage({ limitSamplePeriod: 250 });
  await stage.clock.advance(5000);
  assertEquals([stage.reads, stage.clock.pending], [0, 0]);
  stage.define(limitsOf(1, limit(1, U4(20))), limitsOf(2, limit(1, F8(0))));
  assertEquals(stage.clock.pending, 1);
  await stage.clock.advance(1000);
  assertEquals(stage.reads, 8);
  stage.define(limitsOf(1, limit(1)));
  await stage.clock.advance(1000);
  assertEquals([stage.reads, stage.clock.pending], [12, 1]);
  stage.define(limitsOf(2));
  assertEquals(stage.clock.pending, 0);
  await stage.clock.advance(1000);
  assertEquals(stage.reads, 12);
});

test("S2F45 without variables undefines all limits", () => {
  const stage = new Stage();
  stage.define(limitsOf(1, limit(1, U4(20))), limitsOf(2, limit(1, F8(0))));
  assertEquals(stage.define(), { VLAACK: 0, VARIABLES: [] });
  assertEquals([stage.limits.save(), stage.clock.pending], [[], 0]);
});

test("S2F45: a variable without limits loses all of its limits, an empty pair is that limit", () => {
  const stage = new Stage();
  stage.define(limitsOf(1, limit(1, U4(20)), limit(2, U4(30))), limitsOf(2, limit(1, F8(0))));
  stage.define(limitsOf(1n, limit(1)));
  assertEquals(stage.limits.save(), [[1, [[2, 30, 30]]], [2, [[1, 0, 0]]]]);
  stage.define(limitsOf(1));
  assertEquals(stage.limits.save(), [[2, [[1, 0, 0]]]]);
});

test("VLAACK 1 with LVACK 1, 2, 3 and 4: which variable, which limit, and why", () => {
  const answer = new Stage().define(
    limitsOf(77, limit(1, U4(1))),
    limitsOf(9, limit(1, U4(1))),
    limitsOf(1),
    limitsOf(1),
    limitsOf(2, limit(1, F8(0)), limit(2, F8(2))),
  );
  assertEquals(answer, {
    VLAACK: 1,
    VARIABLES: [
      { VID: 77, LVACK: 1, LIMIT: undefined },
      { VID: 9, LVACK: 2, LIMIT: undefined },
      { VID: 1, LVACK: 3, LIMIT: undefined },
      { VID: 2, LVACK: 4, LIMIT: { LIMITID: 2, LIMITACK: 2 } },
    ],
  });
  assertEquals(S2F46.toHost.read(S2F46.toHost.build(answer)), answer);
});

test("LIMITACK 1 to 4: which limit, and its bounds", () => {
  const refused = new Stage().define(limitsOf(2, limit(3, F8(0))));
  assertEquals(refused.VARIABLES[0]?.LIMIT, { LIMITID: 3, LIMITACK: 1 });
  assertEquals(limitack(U4(101), U4(1)), 2);
  assertEquals(limitack(F8(0), F8(-2), 2), 3);
  assertEquals(limitack(U4(1), U4(2)), 4);
});

test("LIMITACK 5: the format is wrong, or the variable cannot have that number", () => {
  for (
    const item of [L(), U4(), U4(1, 2), B(1), J("1"), BOOLEAN(true), F4(1.5), A("1.5"), A("9".repeat(65))]
  ) {
    assertEquals([String(item), limitack(item)], [String(item), 5]);
  }
  for (const item of [F8(Infinity), F8(NaN), A("1e999")]) assertEquals(limitack(item, item, 2), 5);
});

test("LIMITACK 6: text that is no number", () => {
  assertEquals([limitack(A("high")), limitack(A(""))], [6, 6]);
});

test("LIMITACK 7: the limit is there twice", () => {
  const refused = new Stage().define(limitsOf(1, limit(1, U4(1)), limit(1)));
  assertEquals(refused.VARIABLES[0]?.LIMIT, { LIMITID: 1, LIMITACK: 7 });
});

test("bounds may come in any numeric format, and as text", () => {
  for (const item of [U1(7), U8(7n), F4(7), A("7"), A(" 7 ")]) assertEquals(limitack(item), undefined);
});

test("S2F45 with one mistake in its last limit changes nothing", () => {
  const stage = new Stage();
  stage.define(limitsOf(1, limit(1, U4(20))));
  const { VLAACK } = stage.define(limitsOf(1), limitsOf(2, limit(1, F8(0)), limit(2, F8(0), F8(1))));
  assertEquals([VLAACK, stage.limits.save()], [1, [[1, [[1, 20, 20]]]]]);
});

test("S2F47: the range of a variable and the limits that are set, in its format; none for others", () => {
  const stage = new Stage();
  stage.define(limitsOf(1, limit(2, F8(30), A("5"))), limitsOf(3, limit(1, BOOLEAN(true))));
  const one = {
    VID: 1,
    ATTRIBUTES: {
      UNITS: "Pa",
      LIMITMIN: U4(0),
      LIMITMAX: U4(100),
      LIMITS: [{ LIMITID: 2, UPPERDB: U4(30), LOWERDB: U4(5) }],
    },
  };
  const data = stage.limits.attributes([9, 1, 77, 1n]);
  assertData(data, [{ VID: 9, ATTRIBUTES: undefined }, one, { VID: 77, ATTRIBUTES: undefined }]);
  assertData(S2F48.toHost.read(S2F48.toHost.build(data)), data);
});

test("S2F47 without variables: all that can have limits", () => {
  const data = new Stage().limits.attributes([]);
  assertData(data.map(({ VID, ATTRIBUTES }) => [VID, ATTRIBUTES?.LIMITMIN, ATTRIBUTES?.LIMITMAX]), [
    [1, U4(0), U4(100)],
    [2, F8(-1), F8(1)],
    [3, BOOLEAN(false), BOOLEAN(true)],
    ["Big", U8(0n), U8(2n ** 60n)],
  ]);
});

test("limits survive as JSON; where the variable is, the next sample says", async () => {
  const stage = new Stage();
  stage.define(
    limitsOf(1, limit(1, U4(20), U4(10))),
    limitsOf(3, limit(1, BOOLEAN(true))),
    limitsOf("Big", limit(2, U8(2n ** 55n))),
  );
  await stage.sample(1, 25);
  const saved = JSON.parse(JSON.stringify(stage.limits.save()));
  const other = new Stage();
  other.define(limitsOf(2, limit(1, F8(0))));
  assertEquals(other.limits.restore(saved), []);
  assertEquals(other.limits.save(), stage.limits.save());
  await other.sample(1, 25);
  assertEquals(other.told, [[1, [1], 0]]);
});

test("restore() drops limits of variables that are gone or have another range", () => {
  const stage = new Stage();
  stage.define(limitsOf(1, limit(1, U4(20)), limit(2, U4(99))), limitsOf(2, limit(1, F8(0))));
  const attributes: LimitAttributes = { format: "U4", units: "", min: 0, max: 50, greatestId: 7 };
  const other = new Stage({}, [[1, attributes], [3, undefined]]);
  assertEquals(other.limits.restore(stage.limits.save()), [{ VID: 1, LIMITID: 2 }, { VID: 2, LIMITID: 1 }]);
  assertEquals(other.limits.save(), [[1, [[1, 20, 20]]]]);
});

test("the owner may undefine all limits while it hears of a crossing", async () => {
  const stage = new Stage();
  stage.onCrossing = (crossing) => {
    stage.crossings.push(crossing);
    stage.limits.clear();
  };
  stage.define(limitsOf(1, limit(1, U4(20))));
  await stage.sample(1, 25, 5);
  assertEquals([stage.told, stage.clock.pending], [[[1, [1], 0]], 0]);
});

test("a process that was late takes one sample, and keeps the times of the others", async () => {
  const stage = new Stage();
  stage.define(limitsOf(1, limit(1, U4(20))));
  await stage.clock.jump(3500);
  await stage.clock.advance(400);
  assertEquals(stage.reads, 1);
  await stage.clock.advance(100);
  assertEquals(stage.reads, 2);
});

test("S2F45 with a great many variables or limits is refused after the first of them", () => {
  const many = Array.from({ length: 200_000 }, (_, i) => i);
  const variables = new Stage().limits.define({ VARIABLES: many.map((i) => limitsOf(1000 + i)) });
  assertEquals([variables.VLAACK, variables.VARIABLES.length], [1, 5]);
  const LIMITS = many.map((i) => limit(1 + i % 7, U4(1)));
  const limits = new Stage().limits.define({ VARIABLES: [{ VID: 1, LIMITS }] });
  assertEquals(limits.VARIABLES, [{ VID: 1, LVACK: 4, LIMIT: { LIMITID: 1, LIMITACK: 7 } }]);
});

test("a period of limits that is out of range is refused at construction", () => {
  assertThrows(() => new Stage({ limitSamplePeriod: 9 }), RangeError, "limitSamplePeriod");
});
