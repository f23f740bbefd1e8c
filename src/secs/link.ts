import { HsmsActiveConnection, HsmsProtocol, type HsmsSession } from "../core/mod.ts";
import type { SecsHandlerOptions } from "./handler_options.ts";

/** The protocol of a handler, its own or one that it shares, and its session of it. */
export function openSession(
  address: string,
  port: number,
  active: boolean,
  sessionId: number,
  name: string,
  options: SecsHandlerOptions,
): { readonly protocol: HsmsProtocol; readonly session: HsmsSession } {
  const { protocol: shared, sessions } = options;
  if (shared !== undefined) requireSameLink(shared, address, port, active);
  const protocol = shared ?? new HsmsProtocol(address, port, active, sessionId, name, options);
  const isGeneral = shared !== undefined || sessions !== undefined;
  return { protocol, session: isGeneral ? protocol.session(sessionId, name) : protocol };
}

/** A protocol that is shared has its connection already: what is said of it has to be true. */
function requireSameLink({ connection }: HsmsProtocol, address: string, port: number, active: boolean): void {
  const isActive = connection instanceof HsmsActiveConnection;
  if (connection.address === address && connection.port === port && isActive === active) return;
  const has = `${connection.address}:${connection.port} (${isActive ? "active" : "passive"})`;
  throw new RangeError(
    `The option protocol has a connection with ${has}: address, port and active have to be the same`,
  );
}
