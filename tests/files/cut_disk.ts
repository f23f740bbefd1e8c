import type { ProgramDisk } from "../../src/files/mod.ts";

/** What happens to names: undefined removes one. */
type Change = readonly (readonly [name: string, bytes: Uint8Array | undefined])[];

/** Power is off. */
export class PowerCut extends Error {}

/**
 * A disk in memory whose power goes off at an operation. The bytes of a file are durable when `write` resolves. Names are durable
 * after `syncNames`; of those that were changed after it, any may be lost.
 */
export class CutDisk implements ProgramDisk {
  /** What is on the platter. */
  readonly #durable: Map<string, Uint8Array>;
  /** What the program sees. */
  readonly #seen: Map<string, Uint8Array>;
  #pending: Change[] = [];
  #left: number;

  /** Power goes off at the operation after `operations`. */
  constructor(durable: ReadonlyMap<string, Uint8Array> = new Map(), operations = Infinity) {
    this.#durable = new Map(durable);
    this.#seen = new Map(durable);
    this.#left = operations;
  }

  /** What may be on the platter after the cut: each choice of the changes that were not durable. */
  platters(): Map<string, Uint8Array>[] {
    return Array.from({ length: 2 ** this.#pending.length }, (_, choice) => {
      const platter = new Map(this.#durable);
      this.#pending.forEach((change, i) => (choice >> i & 1) === 1 && apply(platter, change));
      return platter;
    });
  }

  // deno-lint-ignore require-await
  async names(): Promise<string[]> {
    this.#step();
    return [...this.#seen.keys()];
  }

  async head(name: string, most: number): ReturnType<ProgramDisk["head"]> {
    const bytes = await this.read(name);
    return { bytes: bytes.subarray(0, most), length: bytes.length };
  }

  // deno-lint-ignore require-await
  async read(name: string): Promise<Uint8Array> {
    this.#step();
    const bytes = this.#seen.get(name);
    if (bytes === undefined) throw new Error(`There is no ${name}`);
    return bytes;
  }

  // deno-lint-ignore require-await
  async write(name: string, bytes: Uint8Array): Promise<void> {
    // Half of the bytes are there when power goes off.
    if (this.#left === 0) this.#change([[name, bytes.slice(0, bytes.length / 2)]]);
    this.#step();
    this.#change([[name, bytes.slice()]]);
  }

  async rename(from: string, to: string): Promise<void> {
    this.#change([[to, await this.read(from)], [from, undefined]]);
  }

  // deno-lint-ignore require-await
  async remove(name: string): Promise<void> {
    this.#step();
    if (this.#seen.has(name)) this.#change([[name, undefined]]);
  }

  // deno-lint-ignore require-await
  async syncNames(): Promise<void> {
    this.#step();
    for (const change of this.#pending) apply(this.#durable, change);
    this.#pending = [];
  }

  #change(change: Change): void {
    this.#pending.push(change);
    apply(this.#seen, change);
  }

  #step(): void {
    if (this.#left-- <= 0) throw new PowerCut("Power is off");
  }
}

function apply(files: Map<string, Uint8Array>, change: Change): void {
  for (const [name, bytes] of change) {
    if (bytes === undefined) files.delete(name);
    else files.set(name, bytes);
  }
}
