import { test } from "node:test";
import { assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { ReportSetup } from "../../../src/gem/mod.ts";
import { type Command, NaiveSetup } from "./naive_setup.ts";
import { type Thing, toolOf } from "./tool.ts";

const VARIABLES = [1, 2, 3, 4];
const EVENTS = [1, 2, 3, 4];
/** Some of these ids are unknown. */
const anyId = fc.integer({ min: 1, max: 5 });
const ids = fc.array(anyId, { maxLength: 4 });
const known = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });
const entry = fc.tuple(anyId, fc.oneof(known, known, ids));
/** No entry, which clears all of it, is rare. */
const entries = fc.oneof(
  { weight: 9, arbitrary: fc.array(entry, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant([]) },
);

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant("S2F33" as const), entries }),
  fc.record({ type: fc.constant("S2F35" as const), entries }),
  fc.record({ type: fc.constant("S2F37" as const), on: fc.boolean(), events: fc.oneof(known, ids) }),
);

/** Each code that a message can get. */
const CODES = [
  ...["S2F33 0", "S2F33 1", "S2F33 3", "S2F33 4"],
  ...["S2F35 0", "S2F35 1", "S2F35 3", "S2F35 4", "S2F35 5"],
  ...["S2F37 0", "S2F37 1"],
];

const maximum = fc.integer({ min: 2, max: 12 });
const options = fc.record({
  relink: fc.constantFrom("refuse" as const, "replace" as const, "add" as const),
  emptyLinks: fc.constantFrom("nothing" as const, "unlink all" as const),
  withoutReports: fc.constantFrom("sent" as const, "silent" as const),
  maxReports: maximum,
  maxVariablesPerReport: maximum,
  maxReportVariables: maximum,
  maxReportsPerEvent: maximum,
  maxLinks: maximum,
});

test("random S2F33, S2F35 and S2F37: the same codes, set-up and reports as a model that copies everything", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(
      options,
      fc.array(command, { minLength: 1, maxLength: 30, size: "max" }),
      (options, commands) => {
        const setup = new ReportSetup(toolOf(VARIABLES, EVENTS), options);
        const naive = new NaiveSetup(setup.options, VARIABLES, EVENTS);
        for (const command of commands) {
          const code = run(setup, command);
          assertEquals(code, naive.run(command));
          const kind = `${command.type} ${code}`;
          seen.set(kind, (seen.get(kind) ?? 0) + 1);
          assertSame(setup, naive);
          const restored = new ReportSetup(setup.source, options);
          assertEquals(restored.restore(setup.save()), { reports: [], events: [] });
          assertSame(restored, naive);
        }
      },
    ),
    { numRuns: 500, seed: 15 },
  );
  assertEquals([...seen.keys()].sort(), CODES);
  assertEquals([...seen].filter(([, count]) => count < 50), []);
});

function run(setup: ReportSetup<Thing, Thing>, command: Command): number {
  if (command.type === "S2F37") return setup.enableEvents({ CEED: command.on, CEID: command.events });
  if (command.type === "S2F33") {
    return setup.defineReports({ REPORTS: command.entries.map(([RPTID, VID]) => ({ RPTID, VID })) });
  }
  return setup.linkReports({ LINKS: command.entries.map(([CEID, RPTID]) => ({ CEID, RPTID })) });
}

function assertSame(setup: ReportSetup<Thing, Thing>, naive: NaiveSetup): void {
  const { reports, links, enabled } = setup.save();
  assertEquals(reports, naive.reports);
  assertEquals(byId(links as [number, number[]][]), byId(naive.links));
  assertEquals([...enabled].sort(), [...naive.enabled].sort());
  for (const event of setup.source.events) {
    assertEquals(setup.reportsOf(event)?.map(({ id }) => id), naive.sent(event.id as number));
  }
}

function byId(links: readonly [number, number[]][]): [number, number[]][] {
  return [...links].sort(([a], [b]) => a - b);
}
