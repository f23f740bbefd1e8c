import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** Length field and header. */
const HEAD = 14;
const STYPE = 9;
const SELECT_REQ = 1;
const SELECT_RSP = 2;
const LINKTEST_REQ = 5;

/** A TCP connection of a hostile peer: it sends any bytes, and reads as much as it likes. */
export class HostileLink {
  /** Resolves at its end, whoever ended it. */
  readonly closed: Promise<void>;
  /** Bytes that the system took. */
  written = 0;
  /** Whether the other side ended it. */
  wasDropped = true;
  /** Whether it dialled. */
  readonly isActive: boolean;
  /** Called with the head of each frame that comes in. */
  onFrame: (head: Uint8Array) => void = () => {};
  readonly #socket: Socket;
  #ended = false;
  #head = Buffer.alloc(0);
  /** Bytes of a body that is skipped. */
  #skip = 0;

  constructor(socket: Socket, isActive: boolean) {
    this.#socket = socket;
    this.isActive = isActive;
    socket.on("error", () => {});
    socket.on("data", (chunk: Uint8Array) => this.#take(chunk));
    this.closed = new Promise((resolve) => {
      socket.once("close", () => {
        this.#ended = true;
        resolve();
      });
    });
  }

  /** Resolves once the session is selected; false: the connection has ended. */
  async select(): Promise<boolean> {
    const awaited = this.isActive ? SELECT_RSP : SELECT_REQ;
    if (this.isActive) void this.write(control(SELECT_REQ, 1));
    const head = await this.frame((one) => one[STYPE] === awaited);
    if (head !== undefined && !this.isActive) void this.write(answer(head, SELECT_RSP));
    return head !== undefined;
  }

  /** Resolves with the head of the next frame that is wanted; undefined: the connection has ended. */
  async frame(isWanted: (head: Uint8Array) => boolean): Promise<Uint8Array | undefined> {
    const come = new Promise<Uint8Array>((resolve) => {
      this.onFrame = (head) => isWanted(head) && resolve(head);
    });
    return await Promise.race([come, this.closed.then(() => undefined)]);
  }

  /** Resolves once the system took the bytes; false: the connection has ended. */
  async write(bytes: Uint8Array): Promise<boolean> {
    if (this.#ended) return false;
    const taken = new Promise<void>((resolve) => this.#socket.write(bytes, () => resolve()));
    await Promise.race([taken, this.closed]);
    if (!this.#ended) this.written += bytes.length;
    return !this.#ended;
  }

  /** Resolves after `ms`; false: the connection has ended. */
  async wait(ms: number): Promise<boolean> {
    const stop = new AbortController();
    await Promise.race([wait(ms, undefined, { signal: stop.signal }).catch(() => {}), this.closed]);
    stop.abort();
    return !this.#ended;
  }

  /** Reads nothing from here on. */
  stopReading(): void {
    this.#socket.pause();
  }

  /** Reads one chunk each `ms`. */
  readSlowly(ms: number): void {
    this.#socket.on("data", () => {
      this.#socket.pause();
      setTimeout(() => this.#socket.resume(), ms);
    });
  }

  /** Sends FIN after what was written. */
  end(): void {
    this.wasDropped = false;
    // A socket that does not read never sees the end of the other side.
    this.#socket.resume();
    this.#socket.end();
  }

  /** Ends at once: with RST, or with what the system makes of it if bytes still wait to be written. */
  reset(): void {
    this.wasDropped = false;
    const { writableLength, writableEnded } = this.#socket;
    // Node resets after such bytes are taken, which may be never, and not at all after a FIN.
    if (writableLength > 0 || writableEnded) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
  }

  #take(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, rest.length);
        this.#skip -= skipped;
        rest = rest.subarray(skipped);
        continue;
      }
      const wanted = HEAD - this.#head.length;
      this.#head = Buffer.concat([this.#head, rest.subarray(0, wanted)]);
      rest = rest.subarray(wanted);
      if (this.#head.length < HEAD) return;
      const head = this.#head;
      this.#head = Buffer.alloc(0);
      this.#skip = head.readUInt32BE(0) - 10;
      if (head[STYPE] === LINKTEST_REQ) void this.write(answer(head, LINKTEST_REQ + 1));
      this.onFrame(head);
    }
  }
}

/** A control message of the session 0xFFFF. */
export function control(sType: number, system: number, code = 0): Uint8Array {
  return Uint8Array.of(0, 0, 0, 10, 255, 255, 0, code, 0, sType, 0, 0, 0, system);
}

/** A control message with the session and the system bytes of what it answers. */
export function answer(head: Uint8Array, sType: number, code = 0): Uint8Array {
  return Uint8Array.of(0, 0, 0, 10, head[4]!, head[5]!, 0, code, 0, sType, ...head.subarray(10, 14));
}
