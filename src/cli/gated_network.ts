import { setImmediate } from "node:timers/promises";
import {
  type Clock,
  type DialOptions,
  type Endpoint,
  formatEndpoint,
  type Listener,
  type ListenOptions,
  type Network,
  type Transport,
} from "../core/mod.ts";
import type { Backlog } from "./backlog.ts";

/** Maximum number of clients that wait, unread, until the backlog has room. */
const MAX_HELD = 64;

/** What a {@linkcode GatedNetwork} watches, for connections that no HsmsConnection watches. */
export interface GateWatch {
  readonly clock: Clock;
  /** How long bytes may stand still because a side does not read, in ms; then it is dropped. */
  readonly writeStall: number;
  /** Maximum number of clients that are connected at a time. */
  readonly maxClients: number;
  /** Gets a sentence that says who was dropped or refused, and why. */
  readonly tell: (sentence: string) => void;
}

/** A client that is not handed on yet. */
interface Held {
  readonly transport: Transport;
  readonly accept: (transport: Transport) => void;
}

/** A network that reads nothing from its connections, and hands on no client, while a backlog is full. */
export class GatedNetwork implements Network {
  readonly #network: Network;
  readonly #backlog: Backlog;
  readonly #watch: GateWatch | undefined;
  readonly #flows = new Set<() => void>();
  #held: Held[] = [];
  #admitting = false;
  /** Number of clients that were handed on and are connected. */
  #clients = 0;

  constructor(network: Network, backlog: Backlog, watch?: GateWatch) {
    this.#network = network;
    this.#backlog = backlog;
    this.#watch = watch;
    backlog.onChange((full) => {
      for (const flow of this.#flows) flow();
      if (!full) void this.#admit();
    });
  }

  async dial(endpoint: Endpoint, options?: DialOptions): Promise<Transport> {
    return this.#wrap(await this.#network.dial(endpoint, options));
  }

  async listen(
    endpoint: Endpoint,
    accept: (transport: Transport) => void,
    options?: ListenOptions,
  ): Promise<Listener> {
    const take = (transport: Transport): void => {
      if (!this.#backlog.full && !this.#admitting) this.#handOn({ transport, accept });
      else if (this.#held.length < MAX_HELD) this.#held.push({ transport, accept });
      else transport.abort();
    };
    const listener = await this.#network.listen(endpoint, take, options);
    return {
      endpoint: listener.endpoint,
      close: () => {
        for (const held of this.#held) if (held.accept === accept) held.transport.abort();
        this.#held = this.#held.filter((held) => held.accept !== accept);
        return listener.close();
      },
    };
  }

  resolve(hostname: string): Promise<string[]> {
    return this.#network.resolve(hostname);
  }

  /** Hands on the clients that wait, one in a turn: each may fill the backlog, and the command gets ready for the next. */
  async #admit(): Promise<void> {
    if (this.#admitting) return;
    this.#admitting = true;
    while (!this.#backlog.full && this.#held.length > 0) {
      this.#handOn(this.#held.shift()!);
      await setImmediate();
    }
    this.#admitting = false;
  }

  #handOn({ transport, accept }: Held): void {
    const { maxClients = Infinity, tell } = this.#watch ?? {};
    if (this.#clients >= maxClients) {
      transport.abort();
      tell?.(`${formatEndpoint(transport.remote)} refused: ${maxClients} clients are connected`);
      return;
    }
    this.#clients++;
    accept(this.#wrap(transport, () => this.#clients--));
  }

  #wrap(transport: Transport, onGone = (): unknown => undefined): Transport {
    let paused = false;
    const flow = (): void => this.#backlog.full || paused ? transport.pause() : transport.resume();
    const stall = this.#stalling(transport);
    return {
      local: transport.local,
      remote: transport.remote,
      start: (handler) => {
        transport.start({
          onData: (chunk) => handler.onData(chunk),
          onDrain: () => {
            stall(false);
            handler.onDrain();
          },
          onClose: (error) => {
            this.#flows.delete(flow);
            stall(false);
            onGone();
            handler.onClose(error);
          },
        });
        // Not before: a client that is refused is never started, and tells no end.
        this.#flows.add(flow);
        if (this.#backlog.full) transport.pause();
      },
      write: (bytes) => {
        const room = transport.write(bytes);
        if (!room && this.#flows.has(flow)) stall(true);
        return room;
      },
      ...(transport.writesAtOnce !== undefined && { writesAtOnce: transport.writesAtOnce }),
      ...(transport.allocate !== undefined && { allocate: (size) => transport.allocate!(size) }),
      ...(transport.turn !== undefined && { turn: (callback) => transport.turn!(callback) }),
      pause: () => {
        paused = true;
        flow();
      },
      resume: () => {
        paused = false;
        flow();
      },
      close: () => transport.close(),
      abort: (reason) => transport.abort(reason),
    };
  }

  /** Takes whether written bytes wait; drops the connection if they wait too long. */
  #stalling(transport: Transport): (waiting: boolean) => void {
    const watch = this.#watch;
    let cancel: (() => void) | undefined;
    return (waiting) => {
      if (waiting && cancel !== undefined) return;
      cancel?.();
      cancel = !waiting ? undefined : watch?.clock.schedule(() => {
        const sentence = `${formatEndpoint(transport.remote)} does not read: dropped after ${
          watch.writeStall / 1000
        } s`;
        watch.tell(sentence);
        transport.abort(new Error(sentence));
      }, watch.writeStall);
    };
  }
}
