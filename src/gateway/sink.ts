import type { GatewayMessage } from "./message.ts";

/** Where messages go. */
export interface Sink {
  /** Its name in logs and metrics: `ndjson`, `nats`, `mqtt`, `memory`. */
  readonly name: string;
  /**
   * Resolves once the message survives whatever ends this process: an fsync, the acknowledgement of JetStream, a PUBACK.
   * Several may be under way; those of one subject prefix keep the order in which they were put.
   *
   * Rejects with a `SinkAwayError` when it cannot be said that the message is there: it may be, or not. The same message
   * may be put again, with the same id.
   */
  put(message: GatewayMessage, signal?: AbortSignal): Promise<void>;
  /**
   * The last message that a tool has sent, of the tool with this prefix of subjects; undefined: there is none. A sink from which
   * nothing can be read has no such method. Rejects when it is away.
   */
  last?(prefix: string): Promise<GatewayMessage | undefined>;
  /** Whether messages are taken now, and why not, as a sentence without a full stop. */
  readonly state: SinkState;
  /** Calls `listener` when `state` has changed; the returned function ends that. */
  onState(listener: (state: SinkState) => void): () => void;
  /** Ends; what was put before is waited for. */
  close(): Promise<void>;
}

/** Whether a sink takes messages. */
export type SinkState = { readonly isUp: true } | { readonly isUp: false; readonly why: string };

/** A sink that does not take messages at the moment. */
export class SinkAwayError extends Error {
  /** The name of the class. */
  override readonly name = "SinkAwayError";
}
