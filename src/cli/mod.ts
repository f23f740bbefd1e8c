/**
 * The `hsms` command, for programs that run it in their own process: `hsms probe`, `listen`, `connect` and the rest.
 *
 * From a shell: `npx @secs/hsms probe 10.0.0.7 5000`, or `deno run -A jsr:@secs/hsms/cli probe 10.0.0.7 5000`.
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
import { runProcess } from "./main.ts";

export type { CommandInput, CommandIo, CommandOutput } from "./io.ts";
export { main, runProcess } from "./main.ts";

if (import.meta.main) await runProcess();
