/** Arrays up to this length keep their storage when they are emptied. */
const KEPT = 256;

/**
 * Empties an array that is filled again soon: a short one keeps its storage, which `length = 0` would give back only to
 * be asked for again.
 */
export function empty(array: unknown[]): void {
  if (array.length > KEPT) array.length = 0;
  else while (array.length > 0) array.pop();
}
