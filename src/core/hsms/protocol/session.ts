import { quiet } from "../../base/mod.ts";
import type { HsmsConnection } from "../connection/connection.ts";
import type { WaitOptions } from "../connection/connection_options.ts";
import type { HsmsEvent, HsmsEventOf, HsmsEventType } from "../connection/events.ts";
import { HsmsClosedError } from "../errors.ts";
import type { SessionState } from "../machine/state.ts";
import { dataHeader, type HsmsHeader } from "../wire/header.ts";
import { HsmsPacket } from "../wire/packet.ts";
import type { HsmsHandler } from "./handler.ts";
import type { HsmsRequestOptions } from "./protocol_options.ts";
import type { HsmsStats } from "./stats.ts";

/** One session, as the levels above see it: an HsmsProtocol in HSMS-SS, a part of one in HSMS-GS. */
export interface HsmsSession extends HsmsHandler {
  /** The session (device) id of data messages. */
  readonly sessionId: number;
  /** `not-connected`, `not-selected` or `selected`. */
  readonly connectionState: SessionState;
  /** Calls `listener` at each event of that name that is about this session, or about the connection. */
  on<Type extends HsmsEventType>(type: Type, listener: (event: HsmsEventOf<Type>) => unknown): () => void;
  /** Sends a data message; see HsmsProtocol.sendStreamFunction. */
  sendStreamFunction(packet: HsmsPacket): void;
  /** Answers a primary; see HsmsProtocol.sendResponse. */
  sendResponse(response: HsmsPacket, to: HsmsPacket | number, onSent?: () => void): boolean;
  /** Sends a primary and resolves with the reply; see HsmsProtocol.sendAndWaitForResponse. */
  sendAndWaitForResponse(packet: HsmsPacket, options?: HsmsRequestOptions): Promise<HsmsPacket>;
  /** Ends an open request; see HsmsProtocol.abortRequest. */
  abortRequest(header: HsmsHeader, reason: unknown): boolean;
}

/** What a {@linkcode SharedSession} stands on: an HsmsProtocol in HSMS-GS. */
export interface SharedLink extends Omit<HsmsSession, "name" | "sessionId" | "whenSelected"> {
  whenSelected(options: WaitOptions & { sessionId: number }): Promise<void>;
  sendSeparateReq(sessionId: number): void;
}

/** What a {@linkcode SharedSession} asks of the sessions that it shares its connection with. */
export interface SessionNeighbours {
  /** Whether a session is selected. */
  isSelected(sessionId: number): boolean;
  /** Asks to select a session, if this is the side that does, and TCP is up. */
  select(sessionId: number): void;
  /** Whether one of them is enabled. */
  someEnabled(): boolean;
}

/** One session of HSMS-GS on a connection that it shares: enabled and disabled for itself. */
export class SharedSession implements HsmsSession {
  readonly sessionId: number;
  readonly name: string;
  readonly #link: SharedLink;
  readonly #neighbours: SessionNeighbours;
  /** Of its open requests. */
  readonly #open = new Set<AbortController>();
  /** Whether it may be selected. */
  enabled = false;

  constructor(sessionId: number, name: string, link: SharedLink, neighbours: SessionNeighbours) {
    this.sessionId = sessionId;
    this.name = name;
    this.#link = link;
    this.#neighbours = neighbours;
  }

  get connection(): HsmsConnection {
    return this.#link.connection;
  }

  get connectionState(): SessionState {
    if (this.#neighbours.isSelected(this.sessionId)) return "selected";
    return this.#link.connectionState === "not-connected" ? "not-connected" : "not-selected";
  }

  /** The first that is enabled opens the connection; on one that is up the active side selects its session. */
  async enable(): Promise<void> {
    this.enabled = true;
    try {
      await this.#link.enable();
    } catch (error) {
      this.enabled = this.connection.enabled;
      throw error;
    }
    if (this.enabled && !this.#neighbours.isSelected(this.sessionId)) this.#neighbours.select(this.sessionId);
  }

  /** The last that is disabled ends the connection; before that its session alone ends. */
  async disable(): Promise<void> {
    this.enabled = false;
    if (!this.#neighbours.someEnabled()) return await this.#link.disable();
    const said = `Session ${this.sessionId} of ${this.name} was disabled before its request was answered`;
    if (this.#neighbours.isSelected(this.sessionId)) this.#link.sendSeparateReq(this.sessionId);
    for (const request of this.#open) request.abort(new HsmsClosedError("closed-locally", said));
  }

  whenSelected(options: WaitOptions = {}): Promise<void> {
    return this.#link.whenSelected({ ...options, sessionId: this.sessionId });
  }

  /** Of the connection. */
  stats(): HsmsStats {
    return this.#link.stats();
  }

  on<Type extends HsmsEventType>(type: Type, listener: (event: HsmsEventOf<Type>) => unknown): () => void {
    return this.#link.on(type, (event) => {
      const { sessionId = this.sessionId } = sessionOf(event);
      return sessionId === this.sessionId ? listener(event) : undefined;
    });
  }

  sendStreamFunction(packet: HsmsPacket): void {
    this.#link.sendStreamFunction(this.#own(packet));
  }

  sendResponse(response: HsmsPacket, to: HsmsPacket | number, onSent?: () => void): boolean {
    return this.#link.sendResponse(this.#own(response), to, onSent);
  }

  sendAndWaitForResponse(
    packet: HsmsPacket,
    { signal, ...options }: HsmsRequestOptions = {},
  ): Promise<HsmsPacket> {
    const request = new AbortController();
    const abort = (): void => request.abort(signal!.reason);
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort, { once: true });
    this.#open.add(request);
    const reply = this.#link.sendAndWaitForResponse(this.#own(packet), {
      ...options,
      signal: request.signal,
    });
    return quiet(reply.finally(() => {
      this.#open.delete(request);
      signal?.removeEventListener("abort", abort);
    }));
  }

  abortRequest(header: HsmsHeader, reason: unknown): boolean {
    return this.#link.abortRequest(header, reason);
  }

  /** The same message in this session. */
  #own({ header, data }: HsmsPacket): HsmsPacket {
    const { stream, function: func, system, requireResponse } = header;
    const { sessionId } = this;
    return new HsmsPacket(dataHeader(sessionId, stream, func, system, requireResponse), data);
  }
}

/** The session that an event is about; none if it is about the connection. */
function sessionOf(event: HsmsEvent): { readonly sessionId?: number } {
  switch (event.type) {
    case "selected":
    case "deselected":
      return event;
    case "sent":
    case "received":
    case "primary":
    case "late-reply":
    case "reply-lost":
      return event.packet.header;
    case "unanswered":
      return event.request;
    default:
      return {};
  }
}
