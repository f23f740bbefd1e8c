import { defineEquipment } from "@secs/hsms/gem";

/** A tool with an event of ten values: the time at which it was triggered, and nine readings. */
export const MODEL = defineEquipment({
  model: "FAB",
  revision: "1",
  statusVariables: Object.fromEntries(
    Array.from({ length: 9 }, (_, i) => [`Reading${i}`, { id: 1001 + i, format: "F8", value: i / 3 }]),
  ),
  dataVariables: { Triggered: { id: 2001, format: "F8" } },
  events: { Tick: { id: 4001 } },
});

/** What the event's report has. */
export const REPORT: readonly string[] = [
  "Triggered",
  ...Array.from({ length: 9 }, (_, i) => `Reading${i}`),
];
