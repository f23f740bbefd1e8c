import type { HsmsProtocolOptions } from "../core/mod.ts";
import type { Item } from "../secs2/mod.ts";
import type { NoBody } from "./message_definition.ts";
import type { SecsMessage } from "./secs_message.ts";

/** The role of this side: a host, or an equipment, which reports in stream 9 what it cannot understand. */
export type SecsRole = "host" | "equipment";

/** What an equipment reports in stream 9. */
export type SecsFault =
  | "unrecognizedDevice"
  | "unrecognizedStream"
  | "unrecognizedFunction"
  | "illegalData"
  | "transactionTimeout"
  | "dataTooLong";

/** Options of SecsHandler: those of HsmsProtocol, and those of E5. */
export interface SecsHandlerOptions<Role extends SecsRole = SecsRole> extends HsmsProtocolOptions {
  /** The role of this side. @default {"host"} */
  role?: Role;
  /** The faults that an equipment reports in stream 9. @default {all of them} */
  report?: Partial<Record<SecsFault, boolean>>;
  /**
   * Maximum length of the body of a primary, in bytes. An equipment answers a longer one with S9F11, a host with SxF0.
   *
   * @default {no limit but maxMessageLength}
   */
  maxBodyLength?: number;
  /** Maximum number of callbacks that run at once; a primary beyond it is answered with SxF0. @default {1000} */
  maxCallbacks?: number;
}

/** The body of a reply: an item, NO_BODY for a header alone, or undefined if no reply is expected. */
export type SecsReply = Item | NoBody | undefined | void;

/**
 * Answers a primary with what it returns. It may be async, and may send requests to the peer. What it throws aborts the
 * transaction with SxF0.
 */
export type SecsCallback = (message: SecsMessage) => SecsReply | Promise<SecsReply>;

/** What the listeners of SecsHandler are called with; `type` is the name of the event. */
export type SecsHandlerEvent =
  | {
    /** A primary came in that has no callback. */
    readonly type: "unhandled";
    /** The primary. */
    readonly message: SecsMessage;
  }
  | {
    /** The peer did something wrong: its primary cannot be read, or it reported a fault in stream 9. */
    readonly type: "fault";
    /** What is wrong: a Secs2Error, a SecsSchemaError or a SecsStream9Error. */
    readonly error: Error;
    /** The message of the peer. */
    readonly message: SecsMessage;
  }
  | {
    /** This side could not answer: a callback threw, returned no reply or a wrong one, or too many run. */
    readonly type: "error";
    /** What was thrown. */
    readonly error: unknown;
    /** The primary that the callback was called with. */
    readonly message: SecsMessage;
  };
