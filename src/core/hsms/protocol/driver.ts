import { Alarm, type Clock, contain } from "../../base/mod.ts";
import { formatEndpoint } from "../../network/mod.ts";
import type { HsmsConnection } from "../connection/connection.ts";
import { type HsmsConnectionDelegate, SafeDelegate, type ShortWay } from "../connection/delegate.ts";
import type { Tracer } from "../connection/trace.ts";
import type { Effect, PrimaryEvent } from "../machine/effect.ts";
import { Machine } from "../machine/machine.ts";
import type { MachineOptions } from "../machine/machine_core.ts";
import { Transaction, type TransactionOutcome } from "../machine/transactions.ts";
import { type HsmsPacket, setOrigin } from "../wire/packet.ts";
import { type HsmsPrimariesOptions, type PacketHolder, PacketStream } from "./packet_stream.ts";
import { StatsCounter } from "./stats.ts";

/** How long the timers wait after a pause in reading, in ms: for what came meanwhile. */
const AFTER_PAUSE = 1000;

/** What a {@linkcode Driver} works with. */
export interface DriverOptions {
  readonly clock: Clock;
  readonly machine: MachineOptions;
  readonly tracer: Tracer;
  /** Is told the connection's events too, each after the machine has seen it. */
  readonly delegate: HsmsConnectionDelegate | undefined;
}

/**
 * All of the I/O around the pure machine: one machine for each TCP connection, one after the other. It feeds the machine
 * what the connection tells, writes what it wants written, carries out its effects, and wakes it at its deadline.
 */
export class Driver extends SafeDelegate {
  readonly stats: StatsCounter = new StatsCounter();
  readonly #clock: Clock;
  readonly #options: MachineOptions;
  readonly #alarm: Alarm;
  /** Readers of primaries; most handlers have none. */
  #streams: Set<PacketStream> | undefined;
  /** Replies that wait to be handed to the network, and who is told then. */
  #awaited: Map<HsmsPacket, () => void> | undefined;
  #machine: Machine | undefined;
  #connection: HsmsConnection | undefined;
  #shortWay: ShortWay | undefined;
  /** Requests that were sent the short way and are not with the network yet. */
  #encoded: Transaction[] | undefined;
  #draining = false;
  /** When this side was last seen to read nothing; undefined once that is past. */
  #pausedAt: number | undefined;
  /** The read from the socket that is looked at before a timer judges. */
  #awaitedRead: number | undefined;
  /** The time of this turn; what happens in one turn happens at one time. Undefined between turns. */
  #turn: number | undefined;
  /** Something was written in this turn. */
  #wrote = false;

