import type { HsmsConnection, HsmsHandler, HsmsProtocol, HsmsSession } from "../core/mod.ts";
import type { GemHandler } from "../gem/mod.ts";
import type { SecsHandler, SecsRole } from "../secs/mod.ts";

/** A handler of any level, with the levels below it. */
export interface Levels {
  /** What the owner calls the peer. */
  readonly name: string;
  readonly connection: HsmsConnection;
  /** The session: an HsmsProtocol, or a part of one in HSMS-GS. */
  readonly session: HsmsSession;
  readonly secs: SecsHandler<SecsRole> | undefined;
  readonly gem: GemHandler<SecsRole> | undefined;
}

/** The levels of a handler. What a class of somebody else stands on is not known: its connection is observed, and no more. */
export function levelsOf(handler: HsmsHandler): Levels {
  const gem = "secs" in handler ? handler as GemHandler<SecsRole> : undefined;
  const secs = gem?.secs ?? ("session" in handler ? asSecs(handler) : undefined);
  const session = secs?.session ?? handler as HsmsProtocol;
  return { name: handler.name, connection: handler.connection, session, secs, gem };
}

/** An HsmsProtocol has a method `session`, a SecsHandler a field. */
function asSecs(handler: HsmsHandler & Record<"session", unknown>): SecsHandler<SecsRole> | undefined {
  return typeof handler.session === "function" ? undefined : handler as SecsHandler<SecsRole>;
}
