// What a host has set up: which reports an event has. An internal.

import { ReportSetup } from "../../src/gem/mod.ts";
import type { Case } from "./case.ts";

const COUNT = 256;

interface Thing {
  readonly id: number;
}

const things: readonly Thing[] = Array.from({ length: 2 * COUNT }, (_, id) => ({ id }));
const setup = new ReportSetup<Thing, Thing>({
  variable: (id) => things[Number(id)],
  event: (id) => things[Number(id)],
  events: things,
});
setup.defineReports({ REPORTS: things.map(({ id }) => ({ RPTID: id, VID: [id] })) });
setup.linkReports({ LINKS: things.map(({ id }) => ({ CEID: id, RPTID: [id] })) });
setup.enableEvents({ CEED: true, CEID: things.slice(COUNT).map(({ id }) => id) });

/** What is measured of reports. */
export const REPORTS: readonly Case[] = [
  ask("reportsOf a disabled event", things.slice(0, COUNT), 0),
  ask("reportsOf an enabled event", things.slice(COUNT), COUNT),
];

function ask(name: string, events: readonly Thing[], expected: number): Case {
  const ours = (): number => {
    let found = 0;
    for (const event of events) if (setup.reportsOf(event) !== undefined) found++;
    return found;
  };
  if (ours() !== expected) throw new Error("Not the events that were meant");
  return { layer: "reports", name, count: COUNT, ours };
}
