import type {
  DialOptions,
  Endpoint,
  Listener,
  ListenOptions,
  Network,
  Transport,
  TransportHandler,
} from "../../core/mod.ts";
import type { Direction, RecordedLink } from "../record/format.ts";

/** Gets every byte; the bytes may be overwritten after the call. */
export interface Tap {
  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array): void;
  ended(link: RecordedLink): void;
}

/** A TCP connection with a tap. */
export interface TappedLink extends RecordedLink {
  /** Sends any bytes as they are. */
  write(bytes: Uint8Array): void;
}

/** A network that passes all bytes of its connections to a tap, and can send any bytes on them. */
export class TapNetwork implements Network {
  readonly #network: Network;
  readonly #tap: Tap;
  readonly #links = new Set<TappedLink>();
  #lastId = 0;

  /** Wraps a network. */
  constructor(network: Network, tap: Tap) {
    this.#network = network;
    this.#tap = tap;
  }

  /** The open connection between two endpoints. */
  find(local: Endpoint | undefined, remote: Endpoint | undefined): TappedLink | undefined {
    return [...this.#links].find((link) => same(link.local, local) && same(link.remote, remote));
  }

  async dial(endpoint: Endpoint, options?: DialOptions): Promise<Transport> {
    return this.#wrap(await this.#network.dial(endpoint, options), "local");
  }

  listen(
    endpoint: Endpoint,
    accept: (transport: Transport) => void,
    options?: ListenOptions,
  ): Promise<Listener> {
    return this.#network.listen(endpoint, (transport) => accept(this.#wrap(transport, "remote")), options);
  }

  resolve(hostname: string): Promise<string[]> {
    return this.#network.resolve(hostname);
  }

  #wrap(transport: Transport, opener: "local" | "remote"): Transport {
    const tap = this.#tap;
    const { local, remote } = transport;
    const write = (bytes: Uint8Array): boolean => {
      tap.bytes(link, "out", bytes);
      return transport.write(bytes);
    };
    const link: TappedLink = {
      id: ++this.#lastId,
      local,
      remote,
      opener,
      write: (bytes) => void write(bytes),
    };
    const end = (): void => {
      this.#links.delete(link);
      tap.ended(link);
    };
    return {
      local,
      remote,
      start: (handler) => {
        // Not before: a client that is refused is never started, and tells no end.
        this.#links.add(link);
        transport.start(this.#tapped(handler, link, end));
      },
      write,
      ...(transport.writesAtOnce !== undefined && { writesAtOnce: transport.writesAtOnce }),
      ...(transport.allocate !== undefined && { allocate: (size) => transport.allocate!(size) }),
      ...(transport.turn !== undefined && { turn: (callback) => transport.turn!(callback) }),
      pause: () => transport.pause(),
      resume: () => transport.resume(),
      close: () => transport.close(),
      abort: (reason) => transport.abort(reason),
    };
  }

  #tapped(handler: TransportHandler, link: RecordedLink, end: () => void): TransportHandler {
    return {
      onData: (chunk) => {
        this.#tap.bytes(link, "in", chunk);
        handler.onData(chunk);
      },
      onDrain: () => handler.onDrain(),
      onClose: (error) => {
        end();
        handler.onClose(error);
      },
    };
  }
}

function same(a: Endpoint, b: Endpoint | undefined): boolean {
  return a.address === b?.address && a.port === b.port;
}
