import { systemClock } from "../../core/base/mod.ts";
import { BaseTransport, type Endpoint, plainIp } from "../../core/network/mod.ts";
import { type TcpOptions, tune } from "../options.ts";
import { ReadBuffer } from "../read_buffer.ts";
import { WriteQueue } from "../write_queue.ts";
import type { DenoAddress, DenoConn } from "./deno_api.ts";

/** `write` returns true while no more bytes than this are under way; the same as for the sockets of Node. */
const HIGH_WATER_MARK = 16 * 1024;
/**
 * Time for large reads in a row, in ms; then reading waits for one turn of the event loop. While one socket always has
 * bytes, Deno serves the others only once in some dozen reads: a peer that floods us would hold up all others.
 */
const MAX_READ_TIME = 10;
/** A smaller read shows that we are not behind the peer. */
const LARGE_READ = 4096;

/**
 * A Transport over a `Deno.TcpConn`, with at most one read and one write under way.
 *
 * What is written meanwhile goes out together with the next write. Deno cannot send RST: `abort` ends with FIN.
 */
export class DenoTransport extends BaseTransport {
  readonly #conn: DenoConn;
  readonly #queue = new WriteQueue();
  readonly #buffer = new ReadBuffer();
  #flowing = false;
  #reading = false;
  /** How long the owner has worked on large reads since the last small read or the last pause, in ms. */
  #worked = 0;
  #sending = false;
  #ending = false;
  #gone = false;

  constructor(conn: DenoConn, options: TcpOptions) {
    super(toEndpoint(conn.localAddr), toEndpoint(conn.remoteAddr), options);
    this.#conn = conn;
    tune(conn, options);
  }

  protected override send(bytes: Uint8Array): boolean {
    this.#queue.push(bytes);
    if (!this.#sending && !this.#queue.isEmpty) this.#sendAll();
    return this.#queue.bytes <= HIGH_WATER_MARK;
  }

  protected override sendEnd(): void {
    this.#ending = true;
    if (!this.#sending) this.#closeWrite();
  }

  protected override flow(on: boolean): void {
    this.#flowing = on;
    if (!on || this.#reading) return;
    if (this.#worked === 0) return this.#read();
    // An owner that pauses in the middle of a flood works on it as it resumes: that counts as a turn of its own.
    this.#reading = true;
    this.#worked = 0;
    systemClock.schedule(this.#readOn, 0);
  }

  protected override destroy(_reset: boolean): void {
    this.#gone = true;
    this.#flowing = false;
    this.#queue.clear();
    try {
      this.#conn.close();
    } catch {
      // The runtime has released it before.
    }
  }

  #read(): void {
    this.#reading = true;
    this.#conn.read(this.#buffer.bytes).then(this.#onRead, this.#onReadFailed);
  }

  /** The next read starts after the owner is done with this chunk: it uses the same buffer. */
  readonly #onRead = (length: number | null): void => {
    if (length === null) {
      this.#reading = false;
      return this.ended();
    }
    if (length < LARGE_READ) {
      this.#worked = 0;
      this.received(this.#buffer.filled(length));
      this.#readOn();
    } else this.#work(length);
  };

  #work(length: number): void {
    const began = systemClock.now();
    this.received(this.#buffer.filled(length));
    this.#worked += systemClock.now() - began;
    if (this.#worked < MAX_READ_TIME) return this.#readOn();
    this.#worked = 0;
    systemClock.schedule(this.#readOn, 0);
  }

  readonly #readOn = (): void => {
    if (this.#flowing) this.#read();
    else this.#reading = false;
  };

  readonly #onReadFailed = (error: unknown): void => {
    this.#reading = false;
    this.#fail(error);
  };

  async #sendAll(): Promise<void> {
    this.#sending = true;
    try {
      while (!this.#queue.isEmpty) {
        const taken = await this.#conn.write(this.#queue.head());
        if (this.#gone) return;
        this.#queue.shift(taken);
      }
    } catch (error) {
      return this.#fail(error);
    } finally {
      this.#sending = false;
    }
    if (this.#ending) return this.#closeWrite();
    this.drained();
  }

  async #closeWrite(): Promise<void> {
    try {
      await this.#conn.closeWrite();
    } catch (error) {
      return this.#fail(error);
    }
    this.flushed();
  }

  /** Reads and writes under way reject when this side closes the connection: that is not reported. */
  #fail(error: unknown): void {
    if (!this.#gone) this.broke(error);
  }
}

/** Deno's address as the library prints it. */
export function toEndpoint(address: DenoAddress): Endpoint {
  return { address: plainIp(address.hostname), port: address.port };
}
