import type { Clock } from "../../core/base/mod.ts";
import { Lanes } from "../lanes.ts";
import type { GatewayMessage } from "../message.ts";
import { type Sink, SinkAwayError, type SinkState } from "../sink.ts";
import type { MqttLink, MqttSession } from "./link.ts";

/** How a `MqttSink` publishes. */
export interface MqttSinkOptions {
  readonly clock: Clock;
  /** How long the broker may take for a PUBACK, in ms; 5,000 if it is not said. */
  readonly ackTimeout?: number;
}

/**
 * Publishes to `SITE/AREA/TOOL/KIND/NAME` with QoS 1. The id is the user property `id`: a broker drops no doubles, consumers do.
 * What a broker keeps after its PUBACK is for the broker to say: it needs persistence, and consumers with sessions that last. It
 * also acknowledges what nobody has subscribed to, and drops it.
 */
export class MqttSink implements Sink {
  readonly name = "mqtt";
  readonly #link: MqttLink;
  readonly #options: MqttSinkOptions;
  readonly #lanes = new Lanes((message) => this.#send(message));
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  #isClosed = false;

  constructor(link: MqttLink, options: MqttSinkOptions) {
    this.#link = link;
    this.#options = options;
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

  /** Waits for what was put; the link stays. */
  async close(): Promise<void> {
    await this.#lanes.idle();
    this.#isClosed = true;
  }

  async #send(message: GatewayMessage): Promise<void> {
    const window = this.#link.session?.window ?? 1;
    if (this.#underWay < window) this.#underWay++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      const { state } = this;
      const { session } = this.#link;
      if (!state.isUp) throw new SinkAwayError(state.why);
      if (session === undefined) throw new SinkAwayError("the connection to MQTT is not there");
      await this.#publish(session, message);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#underWay--;
      else next();
    }
  }

  #publish(session: MqttSession, { subject, id, body }: GatewayMessage): Promise<void> {
    const topic = subject.replaceAll(".", "/");
    const timeout = this.#options.ackTimeout ?? 5_000;
    return new Promise((resolve, reject) => {
      const settle = (why?: string): void => {
        cancel();
        session.onEnd.delete(ended);
        if (why === undefined) resolve();
        else reject(new SinkAwayError(`${topic} was not acknowledged: ${why}`));
      };
      const ended = (): void => settle("the connection to the broker ended");
      const cancel = this.#options.clock.schedule(() => {
        settle(`no PUBACK within ${timeout} ms; check the broker`);
        this.#link.renew(session);
      }, timeout);
      session.onEnd.add(ended);
      const properties = { userProperties: { id }, contentType: "application/json" };
      session.client.publish(topic, body, { qos: 1, properties }, (error) => {
        settle(error ? error.message : undefined);
      });
    });
  }
}
