import { assertEquals } from "@std/assert";
import { type Item, U4 } from "../../../src/secs2/mod.ts";
import type { SecsDefineReports, SecsId, SecsLinkReports } from "../../../src/secs/mod.ts";
import { idKey } from "../../../src/gem/ids.ts";
import { ReportSetup, type ReportSetupOptions, type SetupSource } from "../../../src/gem/mod.ts";

/** A variable or an event of the tool of these tests. */
export interface Thing {
  readonly id: SecsId;
}

/** A tool with variables and events of these ids. */
export function toolOf(variables: readonly SecsId[], events: readonly SecsId[]): SetupSource<Thing, Thing> {
  const variableOf = new Map(variables.map((id) => [idKey(id), { id }]));
  const eventOf = new Map(events.map((id) => [idKey(id), { id }]));
  return {
    variable: (id) => variableOf.get(idKey(id)),
    event: (id) => eventOf.get(idKey(id)),
    events: [...eventOf.values()],
  };
}

/** The tool of most tests: variables 1 to 9 and "Lot", events 100 to 103 and "Done". */
export const TOOL: SetupSource<Thing, Thing> = toolOf(
  [1, 2, 3, 4, 5, 6, 7, 8, 9, "Lot"],
  [100, 101, 102, 103, "Done"],
);

/** A set-up that says what it has as plain ids. */
export class TestSetup extends ReportSetup<Thing, Thing> {
  constructor(options?: ReportSetupOptions) {
    super(TOOL, options);
  }

  /** S2F33 with these reports. */
  define(...reports: readonly (readonly [RPTID: SecsId, ...VID: SecsId[]])[]): number {
    return this.defineReports(s2f33(...reports));
  }

  /** S2F35 with these links. */
  link(...links: readonly (readonly [CEID: SecsId, ...RPTID: SecsId[]])[]): number {
    return this.linkReports(s2f35(...links));
  }

  /** S2F37, true. */
  enable(...CEID: readonly SecsId[]): number {
    return this.enableEvents({ CEED: true, CEID });
  }

  /** S2F37, false. */
  disable(...CEID: readonly SecsId[]): number {
    return this.enableEvents({ CEED: false, CEID });
  }

  /** The ids of the reports that are sent for an event, each with those of its variables; undefined: nothing is sent. */
  sent(CEID: SecsId): SecsId[][] | undefined {
    const reports = this.reportsOf(this.source.event(CEID)!);
    return reports?.map(({ id, variables }) => [id, ...variables.map((variable) => variable.id)]);
  }
}

/** The value of a variable with a number as its id: ten times the id. */
export function read({ id }: Thing): Item {
  return U4(Number(id) * 10);
}

/** Compares data with items in it: as JSON, which is the same for items that are equal. */
export function assertData(actual: unknown, expected: unknown): void {
  assertEquals(JSON.stringify(actual, undefined, 1), JSON.stringify(expected, undefined, 1));
}

function s2f33(...reports: readonly (readonly [SecsId, ...SecsId[]])[]): SecsDefineReports {
  return { DATAID: 0, REPORTS: reports.map(([RPTID, ...VID]) => ({ RPTID, VID })) };
}

function s2f35(...links: readonly (readonly [SecsId, ...SecsId[]])[]): SecsLinkReports {
  return { DATAID: 0, LINKS: links.map(([CEID, ...RPTID]) => ({ CEID, RPTID })) };
}
