import { abortable, quiet, SecsError } from "../../base/mod.ts";
import type { HsmsConnection } from "../connection/connection.ts";
import { HsmsStateError } from "../errors.ts";
import type { Machine } from "../machine/machine.ts";
import type { Transaction } from "../machine/transactions.ts";
import { dataHeader, type HsmsHeader } from "../wire/header.ts";
import { HsmsPacket, originOf } from "../wire/packet.ts";
import type { Driver } from "./driver.ts";

/** Whose messages a {@linkcode Sender} sends. */
export interface SenderOptions {
  /** What the owner calls the peer. */
  readonly name: string;
  /** The session id of its messages; undefined in HSMS-GS, where each message has its own. */
  readonly sessionId: number | undefined;
}

/**
 * How the data messages of a handler go out: with its session id and system bytes, the short way if they are small and nothing
 * stands before it (`encode`), or else as a packet of their own. All that can be wrong is found and told on the long way.
 */
export class Sender {
  readonly #driver: Driver;
  readonly #connection: HsmsConnection;
  readonly #name: string;
  readonly #sessionId: number | undefined;

  constructor(driver: Driver, connection: HsmsConnection, { name, sessionId }: SenderOptions) {
    this.#driver = driver;
    this.#connection = connection;
    this.#name = name;
    this.#sessionId = sessionId;
  }

  /** See HsmsProtocol.sendStreamFunction. */
  send(packet: HsmsPacket): void {
    const { header } = packet;
    const machine = this.requireMachine(header);
    const sessionId = this.#sessionOf(header);
    const system = machine.nextSystem();
    const wants = header.requireResponse;
    if (machine.maySend(sessionId) && this.#driver.encode(packet, sessionId, system, wants)) return;
    const stamped = stamp(packet, sessionId, system, wants);
    machine.requireSelected(stamped.header);
    this.#connection.sendPacket(stamped);
  }

  /** See HsmsProtocol.sendResponse. */
  respond(response: HsmsPacket, to: HsmsPacket | number, onSent: (() => void) | undefined): boolean {
    const system = typeof to === "number" ? to : to.header.system;
    const sessionId = this.#sessionOf(typeof to === "number" ? response.header : to.header);
    if (onSent === undefined && this.#encodeResponse(response, to, sessionId)) return true;
    const packet = stamp(response, sessionId, system, false);
    try {
      const machine = this.requireMachine(packet.header);
      machine.requireSelected(packet.header);
      if (typeof to !== "number") this.#requireOrigin(packet, to, machine);
      this.#connection.sendPacket(packet);
      if (onSent !== undefined) this.#driver.tellSent(packet, onSent);
      return true;
    } catch (error) {
      this.#driver.replyLost(packet, error as Error);
      return false;
    }
  }

  /** See HsmsProtocol.sendAndWaitForResponse. */
  request(packet: HsmsPacket, timeout: number, signal: AbortSignal | undefined): Promise<HsmsPacket> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    try {
      // It is a data message, whatever its header says.
      const header = packet.header.isControl ? stamp(packet, 0, 0, true).header : packet.header;
      const machine = this.requireMachine(header);
      const transaction = machine.request(header, timeout, this.#sessionOf(header), machine.nextSystem());
      const reply = transaction.reply();
      if (!this.#driver.encodeRequest(packet, transaction)) {
        this.#sendRequest(new HsmsPacket(transaction.request, packet.data), transaction, machine, signal);
      }
      if (signal === undefined) return reply;
      return quiet(abortable(reply, signal, (reason) => this.giveUp(machine, transaction, reason)));
    } catch (error) {
      return refused(error);
    }
  }

  /** Ends an open request without a reply, because of `reason`. */
  giveUp(machine: Machine, transaction: Transaction, reason: unknown): void {
    this.#driver.command(machine, () => machine.abort(transaction, reason));
  }

  /** The machine, to send `what`; throws an HsmsStateError while there is none. */
  requireMachine(what: HsmsHeader | string): Machine {
    const { machine } = this.#driver;
    if (machine !== undefined) return machine;
    const name = typeof what === "string" ? what : what.name;
    throw new HsmsStateError(
      "not-connected",
      `Cannot send ${name} to ${this.#peer}: it is not connected`,
    );
  }

  get #peer(): string {
    return `${this.#name} (${this.#connection.address}:${this.#connection.port})`;
  }

  #sessionOf(header: HsmsHeader): number {
    return this.#sessionId ?? header.sessionId;
  }

  /** False: it has to go the long way. */
  #encodeResponse(response: HsmsPacket, to: HsmsPacket | number, sessionId: number): boolean {
    const { machine } = this.#driver;
    if (machine === undefined || typeof to === "number" || !machine.maySend(sessionId)) return false;
    if ((originOf(to) ?? machine) !== machine) return false;
    return this.#driver.encode(response, sessionId, to.header.system, false);
  }

  #sendRequest(
    request: HsmsPacket,
    transaction: Transaction,
    machine: Machine,
    signal: AbortSignal | undefined,
  ): void {
    if (this.#connection.trySendPacket(request)) return;
    this.#connection.sendPacketWhenRoom(request, { ...(signal && { signal }) })
      .catch((reason) => this.giveUp(machine, transaction, reason));
  }

  /** The system bytes of a reply mean another request on another TCP connection. */
  #requireOrigin({ header }: HsmsPacket, to: HsmsPacket, machine: Machine): void {
    if ((originOf(to) ?? machine) === machine) return;
    const said =
      `Cannot send ${header.name} to ${this.#peer}: the connection on which ${to.header.name} came has ended`;
    throw new HsmsStateError("not-connected", said);
  }
}

/** The same message with the session id and the system bytes that it goes out with. */
function stamp(
  { header, data }: HsmsPacket,
  sessionId: number,
  system: number,
  requireResponse: boolean,
): HsmsPacket {
  const { stream, function: func } = header;
  return new HsmsPacket(dataHeader(sessionId, stream, func, system, requireResponse), data);
}

/** A rejection that surfaces only if the caller made a mistake. */
export function refused(error: unknown): Promise<never> {
  const rejection = Promise.reject(error);
  return error instanceof SecsError ? quiet(rejection) : rejection;
}
