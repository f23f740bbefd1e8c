/**
 * Lets the older half of a map go if it has more than `max` entries. One by one would be slow: a map goes on from its beginning
 * each time, over all that was deleted there.
 */
export function forgetOldest(map: Map<unknown, unknown>, max: number): void {
  if (map.size <= max) return;
  let left = map.size >> 1;
  for (const key of map.keys()) {
    if (left-- === 0) return;
    map.delete(key);
  }
}
