import type { StorySide } from "./story.ts";

/** Host or equipment. */
export type Role = NonNullable<StorySide["role"]>;

/** The primaries that only one of the two sends (E5), by stream. */
const OF_HOST: Readonly<Record<number, readonly number[]>> = {
  1: [3, 11, 15, 17, 19, 21, 23],
  2: [13, 15, 21, 23, 29, 31, 33, 35, 37, 39, 41, 43, 45, 47, 49, 53, 55],
  5: [3, 5, 7],
  6: [15, 17, 19, 21, 23],
  7: [17, 19],
  10: [3, 5, 9],
};
const OF_EQUIPMENT: Readonly<Record<number, readonly number[]>> = {
  5: [1],
  6: [1, 3, 5, 9, 11, 13],
  9: [1, 3, 5, 7, 9, 11, 13],
  10: [1, 7],
};

/** Who alone sends this primary; undefined: both may. */
export function senderOf(stream: number, func: number): Role | undefined {
  if (OF_EQUIPMENT[stream]?.includes(func)) return "equipment";
  return OF_HOST[stream]?.includes(func) ? "host" : undefined;
}

/** The other of the two. */
export function otherRole(role: Role): Role {
  return role === "host" ? "equipment" : "host";
}
