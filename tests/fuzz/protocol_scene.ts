import { assert } from "@std/assert";
import { concat } from "@std/bytes";
import {
  formatSecsTrace,
  HsmsProtocol,
  type HsmsProtocolOptions,
  SecsError,
  selectReq,
  streamFunction,
  SType,
} from "@secs/hsms";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import { HealthyPair, PORT } from "./healthy_pair.ts";
import { HostilePeer } from "./hostile_peer.ts";
import type { ProtocolInput } from "./protocol_steps.ts";
import { cut } from "./reference.ts";

const PEER = "10.0.0.66";
/** Of the handler's own messages. */
const FIRST = 1;
/** Within this time, in ms, everything ends that was told to: longer than any timer. */
const LONG = 120_000;

/** A frame with the session id and the system bytes of another. */
function answerTo(frame: Uint8Array, sType: number, func: number): Uint8Array {
  const stream = frame[6]! & 0x7f;
  const head = [0, 0, 0, 10, frame[4]!, frame[5]!, stream, func, 0, sType];
  return concat([Uint8Array.from(head), frame.subarray(10, 14)]);
}

/** Something that breaks a scene; for the tests of the fuzz. */
export type Fault = (scene: { clock: VirtualClock; pair: HealthyPair; handler: HsmsProtocol }) => void;

/** A handler whose peer is hostile, and beside it a pair that is not. */
export class ProtocolScene {
  readonly clock = new VirtualClock();
  readonly handler: HsmsProtocol;
  readonly pair: HealthyPair;
  peer: HostilePeer | undefined;
  readonly #network: MemoryNetwork;
  readonly #active: boolean;
  readonly #ids: readonly number[];
  #calls = 0;
  #open = 0;
  #wrong: string | undefined;

  constructor({ handler: kind, chunk, maxQueuedBytes }: Omit<ProtocolInput, "steps" | "selected">) {
    const { clock } = this;
    const network = this.#network = new MemoryNetwork({ clock, maxChunk: chunk });
    this.pair = new HealthyPair(network, clock);
    const general = kind.endsWith("general");
    this.#ids = general ? [1, 2] : [0xffff];
    this.#active = kind.startsWith("active");
    const options: HsmsProtocolOptions = {
      network,
      clock,
      maxQueuedBytes,
      firstSystem: FIRST,
      timeouts: { t3: 8_000 },
      trace: (event) => void formatSecsTrace(event),
      ...(general && { sessions: this.#ids }),
      ...((kind === "server" || kind === "general") && { server: this.pair.server }),
    };
    const port = this.#active ? PORT + 1 : kind === "passive" ? PORT + 2 : PORT;
    this.handler = new HsmsProtocol(PEER, port, this.#active, 0, "handler", options);
    this.handler.on("primary", ({ packet: primary }) => {
      const { stream, function: func, requireResponse } = primary.header;
      if (!requireResponse || func === 255) return;
      this.call(() => this.handler.sendResponse(streamFunction(stream, func + 1), primary));
    });
  }

  /** The pair talks, and the hostile peer comes in. */
  async start(): Promise<void> {
    await this.pair.start();
    if (this.#active) {
      await this.#network.listen({ address: PEER, port: PORT + 1 }, (transport) => {
        this.peer = new HostilePeer(transport);
      });
    }
    await this.handler.enable();
    await this.reconnect();
  }

  /** The peer connects again, if it is the one that connects; also beside the connection that it has. */
  async reconnect(): Promise<void> {
    const { clock, handler } = this;
    await clock.settle();
    if (this.#active || !handler.connection.enabled) return;
    const endpoint = { address: "10.0.0.1", port: handler.connection.port };
    const dialled = await this.#network.from(PEER).dial(endpoint).catch(() => undefined);
    if (dialled !== undefined) this.peer = new HostilePeer(dialled);
    await clock.settle();
  }

  /** What selects the handler's sessions: Select.req, or the responses to its own. */
  accept(): void {
    const frames = this.#active
      ? this.#received(SType.selectReq).map((frame) => answerTo(frame, SType.selectRsp, 0))
      : this.#ids.map((id) => selectReq(9, id).encode());
    this.peer?.send(concat(frames));
  }

  /** Answers each request that came, with a function that is so much more: 1 is right, and 0 after it too. */
  answer(more: number): void {
    const requests = this.#received(SType.data).filter((frame) => frame[6]! > 127);
    this.peer?.send(concat(requests.map((frame) => answerTo(frame, SType.data, frame[7]! + more))));
  }

  /** Calls the handler; what it throws, now or later, has to be an error of ours or the caller's own reason. */
  call(action: () => unknown, reason?: unknown): void {
    this.#calls++;
    try {
      const result = action();
      if (!(result instanceof Promise)) return;
      this.#open++;
      result.then(() => this.#open--, (error) => {
        this.#open--;
        this.#judge(error, reason);
      });
    } catch (error) {
      this.#judge(error, reason);
    }
  }

  /** Throws what is wrong so far. */
  check(): void {
    if (this.#wrong !== undefined) throw new Error(this.#wrong);
    const { sent, received } = this.handler.stats();
    // An answer to each frame, what the owner sent, its own selects and linktests.
    const most = received.frames + this.#calls + 4 * (1 + this.handler.stats().reconnects) +
      this.clock.now() / 1000;
    assert(sent.frames <= most, `${sent.frames} frames were sent, ${received.frames} came in`);
  }

  /** Everybody stops: all calls have ended then, nothing is left, and no timer runs. */
  async end(): Promise<void> {
    await this.pair.request();
    this.check();
    let ended = false;
    const end = Promise.all([this.handler.disable(), this.pair.stop()]).then(() => ended = true);
    await this.clock.advance(LONG);
    assert(ended, "disable() has not resolved");
    await end;
    this.peer?.reset();
    await this.clock.settle();
    assert(this.#wrong === undefined, this.#wrong);
    assert(this.#open === 0, `${this.#open} calls have not ended`);
    assert(this.handler.connectionState === "not-connected", this.handler.connectionState);
    assert(this.handler.stats().openTransactions === 0, "transactions are open");
    assert(this.clock.pending === 0, `${this.clock.pending} timers are left`);
  }

  /** Frames of a kind that the peer has received. */
  #received(sType: number): Uint8Array[] {
    const { frames } = cut(this.peer?.received ?? new Uint8Array(0), 0xffff_ffff);
    return frames.filter((frame) => frame[9] === sType);
  }

  #judge(error: unknown, reason: unknown): void {
    if (error instanceof SecsError || (reason !== undefined && error === reason)) return;
    this.#wrong ??= `not an error of ours: ${error instanceof Error ? error.stack : error}`;
  }
}
