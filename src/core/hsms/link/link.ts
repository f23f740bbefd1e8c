import {
  formatEndpoint,
  type Transport,
  type TransportError,
  type TransportHandler,
} from "../../network/mod.ts";
import type { BufferAccount } from "../budget.ts";
import { HsmsClosedError, HsmsProtocolError } from "../errors.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import { type BreakOwner, Breaks } from "./breaks.ts";
import { FrameDecoder } from "./frame_decoder.ts";
import { Incoming } from "./incoming.ts";
import type { LinkOptions, LinkOwner } from "./link_options.ts";
import { LinkTimers, type WatchedLink } from "./link_timers.ts";
import { isUrgent, Outbox, type OutboxOwner } from "./outbox.ts";
import { SendWaiters } from "./send_waiters.ts";

/**
 * `open`, then `closing` (the owner may still send), `flushing` (that is being written) and `ending` (the transport
 * closes); `closed` can follow each of them.
 */
type Phase = "open" | "closing" | "flushing" | "ending" | "closed";

/**
 * One TCP connection from its start to its end: bytes to packets, packets to bytes.
 *
 * A link is used once; nothing of it reaches the next one.
 */
export class Link implements TransportHandler, WatchedLink, OutboxOwner, BreakOwner {
  /** How errors name the peer. */
  readonly peer: string;
  readonly #transport: Transport;
  readonly #owner: LinkOwner;
  readonly #decoder: FrameDecoder;
  readonly #outbox: Outbox;
  readonly #timers: LinkTimers;
  readonly #account: BufferAccount;
  readonly #maxWaitingSends: number;
  readonly #highWater: number;
  readonly #lowWater: number;
  /** Nothing is read, as the peer does not take what it is owed. */
  #paused = false;
  /** When nothing is handed over for a moment. */
  readonly #breaks: Breaks;
  /** What is kept of what came in. */
  readonly #incoming: Incoming;
  /** Number of chunks that the transport delivered. */
  #reads = 0;
  /** Made when a sender first waits for room. */
  #waiters: SendWaiters | undefined;
  #phase: Phase = "open";
  /** Why this side dropped the link. */
  #reason: Error | undefined;

  constructor(transport: Transport, owner: LinkOwner, options: LinkOptions) {
    const { maxMessageLength, maxQueuedBytes, account } = options;
    this.#transport = transport;
    this.#owner = owner;
    this.peer = formatEndpoint(transport.remote);
    this.#maxWaitingSends = options.maxWaitingSends;
    this.#highWater = options.highWater;
    this.#lowWater = options.lowWater;
    this.#account = account;
    this.#incoming = new Incoming(account, this.peer);
    account.evict = (reason) => this.drop(reason);
    const onBody = (bytes: number): void => this.#incoming.holdBody(bytes);
    this.#decoder = new FrameDecoder({ peer: this.peer, maxMessageLength, onBody });
    this.#outbox = new Outbox(transport, this, maxQueuedBytes, account);
    this.#timers = new LinkTimers(options.clock, options.timeouts, this);
    this.#breaks = new Breaks(options.clock, transport, this);
    if (options.dropSilentPeer) this.#timers.expectFirstFrame();
    transport.start(this);
  }

  /** Where in a frame the stream stands, in words. */
  get position(): string {
    return this.#decoder.position;
  }

  /** Whether a part of a frame is here: its rest has to come within T8. */
  get receiving(): boolean {
    return this.#decoder.partial;
  }

  /** Whether nothing is read, as the peer does not take what it is owed: its silence is ours. */
  get paused(): boolean {
    return this.#paused;
  }

  /** The number of the read from the transport of which a part was not looked at yet, as there is a break; undefined: none. */
  get behind(): number | undefined {
    return this.#incoming.unread > 0 && !this.#paused ? this.#reads : undefined;
  }

  /** Bytes that wait for the peer to read. */
  get queued(): number {
    return this.#outbox.queued;
  }

