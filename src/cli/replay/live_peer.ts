import {
  type Clock,
  formatEndpoint,
  FrameDecoder,
  type HsmsPacket,
  linktestRsp,
  SType,
  type Transport,
} from "../../core/mod.ts";
import { sentenceOf } from "../errors.ts";

/** So many frames may wait to be compared. */
const MOST_WAITING = 10_000;

/** The peer that a recording is played to: what came of it and was not taken, and a way to send. */
export class LivePeer {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #decoder: FrameDecoder;
  readonly #inbox: HsmsPacket[] = [];
  readonly #gone: Promise<void>;
  #blocked = false;
  #end: string | undefined;
  #wake = (): void => {};

  /** Takes over a transport that nobody has started. */
  constructor(transport: Transport, clock: Clock) {
    this.#transport = transport;
    this.#clock = clock;
    this.#decoder = new FrameDecoder({ peer: formatEndpoint(transport.remote) });
    let gone = (): void => {};
    this.#gone = new Promise((resolve) => gone = resolve);
    transport.start({
      onData: (chunk) => this.#receive(chunk),
      onDrain: () => {
        this.#blocked = false;
        this.#wake();
      },
      onClose: (error) => {
        this.#ended(error === undefined ? "the peer has closed the connection" : sentenceOf(error));
        gone();
      },
    });
  }

  /** Why nothing comes any more; undefined while something can. */
  get end(): string | undefined {
    return this.#end;
  }

  /** What came and nobody took. */
  get left(): readonly HsmsPacket[] {
    return this.#inbox;
  }

  /** Sends a frame, once there is room for it. */
  async send(packet: HsmsPacket): Promise<void> {
    while (this.#blocked && this.#end === undefined) await this.#next(Infinity);
    if (this.#end === undefined) this.#blocked = !this.#transport.write(packet.encode());
  }

  /** Takes the first frame that is wanted, now or within `ms`; undefined: it did not come. */
  async take(isWanted: (packet: HsmsPacket) => boolean, ms: number): Promise<HsmsPacket | undefined> {
    const until = this.#clock.now() + ms;
    for (;;) {
      const at = this.#inbox.findIndex(isWanted);
      if (at >= 0) return this.#inbox.splice(at, 1)[0];
      const left = until - this.#clock.now();
      if (this.#end !== undefined || left <= 0) return undefined;
      await this.#next(left);
    }
  }

  /** Lets time pass, or less of it where the connection ends. */
  async pause(ms: number): Promise<void> {
    const until = this.#clock.now() + ms;
    while (this.#end === undefined && this.#clock.now() < until) await this.#next(until - this.#clock.now());
  }

  /** Ends the connection in good order; resolves when everything was handed to the network, and it is gone. */
  async close(): Promise<void> {
    this.#transport.close();
    await this.#gone;
  }

  /** Ends it now, for a reason of this side. */
  stop(why: string): void {
    this.#ended(why);
    this.#transport.abort();
  }

  #receive(chunk: Uint8Array): void {
    try {
      this.#decoder.push(chunk, (packet) => this.#sort(packet));
    } catch (error) {
      this.stop(sentenceOf(error));
    }
    this.#wake();
  }

  /** Linktests belong to timers, on both sides: they are answered, and no part of the play. */
  #sort(packet: HsmsPacket): void {
    const { sType } = packet.header;
    if (sType === SType.linktestReq) this.#transport.write(linktestRsp(packet).encode());
    else if (sType !== SType.linktestRsp) this.#inbox.push(packet);
    if (this.#inbox.length > MOST_WAITING) {
      this.stop(`more than ${MOST_WAITING} frames came that were not recorded`);
    }
  }

  #ended(why: string): void {
    this.#end ??= why;
    this.#wake();
  }

  /** Resolves when something happens, after `ms` at the latest. */
  async #next(ms: number): Promise<void> {
    let cancel = (): void => {};
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (ms < Infinity) cancel = this.#clock.schedule(resolve, ms);
    });
    cancel();
    this.#wake = () => {};
  }
}
