import { assertEquals, AssertionError } from "@std/assert";
import { concat } from "@std/bytes";
import { type Clock, hex, systemClock, takeUint32 } from "../core/base/mod.ts";
import type { Endpoint, Listener, Network, Transport, TransportError } from "../core/network/mod.ts";

/** Options of a {@linkcode ScriptedPeer}. */
export interface ScriptedPeerOptions {
  /** The longest wait for anything, in ms. @default {5000} */
  timeout?: number;
  /** The time that the wait is measured with. @default {systemClock} */
  clock?: Clock;
}

/** A port at which scripted peers come in. */
export interface ScriptedListener {
  /** Where it listens, with the actual port. */
  readonly endpoint: Endpoint;
  /** The next connection that comes in. */
  accept(): Promise<ScriptedPeer>;
  /** Frees the port. */
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT = 5000;

/**
 * The other side of a connection, in the hands of a test: sends any bytes at any time and asserts what it receives.
 *
 * Bytes are given as a `Uint8Array` or as hex digits with spaces where you like. Every wait is bounded; an error says
 * what was awaited and what had arrived.
 *
 * @example An equipment that meets a silent host
 * ```ts
 * import { HsmsPassiveConnection, linktestReq } from "@secs/hsms";
 * import { MemoryNetwork, ScriptedPeer } from "@secs/hsms/testing";
 *
 * const network = new MemoryNetwork();
 * const equipment = new HsmsPassiveConnection("*", 5000, 0, {
 *   onConnectionEstablished: (connection) => connection.sendPacket(linktestReq(1)),
 * }, { network });
 * await equipment.enable();
 *
 * const host = await ScriptedPeer.dial(network, { address: "127.0.0.1", port: 5000 });
 * await host.expect("0000000a ffff 00 00 00 05 00000001");
 * host.end();
 * await equipment.disable();
 * ```
 */
export class ScriptedPeer {
  readonly #transport: Transport;
  readonly #timeout: number;
  readonly #clock: Clock;
  #arrived: Uint8Array = new Uint8Array(0);
  #ended = false;
  #error: TransportError | undefined;
  #wake: () => void = () => {};

  /** Takes over a transport that nobody has started. */
  constructor(transport: Transport, options: ScriptedPeerOptions = {}) {
    this.#transport = transport;
    this.#timeout = options.timeout ?? DEFAULT_TIMEOUT;
    this.#clock = options.clock ?? systemClock;
    transport.start({
      onData: (chunk) => {
        this.#arrived = concat([this.#arrived, chunk]);
        this.#wake();
      },
      onDrain: () => {},
      onClose: (error) => {
        this.#ended = true;
        this.#error = error;
        this.#wake();
      },
    });
  }

  /** Connects to `endpoint`; rejects like the network's own dial. */
  static async dial(
    network: Network,
    endpoint: Endpoint,
    options?: ScriptedPeerOptions,
  ): Promise<ScriptedPeer> {
    return new ScriptedPeer(await network.dial(endpoint), options);
  }

  /** Listens on `endpoint`; rejects like the network's own listen. */
  static async listen(
    network: Network,
    endpoint: Endpoint,
    options?: ScriptedPeerOptions,
  ): Promise<ScriptedListener> {
    const queue = new AcceptQueue(options);
    const listener = await network.listen(endpoint, (transport) => queue.add(transport));
    return queue.over(listener);
  }

  /** This side's address and port. */
  get local(): Endpoint {
    return this.#transport.local;
  }

  /** The address and port of the side under test. */
  get remote(): Endpoint {
    return this.#transport.remote;
  }

  /** Sends bytes as they are, in one write. */
  send(bytes: Uint8Array | string): void {
    this.#transport.write(toBytes(bytes));
  }

  /** Waits for exactly these bytes to come next. */
  async expect(bytes: Uint8Array | string): Promise<void> {
    const expected = toBytes(bytes);
    const actual = await this.take(expected.length);
    assertEquals(hex(actual, Infinity), hex(expected, Infinity));
  }

  /** Waits for the next `count` bytes, whatever they are. */
  async take(count: number): Promise<Uint8Array> {
    await this.#until(() => this.#arrived.length >= count, `${count} bytes`);
    const taken = this.#arrived.slice(0, count);
    this.#arrived = this.#arrived.slice(count);
    return taken;
  }

  /** Waits for the next HSMS frame, and gives its bytes, the length field included. */
  async takeFrame(): Promise<Uint8Array> {
    await this.#until(() => this.#arrived.length >= 4, "a length field");
    return this.take(4 + takeUint32(this.#arrived, 0));
  }

  /** Asserts that nothing has arrived that was not taken. */
  expectSilence(): void {
    if (this.#arrived.length > 0) throw new AssertionError(`Expected silence, got ${hex(this.#arrived)}`);
  }

  /** Waits for the end of the connection and gives its error, if it had one. Bytes may still lie there. */
  async expectEnd(): Promise<TransportError | undefined> {
    await this.#until(() => this.#ended, "the end of the connection");
    return this.#error;
  }

  /** Ends the connection in good order (FIN). */
  end(): void {
    this.#transport.close();
  }

  /** Breaks the connection (RST, where the network can). */
  reset(): void {
    this.#transport.abort();
  }

  /** Reads no more, so that the other side's bytes pile up. */
  pause(): void {
    this.#transport.pause();
  }

  /** Reads again. */
  resume(): void {
    this.#transport.resume();
  }

  #until(holds: () => boolean, awaited: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (error?: AssertionError): void => {
        cancel();
        this.#wake = () => {};
        if (error === undefined) resolve();
        else reject(error);
      };
      const check = (): void => {
        if (holds()) settle();
        else if (this.#ended) {
          settle(new AssertionError(`Waited for ${awaited}, but the connection ended${this.#seen()}`));
        }
      };
      const giveUp = (): void =>
        settle(new AssertionError(`Waited ${this.#timeout} ms for ${awaited}${this.#seen()}`));
      const cancel = this.#clock.schedule(giveUp, this.#timeout);
      this.#wake = check;
      check();
    });
  }

  #seen(): string {
    const error = this.#error === undefined ? "" : ` (${this.#error.message})`;
    return `${error}; ${this.#arrived.length === 0 ? "nothing" : hex(this.#arrived)} had arrived`;
  }
}

/** Connections that came in, in order, and those who wait for one. */
class AcceptQueue {
  readonly #options: ScriptedPeerOptions | undefined;
  readonly #peers: ScriptedPeer[] = [];
  #wake: () => void = () => {};

  constructor(options: ScriptedPeerOptions | undefined) {
    this.#options = options;
  }

  add(transport: Transport): void {
    this.#peers.push(new ScriptedPeer(transport, this.#options));
    this.#wake();
  }

  over(listener: Listener): ScriptedListener {
    return { endpoint: listener.endpoint, accept: () => this.#next(), close: () => listener.close() };
  }

  #next(): Promise<ScriptedPeer> {
    const { clock = systemClock, timeout = DEFAULT_TIMEOUT } = this.#options ?? {};
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const peer = this.#peers.shift();
        if (peer === undefined) return;
        cancel();
        this.#wake = () => {};
        resolve(peer);
      };
      const giveUp = (): void => reject(new AssertionError(`Waited ${timeout} ms for a connection`));
      const cancel = clock.schedule(giveUp, timeout);
      this.#wake = check;
      check();
    });
  }
}

function toBytes(bytes: Uint8Array | string): Uint8Array {
  if (typeof bytes !== "string") return bytes;
  const digits = bytes.replace(/\s/g, "");
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new TypeError(`Not pairs of hex digits: "${bytes}"`);
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
