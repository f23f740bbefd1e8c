import type { Clock } from "../../base/mod.ts";
import type { TransportHandler } from "../../network/mod.ts";
import { FrameDecoder } from "../link/frame_decoder.ts";
import { SelectStatus, SType } from "../wire/codes.ts";
import { HEADER_LENGTH } from "../wire/header.ts";
import { selectRsp } from "../wire/messages.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { Incoming } from "./incoming.ts";

/** Maximum number of connections that are refused with an answer at once; those beyond are dropped. */
const MAX_ANSWERED = 16;

/** Refuses TCP connections: each for a short time, few at once, without disturbing any other. */
export class Refusals {
  readonly #clock: Clock;
  readonly #current = new Set<Incoming>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the connection gracefully. */
  close(incoming: Incoming): void {
    if (this.#start(incoming)) incoming.transport.close();
  }

  /** Waits up to `t7` ms for a Select.req, answers it with Select.rsp 3, and ends the connection. */
  answerBusy(incoming: Incoming, t7: number): void {
    const { transport } = incoming;
    const cancel = this.#clock.schedule(() => transport.close(), t7);
    const decoder = new FrameDecoder({ maxMessageLength: HEADER_LENGTH });
    const onPacket = (packet: HsmsPacket): void => {
      if (packet.header.sType === SType.selectReq) {
        transport.write(selectRsp(packet, SelectStatus.exhausted).encode());
      }
      transport.close();
    };
    if (!this.#start(incoming, (chunk) => decoder.push(chunk, onPacket), cancel)) cancel();
  }

  /** Drops all of them. */
  stop(): void {
    for (const { transport } of this.#current) transport.abort();
  }

  /** Starts the transport; false if too many are being refused, and this one was dropped. */
  #start(
    incoming: Incoming,
    onData: TransportHandler["onData"] = ignore,
    onEnd: () => void = ignore,
  ): boolean {
    if (this.#current.size >= MAX_ANSWERED) {
      incoming.drop();
      return false;
    }
    this.#current.add(incoming);
    const onClose = (): void => {
      this.#current.delete(incoming);
      incoming.ended();
      onEnd();
    };
    incoming.transport.start({ onData, onDrain: ignore, onClose });
    return true;
  }
}

function ignore(): void {}
