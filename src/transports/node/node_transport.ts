import { BaseTransport, type Endpoint, plainIp } from "../../core/network/mod.ts";
import { type TcpOptions, tune } from "../options.ts";
import type { SlabUser, WriteSlab } from "../write_slab.ts";
import type { NodeSocket } from "./node_api.ts";

/** The property of a socket with its transport: all sockets have the same listener functions. */
const TRANSPORT = Symbol("transport");

interface OwnedSocket extends NodeSocket {
  [TRANSPORT]: NodeTransport;
}

/** A Transport over a `net.Socket`, which must be paused and have `allowHalfOpen`. */
export class NodeTransport extends BaseTransport implements SlabUser {
  readonly #socket: NodeSocket;
  readonly #slab: WriteSlab | undefined;
  #ending = false;
  #flowing = false;

  /** Writes from `slab`, or from new arrays without one. */
  constructor(socket: NodeSocket, options: TcpOptions, slab?: WriteSlab) {
    super(
      toEndpoint(socket.localAddress, socket.localPort),
      toEndpoint(socket.remoteAddress, socket.remotePort),
      options,
    );
    this.#socket = socket;
    this.#slab = slab;
    tune(socket, options);
    (socket as OwnedSocket)[TRANSPORT] = this;
    socket.on("drain", NodeTransport.#onDrain);
    socket.on("end", NodeTransport.#onEnd);
    socket.on("error", NodeTransport.#onBroke);
    socket.on("close", NodeTransport.#onClose);
  }

  get writesAtOnce(): boolean {
    return this.#slab !== undefined;
  }

  get hasWrittenAll(): boolean {
    return this.#socket.writableLength === 0;
  }

  allocate(size: number): Uint8Array {
    return this.#slab?.take(size, this) ?? new Uint8Array(size);
  }

  /** Reads from the stream of the socket: an accepted socket has no `onread`. */
  readFromStream(): void {
    this.#socket.on("data", NodeTransport.#onStreamData);
  }

  /**
   * The socket delivered bytes; whether it is to read on. `resume` of Node starts the reading once more in a later turn, also
   * if `pause` was called meanwhile.
   */
  onChunk(chunk: Uint8Array): boolean {
    this.received(chunk);
    return this.#flowing;
  }

  /** False only if the system has not taken all of it; then the event `drain` follows. */
  protected override send(bytes: Uint8Array): boolean {
    return this.#socket.write(bytes) || this.#socket.writableLength === 0;
  }

  protected override sendEnd(): void {
    this.#ending = true;
    this.#socket.end(() => this.flushed());
  }

  protected override flow(on: boolean): void {
    this.#flowing = on;
    if (on) this.#socket.resume();
    else this.#socket.pause();
  }

  protected override destroy(reset: boolean): void {
    // During a shutdown Node 20 fails to reset, and then leaves the descriptor open.
    const shuttingDown = this.#ending && this.#socket.writableLength === 0;
    if (reset && !shuttingDown) this.#socket.resetAndDestroy();
    else this.#socket.destroy();
  }

  static #onDrain(this: OwnedSocket): void {
    this[TRANSPORT].drained();
  }

  static #onEnd(this: OwnedSocket): void {
    this[TRANSPORT].ended();
  }

  static #onBroke(this: OwnedSocket, error: unknown): void {
    this[TRANSPORT].broke(error);
  }

  static #onClose(this: OwnedSocket): void {
    this[TRANSPORT].broke();
  }

  /** Delivers a Uint8Array: `slice` of a Buffer does not copy, and an owner may rely on a copy. */
  static #onStreamData(this: OwnedSocket, { buffer, byteOffset, length }: Uint8Array): void {
    this[TRANSPORT].onChunk(new Uint8Array(buffer, byteOffset, length));
  }
}

/** An endpoint of a socket; a closed socket gives undefined. */
export function toEndpoint(address: string | undefined, port: number | undefined): Endpoint {
  return { address: plainIp(address ?? ""), port: port ?? 0 };
}
