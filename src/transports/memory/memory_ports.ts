import { type Endpoint, type Listener, parseIp, sameIp, type Transport } from "../../core/network/mod.ts";
import type { Accept } from "../named_network.ts";

const FIRST_EPHEMERAL = 49152;
const LAST_PORT = 65535;

/** The open ports of a memory network. */
export class MemoryPorts {
  readonly #open = new Set<MemoryPort>();
  #lastEphemeral = FIRST_EPHEMERAL - 1;

  /** Opens a port; throws the POSIX error EADDRINUSE if it is in use. */
  open({ address, port }: Endpoint, accept: Accept): MemoryPort {
    const wanted = port === 0 ? this.ephemeral(address) : port;
    if (this.#isTaken(address, wanted)) throw posixError("EADDRINUSE", "The port is taken");
    const opened = new MemoryPort({ address, port: wanted }, accept, this.#open);
    this.#open.add(opened);
    return opened;
  }

  /** The listener for a dial to `endpoint`; undefined if there is none. */
  find({ address, port }: Endpoint): MemoryPort | undefined {
    for (const open of this.#open) {
      if (open.endpoint.port === port && covers(open.endpoint.address, address)) return open;
    }
    return undefined;
  }

  /** A free port. */
  ephemeral(address: string): number {
    for (let tries = FIRST_EPHEMERAL; tries <= LAST_PORT; tries++) {
      this.#lastEphemeral = this.#lastEphemeral === LAST_PORT ? FIRST_EPHEMERAL : this.#lastEphemeral + 1;
      if (!this.#isTaken(address, this.#lastEphemeral)) return this.#lastEphemeral;
    }
    throw posixError("EADDRINUSE", "All ephemeral ports are taken");
  }

  #isTaken(address: string, port: number): boolean {
    for (const { endpoint } of this.#open) {
      if (endpoint.port !== port) continue;
      if (covers(endpoint.address, address) || covers(address, endpoint.address)) return true;
    }
    return false;
  }
}

/** An open port of a memory network. */
export class MemoryPort implements Listener {
  readonly endpoint: Endpoint;
  readonly #accept: Accept;
  readonly #open: Set<MemoryPort>;

  constructor(endpoint: Endpoint, accept: Accept, open: Set<MemoryPort>) {
    this.endpoint = endpoint;
    this.#accept = accept;
    this.#open = open;
  }

  /** Hands a connection to the owner. */
  take(transport: Transport): void {
    try {
      this.#accept(transport);
    } catch (error) {
      transport.abort(error);
    }
  }

  close(): Promise<void> {
    this.#open.delete(this);
    return Promise.resolve();
  }
}

/** An error as the runtimes name it. */
export function posixError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/** Whether a listener on `bound` gets connections to `address`; `::` gets IPv4 too. */
function covers(bound: string, address: string): boolean {
  const bytes = parseIp(bound);
  if (bytes?.every((byte) => byte === 0)) return bytes.length === 16 || parseIp(address)?.length === 4;
  return sameIp(bound, address);
}
