import { Lanes } from "../lanes.ts";
import { type GatewayMessage, KINDS_OF_TOOLS } from "../message.ts";
import { type Sink, SinkAwayError, type SinkState } from "../sink.ts";
import type { NatsConnection } from "./client.ts";
import type { NatsLink } from "./link.ts";
import { ensureStream, streamOf, type StreamOptions } from "./stream.ts";

/** How long JetStream may take to acknowledge, in ms. */
const ACK_TIMEOUT = 5_000;

/**
 * Puts messages into a stream of JetStream, which drops one that it has: by its id, within the duplicate window.
 *
 * Messages of one tool are sent one after the other, those of different tools beside each other.
 */
export class NatsSink implements Sink {
  readonly name = "nats";
  readonly #link: NatsLink;
  readonly #stream: string;
  readonly #timeout: number;
  readonly #lanes = new Lanes((message) => this.#send(message));
  readonly #forget: () => void;
  #isClosed = false;

  /** To be made before the link is started. */
  constructor(link: NatsLink, options: StreamOptions & { readonly ackTimeout?: number }) {
    this.#link = link;
    this.#stream = streamOf(options);
    this.#timeout = options.ackTimeout ?? ACK_TIMEOUT;
    this.#forget = link.onUp((connection) => ensureStream(link.clients, connection, options));
  }

  get state(): SinkState {
    return this.#isClosed ? { isUp: false, why: "the sink was closed" } : this.#link.state;
  }

  onState(listener: (state: SinkState) => void): () => void {
    return this.#link.onState(listener);
  }

  put(message: GatewayMessage, signal?: AbortSignal): Promise<void> {
    return this.#lanes.put(message, signal);
  }

  /** The last message of a tool, of all its kinds. */
  async last(prefix: string): Promise<GatewayMessage | undefined> {
    const { connection } = this.#link;
    if (connection === undefined) throw new SinkAwayError("the connection to NATS is not there");
    const { streams } = await this.#link.clients.jetstreamManager(connection);
    const found = await Promise.all(
      KINDS_OF_TOOLS.map((kind) =>
        streams.getMessage(this.#stream, { last_by_subj: `${prefix}.${kind}.>` }).catch((error) => {
          if (isNotThere(error)) return null;
          throw new SinkAwayError(`the last message of ${prefix} cannot be read: ${error}`);
        })
      ),
    );
    const [last] = found.filter((one) => one !== null).sort((a, b) => b.seq - a.seq);
    if (last === undefined) return undefined;
    return { subject: last.subject, id: last.header.get("Nats-Msg-Id"), body: last.data };
  }

  /** Waits for what was put; the link stays. */
  async close(): Promise<void> {
    this.#forget();
    await this.#lanes.idle();
    this.#isClosed = true;
  }

  async #send(message: GatewayMessage): Promise<void> {
    const { state } = this;
    const { connection } = this.#link;
    if (!state.isUp) throw new SinkAwayError(state.why);
    if (connection === undefined) throw new SinkAwayError("the connection to NATS is not there");
    const most = connection.info?.max_payload;
    if (most !== undefined && message.body.length > most) {
      throw new SinkAwayError(
        `${message.subject} has ${message.body.length} bytes, and the server takes ${most}; set its max_payload`,
      );
    }
    let forget = (): void => {};
    try {
      const js = this.#link.clients.jetstream(connection);
      const ended = new Promise<never>((_, reject) => {
        forget = this.#link.onEnd(() => reject(new Error("the connection ended before the acknowledgement")));
      });
      const acknowledged = js.publish(message.subject, message.body, {
        msgID: message.id,
        timeout: this.#timeout,
      });
      const { stream } = await Promise.race([acknowledged, ended]);
      if (stream !== this.#stream) {
        throw new Error(`it was taken by the stream ${stream}, not by ${this.#stream}; check their subjects`);
      }
    } catch (error) {
      throw this.#away(connection, message, error);
    } finally {
      forget();
    }
  }

  #away(connection: NatsConnection, { subject }: GatewayMessage, error: unknown): SinkAwayError {
    const reason = error instanceof Error ? error.message : String(error);
    const isTimeout = (error as { readonly name?: string }).name === "TimeoutError";
    const why = isTimeout
      ? `JetStream did not acknowledge ${subject} within ${this.#timeout} ms; check the server`
      : `JetStream did not acknowledge ${subject}: ${reason}`;
    if (isTimeout) this.#link.renew(connection, why);
    return new SinkAwayError(why);
  }
}

/** What JetStream says of a subject that has no message. */
function isNotThere(error: unknown): boolean {
  const { code } = error as { readonly code?: number };
  return code === 10037 || code === 404;
}
