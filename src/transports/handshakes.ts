import { Alarm, type Clock, contain, systemClock } from "../core/base/mod.ts";
import {
  type Endpoint,
  formatEndpoint,
  type ListenOptions,
  toHandshakeError,
  TransportError,
} from "../core/network/mod.ts";
import type { TlsSettings } from "./tls_options.ts";

/** The handshake of one client; only its first end counts. */
export interface Handshake {
  /** The connection is secure. Returns false if the handshake has ended before: the socket is released. */
  succeed(): boolean;
  /** It failed, with the runtime's error. */
  fail(cause: unknown): void;
}

/** The TLS handshakes under way at one listener: their time and their number are limited. */
export class Handshakes {
  readonly #settings: TlsSettings;
  readonly #options: ListenOptions;
  readonly #clock: Clock;
  /** One function for each handshake; it releases the socket. */
  readonly #open = new Set<() => void>();
  #closed = false;

  constructor(settings: TlsSettings, options: ListenOptions) {
    this.#settings = settings;
    this.#options = options;
    this.#clock = settings.clock ?? systemClock;
  }

  /**
   * Begins the handshake of a client. `release` frees its socket; it is called unless the handshake succeeds.
   *
   * Returns undefined, after `release`, if the client is refused: by `mayConnect`, because this side does not listen any more,
   * or because `maxHandshakes` are under way.
   */
  begin(remote: Endpoint, release: () => void): Handshake | undefined {
    if (!this.#closed && this.#options.mayConnect?.(remote) === false) {
      release();
      return undefined;
    }
    if (this.#closed || this.#open.size >= this.#settings.maxHandshakes) {
      release();
      if (!this.#closed) this.#refuse(this.#tooMany(remote), remote);
      return undefined;
    }
    const drop = () => {
      if (end()) release();
    };
    const end = () => {
      limit.stop();
      return this.#open.delete(drop);
    };
    const fail = (cause: unknown) => {
      if (!end()) return;
      release();
      this.#refuse(toHandshakeError(cause, "accept", remote), remote);
    };
    const { handshakeTimeout } = this.#settings;
    const late = () => fail(timedOut("Cannot accept", remote, handshakeTimeout));
    const limit = new Alarm(this.#clock, late);
    limit.set(this.#clock.now() + handshakeTimeout);
    this.#open.add(drop);
    return { succeed: end, fail };
  }

  /** Releases all of them, and every client that still comes. */
  close(): void {
    this.#closed = true;
    for (const drop of this.#open) drop();
  }

  #refuse(error: TransportError, remote: Endpoint): void {
    const { onRefused } = this.#options;
    if (onRefused !== undefined) contain(() => onRefused(error, remote), rethrowLater);
  }

  #tooMany(remote: Endpoint): TransportError {
    const message =
      `Cannot accept ${formatEndpoint(remote)}: ${this.#open.size} TLS handshakes are under way. ` +
      "Find out who connects and sends nothing, or raise maxHandshakes.";
    return new TransportError("failed", message);
  }
}

/**
 * Watches the handshake of a dial: calls `giveUp` with the signal's reason when it is aborted, or with a TransportError
 * after `handshakeTimeout`. The returned function ends the watch.
 */
export function watchHandshake(
  settings: TlsSettings,
  peer: Endpoint,
  signal: AbortSignal | undefined,
  giveUp: (reason: unknown) => void,
): () => void {
  const { clock = systemClock, handshakeTimeout } = settings;
  const late = () => giveUp(timedOut("Cannot connect to", peer, handshakeTimeout));
  const limit = new Alarm(clock, late);
  limit.set(clock.now() + handshakeTimeout);
  const aborted = () => giveUp(signal!.reason);
  signal?.addEventListener("abort", aborted);
  return () => {
    limit.stop();
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
