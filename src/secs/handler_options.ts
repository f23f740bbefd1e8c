import type { Events } from "../core/base/mod.ts";
import type { HsmsProtocol, HsmsProtocolOptions } from "../core/mod.ts";
import type { Item } from "../secs2/mod.ts";
import type { NoBody } from "./message_definition.ts";
import type { SecsDialectOptions } from "./schema/dialect.ts";
import type { SecsNote } from "./schema/place.ts";
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
  | "dataTooLong"
  | "conversationTimeout";

/** Options of SecsHandler: those of HsmsProtocol, those of E5, and how the peer writes. */
export interface SecsHandlerOptions<Role extends SecsRole = SecsRole>
  extends HsmsProtocolOptions, SecsDialectOptions {
  /** The role of this side. @default {"host"} */
  role?: Role;
  /**
   * HSMS-GS: an HsmsProtocol that several handlers share, one for each session. This one has the session with its session
   * id; address, port and `active` are those of the protocol, and its options hold.
   */
  protocol?: HsmsProtocol;
  /** The faults that an equipment reports in stream 9. @default {all of them} */
  report?: Partial<Record<SecsFault, boolean>>;
  /**
   * Maximum length of the body of a primary, in bytes. An equipment answers a longer one with S9F11, a host with SxF0.
   *
   * @default {no limit but maxMessageLength}
   */
  maxBodyLength?: number;
  /** Maximum number of callbacks, and steps after their replies, that run at once; a primary beyond it is answered with SxF0. @default {1000} */
  maxCallbacks?: number;
  /** Maximum number of messages that are expected at once (see `SecsHandler.expectMessage`). @default {100} */
  maxExpectedMessages?: number;
}

/** How a message is expected; see `SecsHandler.expectMessage`. */
export interface SecsExpectOptions {
  /** How long the peer may take, in ms. */
  timeout: number;
  /** What S9F13 names as the data that was expected (EDID), such as the PPID. @default {an empty A} */
  edid?: Item;
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
    /** The body of a message was read although it is not as E5 has it; `strict` would have refused it. */
    readonly type: "tolerated";
    /** What was not as E5 has it, and where. */
    readonly notes: readonly SecsNote[];
    /** The message of the peer: a primary or a reply. */
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
    /** A message that was expected did not come in time; an equipment sends S9F13, unless `report` turns that off. */
    readonly type: "conversation-timeout";
    /** Its stream. */
    readonly stream: number;
    /** Its function. */
    readonly function: number;
    /** The data that was expected; an empty A if none was named. */
    readonly edid: Item;
    /** How long it was waited for, in ms. */
    readonly timeout: number;
  }
  | {
    /** Code of this side failed: a callback, a step after a reply or the gate threw, or answered wrong; or too many run. */
    readonly type: "error";
    /** What was thrown. */
    readonly error: unknown;
    /** The primary that it was called with. */
    readonly message: SecsMessage;
  };

/** The listeners of SecsHandler. */
export type SecsEvents = Events<
  { [Type in SecsHandlerEvent["type"]]: [event: Extract<SecsHandlerEvent, { type: Type }>] }
>;
