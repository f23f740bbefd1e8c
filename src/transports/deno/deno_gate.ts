import { Handshakes } from "../handshakes.ts";
import type { ListenOptions } from "../../core/network/mod.ts";
import type { TlsSettings } from "../tls_options.ts";
import type { DenoConn } from "./deno_api.ts";
import { toEndpoint } from "./deno_transport.ts";

/**
 * Leads what a TLS listener of Deno accepts through its handshake.
 *
 * Deno keeps the socket of a client that does not speak until it speaks or leaves, also where the connection is closed
 * here. So a silent client, though it was told of and given up, counts until then, and while there are as many as may
 * be nobody else is accepted: they wait with the system.
 */
export class DenoGate {
  readonly #handshakes: Handshakes;
  readonly #most: number;
  readonly #held = new Set<DenoConn>();
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(settings: TlsSettings, options: ListenOptions) {
    this.#handshakes = new Handshakes(settings, options);
    this.#most = settings.maxHandshakes;
  }

  /** Resolves once there is room for one more client, or the gate is closed. */
  async room(): Promise<void> {
    while (this.#held.size >= this.#most && !this.#closed) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }

  /** Resolves at the end of the handshake, with whether it went well in time; releases the connection where not. */
  async pass(conn: DenoConn): Promise<boolean> {
    const handshake = this.#handshakes.begin(toEndpoint(conn.remoteAddr), () => {});
    this.#held.add(conn);
    let passed = false;
    try {
      await conn.handshake?.();
      passed = handshake?.succeed() ?? false;
    } catch (error) {
      handshake?.fail(error);
    }
    this.#held.delete(conn);
    this.#wake?.();
    if (!passed) closeQuietly(conn);
    return passed;
  }

  /** Ends what is under way. */
  close(): void {
    this.#closed = true;
    this.#handshakes.close();
    for (const conn of this.#held) closeQuietly(conn);
    this.#wake?.();
  }
}

/** Closes a connection that the runtime may have released already. */
export function closeQuietly(conn: DenoConn): void {
  try {
    conn.close();
  } catch {
    // It has.
  }
}
