/**
 * The `hsms` command, for programs that run it in their own process: `hsms probe`, `listen`, `connect` and the rest.
 *
 * From a shell: `npx @secs/hsms probe 10.0.0.7 5000`, `bunx @secs/hsms …` or `deno run -A npm:@secs/hsms …`.
 *
 * @example
 * ```ts
 * import { main } from "@secs/hsms/cli";
 *
 * const exitCode: (args: string[]) => Promise<number> = (args) => main(args, ownIo);
 * declare const ownIo: import("@secs/hsms/cli").CommandIo;
 * ```
 *
 * @module
 */
export type { CommandInput, CommandIo, CommandOutput } from "./io.ts";
export { main, runProcess } from "./main.ts";
