/** 32-bit numbers that look random, and are the same for the same seed on every runtime (mulberry32). */
export function seededWords(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** Whole numbers from 0 to `below` − 1 that look random, and are the same for the same seed on every runtime. */
export function seeded(seed: number): (below: number) => number {
  const next = seededWords(seed);
  return (below) => Math.floor(next() / 2 ** 32 * below);
}
