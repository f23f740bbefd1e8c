import type { GemHostHandler } from "../../gem/mod.ts";
import type { FabWish } from "../config/fab_file.ts";
import { refOf } from "../config/wish_of.ts";

/** Sets up what `want` of GemHostHandler does not: which streams are spooled, at each COMMUNICATING; traces, after each set-up. */
export function keepUp(
  host: GemHostHandler,
  { spooled, traces = {} }: FabWish,
  tell: (sentence: string) => void,
): void {
  if (spooled !== undefined) {
    host.on("communicating", () => {
      host.setSpooling(spooled.map((stream) => ({ stream, functions: [] }))).catch((error: Error) => {
        tell(`the streams to be spooled (S2F43) are not set: ${error.message}`);
      });
    });
  }
  for (const [trid, { variables, period, samples }] of Object.entries(traces)) {
    const id = /^\d+$/.test(trid) ? Number(trid) : trid;
    host.on("set-up", () => {
      host.startTrace({ id, variables: variables.map(refOf) as never, period, samples }).catch(
        (error: Error) => {
          tell(`the trace ${trid} (S2F23) is not started: ${error.message}`);
        },
      );
    });
  }
}
