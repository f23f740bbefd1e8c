import type { Clock } from "../../base/mod.ts";
import type { Transport, TransportHandler } from "../../network/mod.ts";
import { SelectStatus, SType } from "../wire/codes.ts";
import { selectRsp } from "../wire/control.ts";
import { FrameDecoder } from "../link/frame_decoder.ts";
import type { HsmsPacket } from "../wire/packet.ts";

/**
 * What a client hears that comes while its peer is connected already: `select-rsp`, Select.rsp 3 (exhausted) to its
 * Select.req and then the end; `close`, just the end.
 */
export type HsmsBusyPolicy = "select-rsp" | "close";

/** How many clients may be turned away politely at once; those beyond are dropped. */
const POLITE_AT_ONCE = 16;

/** Turns TCP clients away: each for a short time, few at once, never disturbing anybody else. */
export class TurnAway {
  readonly #clock: Clock;
  readonly #current = new Set<Transport>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the connection in good order. */
  close(transport: Transport): void {
    if (this.#admit(transport)) transport.close();
  }

  /** Waits up to `patience` ms for a Select.req, answers it with Select.rsp 3, and ends the connection. */
  tellBusy(transport: Transport, patience: number): void {
    const cancel = this.#clock.schedule(() => transport.close(), patience);
    const decoder = new FrameDecoder({ maxLength: 10 });
    const onPacket = (packet: HsmsPacket): void => {
      if (packet.header.sType === SType.selectReq) {
        transport.write(selectRsp(packet, SelectStatus.exhausted).encode());
      }
      transport.close();
    };
    if (!this.#admit(transport, (chunk) => decoder.push(chunk, onPacket), cancel)) cancel();
  }

  /** Drops all of them. */
  stop(): void {
    for (const transport of this.#current) transport.abort();
  }

  /** Takes the transport on; false where too many are being turned away, and this one was dropped. */
  #admit(
    transport: Transport,
    onData: TransportHandler["onData"] = ignore,
    onEnd: () => void = ignore,
  ): boolean {
    if (this.#current.size >= POLITE_AT_ONCE) {
      transport.abort();
      return false;
    }
    this.#current.add(transport);
    const onClose = (): void => {
      this.#current.delete(transport);
      onEnd();
    };
    transport.start({ onData, onDrain: ignore, onClose });
    return true;
  }
}

function ignore(): void {}
