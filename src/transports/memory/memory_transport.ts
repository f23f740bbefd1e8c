import { BaseTransport, type BaseTransportOptions, type Endpoint } from "../../core/network/mod.ts";
import { Pipe, type PipeOptions } from "./pipe.ts";

/** One end of a connection inside the process. */
export class MemoryTransport extends BaseTransport {
  readonly #outbound: Pipe;
  readonly #inbound: Pipe;

  constructor(
    local: Endpoint,
    remote: Endpoint,
    outbound: Pipe,
    inbound: Pipe,
    options: BaseTransportOptions,
  ) {
    super(local, remote, options);
    this.#outbound = outbound;
    this.#inbound = inbound;
  }

  /** The pipe delivered bytes. */
  onChunk(chunk: Uint8Array): void {
    this.received(chunk);
  }

  /** The pipe has room. */
  onWritable(): void {
    this.drained();
  }

  /** Everything that was written, and then FIN, is under way. */
  onFlushed(): void {
    this.flushed();
  }

  /** The peer ended. */
  onEnd(): void {
    this.ended();
  }

  /** The peer reset the connection. */
  onReset(): void {
    this.broke(Object.assign(new Error("The peer reset the connection"), { code: "ECONNRESET" }));
  }

  protected override send(bytes: Uint8Array): boolean {
    return this.#outbound.push(bytes);
  }

  protected override sendEnd(): void {
    this.#outbound.finish();
  }

  protected override flow(on: boolean): void {
    this.#inbound.flow(on);
  }

  protected override destroy(reset: boolean): void {
    if (reset) this.#outbound.reset();
    else this.#outbound.finish();
    this.#inbound.abandon();
  }
}

/** Makes both ends of a connection. */
export function connectInMemory(
  dialler: Endpoint,
  listener: Endpoint,
  options: BaseTransportOptions & PipeOptions,
): { dialled: MemoryTransport; accepted: MemoryTransport } {
  const there = new Pipe(options);
  const back = new Pipe(options);
  const dialled = new MemoryTransport(dialler, listener, there, back, options);
  const accepted = new MemoryTransport(listener, dialler, back, there, options);
  there.connect(dialled, accepted);
  back.connect(accepted, dialled);
  return { dialled, accepted };
}
