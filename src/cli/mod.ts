/**
 * The `hsms` command, for programs that run it in their own process: `hsms probe`, `listen`, `connect` and the rest.
 *
 * From a shell: `npx @secs/hsms probe 10.0.0.7 5000`, `bunx @secs/hsms …` or `deno run -A npm:@secs/hsms …`.
 *
 * @example A program that asks for the version
 * ```ts
 * import { systemClock, tcp } from "@secs/hsms";
 * import { main } from "@secs/hsms/cli";
 * import { assertEquals } from "@std/assert";
 *
 * let printed = "";
 * const output = {
 *   write: (text: string | Uint8Array) => void (printed += text),
 *   flushed: () => Promise.resolve(),
 *   isTTY: false,
 *   columns: 100,
 * };
 * const exitCode = await main(["--version"], {
 *   stdin: { isTTY: false, async *bytes() {} },
 *   stdout: output,
 *   stderr: output,
 *   env: {},
 *   signal: new AbortController().signal,
 *   clock: systemClock,
 *   date: () => new Date(),
 *   network: tcp,
 * });
 * assertEquals([exitCode, printed], [0, "0.1.0\n"]);
 * ```
 *
 * @module
 */
export type { CommandInput, CommandIo, CommandOutput } from "./io.ts";
export { main, runProcess } from "./main.ts";
