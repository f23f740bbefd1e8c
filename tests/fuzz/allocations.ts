/** The byte arrays that something allocated by their length. */
export interface Allocations {
  largest: number;
  sum: number;
}

const Original = globalThis.Uint8Array;
let watched: Allocations = { largest: 0, sum: 0 };

const Watching = new Proxy(Original, {
  construct(target, args) {
    const [length] = args;
    if (typeof length === "number") {
      watched.sum += length;
      watched.largest = Math.max(watched.largest, length);
      // Nobody wants gigabytes in a test: what is too much is known now.
      if (length > 2 ** 28) throw new Error(`memory: an array of ${length} bytes`);
    }
    return Reflect.construct(target, args);
  },
});

/** Does something, and tells which byte arrays it allocates meanwhile: `told` is brought up to date at each. */
export function watchAllocations(told: Allocations, action: () => void): void {
  watched = told;
  globalThis.Uint8Array = Watching;
  try {
    action();
  } finally {
    globalThis.Uint8Array = Original;
  }
}
