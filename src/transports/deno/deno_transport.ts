import { BaseTransport, type Endpoint, plainIp } from "../../core/network/mod.ts";
import { tune } from "../options.ts";
import { ReadBuffer } from "../read_buffer.ts";
import { WriteQueue } from "../write_queue.ts";
import type { DenoAddress, DenoConn } from "./deno_api.ts";
import type { DenoOptions, DenoTurns } from "./deno_turns.ts";

/** `write` returns true while no more bytes than this are under way; the same as for the sockets of Node. */
const HIGH_WATER_MARK = 16 * 1024;

/**
 * A Transport over a `Deno.TcpConn`, with at most one read and one write under way.
 *
 * What is written meanwhile goes out together with the next write. Deno cannot send RST: `abort` ends with FIN.
 */
export class DenoTransport extends BaseTransport {
  readonly #conn: DenoConn;
  readonly #turns: DenoTurns;
  readonly #queue = new WriteQueue();
  readonly #buffer = new ReadBuffer();
  #flowing = false;
  #reading = false;
  #sending = false;
  #ending = false;
  #gone = false;

  constructor(conn: DenoConn, options: DenoOptions) {
    super(toEndpoint(conn.localAddr), toEndpoint(conn.remoteAddr), options);
    this.#conn = conn;
    this.#turns = options.turns;
    tune(conn, options);
  }

  get writesAtOnce(): boolean {
    return true;
  }

  allocate(size: number): Uint8Array {
    return this.#queue.allocate(size);
  }

  turn(callback: () => void): void {
    this.#turns.take(this, callback);
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
    if (on && !this.#reading) this.#read();
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
    this.#turns.served(this);
    this.received(this.#buffer.filled(length));
    if (this.#flowing) return this.#read();
    this.#reading = false;
    this.#buffer.release();
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