  /** Whether packets are taken: while open, and while the owner is told that the link is about to end. */
  get takesPackets(): boolean {
    return (this.#phase === "open" || this.#phase === "closing") && this.#reason === undefined;
  }

  /** Takes a packet whole; false if there is no room for it. Only linktests and Rejects overtake senders that wait. */
  trySend(packet: HsmsPacket): boolean {
    if (this.#waiters?.empty === false && !isUrgent(packet)) return false;
    if (!this.#outbox.push(packet)) return false;
    if (this.#outbox.blocked && this.#owesTooMuch()) this.#pause();
    return true;
  }

  /** Takes a data message the short way; see Outbox.encode. */
  encode(packet: HsmsPacket, sessionId: number, system: number, requireResponse: boolean): boolean {
    if (!this.takesPackets || this.#waiters?.empty === false) return false;
    return this.#outbox.encode(packet, sessionId, system, requireResponse);
  }

  /** Takes a packet whole, or throws an HsmsOverflowError. */
  send(packet: HsmsPacket): void {
    if (!this.trySend(packet)) throw this.#outbox.overflow(packet);
  }

  /** Takes a packet as soon as there is room. */
  async sendWhenRoom(packet: HsmsPacket, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.trySend(packet)) return;
    await (this.#waiters ??= new SendWaiters(this.#maxWaitingSends, this.#account)).wait(packet, signal);
  }

  /**
   * Hands over no more packets until the promises that are settled now have had their say, so that what their callers send
   * counts before more is looked at.
   */
  rest(): void {
    this.#breaks.forPromises();
  }

  /** Ends gracefully: the owner may send once more, then a flush, then the transport's own close. */
  close(): void {
    if (this.#phase !== "open") return;
    this.#phase = "closing";
    if (this.#paused || this.#breaks.forOthers) this.#transport.resume();
    queueMicrotask(() => {
      if (this.#phase !== "closing") return;
      this.#owner.onClosing();
      this.#phase = "flushing";
      this.#outbox.flush();
      this.#endWhenFlushed();
    });
  }

  /** Drops the link now, because of `reason`. */
  drop(reason: Error): void {
    if (this.#phase === "closed" || this.#reason !== undefined) return;
    this.#reason = reason;
    this.#letGo();
    this.#transport.abort(reason);
  }

  onData(chunk: Uint8Array): void {
    if (this.#phase !== "open" || this.#reason !== undefined) return;
    this.#reads++;
    if (this.#breaks.on) return this.#incoming.append(chunk);
    this.#breaks.begin(chunk.length, true);
    try {
      const taken = this.#decoder.push(chunk, this.#onPacket);
      if (taken < chunk.length) this.#incoming.append(chunk.subarray(taken));
    } catch (error) {
      return this.drop(error as Error);
    }
    this.#workedOn();
  }

  onDrain(): void {
    this.#timers.moved(false);
    this.#outbox.drained();
    this.#endWhenFlushed();
  }

  onClose(error?: TransportError): void {
    this.#readLast();
    const told = this.#phase === "flushing" || this.#phase === "ending";
    const why = this.#reason ?? error ?? (this.#phase === "ending" ? undefined : this.#endedByPeer());
    this.#phase = "closed";
    this.#letGo();
    this.#account.evict = undefined;
    this.#timers.stop();
    this.#waiters?.close(
      why ?? new HsmsClosedError("closed-locally", `The connection with ${this.peer} was closed`),
    );
    if (!told) this.#owner.onClosing();
    this.#owner.onClosed(why);
  }

  onSent(packet: HsmsPacket): void {
    this.#owner.onSent(packet);
  }

  onBurstSent(count: number, bytes: number): void {
    this.#owner.onBurstSent(count, bytes);
  }

  onRoom(): void {
    if (this.#paused && this.#outbox.owed <= this.#lowWater && !this.#owesTooMuch()) this.#resume();
    this.#waiters?.admit((packet) => this.#outbox.push(packet));
  }

  onBlocked(): void {
    this.#timers.moved(true);
  }

  onBreak(): void {
    if (this.#phase !== "open") return;
    this.#timers.received(false);
    this.#transport.pause();
  }

  onBreakEnd(): void {
    if (!this.#paused) this.#readOn();
  }

  /** False: no more for now, as the peer does not take what it is owed, or as there is a break. */
  readonly #onPacket = (packet: HsmsPacket): boolean => {
    if (this.#phase !== "open" || this.#reason !== undefined) return true;
    this.#timers.heard();
    this.#owner.onPacket(packet);
    if (!this.#paused && this.#owesTooMuch()) {
      this.#outbox.flush();
      if (this.#owesTooMuch()) this.#pause();
    }
    this.#breaks.count();
    return !this.#paused && !this.#breaks.on;
  };

  /** Whether the peer has to take replies before more of it is read: too many wait, or there is no room for others. */
  #owesTooMuch(): boolean {
    const { owed } = this.#outbox;
    return owed >= this.#highWater || (owed > 0 && this.#account.full);
  }

  /** What is kept for a TCP connection that has ended, or is dropped, is kept no longer. */
  #letGo(): void {
    this.#incoming.clear();
    this.#decoder.clear();
    this.#outbox.stop();
  }

  #readOn(): void {
    this.#readUnread();
    if (this.#paused || this.#breaks.forOthers || this.#phase !== "open") return;
    this.#timers.received(this.#decoder.partial);
    this.#transport.resume();
  }

  #readUnread(): void {
    if (this.#phase !== "open" || this.#reason !== undefined) return this.#incoming.clear();
    if (this.#incoming.unread === 0) return;
    const bytes = this.#incoming.take();
    this.#breaks.begin(bytes.length, false);
    try {
      this.#incoming.restore(bytes, this.#decoder.push(bytes, this.#onPacket));
    } catch (error) {
      return this.drop(error as Error);
    }
    this.#workedOn();
  }

  #workedOn(): void {
    // Dropped while a packet was handed over: what came after it is kept no longer.
    if (this.#reason !== undefined) return this.#incoming.clear();
    this.#timers.received(this.#decoder.partial && !this.#paused);
    this.#outbox.flush();
    this.#breaks.end();
  }

  #pause(): void {
    if (this.#paused || this.#phase !== "open") return;
    this.#paused = true;
    this.#timers.received(false);
    this.#transport.pause();
  }

  #resume(): void {
    this.#paused = false;
    if (!this.#breaks.on) this.#readOn();
  }

  /** The peer has ended the connection: what it had sent before is looked at, whatever it is owed. */
  #readLast(): void {
    while (this.#incoming.unread > 0 && this.#phase === "open" && this.#reason === undefined) {
      this.#breaks.cease();
      this.#readUnread();
    }
  }

  #endWhenFlushed(): void {
    if (this.#phase !== "flushing") return;
    if (this.#outbox.queued > 0) return this.#timers.movedAtEnd();
    this.#phase = "ending";
    this.#timers.stop();
    this.#transport.close();
  }

  #endedByPeer(): Error {
    if (!this.#decoder.partial) {
      return new HsmsClosedError("closed-by-peer", `${this.peer} closed the connection`);
    }
    const message = `${this.peer} closed the connection after ${this.#decoder.position}`;
    return new HsmsProtocolError("cut-frame", message);
  }
}
