import type {
  DialOptions,
  Endpoint,
  Listener,
  ListenOptions,
  Network,
  Transport,
  TransportError,
  TransportHandler,
} from "../../core/mod.ts";
import type { Direction, LinkEnding, RecordedLink } from "../record/format.ts";
import type { Recorder } from "../record/recorder.ts";

/** Gets every byte; the bytes may be overwritten after the call. */
export interface Tap {
  opened(link: RecordedLink): void;
  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array): void;
  ended(link: RecordedLink, ending: LinkEnding): void;
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
    /** How this side ended it; undefined: it has not. */
    let own: LinkEnding["how"] | undefined;
    const end = (error: TransportError | undefined): void => {
      this.#links.delete(link);
      tap.ended(link, own === undefined ? endingOf(error) : { by: "local", how: own });
    };
    return {
      local,
      remote,
      start: (handler) => {
        // Not before: a client that is refused is never started, and tells no end.
        this.#links.add(link);
        tap.opened(link);
        transport.start(this.#tapped(handler, link, end));
      },
      write,
      ...(transport.writesAtOnce !== undefined && { writesAtOnce: transport.writesAtOnce }),
      ...(transport.allocate !== undefined && { allocate: (size) => transport.allocate!(size) }),
      ...(transport.turn !== undefined && { turn: (callback) => transport.turn!(callback) }),
      pause: () => transport.pause(),
      resume: () => transport.resume(),
      close: () => {
        own ??= "closed";
        return transport.close();
      },
      abort: (reason) => {
        own ??= "reset";
        return transport.abort(reason);
      },
    };
  }

  #tapped(
    handler: TransportHandler,
    link: RecordedLink,
    end: (error?: TransportError) => void,
  ): TransportHandler {
    return {
      onData: (chunk) => {
        this.#tap.bytes(link, "in", chunk);
        handler.onData(chunk);
      },
      onDrain: () => handler.onDrain(),
      onClose: (error) => {
        end(error);
        handler.onClose(error);
      },
    };
  }
}

/** The peer has ended it, or the network. */
function endingOf(error: TransportError | undefined): LinkEnding {
  if (error === undefined) return { by: "remote", how: "closed" };
  return error.code === "reset" ? { by: "remote", how: "reset" } : { by: undefined, how: "gone" };
}

/** A tap that records, if there is something to record to; `date`: the time of day. */
export function tapOf(recorder: Recorder | undefined, date: () => Date): Tap {
  return {
    opened: (link) => recorder?.opened(link, date()),
    bytes: (link, direction, bytes) => recorder?.bytes(link, direction, bytes, date()),
    ended: (link, ending) => recorder?.ended(link, date(), ending),
  };
}

function same(a: Endpoint, b: Endpoint | undefined): boolean {
  return a.address === b?.address && a.port === b.port;
}
