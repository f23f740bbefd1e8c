import { type Clock, contain, Deferred, systemClock } from "../../base/mod.ts";
import type { Transport } from "../../network/mod.ts";
import type { HsmsConnection, HsmsConnectionOptions } from "./connection.ts";
import { ContainedDelegate } from "./contained_delegate.ts";
import { type HsmsErrorListener, reportError } from "./error_sink.ts";
import { Link, type LinkOwner } from "../link/link.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { AttemptSpacing } from "./reconnect.ts";
import { type Run, Supervisor, type SupervisorOwner } from "./supervisor.ts";
import type { HsmsTrace, HsmsTraceDetail } from "./trace.ts";
import type { TransportSource } from "./transport_source.ts";

/** What goes on behind an HsmsConnection: one TCP connection after the other, and its delegate and trace are told. */
export class ConnectionLife implements SupervisorOwner, LinkOwner {
  readonly clock: Clock;
  readonly supervisor: Supervisor;
  readonly #connection: HsmsConnection;
  readonly #source: TransportSource;
  readonly #dropSilentPeer: boolean;
  readonly #maxLength: number | undefined;
  readonly #sendLimit: number | undefined;
  readonly #maxWaitingSends: number | undefined;
  readonly #trace: HsmsTrace | undefined;
  readonly #onError: HsmsErrorListener | undefined;
  readonly #delegate: ContainedDelegate;
  #link: Link | undefined;
  #transport: Transport | undefined;
  /** Who is told that TCP is gone. */
  #run: Run | undefined;
  /** Of those who wait for the end of TCP. */
  #gone: Deferred<void> | undefined;

  constructor(connection: HsmsConnection, source: TransportSource, options: HsmsConnectionOptions) {
    this.clock = options.clock ?? systemClock;
    this.#connection = connection;
    this.#source = source;
    this.#dropSilentPeer = options.dropSilentPeer ?? source.dropSilentPeer;
    this.#maxLength = options.maxLength;
    this.#sendLimit = options.sendLimit;
    this.#maxWaitingSends = options.maxWaitingSends;
    this.#trace = options.trace;
    this.#onError = options.onDelegateError;
    this.#delegate = new ContainedDelegate(connection.delegate, options.onDelegateError);
    this.supervisor = new Supervisor(this);
  }

  /** The TCP connection that is up, as packets. */
  get link(): Link | undefined {
    return this.#link;
  }

  /** The TCP connection that is up, as bytes. */
  get transport(): Transport | undefined {
    return this.#transport;
  }

  /** Resolves when the TCP connection that is up, if there is one, is gone. */
  get gone(): Promise<void> {
    if (this.#link === undefined) return Promise.resolve();
    this.#gone ??= new Deferred();
    return this.#gone.promise;
  }

  open(signal: AbortSignal, ready: () => void): Promise<Transport> {
    return this.#source.open(signal, {
      ready,
      clock: this.clock,
      timeouts: this.#connection.timeouts,
      trace: (detail) => this.#tell(detail),
    });
  }

  spacing(): AttemptSpacing {
    return this.#source.spacing(this.#connection.timeouts);
  }

  serve(transport: Transport, run: Run): void {
    const { local, remote } = transport;
    this.#run = run;
    this.#transport = transport;
    this.#link = new Link(transport, this, {
      clock: this.clock,
      timeouts: this.#connection.timeouts,
      dropSilentPeer: this.#dropSilentPeer,
      maxLength: this.#maxLength,
      sendLimit: this.#sendLimit,
      maxWaitingSends: this.#maxWaitingSends,
    });
    this.#tell({ type: "established", local, remote });
    this.#delegate.onConnectionEstablished(this.#connection);
  }

  close(): void {
    this.#link?.close();
  }

  failed(error: Error, retryIn: number): void {
    this.#tell({ type: "failed", error, retryIn });
  }

  onPacket(packet: HsmsPacket): void {
    if (this.#trace !== undefined) {
      this.#tell({ type: "received", remote: this.#transport!.remote, packet });
    }
    this.#delegate.onConnectionPacketReceived(this.#connection, packet);
  }

  onSent(packet: HsmsPacket): void {
    if (this.#trace !== undefined) {
      this.#tell({ type: "sent", remote: this.#transport!.remote, packet });
    }
    this.#delegate.onConnectionPacketSent(this.#connection, packet);
  }

  onClosing(): void {
    this.#delegate.onConnectionBeforeClosed(this.#connection);
  }

  onClosed(error: Error | undefined): void {
    const { remote } = this.#transport!;
    const run = this.#run!;
    const gone = this.#gone;
    this.#link =
      this.#transport =
      this.#run =
      this.#gone =
        undefined;
    this.#tell(error === undefined ? { type: "closed", remote } : { type: "closed", remote, error });
    this.#delegate.onConnectionClosed(this.#connection, error);
    gone?.resolve();
    run.gone();
  }

  #tell(detail: HsmsTraceDetail): void {
    const trace = this.#trace;
    if (trace === undefined) return;
    const connection = this.#connection;
    const event = Object.assign({ time: this.clock.now(), connection }, detail);
    contain(() => trace(event), (error) => reportError(error, this.#onError, connection));
  }
}
