import { BaseTransport, type Endpoint, plainIp } from "../../core/network/mod.ts";
import { type TcpOptions, tune } from "../options.ts";
import type { SlabUser, WriteSlab } from "../write_slab.ts";
import type { NodeSocket } from "./node_api.ts";

/** Where a socket keeps its transport: the listeners are the same functions for all sockets. */
const TRANSPORT = Symbol("transport");

interface OwnedSocket extends NodeSocket {
  [TRANSPORT]: NodeTransport;
}

/** A Transport over a `net.Socket`, which must be paused, and open to half-closing. */
export class NodeTransport extends BaseTransport implements SlabUser {
  readonly #socket: NodeSocket;
  readonly #slab: WriteSlab | undefined;
  #ending = false;

  /** Writes from `slab`, or else from new arrays. */
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

  /** Takes what the socket delivers as a stream; an accepted one has no `onread`. */
  readFromStream(): void {
    this.#socket.on("data", NodeTransport.#onStreamData);
  }

  /** The socket delivered bytes. */
  onChunk(chunk: Uint8Array): void {
    this.received(chunk);
  }

  /** What fits into the system's buffer is gone on return; for more than the stream's mark it says `drain`. */
  protected override send(bytes: Uint8Array): boolean {
    return this.#socket.write(bytes) || this.#socket.writableLength === 0;
  }

  protected override sendEnd(): void {
    this.#ending = true;
    this.#socket.end(() => this.flushed());
  }

  protected override flow(on: boolean): void {
    if (on) this.#socket.resume();
    else this.#socket.pause();
  }

  protected override destroy(reset: boolean): void {
    // While a shutdown is under way Node 20 fails to reset, and then forgets the open descriptor.
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

  /** A view of the same bytes, because a Buffer's slice does not copy and an owner may rely on it. */
  static #onStreamData(this: OwnedSocket, { buffer, byteOffset, length }: Uint8Array): void {
    this[TRANSPORT].onChunk(new Uint8Array(buffer, byteOffset, length));
  }
}

/** The addresses of a socket that is gone already read as undefined. */
export function toEndpoint(address: string | undefined, port: number | undefined): Endpoint {
  return { address: plainIp(address ?? ""), port: port ?? 0 };
}
