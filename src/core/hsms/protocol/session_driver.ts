import { Alarm, type Clock } from "../../base/mod.ts";
import { formatEndpoint } from "../../network/mod.ts";
import type { HsmsConnection } from "../connection/connection.ts";
import type { HsmsConnectionDelegate } from "../connection/delegate.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import { Session } from "../machine/session.ts";
import type { SessionOptions } from "../machine/session_core.ts";
import type { SessionEffect } from "../machine/session_effect.ts";
import type { Transaction } from "../machine/transaction.ts";

/** What a driver tells the handler that it works for; none of the methods throws. */
export interface SessionOwner {
  /** A session has begun: TCP is up. */
  onBegin(connection: HsmsConnection): void;
  /** Carries out an effect other than `settle` and `disconnect`, which the driver does itself. */
  onEffect(effect: SessionEffect, connection: HsmsConnection): void;
  /** A transaction ended with its reply, `elapsed` ms after its request was sent. */
  onReply(transaction: Transaction, elapsed: number): void;
  /** The session is over: TCP is gone. */
  onEnd(error: Error | undefined): void;
}

/**
 * Drives one Session after the other, one for each TCP connection: feeds it what the connection tells, writes what it
 * wants written, carries out its effects, and wakes it at its deadline. All of the I/O around the pure machine.
 */
export class SessionDriver implements HsmsConnectionDelegate {
  readonly #clock: Clock;
  readonly #owner: SessionOwner;
  readonly #options: SessionOptions;
  readonly #alarm: Alarm;
  #session: Session | undefined;
  #connection: HsmsConnection | undefined;
  #draining = false;
  /** The time of this turn; what happens in one turn happens at one time. Undefined between turns. */
  #turn: number | undefined;

  constructor(clock: Clock, options: SessionOptions, owner: SessionOwner) {
    this.#clock = clock;
    this.#options = options;
    this.#owner = owner;
    this.#alarm = new Alarm(clock, () => this.#feed((session, now) => this.#tick(session, now)));
  }

  /** The session of the current TCP connection; undefined while there is none. */
  get session(): Session | undefined {
    return this.#session;
  }

  onConnectionEstablished(connection: HsmsConnection): void {
    this.#connection = connection;
    this.#options.peer = formatEndpoint(connection.remoteEndpoint ?? connection);
    this.#session = new Session(this.#now, this.#options);
    this.#owner.onBegin(connection);
    this.#feed(() => {});
  }

  onConnectionPacketReceived(_connection: HsmsConnection, packet: HsmsPacket): void {
    const session = this.#session;
    if (session === undefined) return;
    session.received(packet, this.#now);
    this.#carryOut(session);
  }

  onConnectionPacketSent(_connection: HsmsConnection, packet: HsmsPacket): void {
    this.#session?.sent(packet, this.#now);
  }

  /** Where the connection is gone already there is nobody to say goodbye to. */
  onConnectionBeforeClosed(): void {
    if (this.#connection?.connected) this.#feed((session) => session.close());
  }

  onConnectionClosed(_connection: HsmsConnection, error?: Error): void {
    this.#feed((session, now) => session.disconnected(now, error));
    this.#session = undefined;
    this.#connection = undefined;
    this.#alarm.stop();
    this.#owner.onEnd(error);
  }

  /** Lets this side ask something of the session; its effects are carried out behind the caller's back. */
  command<T>(session: Session, action: (now: number) => T): T {
    const result = action(this.#now);
    this.#write(session);
    if (session.effects.length > 0) queueMicrotask(() => this.#drain(session));
    return result;
  }

  /** A long message that is on its way is a sign of life, which T8 watches. */
  #tick(session: Session, now: number): void {
    if (this.#connection?.receiving) session.heard(now);
    session.tick(now);
  }

  #feed(input: (session: Session, now: number) => void): void {
    const session = this.#session;
    if (session === undefined) return;
    input(session, this.#now);
    this.#carryOut(session);
  }

  /** Reads the clock once a turn, and sets the alarm once, when the turn is over. */
  get #now(): number {
    if (this.#turn === undefined) {
      this.#turn = this.#clock.now();
      queueMicrotask(this.#endTurn);
    }
    return this.#turn;
  }

  readonly #endTurn = (): void => {
    this.#turn = undefined;
    this.#alarm.set(this.#session?.deadline);
  };

  #carryOut(session: Session): void {
    this.#write(session);
    this.#drain(session);
  }

  /** Writes first: what a listener sends goes out behind it. */
  #write(session: Session): void {
    const { outgoing } = session;
    if (outgoing.length === 0) return;
    try {
      for (const packet of outgoing) if (this.#connection?.connected) this.#connection.sendPacket(packet);
    } catch (error) {
      void this.#connection?.disconnect(error as Error);
    }
    // Control messages are rare: this gives the storage back.
    outgoing.length = 0;
  }

  /** What an effect sets off may add effects; they are carried out in the same loop, never one inside the other. */
  #drain(session: Session): void {
    const { effects } = session;
    if (this.#draining || effects.length === 0) return;
    this.#draining = true;
    try {
      for (let i = 0; i < effects.length; i++) {
        this.#carryOutEffect(effects[i]!);
        this.#write(session);
      }
    } finally {
      // `length = 0` would give the storage back, only for the next packet to ask for it again.
      while (effects.length > 0) effects.pop();
      this.#draining = false;
    }
  }

  #carryOutEffect(effect: SessionEffect): void {
    const connection = this.#connection!;
    if (effect.type === "settle") {
      const { transaction, outcome } = effect;
      if (outcome.reply !== undefined) {
        this.#owner.onReply(transaction, this.#now - (transaction.sentAt ?? NaN));
      }
      transaction.end(outcome);
    } else if (effect.type === "disconnect") {
      void connection.disconnect(effect.error);
    } else this.#owner.onEffect(effect, connection);
  }
}
