import { Alarm, type Clock, free, systemClock } from "../../core/base/mod.ts";
import { BaseTransport, plainIp } from "../../core/network/mod.ts";
import { type TcpOptions, tune } from "../options.ts";
import { WriteQueue } from "../write_queue.ts";
import type { SlabUser, WriteSlab } from "../write_slab.ts";
import type { BunSocket, BunSocketHandler } from "./bun_api.ts";

/** How often a socket that is paused, and takes nothing, is tried, in ms. */
const TRY = 1000;

/** Bun makes a new array of up to 512 KiB for each read: from this size on it is freed after use. */
const LARGE = 16 * 1024;

/** A Transport over a socket of Bun, which may take a part of a write and calls when it takes more. */
export class BunTransport extends BaseTransport implements SlabUser {
  readonly #socket: BunSocket;
  readonly #slab: WriteSlab | undefined;
  readonly #queue = new WriteQueue();
  readonly #clock: Clock;
  /** Tries to write: Bun may not tell that a socket is gone while it is paused with bytes that wait. */
  readonly #alarm: Alarm;
  #ending = false;

  /** Writes from `slab`, or from new arrays without one. */
  constructor(socket: BunSocket, options: TcpOptions, slab?: WriteSlab) {
    super(
      { address: plainIp(socket.localAddress ?? ""), port: socket.localPort ?? 0 },
      { address: plainIp(socket.remoteAddress ?? ""), port: socket.remotePort ?? 0 },
      options,
    );
    this.#socket = socket;
    this.#slab = slab;
    this.#clock = options.clock ?? systemClock;
    this.#alarm = new Alarm(this.#clock, () => this.#try());
    socket.pause();
    tune(socket, options);
  }

  get writesAtOnce(): boolean {
    return true;
  }

  get hasWrittenAll(): boolean {
    return this.#queue.isEmpty;
  }

  allocate(size: number): Uint8Array {
    return this.#slab?.take(size, this) ?? new Uint8Array(size);
  }

  /** Bun delivered bytes. */
  onChunk(chunk: Uint8Array): void {
    this.received(chunk);
    if (chunk.length >= LARGE) free(chunk);
  }

  /** Bun takes bytes again; now and then it calls without a reason. */
  onWritable(): void {
    if (!this.#queue.isEmpty) this.#writeOn();
  }

  /** The peer sent FIN. */
  onEnd(): void {
    this.ended();
  }

  /** The socket is gone. */
  onClose(error: unknown): void {
    this.broke(error);
  }

  protected override send(bytes: Uint8Array): boolean {
    if (!this.#queue.isEmpty) {
      this.#queue.push(bytes);
      return false;
    }
    const taken = Math.max(this.#socket.write(bytes), 0);
    if (taken === bytes.length) return true;
    this.#queue.push(taken === 0 ? bytes : bytes.subarray(taken));
    return false;
  }

  protected override sendEnd(): void {
    this.#ending = true;
    if (this.#queue.isEmpty) this.#shutDown();
  }

  protected override flow(on: boolean): void {
    if (on) {
      this.#alarm.set(undefined);
      this.#socket.resume();
    } else {
      this.#socket.pause();
      this.#alarm.set(this.#clock.now() + TRY);
    }
  }

  protected override destroy(reset: boolean): void {
    this.#alarm.stop();
    this.#queue.clear();
    if (reset) this.#socket.terminate();
    else this.#socket.end();
  }

  #writeOn(): void {
    while (!this.#queue.isEmpty) {
      const head = this.#queue.head();
      const taken = this.#socket.write(head);
      if (taken > 0) this.#queue.shift(taken);
      if (taken < head.length) return;
    }
    if (this.#ending) this.#shutDown();
    else this.drained();
  }

  #try(): void {
    this.#alarm.set(this.#clock.now() + TRY);
    if (this.#queue.isEmpty) return;
    const taken = this.#socket.write(this.#queue.head());
    if (taken < 0) {
      return this.broke(
        Object.assign(new Error("The socket takes no bytes any more"), { code: "ECONNRESET" }),
      );
    }
    this.#queue.shift(taken);
    this.#writeOn();
  }

  #shutDown(): void {
    this.#socket.shutdown();
    this.flushed();
  }
}

/** The part of the handler object that TCP and TLS share: it calls the transport in `socket.data`. */
export const TRAFFIC: Pick<BunSocketHandler, "binaryType" | "data" | "drain" | "end" | "connectError"> = {
  binaryType: "uint8array",
  data(socket, chunk) {
    if (socket.data instanceof BunTransport) socket.data.onChunk(chunk);
  },
  drain(socket) {
    if (socket.data instanceof BunTransport) socket.data.onWritable();
  },
  end(socket) {
    if (socket.data instanceof BunTransport) socket.data.onEnd();
  },
  // The promise of `connect` rejects with this error too.
  connectError() {},
};
