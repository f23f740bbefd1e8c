import type { Transport } from "../../network/mod.ts";
import { HsmsConnection, type HsmsConnectionOptions } from "../connection/connection.ts";
import type { HsmsConnectionDelegate } from "../connection/delegate.ts";
import { type AttemptSpacing, RetryFailures } from "../connection/reconnect.ts";
import { Slot } from "./slot.ts";
import type { HsmsTimeouts } from "../timeouts.ts";
import type { TransportSource, TransportStage } from "../connection/transport_source.ts";

/**
 * One of several peers at the port of an HsmsMultiPassiveServer, which creates it.
 *
 * While enabled it takes the connections that the server leads to it, one at a time.
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
export class HsmsMultiPassiveConnection extends HsmsConnection {
  readonly #source: SeatSource;

  /** Made by `HsmsMultiPassiveServer.createConnection`. */
  constructor(
    address: string,
    port: number,
    sessionId: number,
    delegate: HsmsConnectionDelegate,
    options: HsmsConnectionOptions,
  ) {
    const source = new SeatSource();
    super(source, address, port, sessionId, delegate, options);
    this.#source = source;
  }

  /** Takes a TCP connection of this peer, not yet started; false while disabled or connected. */
  offer(transport: Transport): boolean {
    return this.#source.offer(transport);
  }
}

class SeatSource implements TransportSource {
  readonly dropSilentPeer = true;
  #slot: Slot | undefined;

  spacing(timeouts: HsmsTimeouts): AttemptSpacing {
    return new RetryFailures(timeouts);
  }

  async open(signal: AbortSignal, stage: TransportStage): Promise<Transport> {
    const slot = this.#slot = new Slot();
    stage.ready();
    try {
      return await slot.wait(signal);
    } finally {
      this.#slot = undefined;
    }
  }

  offer(transport: Transport): boolean {
    return this.#slot?.offer(transport) ?? false;
  }
}
