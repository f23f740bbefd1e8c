/** The name that was meant, if one of `names` is close enough to what was written; case does not count. */
export function closest(written: string, names: Iterable<string>): string | undefined {
  const wanted = written.toLowerCase();
  // One change in three characters: more is chance.
  let least = Math.floor(wanted.length / 3) + 1;
  let found: string | undefined;
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= least) continue;
    const changes = changesBetween(wanted, name.toLowerCase(), least);
    if (changes < least) [least, found] = [changes, name];
  }
  return found;
}

/** `; did you mean LotId?`, or nothing if no name is close: the end of an error about a name. */
export function didYouMean(written: string, names: Iterable<string>): string {
  const name = closest(written, names);
  return name === undefined ? "" : `; did you mean ${name}?`;
}

/**
 * The number of characters to insert, delete, replace or swap with the next one, to make `b` of `a`; `enough` if there are
 * at least as many.
 */
function changesBetween(a: string, b: string, enough: number): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    if (Math.min(...row) >= enough) return enough;
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
