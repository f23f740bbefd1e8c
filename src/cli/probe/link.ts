import {
  type Clock,
  FrameDecoder,
  HsmsClosedError,
  type HsmsHeader,
  type HsmsPacket,
  HsmsTimeoutError,
  linktestRsp,
  selectRsp,
  streamFunction,
  SType,
  type Transport,
} from "../../core/mod.ts";

/** What came in answer to a request, or that it ended the wait. */
type Wait = {
  readonly request: HsmsHeader;
  readonly resolve: (packet: HsmsPacket) => void;
  readonly reject: (error: Error) => void;
};

/** How long the peer may take to close after Separate.req, in ms. */
const FAREWELL = 1000;

/**
 * One TCP connection that asks one thing at a time and hides nothing: no session, no automatism that would repair what a
 * probe wants to see. It answers the peer's own requests, so that the peer stays content.
 */
export class ProbeLink {
  /** The names of what the peer sent of its own accord. */
  readonly heard: string[] = [];
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #decoder: FrameDecoder;
  readonly #t8: number;
  readonly #peer: string;
  #wait: Wait | undefined;
  #cancelT8 = (): void => {};
  #end: Error | undefined;
  #onEnd = (): void => {};

  /** Takes over a transport that nobody has started; `peer` is how sentences name it. */
  constructor(transport: Transport, peer: string, clock: Clock, t8: number) {
    this.#transport = transport;
    this.#clock = clock;
    this.#t8 = t8;
    this.#peer = peer;
    this.#decoder = new FrameDecoder({ peer });
    transport.start({
      onData: (chunk) => this.#receive(chunk),
      onDrain() {},
      onClose: (error) =>
        this.#fail(error ?? new HsmsClosedError("closed-by-peer", `${peer} closed the connection`)),
    });
  }

  /** Whether the connection has ended. */
  get ended(): boolean {
    return this.#end !== undefined;
  }

  /** Sends a request; resolves with what came in answer, a Reject or a message of stream 9 included. */
  ask(packet: HsmsPacket, timer: "T3" | "T6", timeout: number, signal: AbortSignal): Promise<HsmsPacket> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    return new Promise<HsmsPacket>((resolve, reject) => {
      const onAbort = (): void => this.#wait?.reject(signal.reason);
      const cancel = this.#clock.schedule(() => {
        const said = `${this.#peer} did not answer ${packet.header.name}`;
        this.#wait?.reject(new HsmsTimeoutError(timer, timeout, said, packet.header));
      }, timeout);
      const done = (): void => {
        this.#wait = undefined;
        cancel();
        signal.removeEventListener("abort", onAbort);
      };
      this.#wait = {
        request: packet.header,
        resolve: (answer) => (done(), resolve(answer)),
        reject: (error) => (done(), reject(error)),
      };
      signal.addEventListener("abort", onAbort);
      this.#transport.write(packet.encode());
    });
  }

  /** Sends the last packet; resolves with whether the peer closed the connection, which it should. */
  async farewell(packet: HsmsPacket): Promise<boolean> {
    if (this.#end === undefined) this.#transport.write(packet.encode());
    const closed = await new Promise<boolean>((resolve) => {
      if (this.#end !== undefined) return resolve(true);
      const cancel = this.#clock.schedule(() => resolve(false), FAREWELL);
      this.#onEnd = () => (cancel(), resolve(true));
    });
    this.close();
    return closed;
  }

  /** Ends the connection in good order. */
  close(): void {
    this.#cancelT8();
    this.#transport.close();
  }

  #receive(chunk: Uint8Array): void {
    this.#cancelT8();
    try {
      this.#decoder.push(chunk, (packet) => this.#take(packet));
    } catch (error) {
      this.#fail(error as Error);
      this.#transport.abort();
      return;
    }
    if (!this.#decoder.partial) return;
    this.#cancelT8 = this.#clock.schedule(() => {
      const said = `${this.#peer} stopped after ${this.#decoder.position}`;
      this.#fail(new HsmsTimeoutError("T8", this.#t8, said));
      this.#transport.abort();
    }, this.#t8);
  }

  #take(packet: HsmsPacket): void {
    if (this.#wait !== undefined && answers(packet, this.#wait.request)) return this.#wait.resolve(packet);
    const { header } = packet;
    this.heard.push(header.name);
    if (header.sType === SType.linktestReq) this.#transport.write(linktestRsp(packet).encode());
    else if (header.sType === SType.selectReq) this.#transport.write(selectRsp(packet).encode());
    else if (!header.isControl && header.requireResponse) {
      const { sessionId, system, stream } = header;
      const abort = streamFunction(stream, 0, undefined, { sessionId, system });
      this.#transport.write(abort.encode());
    }
  }

  #fail(error: Error): void {
    if (this.#end !== undefined) return;
    this.#end = error;
    this.#cancelT8();
    this.#wait?.reject(error);
    this.#onEnd();
  }
}

/** Whether a packet settles a request: its response, a reject of it, or stream 9 about it. */
function answers({ header, data }: HsmsPacket, request: HsmsHeader): boolean {
  if (header.sType === SType.rejectReq) return header.system === request.system;
  if (request.isControl) return header.sType === request.sType + 1 && header.system === request.system;
  if (header.isControl) return false;
  // S9Fx <B MHEAD>: the header of what the peer could not take is the whole body.
  if (header.stream === 9) return endsWith(data, request.encode());
  return header.system === request.system && header.function % 2 === 0;
}

function endsWith(data: Uint8Array, end: Uint8Array): boolean {
  const start = data.length - end.length;
  return start >= 0 && end.every((byte, index) => data[start + index] === byte);
}
