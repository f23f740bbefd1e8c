import {
  HsmsHeader,
  HsmsPacket,
  HsmsTimeoutError,
  linktestRsp,
  selectRsp,
  streamFunction,
  SType,
  type Transport,
} from "../../core/mod.ts";
import { B, encodeItem, L } from "../../secs2/mod.ts";
import { FramePeer, type FramePeerOptions } from "../frame_peer.ts";

/** How long the peer may take to close after Separate.req, in ms. */
const CLOSE_TIMEOUT = 1000;

/** How sentences name the peer: the probe says once which one it is. */
const NAME = "The peer";

/** S1F14 of a host: COMMACK 0, and no MDLN. */
const ACCEPTED = encodeItem(L(B(0), L()));
/** S1F2 of a host. */
const HOST = encodeItem(L());

/** One TCP connection on which one thing is asked at a time. What of the peer's own requests is answered, `#answer` says. */
export class ProbeLink {
  /** The names of what the peer sent that does not answer a request, each once. */
  readonly unasked = new Set<string>();
  /** The names of its primaries that were left unanswered, each once. */
  readonly unanswered = new Set<string>();
  readonly #peer: FramePeer;
  /** The open request, twice if the peer established communications meanwhile. */
  #requests: HsmsHeader[] = [];
  #askedAgain = false;
  #nextSystem = 0;

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

  /** The next system bytes. */
  nextSystem(): number {
    return ++this.#nextSystem;
  }

  /** Sends a request; resolves with its answer, which may be a Reject, a message of stream 9, or a Separate.req. */
  async ask(
    packet: HsmsPacket,
    timer: "T3" | "T6",
    timeout: number,
    signal: AbortSignal,
  ): Promise<HsmsPacket> {
    this.#requests = [packet.header];
    this.#peer.write(packet);
    try {
      const answer = await this.#peer.take(() => true, timeout, signal);
      if (answer !== undefined) return answer;
    } finally {
      this.#requests = [];
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

  /**
   * Leaves the answer to the request to `ask`. Answers control requests, S1F1, and S1F13, without which many tools take no
   * other message. All other primaries stay unanswered: a tool takes SxF0 for the end of an event, and keeps or repeats one
   * that nobody answered.
   */
  #answer(packet: HsmsPacket): boolean {
    const { header } = packet;
    const answered = this.#requests.find((request) => answers(packet, request));
    if (answered !== undefined) {
      // A refusal from before it had established communications: the answer to the second request counts.
      const isEarly = answered !== this.#requests.at(-1) && (header.function === 0 || header.stream === 9);
      this.#requests = isEarly ? this.#requests.slice(1) : [];
      return isEarly;
    }
    this.unasked.add(header.name);
    if (header.sType === SType.linktestReq) this.#peer.write(linktestRsp(packet));
    else if (header.sType === SType.selectReq) this.#peer.write(selectRsp(packet));
    else if (!header.isControl && header.requireResponse) this.#reply(header);
    return true;
  }

  #reply({ stream, function: func, sessionId, system, name }: HsmsHeader): void {
    const reply = (body: Uint8Array): void =>
      this.#peer.write(streamFunction(stream, func + 1, body, { sessionId, system }));
    if (stream === 1 && func === 1) return reply(HOST);
    if (stream !== 1 || func !== 13) return void this.unanswered.add(name);
    reply(ACCEPTED);
    this.#askAgain();
  }

  /** What was asked before the peer had established communications it may have ignored. */
  #askAgain(): void {
    const [request] = this.#requests;
    if (request === undefined || request.isControl || this.#askedAgain) return;
    this.#askedAgain = true;
    const again = new HsmsHeader({ ...request, system: this.nextSystem() });
    this.#requests.push(again);
    this.#peer.write(new HsmsPacket(again));
  }
}

/** Whether a packet settles a request: its response, a Reject of it, a message of stream 9 about it, or a Separate.req. */
function answers({ header, data }: HsmsPacket, request: HsmsHeader): boolean {
  if (header.sType === SType.separateReq) return true;
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
