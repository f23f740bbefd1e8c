import type { HsmsProtocolOptions } from "../core/mod.ts";
import type { Item } from "../secs2/mod.ts";
import type { SecsMessage } from "./secs_message.ts";

/** Who this side is: the host asks, the equipment reports what it cannot understand. */
export type SecsRole = "host" | "equipment";

/** What the equipment reports in stream 9, by the name of the fault. */
export type SecsFault =
  | "unrecognizedDevice"
  | "unrecognizedStream"
  | "unrecognizedFunction"
  | "illegalData"
  | "transactionTimeout"
  | "dataTooLong";

/** Options of SecsHandler: those of HsmsProtocol, and what is said about E5 on top of it. */
export interface SecsHandlerOptions extends HsmsProtocolOptions {
  /** Who this side is. @default {"host"} */
  role?: SecsRole;
  /** Which faults an equipment reports in stream 9. @default {all of them} */
  report?: Partial<Record<SecsFault, boolean>>;
  /** The longest body that is taken, in bytes; a longer one is S9F11. @default {no limit but maxMessageLength} */
  maxBody?: number;
  /** So many callbacks may be at work at once; a primary beyond is aborted with SxF0. @default {1000} */
  maxCallbacks?: number;
}

/** Returned by a callback: the reply is a header without a body. */
export const NO_BODY = "no body";

/** What a callback answers with: the body of the reply, or that it has none. Undefined where no reply is expected. */
export type SecsReply = Item | typeof NO_BODY | undefined | void;

/** Reads a primary and answers it; may wait, and may ask the peer meanwhile. What it throws aborts the transaction. */
export type SecsCallback = (message: SecsMessage) => SecsReply | Promise<SecsReply>;

/** The events of SecsHandler, and what their listeners are called with. */
export interface SecsHandlerEvents {
  /** A primary came in that no callback is registered for. */
  unhandled: [message: SecsMessage];
  /** The equipment reported a fault in stream 9 (host), whether a request was waiting for it or not. */
  fault: [error: Error];
  /** A callback threw, or returned no reply where one is expected; or a primary could not be read. */
  error: [error: unknown, message: SecsMessage];
}
