import type { ListenOptions } from "../../core/network/mod.ts";
import { Handshakes } from "../handshakes.ts";
import type { TlsSettings } from "../tls_options.ts";
import type { DenoConn } from "./deno_api.ts";
import { toEndpoint } from "./deno_transport.ts";

/**
 * The TLS handshakes of the clients that a listener of Deno accepts.
 *
 * Deno keeps the socket of a client that sends nothing until the client sends or leaves, even if the connection is closed
 * here. So such a client counts until then, also after its handshake was reported as failed. While `maxHandshakes` clients
 * count, nobody else is accepted: new clients wait in the queue of the system.
 */
export class DenoHandshakes {
  readonly #handshakes: Handshakes;
  readonly #max: number;
  readonly #held = new Set<DenoConn>();
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(settings: TlsSettings, options: ListenOptions) {
    this.#handshakes = new Handshakes(settings, options);
    this.#max = settings.maxHandshakes;
  }

  /** Resolves once there is room for one more client, or after `close`. */
  async room(): Promise<void> {
    while (this.#held.size >= this.#max && !this.#closed) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }

  /** Resolves at the end of the handshake: true if it succeeded in time. If not, the connection is closed. */
  async complete(conn: DenoConn): Promise<boolean> {
    const handshake = this.#handshakes.begin(toEndpoint(conn.remoteAddr), () => {});
    this.#held.add(conn);
    let secure = false;
    try {
      await conn.handshake?.();
      secure = handshake?.succeed() ?? false;
    } catch (error) {
      handshake?.fail(error);
    }
    this.#held.delete(conn);
    this.#wake?.();
    if (!secure) closeQuietly(conn);
    return secure;
  }

  /** Ends the handshakes under way. */
  close(): void {
    this.#closed = true;
    this.#handshakes.close();
    for (const conn of this.#held) closeQuietly(conn);
    this.#wake?.();
  }
}

/** Closes a connection that the runtime may have released before. */
export function closeQuietly(conn: DenoConn): void {
  try {
    conn.close();
  } catch {
    // It was released.
  }
}
