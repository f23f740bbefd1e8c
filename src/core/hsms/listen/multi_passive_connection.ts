import type { Transport } from "../../network/mod.ts";
import { type AttemptSpacing, ListenSpacing } from "../connection/attempt_spacing.ts";
import { HsmsConnection } from "../connection/connection.ts";
import type { HsmsConnectionOptions } from "../connection/connection_options.ts";
import type { HsmsConnectionDelegate } from "../connection/delegate.ts";
import type { OpenContext, TransportSource } from "../connection/transport_source.ts";
import type { HsmsTimeouts } from "../timeouts.ts";
import type { ExpectedPeer } from "./expected_peers.ts";
import type { Incoming } from "./incoming.ts";
import { TransportSlot } from "./transport_slot.ts";

/**
 * One of several peers at the port of an HsmsMultiPassiveServer, which creates it.
 *
 * While enabled it takes the TCP connections that the server finds to be of its peer, one at a time.
 *
 * @example
 * ```ts
 * import { HsmsMultiPassiveServer } from "@secs/hsms";
 * import { MemoryNetwork } from "@secs/hsms/testing";
 *
 * await using server = new HsmsMultiPassiveServer(5000, { network: new MemoryNetwork() });
 * const connection = server.createConnection("10.211.55.33", 5000, 0, {});
 * await connection.enable();
 * await server.start();
 * ```
 */
export class HsmsMultiPassiveConnection extends HsmsConnection {}

/** A peer of a server: its connection, and the source that the server fills. */
export class ServerPeer implements ExpectedPeer {
  readonly connection: HsmsMultiPassiveConnection;
  readonly #source = new AcceptedSource();

  constructor(
    address: string,
    port: number,
    sessionId: number,
    delegate: HsmsConnectionDelegate,
    options: HsmsConnectionOptions,
  ) {
    this.connection = new HsmsMultiPassiveConnection(
      this.#source,
      address,
      port,
      sessionId,
      delegate,
      options,
    );
  }

  get address(): string {
    return this.connection.address;
  }

  get enabled(): boolean {
    return this.connection.enabled;
  }

  offer(incoming: Incoming): boolean {
    return this.#source.offer(incoming);
  }
}

class AcceptedSource implements TransportSource {
  readonly dropSilentPeer = true;
  /** The one that waits, or whose connection is served. */
  #slot: TransportSlot | undefined;

  spacing(timeouts: HsmsTimeouts): AttemptSpacing {
    return new ListenSpacing(timeouts);
  }

  open(signal: AbortSignal, context: OpenContext): Promise<Transport> {
    const slot = this.#slot = new TransportSlot();
    context.ready();
    return slot.wait(signal);
  }

  ended(): void {
    this.#slot?.ended();
  }

  offer(incoming: Incoming): boolean {
    return this.#slot?.offer(incoming) ?? false;
  }
}
