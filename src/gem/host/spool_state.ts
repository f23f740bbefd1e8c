import type { HsmsRequestOptions } from "../../core/mod.ts";
import type { GemReading } from "./readings.ts";
import type { GemRef } from "./refs.ts";

/** What a host knows of the spool of its tool. */
export interface GemSpool {
  /**
   * `active`: the tool keeps what it has to say, and sends nothing of it before S6F23. `inactive`: it sends at once. `unknown`:
   * it has not said.
   */
  readonly state: "active" | "inactive" | "unknown";
  /** SpoolCountActual when it was last read: number of messages that are kept; 0 if it is inactive. Undefined: it has not said. */
  readonly count: number | undefined;
  /** SpoolCountTotal: number of messages that were to be kept since the spool became active. */
  readonly total: number | undefined;
  /** SpoolStartTime, as the tool writes it: when the spool became active last. */
  readonly since: string | undefined;
  /** What says so, what it means, and what to do, in sentences. */
  readonly why: string;
}

/** The host has learned that the tool is spooling, or is not any more, or could not send what it had kept. */
export interface GemSpoolEvent extends GemSpool {
  /** The name of the event. */
  readonly type: "spool";
}

/** How a host notices that its tool is spooling. */
export interface GemSpoolOptions<Ref = GemRef> {
  /**
   * Asks for SpoolCountActual after each COMMUNICATING (S1F3). Without it, `spool()` asks.
   *
   * @default {true with a model, or with `count`}
   */
  readonly ask?: boolean;
  /** The variable of SpoolCountActual. @default {the one of that name in the model} */
  readonly count?: Ref;
  /** The variable of SpoolCountTotal. @default {the one of that name in the model} */
  readonly total?: Ref;
  /** The variable of SpoolStartTime. @default {the one of that name in the model} */
  readonly since?: Ref;
}

/** Options of `emptySpool`: those of a request hold for each S6F23. */
export interface GemEmptySpoolOptions extends HsmsRequestOptions {
  /**
   * After how many ms without a message the tool has sent all that it sends for one S6F23 (MaxSpoolTransmit); it is asked for
   * the next ones then. The time in which a reader holds back an acknowledgement does not count. @default {1000}
   */
  readonly quiet?: number;
  /** The longest time in ms in which a tool that communicates sends none of what it keeps. @default {60,000} */
  readonly patience?: number;
}

/** What `emptySpool` has got. */
export interface GemEmptiedSpool {
  /** Number of messages that came; one that came twice counts twice. */
  readonly messages: number;
  /** Number of times that the tool said yes to S6F23. */
  readonly steps: number;
  /** Number of times that the link was lost meanwhile. */
  readonly lostLinks: number;
}

/** The collection events of a spool that tell its state, by their names in E30. */
export type SpoolEventName = "Spooling Activated" | "Spooling Deactivated" | "Spool Transmit Failure";

/** What was read of a spool. */
export type SpoolFigures = Pick<GemSpool, "count" | "total" | "since">;

const KEEPS = "No event, no alarm and no trace comes from it until it is asked for what it has kept: " +
  "emptySpool() gets it, purgeSpool() throws it away";
const SENDS = "It sends what happens at once";

/** What a host knows before the tool has said anything. */
export const NOTHING_KNOWN: GemSpool = {
  ...{ state: "unknown", count: undefined, total: undefined, since: undefined },
  why: "The tool has not said whether it is spooling in this session. emptySpool() finds out",
};

/** What an event of the tool says. */
export function stateByEvent(name: SpoolEventName): Pick<GemSpool, "state" | "why"> {
  switch (name) {
    case "Spooling Activated":
      return { state: "active", why: `The tool has said Spooling Activated. ${KEEPS}` };
    case "Spooling Deactivated":
      return { state: "inactive", why: `The tool has said Spooling Deactivated. ${SENDS}` };
    case "Spool Transmit Failure":
      return {
        state: "active",
        why:
          `The tool has said Spool Transmit Failure: it got no answer when it sent what it had kept. ${KEEPS}`,
      };
  }
}

/** What an answer to S6F23 says. */
export function stateByAnswer(rsdc: number, rsda: number): Pick<GemSpool, "state" | "why"> | undefined {
  if (rsda === 2) return { state: "inactive", why: `Nothing is spooled there (RSDA 2). ${SENDS}` };
  if (rsda !== 0) return undefined;
  if (rsdc === 1) {
    return { state: "inactive", why: `The tool has thrown away what it had kept (RSDC 1). ${SENDS}` };
  }
  return { state: "active", why: "The tool sends what it has kept (RSDA 0)" };
}

/**
 * What the figures say, after what this session has said. A spool that is empty may still be active: nothing has
 * happened since the host was lost, and what happens next is kept.
 */
export function stateByFigures(
  { count, total, since }: SpoolFigures,
  { state, why }: GemSpool,
): Pick<GemSpool, "state" | "why"> {
  const before = { state, why };
  if (count === undefined) return before;
  const said = `SpoolCountActual is ${count}`;
  if (count > 0) return { state: "active", why: `The tool is spooling: ${said}. ${KEEPS}` };
  if (state === "inactive") return before;
  if (total !== undefined && total > 0) {
    return { state: "inactive", why: `${said}, of ${total} that were kept. ${SENDS}` };
  }
  if (since === "") return { state: "inactive", why: `${said}, and the tool was never spooling. ${SENDS}` };
  if (state === "active") return before;
  return {
    state: "unknown",
    why:
      `${said}, but the tool may keep what happens from now on. emptySpool() finds out, and nothing is kept after it`,
  };
}

/** A number of a variable; undefined if the tool has none. */
export function numberIn(reading: GemReading | undefined): number | undefined {
  const value = reading?.value;
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : undefined;
}
