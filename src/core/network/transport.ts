import type { Endpoint } from "./endpoint.ts";
import type { TransportError } from "./transport_error.ts";

/**
 * What a {@linkcode Transport} calls. It is given once, to {@linkcode Transport.start}.
 *
 * No method is ever called from inside a method of the transport: `write`, `pause`, `close` or `abort` never call back on
 * the same stack. A method that throws aborts the transport, with what it threw as the cause.
 */
export interface TransportHandler {
  /** Bytes from the peer, in order. The chunk may be overwritten after the return: copy what is needed later. */
  onData(chunk: Uint8Array): void;
  /** There is room again after a `write` that returned false. */
  onDrain(): void;
  /**
   * The end, exactly once, and nothing after it.
   *
   * Without an error the peer sent FIN (what still waited to be sent to it is dropped), or this side called `close` and
   * everything written was handed to the network. With an error bytes may have been lost.
   */
  onClose(error?: TransportError): void;
}

/**
 * An open, ordered, reliable byte stream to one peer: the seam between the protocol and a runtime's sockets.
 *
 * An adapter moves bytes and knows nothing of HSMS. The contract is checked by the cases of `transportContract` in
 * `@secs/hsms/testing`.
 */
export interface Transport {
  /** This side's address and port. */
  readonly local: Endpoint;
  /** The peer's address and port. */
  readonly remote: Endpoint;
  /**
   * Sets the handler. No byte is delivered before.
   *
   * @throws {TypeError} When it is called a second time.
   */
  start(handler: TransportHandler): void;
  /**
   * Takes all of `bytes` and sends them in order; they belong to the transport from now on and must not change. Never
   * blocks, and never throws for a fault of the network.
   *
   * Returns false if the owner should wait for `onDrain` before the next write (more is still taken), and if the transport
   * is not open any more (nothing is taken).
   */
  write(bytes: Uint8Array): boolean;
  /**
   * Whether the system mostly takes a write before `write` returns: an owner that sends much may then write early, piece
   * by piece. Default: false.
   */
  readonly writesAtOnce?: boolean;
  /**
   * An array of `size` bytes for the next `write`, and for nothing else: its memory may be used again for later writes.
   * Without this method the owner makes a new array.
   */
  allocate?(size: number): Uint8Array;
  /**
   * Calls `callback` once, when the runtime has served its other sockets. Without this method the owner takes a turn of the
   * event loop for that.
   */
  turn?(callback: () => void): void;
  /** Stops `onData` until `resume`; the peer has to wait once the buffers between are full. */
  pause(): void;
  /** Ends a `pause`. */
  resume(): void;
  /**
   * Ends gracefully: sends what was written, then FIN, and discards what still arrives until the peer ends too or a short
   * linger is over. From now on only `onClose` is called.
   */
  close(): void;
  /** Ends at once, with RST if the runtime can send one; what was not sent is lost. `reason` becomes the cause of the error. */
  abort(reason?: unknown): void;
}
