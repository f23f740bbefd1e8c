import { assert } from "@std/assert";
import { toHex } from "../support/hex.ts";

/** So many bytes in hex, none of them like its neighbour. */
export function digits(count: number): string {
  return toHex(Uint8Array.from({ length: count }, (_, i) => (i * 7 + 1) & 0xff));
}

/** Fails without printing megabytes where two texts differ. */
export function assertSame(actual: string, expected: string): void {
  if (actual === expected) return;
  let at = 0;
  while (actual[at] === expected[at]) at++;
  const near = (text: string): string => text.slice(Math.max(0, at - 40), at + 40);
  assert(
    false,
    `${actual.length} characters instead of ${expected.length}, different from index ${at}: ` +
      `"${near(actual)}" instead of "${near(expected)}"`,
  );
}
