import { type Clock, contain, systemClock } from "../core/base/mod.ts";
import {
  type Endpoint,
  formatEndpoint,
  type ListenOptions,
  toHandshakeError,
  TransportError,
} from "../core/network/mod.ts";
import type { TlsSettings } from "./tls_options.ts";

/** The handshake of one client; its first end is the one that counts. */
export interface Handshake {
  /** The connection is secure. False: too late, it was let go. */
  succeed(): boolean;
  /** It failed, with the runtime's error. */
  fail(cause: unknown): void;
}

/** The TLS handshakes under way at one listener: each ends in time, and there are only so many at once. */
export class Handshakes {
  readonly #settings: TlsSettings;
  readonly #options: ListenOptions;
  readonly #clock: Clock;
  /** What lets go of each of them. */
  readonly #open = new Set<() => void>();
  #closed = false;

  constructor(settings: TlsSettings, options: ListenOptions) {
    this.#settings = settings;
    this.#options = options;
    this.#clock = settings.clock ?? systemClock;
  }

  /**
   * Starts the time of a client; `release` frees its socket, and is called unless it succeeds. Undefined, and released
   * already: it may not come in, or this side does not listen any more, or has its hands full.
   */
  begin(remote: Endpoint, release: () => void): Handshake | undefined {
    if (!this.#closed && this.#options.mayEnter?.(remote) === false) {
      release();
      return undefined;
    }
    if (this.#closed || this.#open.size >= this.#settings.maxHandshakes) {
      release();
      if (!this.#closed) this.#tell(this.#handsFull(remote), remote);
      return undefined;
    }
    const drop = () => {
      if (end()) release();
    };
    const end = () => {
      cancel();
      return this.#open.delete(drop);
    };
    const fail = (cause: unknown) => {
      if (!end()) return;
      release();
      this.#tell(toHandshakeError(cause, "accept", remote), remote);
    };
    const { handshakeTimeout } = this.#settings;
    const late = () => fail(timedOut("Cannot accept", remote, handshakeTimeout));
    const cancel = this.#clock.schedule(late, handshakeTimeout);
    this.#open.add(drop);
    return { succeed: end, fail };
  }

  /** Lets go of all of them, and of those who still come. */
  close(): void {
    this.#closed = true;
    for (const drop of this.#open) drop();
  }

  #tell(error: TransportError, remote: Endpoint): void {
    const { onRefused } = this.#options;
    if (onRefused !== undefined) contain(() => onRefused(error, remote), rethrowLater);
  }

  #handsFull(remote: Endpoint): TransportError {
    const message =
      `Cannot accept ${formatEndpoint(remote)}: ${this.#open.size} TLS handshakes are under way. ` +
      "Find out who connects and does not speak, or raise maxHandshakes.";
    return new TransportError("failed", message);
  }
}

/**
 * Watches over the handshake of a dial: `giveUp` hears the signal's reason, or that it took too long. The returned
 * function ends the watch.
 */
export function watchHandshake(
  settings: TlsSettings,
  peer: Endpoint,
  signal: AbortSignal | undefined,
  giveUp: (reason: unknown) => void,
): () => void {
  const { clock = systemClock, handshakeTimeout } = settings;
  const late = () => giveUp(timedOut("Cannot connect to", peer, handshakeTimeout));
  const cancel = clock.schedule(late, handshakeTimeout);
  const aborted = () => giveUp(signal!.reason);
  signal?.addEventListener("abort", aborted);
  return () => {
    cancel();
    signal?.removeEventListener("abort", aborted);
  };
}

function timedOut(asked: string, peer: Endpoint, after: number): TransportError {
  const message = `${asked} ${formatEndpoint(peer)}: no TLS handshake within ${after} ms. ` +
    "The peer hangs, or does not speak TLS: one that speaks plain HSMS waits for the other side.";
  return new TransportError("handshake-timeout", message);
}

function rethrowLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
