import { type Clock, type Endpoint, formatEndpoint, type Network, type Transport } from "../../core/mod.ts";
import type { FaultLogDetail } from "./log.ts";
import type { FaultRule } from "./rule.ts";
import { RuledStream } from "./stream.ts";

/** What a connection needs of its proxy. */
export interface ConnectionOptions {
  readonly number: number;
  readonly network: Network;
  readonly target: Endpoint;
  readonly rules: readonly FaultRule[];
  readonly clock: Clock;
  readonly maxHeldBytes: number;
  log(detail: FaultLogDetail): void;
}

type Side = "client" | "target";

/** A client, the target, and the two streams between them. */
export class ProxiedConnection {
  /** Resolves when both sides are gone. */
  readonly gone: Promise<void>;
  readonly #options: ConnectionOptions;
  readonly #client: Transport;
  readonly #dial = new AbortController();
  readonly #open = new Set<Side>(["client"]);
  #target: Transport | undefined;
  #toTarget: RuledStream | undefined;
  #toClient: RuledStream | undefined;
  #onGone: () => void = () => {};
  #ended = false;

  constructor(client: Transport, options: ConnectionOptions) {
    this.#client = client;
    this.#options = options;
    this.gone = new Promise((resolve) => this.#onGone = resolve);
    options.log({ type: "opened", from: formatEndpoint(client.remote) });
    client.start({
      onData: (chunk) => this.#toTarget?.take(chunk),
      onDrain: () => this.#toClient?.drained(),
      onClose: (error) => this.#lost("client", error),
    });
    client.pause();
    const refusing = options.rules.find((rule) => rule.refuses?.(options.number));
    if (refusing !== undefined) this.#refuse(`rule ${refusing.name}`);
    else void this.#join();
  }

  /** Ends both sides; `by` names what ended them, for the log. */
  end(how: "close" | "reset", by: string): void {
    this.#logEnd(by, how);
    this.#dial.abort(new Error("The connection was ended"));
    this.#toTarget?.stop();
    this.#toClient?.stop();
    for (const side of [this.#target, this.#client]) {
      if (how === "close") side?.close();
      else side?.abort();
    }
  }

  async #join(): Promise<void> {
    const { network, target } = this.#options;
    const { signal } = this.#dial;
    try {
      const dialled = await network.dial(target, { signal });
      if (signal.aborted) dialled.abort(signal.reason);
      else this.#flow(dialled);
    } catch (error) {
      this.#refuse(error instanceof Error ? error.message : String(error));
    }
  }

  #flow(target: Transport): void {
    const { number: connection, rules, maxHeldBytes, clock, log } = this.#options;
    const client = this.#client;
    const owner = { clock, log, onBreak: (by: string, how: "close" | "reset") => this.end(how, by) };
    const streamTo = (to: Side): RuledStream => {
      const [from, into] = to === "target" ? [client, target] : [target, client];
      return new RuledStream({ connection, to }, from, into, rules, maxHeldBytes, owner);
    };
    this.#target = target;
    this.#open.add("target");
    this.#toTarget = streamTo("target");
    this.#toClient = streamTo("client");
    log({ type: "joined" });
    target.start({
      onData: (chunk) => this.#toClient?.take(chunk),
      onDrain: () => this.#toTarget?.drained(),
      onClose: (error) => this.#lost("target", error),
    });
    client.resume();
  }

  #refuse(why: string): void {
    if (!this.#ended) this.#options.log({ type: "refused", why });
    this.#ended = true;
    this.#client.abort();
  }

  /** A side is gone: nothing is sent to it any more. Its end goes to the other side: FIN after the last byte, or a reset at once. */
  #lost(side: Side, error: Error | undefined): void {
    this.#logEnd(side, error === undefined ? "close" : "reset");
    this.#open.delete(side);
    const [from, to, other] = side === "client"
      ? [this.#toTarget, this.#toClient, this.#target]
      : [this.#toClient, this.#toTarget, this.#client];
    to?.stop();
    if (error === undefined) from?.end();
    else {
      from?.stop();
      other?.abort(error);
    }
    if (this.#target === undefined) this.#dial.abort(error ?? new Error("The client is gone"));
    if (this.#open.size > 0) return;
    from?.stop();
    this.#options.log({ type: "gone" });
    this.#onGone();
  }

  /** Only the first end goes to the log: the others follow from it. */
  #logEnd(by: string, how: "close" | "reset"): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.log({ type: "ended", by, how });
  }
}
