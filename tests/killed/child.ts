// The child of killed_test.ts: it writes numbered batches until it is killed, and prints the number of each that is durable.

import { writeSync } from "node:fs";
import { FileStore, type GemStoreChange } from "@secs/hsms/files";
import { Random } from "../support/random.ts";

/** How many keys each batch writes, all with its number. */
const KEYS = 4;
/** How many writes wait at once. */
const WAITING = 6;
/** So small that the file is written anew every few batches. */
const OPTIONS = { compactAbove: 4_000 };

/** Opens the store of the test; the child has the same options. */
export function storeAt(path: string): FileStore {
  return new FileStore(path, OPTIONS);
}

/** Writes until the process is killed. */
export async function play(path: string): Promise<void> {
  print("begins");
  const store = storeAt(path);
  let number = batchIn(await store.open());
  print(`open ${number}`);
  const write = async (): Promise<void> => {
    for (;;) {
      const mine = ++number;
      await store.write(batch(mine));
      print(`${mine}`);
    }
  };
  await Promise.all(Array.from({ length: WAITING }, write));
}

/** The number of the batch that the store has, 0 if it is empty; throws if a batch is half there. */
export function batchIn(values: ReadonlyMap<string, Uint8Array>): number {
  if (values.size === 0) return 0;
  const number = Number(new TextDecoder().decode(values.get("number")));
  const expected = batch(number).filter(({ value }) => value !== undefined);
  const isWhole = values.size === expected.length &&
    expected.every(({ key, value }) => String(values.get(key)) === String(value));
  if (!isWhole) throw new Error(`Batch ${number} is not whole: ${JSON.stringify([...values])}`);
  return number;
}

/** The keys of a batch have lengths and bytes that follow from its number; one of them is removed. */
function batch(number: number): GemStoreChange[] {
  const random = new Random(number);
  const keys = Array.from({ length: KEYS }, (_, n) => ({
    key: `${n}`,
    value: n === number % KEYS ? undefined : new Uint8Array(random.below(400)).fill(number),
  }));
  return [{ key: "number", value: new TextEncoder().encode(`${number}`) }, ...keys];
}

/** At once, and not when the runtime has time: what is printed reaches the pipe before the process is killed. */
function print(line: string): void {
  writeSync(1, `${line}\n`);
}
