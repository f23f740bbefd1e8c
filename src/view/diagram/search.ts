// Searches in sorted numbers.

/** Numbers that do not fall. */
export type Sorted = ArrayLike<number>;

/** The first index whose number is `value` or more; the length if there is none. */
export function lowerBound(numbers: Sorted, value: number, length: number = numbers.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index whose number is nearest; −1 if there is none. */
export function nearest(numbers: Sorted, value: number, length: number = numbers.length): number {
  const after = lowerBound(numbers, value, length);
  if (after === 0) return length === 0 ? -1 : 0;
  if (after === length) return length - 1;
  return value - numbers[after - 1]! <= numbers[after]! - value ? after - 1 : after;
}
