import { type Clock, contain, Events } from "../../base/mod.ts";
import type { HsmsConnection } from "../connection/connection.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import { type HsmsPrimariesOptions, PacketStream } from "./packet_stream.ts";
import type { HsmsProtocolEvents } from "./protocol_options.ts";
import type { SessionOwner } from "./session_driver.ts";
import type { SessionEffect } from "../machine/session_effect.ts";
import { StatsCounter } from "./stats.ts";
import type { HsmsTrace, HsmsTraceDetail } from "../connection/trace.ts";
import type { Transaction } from "../machine/transaction.ts";

/** Tells everybody who wants to know what happens in a session: listeners, readers of primaries, counters, the trace. */
export class SessionReporter implements SessionOwner {
  readonly events: Events<HsmsProtocolEvents>;
  readonly stats = new StatsCounter();
  readonly #clock: Clock;
  readonly #trace: HsmsTrace | undefined;
  readonly #onError: (error: unknown) => void;
  /** Readers of primaries; most handlers have none. */
  #streams: Set<PacketStream> | undefined;

  /** `onError` receives what a listener or the trace threw. */
  constructor(clock: Clock, trace: HsmsTrace | undefined, onError: (error: unknown) => void) {
    this.events = new Events(onError);
    this.#clock = clock;
    this.#trace = trace;
    this.#onError = onError;
  }

  /** Primaries as they come in, for one reader. */
  stream(options: HsmsPrimariesOptions): PacketStream {
    const stream = new PacketStream(options, (ended) => this.#streams?.delete(ended));
    if (!stream.ended) (this.#streams ??= new Set()).add(stream);
    return stream;
  }

  onBegin(): void {
    this.stats.connected();
    this.events.emit("connected");
  }

  onEnd(error: Error | undefined): void {
    this.stats.closed(error);
    this.events.emit("disconnected", error);
  }

  onReply(transaction: Transaction, elapsed: number): void {
    if (transaction.kind === "linktest") this.stats.linktest(elapsed);
  }

  onEffect(effect: SessionEffect, connection: HsmsConnection): void {
    switch (effect.type) {
      case "deliver":
        return this.#deliver(effect.packet, effect.known);
      case "change":
        return this.#change(effect, connection);
      case "late-reply":
        this.#tell(connection, { type: "late-reply", packet: effect.packet });
        return this.events.emit("lateReply", effect.packet);
      case "fault":
        this.#tell(connection, { type: "fault", error: effect.error });
        return this.events.emit("error", effect.error);
      case "expired":
        this.stats.timedOut(effect.timer);
        return this.#tell(connection, { type: "timer", timer: effect.timer, after: effect.after });
    }
  }

  #deliver(packet: HsmsPacket, known: boolean): void {
    this.events.emit("packetReceived", packet, known);
    for (const stream of this.#streams ?? []) stream.push(packet);
  }

  #change(change: SessionEffect & { type: "change" }, connection: HsmsConnection): void {
    const { sessionId, from, to } = change;
    this.#tell(connection, { type: "state", sessionId, from, to });
    if (to === "selected") this.events.emit("selected", sessionId);
    else if (from === "selected") this.events.emit("deselected", sessionId);
  }

  #tell(connection: HsmsConnection, detail: HsmsTraceDetail): void {
    const trace = this.#trace;
    if (trace === undefined) return;
    const event = Object.assign({ time: this.#clock.now(), connection }, detail);
    contain(() => trace(event), this.#onError);
  }
}
