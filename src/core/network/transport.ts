import type { Endpoint } from "./endpoint.ts";
import type { TransportError } from "./transport_error.ts";

/**
 * What a {@linkcode Transport} tells its owner. Handed over once, with {@linkcode Transport.start}.
 *
 * No method is ever called from inside a method of the transport: an owner may call `write`, `pause`, `close` or
 * `abort` wherever it likes without being called back on the same stack. A method that throws aborts the transport
 * with what it threw as the cause.
 */
export interface TransportHandler {
  /** Bytes from the peer, in order. The chunk is lent: copy what is needed after the return. */
  onData(chunk: Uint8Array): void;
  /** There is room again after a `write` that returned false. */
  onDrain(): void;
  /**
   * The end, exactly once, and nothing after it.
   *
   * Without an error: the peer ended the connection in good order (what still waited to be sent to it is dropped), or
   * this side closed it and everything written was handed to the network. With one: why bytes may have been lost.
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
  /** Names the owner; may be called once. No byte is delivered before it. */
  start(handler: TransportHandler): void;
  /**
   * Takes `bytes` whole and sends them in order; they belong to the transport from here on and must not change.
   * Never blocks, never throws for a fault of the network. False: wait for `onDrain` before the next write (more is
   * still taken), or the transport is no longer open (nothing is taken).
   */
  write(bytes: Uint8Array): boolean;
  /**
   * Whether the system mostly takes a write before `write` returns: an owner with much to send may then write early,
   * piece by piece. Left out: no.
   */
  readonly writesAtOnce?: boolean;
  /**
   * An array of `size` bytes for the next `write`, and for nothing else: it may be memory that is used over and over.
   * Left out where a new array does.
   */
  allocate?(size: number): Uint8Array;
  /** Stops `onData` until `resume`, so that the peer feels it. */
  pause(): void;
  /** Lets `onData` come again. */
  resume(): void;
  /**
   * Ends in good order: flushes what was written, half-closes, discards what still arrives until the peer ends too or
   * a short linger is over. From here on only `onClose` is called.
   */
  close(): void;
  /** Ends now, with a reset where the runtime can; what was not sent is lost. `reason` becomes the error's cause. */
  abort(reason?: unknown): void;
}
