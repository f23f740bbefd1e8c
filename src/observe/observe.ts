import type { HsmsEvent, HsmsEventType, HsmsHandler } from "../core/mod.ts";
import type { GemEvent } from "../gem/mod.ts";
import type { SecsHandlerEvent } from "../secs/mod.ts";
import { levelsOf } from "./levels.ts";

/** An event of any level of a handler, and whose it is. */
export type ObservedEvent =
  & {
    /** The handler that is observed. */
    readonly handler: HsmsHandler;
  }
  & (
    | {
      /** The level that tells it. */
      readonly level: "hsms";
      /** What happened; docs/trace.md. */
      readonly event: HsmsEvent;
    }
    | {
      /** The level that tells it. */
      readonly level: "secs";
      /** What happened. */
      readonly event: SecsHandlerEvent;
    }
    | {
      /** The level that tells it. */
      readonly level: "gem";
      /** What happened. */
      readonly event: GemEvent;
    }
  );

const HSMS: Readonly<Record<HsmsEventType, true>> = {
  "listening": true,
  "connecting": true,
  "failed": true,
  "refused": true,
  "connected": true,
  "sent": true,
  "received": true,
  "unanswered": true,
  "reply-lost": true,
  "thrown": true,
  "closed": true,
  "selected": true,
  "deselected": true,
  "primary": true,
  "late-reply": true,
  "fault": true,
  "timer": true,
};

const SECS: Readonly<Record<SecsHandlerEvent["type"], true>> = {
  "unhandled": true,
  "tolerated": true,
  "fault": true,
  "error": true,
  "conversation-timeout": true,
};

const GEM: Readonly<Record<GemEvent["type"], true>> = {
  "communicating": true,
  "not-communicating": true,
  "communication-failed": true,
  "control-state": true,
};

/**
 * Calls `listener` at each event of a handler, and of the levels below it, until the function that is returned is called.
 *
 * What `listener` throws is told as `thrown`, as for any listener. Two handlers of one connection (HSMS-GS) both tell what
 * happens to the connection.
 *
 * @example
 * ```ts
 * import { HsmsProtocol } from "@secs/hsms";
 * import { observe } from "@secs/hsms/observe";
 * import { MemoryNetwork } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const tool = new HsmsProtocol("*", 5000, false, 0, "ETCH-3", { network: new MemoryNetwork() });
 * const seen: string[] = [];
 * const stop = observe(tool, ({ level, event }) => seen.push(`${level} ${event.type}`));
 * await tool.enable();
 * stop();
 * await tool.disable();
 * assertEquals(seen, ["hsms listening"]);
 * ```
 */
export function observe(handler: HsmsHandler, listener: (seen: ObservedEvent) => void): () => void {
  const { connection, session, secs, gem } = levelsOf(handler);
  const own = typeof session.on === "function" ? session : connection;
  const offs = [
    ...namesOf(HSMS).map((name) => own.on(name, (event) => listener({ handler, level: "hsms", event }))),
    ...secs === undefined
      ? []
      : namesOf(SECS).map((name) => secs.on(name, (event) => listener({ handler, level: "secs", event }))),
    ...gem === undefined
      ? []
      : namesOf(GEM).map((name) => gem.on(name, (event) => listener({ handler, level: "gem", event }))),
  ];
  return () => offs.forEach((off) => off());
}

function namesOf<Name extends string>(names: Readonly<Record<Name, true>>): Name[] {
  return Object.keys(names) as Name[];
}
