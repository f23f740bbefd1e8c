import {
  CONTROL_SESSION,
  HsmsClosedError,
  type HsmsHandler,
  type HsmsProtocol,
  type HsmsProtocolOptions,
  HsmsRejectError,
  HsmsSelectError,
} from "../core/mod.ts";
import type { GemHandler, GemHandlerOptions } from "../gem/mod.ts";
import type { SecsHandler, SecsHandlerOptions, SecsRole } from "../secs/mod.ts";
import { type HsmsOpenOptions, makeHandler } from "./open_options.ts";

/** Options of {@linkcode connect}, besides those of the handler. */
export type HsmsConnectOptions<
  Handler extends HsmsHandler = HsmsProtocol,
  Options extends HsmsProtocolOptions = HsmsProtocolOptions,
> = HsmsOpenOptions<Handler, Options> & {
  /** The peer's IP address or host name. */
  address: string;
  /** The peer's port, 1 to 65535. */
  port: number;
  /** Ends the wait; `connect` rejects with the signal's reason. */
  signal?: AbortSignal;
  /**
   * Try again until the session is selected, and a GemHandler is COMMUNICATING, instead of rejecting at the first failure.
   *
   * @default {false}
   */
  keepTrying?: boolean;
};

/**
 * Dials a peer; resolves with its handler once the session is selected (in HSMS-GS: all of them), and a GemHandler is
 * COMMUNICATING.
 *
 * From then on the handler connects again by itself whenever the connection is lost, until it is disabled. The first
 * failure before that rejects, unless `keepTrying` is set: a TransportError (refused, unreachable …), an
 * HsmsTimeoutError, HsmsSelectError, HsmsRejectError or HsmsClosedError. Nothing is left open then.
 *
 * @throws {TypeError} when an option is of the wrong type.
 * @throws {RangeError} when one is out of range.
 *
 * @example
 * ```ts
 * import { connect, listen, streamFunction } from "@secs/hsms";
 *
 * const tool = await listen({ port: 0, bindAddress: "127.0.0.1" });
 * tool.on("primary", ({ packet }) => tool.sendResponse(streamFunction(1, 2), packet));
 *
 * const { port } = tool.connection.listeningEndpoint!;
 * const host = await connect({ address: "127.0.0.1", port });
 * console.log(`${await host.sendAndWaitForResponse(streamFunction(1, 1))}`);
 *
 * await host.disable();
 * await tool.disable();
 * ```
 */
export function connect<Role extends SecsRole = "host">(
  options:
    & Omit<HsmsConnectOptions<SecsHandler<Role>, SecsHandlerOptions<Role>>, "handler" | "role">
    & { handler: typeof SecsHandler; role?: Role },
): Promise<SecsHandler<Role>>;
/**
 * Dials a peer; resolves with its handler once the session is selected (in HSMS-GS: all of them), and a GemHandler is
 * COMMUNICATING.
 *
 * From then on the handler connects again by itself whenever the connection is lost, until it is disabled. The first
 * failure before that rejects, unless `keepTrying` is set: a TransportError (refused, unreachable …), an
 * HsmsTimeoutError, HsmsSelectError, HsmsRejectError or HsmsClosedError. Nothing is left open then.
 *
 * @throws {TypeError} when an option is of the wrong type.
 * @throws {RangeError} when one is out of range.
 */
export function connect<Role extends SecsRole = "host">(
  options:
    & Omit<HsmsConnectOptions<GemHandler<Role>, GemHandlerOptions<Role>>, "handler" | "role">
    & { handler: typeof GemHandler; role?: Role },
): Promise<GemHandler<Role>>;
/**
 * Dials a peer; resolves with its handler once the session is selected (in HSMS-GS: all of them), and a GemHandler is
 * COMMUNICATING.
 *
 * From then on the handler connects again by itself whenever the connection is lost, until it is disabled. The first
 * failure before that rejects, unless `keepTrying` is set: a TransportError (refused, unreachable …), an
 * HsmsTimeoutError, HsmsSelectError, HsmsRejectError or HsmsClosedError. Nothing is left open then.
 *
 * @throws {TypeError} when an option is of the wrong type.
 * @throws {RangeError} when one is out of range.
 */
export function connect<
  Handler extends HsmsHandler = HsmsProtocol,
  Options extends HsmsProtocolOptions = HsmsProtocolOptions,
>(options: HsmsConnectOptions<Handler, Options>): Promise<Handler>;
export async function connect<
  Handler extends HsmsHandler = HsmsProtocol,
  Options extends HsmsProtocolOptions = HsmsProtocolOptions,
>(options: HsmsConnectOptions<Handler, Options>): Promise<Handler> {
  const { address, port, signal, keepTrying = false, ...rest } = options;
  signal?.throwIfAborted();
  const handler = makeHandler<Handler, Options>(
    address,
    port,
    true,
    rest as unknown as HsmsOpenOptions<Handler, Options>,
  );
  const { sessions = [CONTROL_SESSION] } = options as HsmsProtocolOptions;
  try {
    await firstUsable(handler, sessions, keepTrying, signal);
    return handler;
  } catch (error) {
    await handler.disable();
    throw error;
  }
}

/** Enables the handler; resolves once all sessions are selected, and communications are established if it is for that. */
async function firstUsable(
  handler: HsmsHandler,
  sessions: readonly number[],
  keepTrying: boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { connection } = handler;
  const waiting = new Set(sessions);
  const offs: (() => void)[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const communicating = isGem(handler) ? handler.waitForCommunicating({ keepTrying }) : Promise.resolve();
      communicating.catch(reject);
      offs.push(connection.on("selected", ({ sessionId }) => {
        waiting.delete(sessionId);
        if (waiting.size === 0) communicating.then(resolve, reject);
      }));
      if (!keepTrying) {
        offs.push(connection.on("failed", ({ error }) => reject(error)));
        offs.push(connection.on("fault", ({ error }) => isRefusal(error) && reject(error)));
        offs.push(connection.on("closed", ({ error }) => reject(error ?? closedHere(handler))));
      }
      const onAbort = (): void => reject(signal!.reason);
      signal?.addEventListener("abort", onAbort, { once: true });
      offs.push(() => signal?.removeEventListener("abort", onAbort));
      handler.enable().catch(reject);
    });
  } finally {
    for (const off of offs) off();
  }
}

function isGem(handler: HsmsHandler): handler is HsmsHandler & Pick<GemHandler, "waitForCommunicating"> {
  return "waitForCommunicating" in handler;
}

/** In HSMS-GS a session that is refused ends no TCP connection. */
function isRefusal(error: Error): boolean {
  return error instanceof HsmsSelectError || error instanceof HsmsRejectError;
}

function closedHere({ name }: HsmsHandler): HsmsClosedError {
  return new HsmsClosedError(
    "closed-locally",
    `The connection with ${name} was closed before it was selected`,
  );
}
