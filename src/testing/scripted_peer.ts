import { AssertionError } from "@std/assert";
import { concat, equals } from "@std/bytes";
import { type Clock, hex, systemClock, takeUint32 } from "../core/base/mod.ts";
import type {
  Endpoint,
  Listener,
  Network,
  Transport,
  TransportError,
  TransportHandler,
} from "../core/network/mod.ts";
import { BoundedWaits } from "./bounded_wait.ts";

/** Options of a {@linkcode ScriptedPeer}. */
export interface ScriptedPeerOptions {
  /** Longest time of each wait, in ms. @default {5000} */
  timeout?: number;
  /** The clock of the waits. @default {systemClock} */
  clock?: Clock;
}

/** A port at which connections become scripted peers. */
export interface ScriptedListener {
  /** Where it listens, with the actual port. */
  readonly endpoint: Endpoint;
  /** Waits for the next connection. */
  accept(): Promise<ScriptedPeer>;
  /** Frees the port. */
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT = 5000;

/** Maximum number of bytes that an error shows. */
const SHOWN = 64;

/**
 * The other side of a connection, under the control of a test: sends any bytes at any time and asserts what it receives.
 *
 * Bytes are given as a `Uint8Array`, or as hex digits in pairs; white space is skipped. Every wait is bounded; an error
 * says what was awaited and what had arrived.
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
  readonly #waits: BoundedWaits;
  #chunks: Uint8Array[] = [];
  #length = 0;
  #ended = false;
  #error: TransportError | undefined;

  /** Takes over a transport that is not started. */
  constructor(transport: Transport, options: ScriptedPeerOptions = {}) {
    this.#transport = transport;
    this.#waits = new BoundedWaits(options.clock ?? systemClock, options.timeout ?? DEFAULT_TIMEOUT);
    transport.start(this.#handler());
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
    const waiting = new WaitingPeers(options);
    return waiting.over(await network.listen(endpoint, (transport) => waiting.add(transport)));
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
    this.#transport.write(typeof bytes === "string" ? toBytes(bytes) : bytes.slice());
  }

  /**
   * Waits until exactly these bytes arrive next, and takes them.
   *
   * @throws {AssertionError} At once when other bytes arrive, or when the time or the connection ends.
   */
  async expect(...parts: (Uint8Array | string)[]): Promise<void> {
    const expected = concat(parts.map(toBytes));
    const differs = () => !equals(this.#peek(expected.length), expected.subarray(0, this.#length));
    const awaited = hex(expected, SHOWN);
    await this.#until(awaited, () => this.#length >= expected.length || differs());
    if (differs()) throw new AssertionError(`Expected ${awaited}; ${this.#seen()}`);
    this.#shift(expected.length);
  }

  /** Waits for the next `count` bytes, whatever they are. */
  async take(count: number): Promise<Uint8Array> {
    await this.#until(`${count} bytes`, () => this.#length >= count);
    return this.#shift(count);
  }

  /** Waits for the next HSMS frame, and returns its bytes, the length field included. */
  async expectFrame(): Promise<Uint8Array> {
    const size = () => this.#length < 4 ? 4 : 4 + takeUint32(this.#peek(4), 0);
    await this.#until("a frame", () => this.#length >= 4 && this.#length >= size());
    return this.#shift(size());
  }

  /** Asserts that everything that has arrived was taken. */
  expectSilence(): void {
    if (this.#length > 0) throw new AssertionError(`Expected silence; ${this.#seen()}`);
  }

  /** Waits for the end of the connection and returns its error, if it had one. Bytes may be left. */
  async expectEnd(): Promise<TransportError | undefined> {
    await this.#until("the end of the connection", () => this.#ended);
    return this.#error;
  }

  /** Ends the connection with a FIN, after what was sent. */
  end(): void {
    this.#transport.close();
  }

  /** Ends the connection at once, with a RST if the network can send one. */
  reset(): void {
    this.#transport.abort();
  }

  /** Stops reading, so that the other side's bytes wait. */
  pause(): void {
    this.#transport.pause();
  }

  /** Reads again. */
  resume(): void {
    this.#transport.resume();
  }

  #handler(): TransportHandler {
    return {
      onData: (chunk) => {
        this.#chunks.push(chunk.slice());
        this.#length += chunk.length;
        this.#waits.changed();
      },
      onDrain() {},
      onClose: (error) => {
        this.#ended = true;
        this.#error = error;
        this.#waits.changed();
      },
    };
  }

  #until(awaited: string, holds: () => boolean): Promise<void> {
    return this.#waits.until(awaited, holds, () => this.#seen(), () => this.#ended);
  }

  /** Up to `count` of the bytes that are left. */
  #peek(count: number): Uint8Array {
    if (this.#chunks.length > 1 && this.#chunks[0]!.length < count) this.#chunks = [concat(this.#chunks)];
    return this.#chunks[0]?.subarray(0, count) ?? new Uint8Array(0);
  }

  #shift(count: number): Uint8Array {
    const taken = this.#peek(count);
    if (taken.length < (this.#chunks[0]?.length ?? 0)) this.#chunks[0] = this.#chunks[0]!.subarray(count);
    else this.#chunks.shift();
    this.#length -= taken.length;
    return taken;
  }

  #seen(): string {
    const arrived = this.#length === 0 ? "nothing" : hex(this.#peek(this.#length), SHOWN);
    const end = this.#error === undefined ? "the connection ended" : this.#error.message;
    return this.#ended ? `${arrived} had arrived, then ${end}` : `${arrived} had arrived`;
  }
}

/** The connections that were accepted by the network and not by the test yet. */
class WaitingPeers {
  readonly #options: ScriptedPeerOptions;
  readonly #waits: BoundedWaits;
  readonly #peers: ScriptedPeer[] = [];

  constructor(options: ScriptedPeerOptions = {}) {
    this.#options = options;
    this.#waits = new BoundedWaits(options.clock ?? systemClock, options.timeout ?? DEFAULT_TIMEOUT);
  }

  add(transport: Transport): void {
    this.#peers.push(new ScriptedPeer(transport, this.#options));
    this.#waits.changed();
  }

  over(listener: Listener): ScriptedListener {
    return { endpoint: listener.endpoint, accept: () => this.#next(), close: () => listener.close() };
  }

  async #next(): Promise<ScriptedPeer> {
    let mine: ScriptedPeer | undefined;
    const connected = () => (mine ??= this.#peers.shift()) !== undefined;
    await this.#waits.until("a connection", connected, () => "no connection came");
    return mine!;
  }
}

/** Reads hex digits in pairs; white space is skipped. */
function toBytes(bytes: Uint8Array | string): Uint8Array {
  if (typeof bytes !== "string") return bytes;
  const digits = bytes.replace(/\s/g, "");
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new TypeError(`Not pairs of hex digits: "${bytes}"`);
  return Uint8Array.from(digits.match(/[0-9a-f]{2}/gi) ?? [], (pair) => parseInt(pair, 16));
}
