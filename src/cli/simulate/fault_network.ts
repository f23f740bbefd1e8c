import {
  type Clock,
  type DialOptions,
  type Endpoint,
  FrameDecoder,
  type Listener,
  type ListenOptions,
  type Network,
  type Transport,
  type TransportHandler,
} from "../../core/mod.ts";
import type { Faults } from "./faults.ts";

/** Finds the faults of the tool that has a connection; undefined: no tool has it (yet). */
export type FaultsOf = (local: Endpoint, remote: Endpoint) => Faults | undefined;

/** A network whose connections change what is sent, as the faults of a tool say, and can be cut. */
export class FaultNetwork implements Network {
  readonly #network: Network;
  readonly #clock: Clock;
  readonly #faultsOf: FaultsOf;
  readonly #open = new Set<Transport>();
  /** Every new connection is closed at once. */
  isDown = false;

  constructor(network: Network, clock: Clock, faultsOf: FaultsOf) {
    this.#network = network;
    this.#clock = clock;
    this.#faultsOf = faultsOf;
  }

  /** Cuts the connections with a peer, or all, as a cable does that is pulled out; returns how many there were. */
  cut(peer?: Endpoint): number {
    const cut = [...this.#open].filter(({ remote }) => peer === undefined || isSame(remote, peer));
    for (const transport of cut) transport.abort(new Error("The simulated link was cut"));
    return cut.length;
  }

  async dial(endpoint: Endpoint, options?: DialOptions): Promise<Transport> {
    return this.#wrap(await this.#network.dial(endpoint, options));
  }

  listen(
    endpoint: Endpoint,
    accept: (transport: Transport) => void,
    options?: ListenOptions,
  ): Promise<Listener> {
    return this.#network.listen(endpoint, (transport) => {
      if (this.isDown) transport.abort(new Error("The simulated link is down"));
      else accept(this.#wrap(transport));
    }, options);
  }

  resolve(hostname: string): Promise<string[]> {
    return this.#network.resolve(hostname);
  }

  #wrap(transport: Transport): Transport {
    const { local, remote } = transport;
    const decoder = new FrameDecoder();
    let faults: Faults | undefined;
    let isOpen = true;
    const send = (bytes: Uint8Array): boolean => isOpen && transport.write(bytes);
    const write = (bytes: Uint8Array): boolean => {
      faults ??= this.#faultsOf(local, remote);
      let isFree = isOpen;
      decoder.push(bytes, (packet) => {
        for (const { packet: sent, delay } of faults?.apply(packet) ?? [{ packet, delay: 0 }]) {
          if (delay > 0) this.#clock.schedule(() => send(sent.encode()), delay);
          else isFree = send(sent.encode());
        }
      });
      return isFree;
    };
    const end = (): void => {
      isOpen = false;
      this.#open.delete(transport);
    };
    return {
      local,
      remote,
      start: (handler) => {
        this.#open.add(transport);
        transport.start(ending(handler, end));
      },
      write,
      ...(transport.turn !== undefined && { turn: (callback) => transport.turn!(callback) }),
      pause: () => transport.pause(),
      resume: () => transport.resume(),
      close: () => transport.close(),
      abort: (reason) => transport.abort(reason),
    };
  }
}

/** Whether two endpoints are the same. */
export function isSame(a: Endpoint | undefined, b: Endpoint | undefined): boolean {
  return a !== undefined && a.address === b?.address && a.port === b.port;
}

function ending(handler: TransportHandler, end: () => void): TransportHandler {
  return {
    onData: (chunk) => handler.onData(chunk),
    onDrain: () => handler.onDrain(),
    onClose: (error) => {
      end();
      handler.onClose(error);
    },
  };
}
