import {
  type HsmsHeader,
  type HsmsPacket,
  HsmsTimeoutError,
  linktestRsp,
  selectRsp,
  streamFunction,
  SType,
  type Transport,
} from "../../core/mod.ts";
import { FramePeer, type FramePeerOptions } from "../frame_peer.ts";

/** How long the peer may take to close after Separate.req, in ms. */
const CLOSE_TIMEOUT = 1000;

/** How sentences name the peer: the probe says once which one it is. */
const NAME = "The peer";

/** One TCP connection on which one thing is asked at a time. The peer's own requests are answered. */
export class ProbeLink {
  /** The names of what the peer sent that does not answer a request, each once. */
  readonly unasked = new Set<string>();
  readonly #peer: FramePeer;
  #request: HsmsHeader | undefined;

  /** Takes over a transport that is not started. */
  constructor(transport: Transport, options: Pick<FramePeerOptions, "clock" | "t8">) {
    this.#peer = new FramePeer(transport, {
      ...options,
      name: NAME,
      onPacket: (packet) => this.#answer(packet),
    });
  }

  /** Whether the connection has ended. */
  get ended(): boolean {
    return this.#peer.end !== undefined;
  }

  /** Sends a request; resolves with its answer, which may be a Reject or a message of stream 9. */
  async ask(
    packet: HsmsPacket,
    timer: "T3" | "T6",
    timeout: number,
    signal: AbortSignal,
  ): Promise<HsmsPacket> {
    this.#request = packet.header;
    this.#peer.write(packet);
    try {
      const answer = await this.#peer.take(() => true, timeout, signal);
      if (answer !== undefined) return answer;
    } finally {
      this.#request = undefined;
    }
    if (this.#peer.end !== undefined) throw this.#peer.end;
    const message = `${NAME} did not answer ${packet.header.name}`;
    throw new HsmsTimeoutError(timer, timeout, message, packet.header);
  }

  /** Sends the Separate.req; resolves with whether the peer closed the connection, which it should. */
  async separate(packet: HsmsPacket): Promise<boolean> {
    this.#peer.write(packet);
    await this.#peer.pause(CLOSE_TIMEOUT);
    const closed = this.ended;
    this.close();
    return closed;
  }

  /** Ends the connection with a FIN. */
  close(): void {
    void this.#peer.close();
  }

  /** Leaves the answer to the request to `ask`; answers all else. */
  #answer(packet: HsmsPacket): boolean {
    if (this.#request !== undefined && answers(packet, this.#request)) {
      this.#request = undefined;
      return false;
    }
    const { header } = packet;
    this.unasked.add(header.name);
    if (header.sType === SType.linktestReq) this.#peer.write(linktestRsp(packet));
    else if (header.sType === SType.selectReq) this.#peer.write(selectRsp(packet));
    else if (!header.isControl && header.requireResponse) {
      const { sessionId, system, stream } = header;
      this.#peer.write(streamFunction(stream, 0, undefined, { sessionId, system }));
    }
    return true;
  }
}

/** Whether a packet settles a request: its response, a Reject of it, or a message of stream 9 about it. */
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
