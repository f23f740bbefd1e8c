import type { HsmsHandler } from "../core/mod.ts";
import { builtin } from "../transports/builtin.ts";
import { observe, type ObservedEvent } from "./observe.ts";

/** The part of `node:diagnostics_channel` that is used. */
interface DiagnosticsChannel {
  channel(name: string): { publish(message: unknown): void };
}

/**
 * Publishes every event of a handler on a channel of `node:diagnostics_channel`, until the function that is returned is
 * called: `hsms:selected`, `secs:unhandled`, `gem:communicating`, after the level and the name of the event. A message is an
 * {@linkcode ObservedEvent}. Nobody has to subscribe, and the subscriber need not know the program: it may be a tool that
 * watches the process.
 *
 * @throws {TypeError} Where there is no such module, as in a browser.
 *
 * @example
 * ```ts
 * import { subscribe } from "node:diagnostics_channel";
 * import { HsmsProtocol } from "@secs/hsms";
 * import { type ObservedEvent, publishDiagnostics } from "@secs/hsms/observe";
 * import { MemoryNetwork } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: string[] = [];
 * subscribe("hsms:listening", (message) => {
 *   const { handler, event } = message as ObservedEvent;
 *   seen.push(`${handler.name} ${event.type}`);
 * });
 *
 * const tool = new HsmsProtocol("*", 5000, false, 0, "ETCH-3", { network: new MemoryNetwork() });
 * publishDiagnostics(tool);
 * await tool.enable();
 * await tool.disable();
 * assertEquals(seen, ["ETCH-3 listening"]);
 * ```
 */
export function publishDiagnostics(handler: HsmsHandler): () => void {
  const diagnostics = builtin<DiagnosticsChannel>("node:diagnostics_channel");
  if (diagnostics === undefined) {
    throw new TypeError(
      `Cannot publish the events of ${handler.name}: this runtime has no node:diagnostics_channel`,
    );
  }
  return observe(handler, (seen) => diagnostics.channel(channelOf(seen)).publish(seen));
}

function channelOf({ level, event }: ObservedEvent): string {
  return `${level}:${event.type}`;
}
