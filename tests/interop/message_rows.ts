import { DEVIATIONS } from "./message_deviations.ts";

/** How a message differs there: what differs, and what was seen. */
export interface Found {
  /** As a handler without options has it. */
  readonly plain: ReadonlyMap<string, string>;
  /** As a handler with the options of its deviations has it. */
  readonly helped: ReadonlyMap<string, string>;
}

/** The rows of docs/interop.md about messages: how many of what kind, and the deviations. */
export function messageRows(ours: number, theirs: number, found: readonly Found[]): string[] {
  const reads = (differences: ReadonlyMap<string, string>, way: string): boolean =>
    ![...differences.keys()].some((where) => where.startsWith(way));
  const count = (test: (one: Found) => boolean): number => found.filter(test).length;
  const readThere = count(({ plain }) => reads(plain, "to it"));
  const helped = count(({ plain, helped }) => !reads(plain, "to it") && reads(helped, "to it"));
  const readHere = count(({ plain }) => reads(plain, "from it"));
  const counts: readonly (readonly [string, number])[] = [
    ["known to both sides", found.length],
    ["known only to us", ours - found.length],
    ["known only to secsgem", theirs - found.length],
    ["all values from us are read there", readThere],
    ["all values from us are read there, with the option in the table below", helped],
    ["some values from us are read there, see the table below", found.length - readThere - helped],
    ["all values from it are read here", readHere],
    ["some values cannot be sent by it, or are sent as something else, see below", found.length - readHere],
  ];
  return [
    ...counts.map(([what, count]) => `| ${what} | ${count} |`),
    ...DEVIATIONS.map(({ messages, what, help }) => `| ${messages.join(", ")} | ${what} | ${help} |`),
  ];
}
