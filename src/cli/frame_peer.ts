import {
  type Clock,
  formatEndpoint,
  FrameDecoder,
  HsmsClosedError,
  type HsmsPacket,
  HsmsTimeoutError,
  type Transport,
} from "../core/mod.ts";
import { CommandError } from "./errors.ts";

/** Maximum number of frames that wait for `take`. */
const MAX_WAITING = 10_000;
/** Maximum number of their bytes; one frame may wait whatever its size. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024;
/** How long bytes may stand still because the peer does not read, in ms. */
const WRITE_STALL = 30_000;

/** Options of a {@linkcode FramePeer}. */
export interface FramePeerOptions {
  /** How errors name the peer. @default {its address and port} */
  readonly name?: string;
  readonly clock: Clock;
  /** T8 in ms; without it a frame may take any time. */
  readonly t8?: number;
  /** Sees each frame first; returns whether it is done with it. All others wait for `take`. */
  readonly onPacket: (packet: HsmsPacket, peer: FramePeer) => boolean;
}

/**
 * The peer at the other end of a TCP connection, frame by frame, without a session: nothing is sent, answered or
 * repaired that the caller does not send, answer or repair.
 */
export class FramePeer {
  readonly #transport: Transport;
  readonly #name: string;
  readonly #options: FramePeerOptions;
  readonly #decoder: FrameDecoder;
  readonly #waiting: HsmsPacket[] = [];
  readonly #closed: Promise<void>;
  #waitingBytes = 0;
  #hasRoom = true;
  #end: Error | undefined;
  #wake = (): void => {};
  #cancelT8 = (): void => {};
  #cancelStall = (): void => {};

  /** Takes over a transport that is not started. */
  constructor(transport: Transport, options: FramePeerOptions) {
    this.#transport = transport;
    this.#name = options.name ?? formatEndpoint(transport.remote);
    this.#options = options;
    this.#decoder = new FrameDecoder({ peer: this.#name });
    let closed = (): void => {};
    this.#closed = new Promise((resolve) => closed = resolve);
    transport.start({
      onData: (chunk) => this.#receive(chunk),
      onDrain: () => {
        this.#hasRoom = true;
        this.#cancelStall();
        transport.resume();
        this.#wake();
      },
      onClose: (error) => {
        this.#fail(error ?? new HsmsClosedError("closed-by-peer", `${this.#name} closed the connection`));
        closed();
      },
    });
  }

  /** Why nothing more comes; undefined while the connection is up. */
  get end(): Error | undefined {
    return this.#end;
  }

  /** The frames that were not taken. */
  get waiting(): readonly HsmsPacket[] {
    return this.#waiting;
  }

  /** Sends a frame at once. Until the peer takes it, nothing is read from it: it may be the answer to what it sends. */
  write(packet: HsmsPacket): void {
    this.#write(packet);
    if (!this.#hasRoom && this.#end === undefined) this.#transport.pause();
  }

  /** Sends a frame once the transport has room for it. */
  async send(packet: HsmsPacket): Promise<void> {
    while (!this.#hasRoom && this.#end === undefined) await this.#change(Infinity);
    this.#write(packet);
  }

  /**
   * Takes the first frame that is wanted, now or within `ms`; undefined: it did not come. One call at a time.
   *
   * @throws The signal's reason when it is aborted.
   */
  async take(
    isWanted: (packet: HsmsPacket) => boolean,
    ms: number,
    signal?: AbortSignal,
  ): Promise<HsmsPacket | undefined> {
    const { clock } = this.#options;
    const until = clock.now() + ms;
    for (;;) {
      signal?.throwIfAborted();
      const at = this.#waiting.findIndex(isWanted);
      if (at >= 0) {
        const [packet] = this.#waiting.splice(at, 1);
        this.#waitingBytes -= packet!.length;
        return packet;
      }
      const left = until - clock.now();
      if (this.#end !== undefined || left <= 0) return undefined;
      await this.#change(left, signal);
    }
  }

  /** Waits, less long if the connection ends. */
  async pause(ms: number): Promise<void> {
    await this.take(() => false, ms);
  }

  /** Ends the connection with a FIN; resolves when all that was sent is out, and TCP is gone. */
  async close(): Promise<void> {
    this.#cancelT8();
    this.#cancelStall();
    this.#transport.close();
    await this.#closed;
  }

  /** Ends the connection at once, for a reason of this side. */
  stop(why: Error): void {
    this.#fail(why);
    this.#transport.abort();
  }

  #write(packet: HsmsPacket): void {
    if (this.#end !== undefined) return;
    const hadRoom = this.#hasRoom;
    this.#hasRoom = this.#transport.write(packet.encode());
    if (this.#hasRoom || !hadRoom) return;
    this.#cancelStall = this.#options.clock.schedule(() => {
      this.stop(new HsmsTimeoutError("writeStall", WRITE_STALL, `${this.#name} does not read`));
    }, WRITE_STALL);
  }

  #receive(chunk: Uint8Array): void {
    this.#cancelT8();
    try {
      this.#decoder.push(chunk, (packet) => this.#sort(packet));
    } catch (error) {
      return this.stop(error as Error);
    }
    const { clock, t8 } = this.#options;
    if (t8 !== undefined && this.#end === undefined && this.#decoder.partial) {
      this.#cancelT8 = clock.schedule(() => {
        const message = `${this.#name} stopped after ${this.#decoder.position}`;
        this.stop(new HsmsTimeoutError("T8", t8, message));
      }, t8);
    }
    this.#wake();
  }

  #sort(packet: HsmsPacket): void {
    if (this.#options.onPacket(packet, this)) return;
    this.#waiting.push(packet);
    this.#waitingBytes += packet.length;
    const { length } = this.#waiting;
    if (length <= MAX_WAITING && (length === 1 || this.#waitingBytes <= MAX_WAITING_BYTES)) return;
    const much = length > MAX_WAITING ? `${MAX_WAITING} frames` : `${MAX_WAITING_BYTES} bytes in frames`;
    this.stop(new CommandError(`${this.#name} sent more than ${much} that were not expected`));
  }

  #fail(error: Error): void {
    this.#end ??= error;
    this.#cancelT8();
    this.#cancelStall();
    this.#wake();
  }

  /** Resolves when something happened, after `ms` at the latest. */
  async #change(ms: number, signal?: AbortSignal): Promise<void> {
    let cancel = (): void => {};
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (ms < Infinity) cancel = this.#options.clock.schedule(resolve, ms);
      signal?.addEventListener("abort", this.#wake);
    });
    signal?.removeEventListener("abort", this.#wake);
    cancel();
    this.#wake = () => {};
  }
}
