// Stands in for `node:test`: keeps the tests instead of running them, so that they can be run many times.

/** What a test is called with. */
interface Context {
  test(name: string, body: Body): Promise<void>;
}

type Body = (context: Context) => void | Promise<void>;

/** One test of a test file. */
export interface KeptTest {
  readonly name: string;
  run(): Promise<void>;
}

/** The tests of all files that were loaded. */
export const kept: KeptTest[] = [];

const context: Context = { test: async (_name, body) => await body(context) };

/** Keeps a test; not one on real TCP, nor one that asks for more time than others, as both would take too long. */
export function test(name: string, options: Body | { readonly timeout?: number }, body?: Body): void {
  const run = typeof options === "function" ? options : body!;
  if (name.endsWith("(tcp)") || (options as { timeout?: number }).timeout !== undefined) return;
  kept.push({ name, run: async () => await run(context) });
}
