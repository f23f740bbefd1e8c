/** Everything that is measured, in the order in which it is printed. */
export const NAMES = [
  "idle active",
  "idle passive",
  "idle after 256 KiB",
  "bare active",
  "bare passive",
  "open transaction",
  "bare promise",
  "tool of 500 variables",
  "tool and its model",
  "growth",
] as const;

/** The name of something that is measured. */
export type Name = typeof NAMES[number];