  constructor({ clock, machine, tracer, delegate }: DriverOptions) {
    super(delegate, tracer);
    this.#clock = clock;
    this.#options = machine;
    this.#alarm = new Alarm(
      clock,
      () => this.#feed((machine, now) => this.#tick(machine, now)),
      () => this.#connection?.receiving === true,
    );
  }

  /** The machine of the current TCP connection; undefined while there is none. */
  get machine(): Machine | undefined {
    return this.#machine;
  }

  /** Primaries as they come in, for one reader. */
  stream(options: HsmsPrimariesOptions, holder: PacketHolder): PacketStream {
    const stream = new PacketStream(options, holder, (ended) => this.#streams?.delete(ended));
    if (!stream.ended) (this.#streams ??= new Set()).add(stream);
    return stream;
  }

  /** A reply of ours was not sent. */
  replyLost(packet: HsmsPacket, error: Error): void {
    this.stats.replyLost();
    this.tracer.tell({ type: "reply-lost", packet, error });
  }

  /** Calls `onSent` once a packet that was taken is with the network; not at all if TCP ends before. */
  tellSent(packet: HsmsPacket, onSent: () => void): void {
    (this.#awaited ??= new Map()).set(packet, onSent);
  }

  /** Ends every loop over primaries, once it has read what waits for it. */
  endStreams(): void {
    for (const stream of this.#streams ?? []) stream.end();
  }

  /** Lets this side ask something of the machine; its effects are carried out after the caller has returned. */
  command<T>(machine: Machine, action: (now: number) => T): T {
    const result = action(this.#now);
    this.#write(machine);
    if (machine.effects.length > 0) queueMicrotask(() => this.#carryOut(machine));
    return result;
  }

  /**
   * Sends a data message, with these fields in its header, the short way, if it is small, nothing waits before it, and nobody
   * is told of each frame; false: it is to be sent as any other packet.
   */
  encode(packet: HsmsPacket, sessionId: number, system: number, requireResponse: boolean): boolean {
    return !this.tellsFrames && this.#shortWay?.encode(packet, sessionId, system, requireResponse) === true;
  }

  /** The same for the primary of a transaction that is open. */
  encodeRequest(packet: HsmsPacket, transaction: Transaction): boolean {
    const { sessionId, system } = transaction;
    if (!this.encode(packet, sessionId, system, true)) return false;
    (this.#encoded ??= []).push(transaction);
    return true;
  }

  override onStart(connection: HsmsConnection, shortWay: ShortWay): void {
    this.#connection = connection;
    this.#shortWay = shortWay;
    this.#options.peer = formatEndpoint(connection.remoteEndpoint ?? connection);
    this.#machine = new Machine(this.#now, this.#options);
    this.stats.connected();
  }

  override onConnectionEstablished(connection: HsmsConnection): void {
    this.#feed(() => {});
    super.onConnectionEstablished(connection);
  }

  override onConnectionPacketReceived(connection: HsmsConnection, packet: HsmsPacket): void {
    this.stats.received(packet);
    if (this.#machine !== undefined) this.#take(this.#machine, packet);
    super.onConnectionPacketReceived(connection, packet);
  }

  override onConnectionPacketSent(connection: HsmsConnection, packet: HsmsPacket): void {
    this.stats.sent(packet);
    this.#machine?.sent(packet, this.#sentAt);
    if (this.#awaited !== undefined) this.#onAwaitedSent(this.#awaited, packet);
    super.onConnectionPacketSent(connection, packet);
  }

  override onBurstSent(count: number, bytes: number): void {
    this.stats.sentBurst(count, bytes);
    const requests = this.#encoded;
    if (requests === undefined) return;
    this.#encoded = undefined;
    this.#machine?.sentAll(requests, this.#sentAt);
  }

  /** What the delegate sends goes out before Separate.req. There is none if the connection is gone already. */
  override onConnectionBeforeClosed(connection: HsmsConnection): void {
    super.onConnectionBeforeClosed(connection);
    if (this.#connection?.connected) this.#feed((machine) => machine.close());
  }

  override onEnd(error: Error | undefined): void {
    this.#feed((machine, now) => machine.disconnected(now, error));
    this.#machine = undefined;
    this.#awaited = undefined;
    this.#connection = this.#shortWay = this.#encoded = undefined;
    this.#pausedAt = this.#awaitedRead = undefined;
    this.#alarm.stop();
    this.stats.closed(error);
  }

  /**
   * A long message that is on its way is a sign of life, which T8 watches. What was received when the timer ran out is looked
   * at before it judges: that ends, as it is not more than one read from the socket.
   */
  #tick(machine: Machine, now: number): void {
    const behind = this.#connection?.behind;
    if (behind !== undefined && behind === (this.#awaitedRead ??= behind)) return;
    this.#awaitedRead = undefined;
    if (this.#connection?.receiving || this.#pausedAt !== undefined) machine.heard(now);
    machine.tick(now);
  }

  /** What most frames come to is done at once, unless something is to be done before it. */
  #take(machine: Machine, packet: HsmsPacket): void {
    const arrival = machine.take(packet, this.#now);
    if (arrival === undefined) return this.#carryOut(machine);
    if (machine.effects.length > 0) {
      machine.add(arrival, packet);
      return this.#carryOut(machine);
    }
    return arrival instanceof Transaction ? arrival.answer(packet) : this.#onPrimary(arrival, machine);
  }

  #onPrimary(event: PrimaryEvent, machine: Machine): void {
    setOrigin(event.packet, machine);
    this.#streams?.forEach((stream) => stream.push(event.packet));
    return this.tracer.listeners.emit("primary", event);
  }

  #feed(input: (machine: Machine, now: number) => void): void {
    const machine = this.#machine;
    if (machine === undefined) return;
    input(machine, this.#now);
    this.#carryOut(machine);
  }

  /** Reads the clock once a turn, and sets the alarm once, when the turn is over. */
  get #now(): number {
    if (this.#turn === undefined) {
      this.#turn = this.#clock.now();
      queueMicrotask(this.#endTurn);
    }
    return this.#turn;
  }

  /** Reads the clock again when a turn begins to write: its listeners may have taken long, and T3 and T6 begin after them. */
  get #sentAt(): number {
    if (!this.#wrote && this.#turn !== undefined) this.#turn = this.#clock.now();
    this.#wrote = true;
    return this.#now;
  }

  readonly #endTurn = (): void => {
    const now = this.#turn!;
    this.#turn = undefined;
    this.#wrote = false;
    const deadline = this.#machine?.deadline;
    if (this.#connection?.paused) this.#pausedAt = now;
    if (this.#pausedAt === undefined) return this.#alarm.set(deadline);
    if (this.#connection?.paused) return this.#alarm.set(undefined);
    // What came while nothing was read is to be looked at before the timers are.
    if (now - this.#pausedAt >= AFTER_PAUSE) this.#pausedAt = undefined;
    this.#alarm.set(deadline === undefined ? undefined : Math.max(deadline, now + AFTER_PAUSE));
  };

  #onAwaitedSent(awaited: Map<HsmsPacket, () => void>, packet: HsmsPacket): void {
    const onSent = awaited.get(packet);
    if (onSent === undefined) return;
    awaited.delete(packet);
    if (awaited.size === 0) this.#awaited = undefined;
    queueMicrotask(() => contain(onSent, this.tracer.report));
  }

  #write({ outgoing }: Machine): void {
    if (outgoing.length === 0) return;
    try {
      for (const packet of outgoing) if (this.#connection?.connected) this.#connection.sendPacket(packet);
    } catch (error) {
      void this.#connection?.disconnect(error as Error);
    }
    // Control messages are rare: this gives the storage back.
    outgoing.length = 0;
  }

  /**
   * Writes first, so that what a listener sends goes out after it. What an effect sets off may add effects: they are
   * carried out in the same loop, never one inside the other.
   */
  #carryOut(machine: Machine): void {
    this.#write(machine);
    const { effects } = machine;
    if (this.#draining || effects.length === 0) return;
    this.#draining = true;
    try {
      for (let i = 0; i < effects.length; i++) {
        this.#carryOutEffect(effects[i]!, machine);
        this.#write(machine);
      }
    } finally {
      // `length = 0` would give the storage back, only for the next packet to ask for it again.
      while (effects.length > 0) effects.pop();
      this.#draining = false;
    }
  }

  #carryOutEffect(effect: Effect, machine: Machine): void {
    switch (effect.type) {
      case "settle":
        return this.#settle(effect.transaction, effect.outcome);
      case "disconnect":
        return void this.#connection?.disconnect(effect.error);
      case "primary":
        return this.#onPrimary(effect, machine);
      case "timer":
        this.stats.timedOut(effect.timer);
        return this.tracer.tell(effect);
      case "late-reply":
        if (effect.why === "answered") this.stats.surplusReply();
        return this.tracer.tell(effect);
      case "selected":
      case "deselected":
      case "fault":
        return this.tracer.tell(effect);
    }
  }

  #settle(transaction: Transaction, outcome: TransactionOutcome): void {
    const { kind, request, sentAt } = transaction;
    if (kind === "linktest" && outcome.reply !== undefined) this.stats.linktest(this.#now - (sentAt ?? NaN));
    else if (kind === "data" && outcome.reply === undefined) {
      this.stats.unanswered();
      this.tracer.tell({ type: "unanswered", request, error: outcome.error });
    }
    if (outcome.reply !== undefined) transaction.answer(outcome.reply);
    else transaction.fail(outcome.error);
  }
}
