import { type Clock, Deferred } from "../../base/mod.ts";
import type { Transport } from "../../network/mod.ts";
import { Link } from "../link/link.ts";
import type { LinkOptions, LinkOwner } from "../link/link_options.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import { AttemptLoop, type AttemptLoopOwner } from "./attempt_loop.ts";
import type { AttemptSpacing } from "./attempt_spacing.ts";
import type { ShortWay } from "./delegate.ts";
import type { HsmsEvent, HsmsEventType } from "./events.ts";
import type { TransportSource } from "./transport_source.ts";

/** Who a {@linkcode ConnectionCore} tells what happens; the methods do not throw. */
export interface CoreOwner<Connection> {
  readonly tracer: {
    readonly tellsFrames: boolean;
    wants(type: HsmsEventType): boolean;
    tell(event: Exclude<HsmsEvent, { readonly type: "primary" }>): void;
  };
  onStart(connection: Connection, shortWay: ShortWay): void;
  onConnectionEstablished(connection: Connection): void;
  onConnectionPacketReceived(connection: Connection, packet: HsmsPacket): void;
  onConnectionPacketSent(connection: Connection, packet: HsmsPacket): void;
  onBurstSent(count: number, bytes: number): void;
  onConnectionBeforeClosed(connection: Connection): void;
  onEnd(error: Error | undefined): void;
  onConnectionClosed(connection: Connection, error?: Error): void;
}

/** What goes on inside an HsmsConnection: one TCP connection after the other, told to its owner. */
export class ConnectionCore<Connection> implements AttemptLoopOwner, LinkOwner {
  readonly clock: Clock;
  readonly #connection: Connection;
  readonly #source: TransportSource;
  readonly #settings: LinkOptions;
  readonly #owner: CoreOwner<Connection>;
  /** From an `enable` to its `disable`. */
  #loop: AttemptLoop | undefined;
  /** The end of the last loop that was stopped. */
  #stopped: Promise<void> | undefined;
  #link: Link | undefined;
  #transport: Transport | undefined;
  /** The loop that is told when TCP is gone; it may have been stopped since. */
  #serving: AttemptLoop | undefined;
  /** Of the callers that wait for the end of TCP. */
  #gone: Deferred<void> | undefined;

  constructor(
    connection: Connection,
    source: TransportSource,
    settings: LinkOptions,
    owner: CoreOwner<Connection>,
  ) {
    this.clock = settings.clock;
    this.#connection = connection;
    this.#source = source;
    this.#settings = settings;
    this.#owner = owner;
  }

  /** Whether a loop goes on. */
  get enabled(): boolean {
    return this.#loop !== undefined && !this.#loop.over;
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

  /** Starts; resolves when the first attempt is ready, rejects if it cannot even start (a port in use). */
  enable(): Promise<void> {
    if (this.#loop !== undefined && !this.#loop.over) return this.#loop.ready;
    const loop = new AttemptLoop(this);
    this.#loop = loop;
    const { ready } = loop;
    loop.start(this.#stopped);
    return ready;
  }

  /** Stops; resolves when the connection is closed and the port is free. */
  disable(): Promise<void> {
    const loop = this.#loop;
    if (loop === undefined || loop.over) return this.#stopped ?? Promise.resolve();
    this.#loop = undefined;
    return this.#stopped = loop.stop();
  }

  open(signal: AbortSignal, ready: () => void): Promise<Transport> {
    const { clock, timeouts } = this.#settings;
    return this.#source.open(signal, {
      ready,
      clock,
      timeouts,
      tell: (event) => this.#owner.tracer.tell(event),
    });
  }

  spacing(): AttemptSpacing {
    return this.#source.spacing(this.#settings.timeouts);
  }

  serve(transport: Transport, loop: AttemptLoop): void {
    const { local, remote } = transport;
    this.#serving = loop;
    this.#transport = transport;
    this.#link = new Link(transport, this, this.#settings);
    this.#owner.onStart(this.#connection, this.#link);
    this.#owner.tracer.tell({ type: "connected", local, remote });
    this.#owner.onConnectionEstablished(this.#connection);
  }

  refuse(transport: Transport): void {
    transport.abort();
    this.#source.ended?.();
  }

  close(): void {
    this.#link?.close();
  }

  failed(error: Error, retryIn: number): void {
    this.#owner.tracer.tell({ type: "failed", error, retryIn });
  }

  onPacket(packet: HsmsPacket): void {
    const { tracer } = this.#owner;
    if (tracer.tellsFrames && tracer.wants("received")) {
      tracer.tell({ type: "received", remote: this.#transport!.remote, packet });
    }
    this.#owner.onConnectionPacketReceived(this.#connection, packet);
  }

  onSent(packet: HsmsPacket): void {
    const { tracer } = this.#owner;
    if (tracer.tellsFrames && tracer.wants("sent")) {
      tracer.tell({ type: "sent", remote: this.#transport!.remote, packet });
    }
    this.#owner.onConnectionPacketSent(this.#connection, packet);
  }

  onBurstSent(count: number, bytes: number): void {
    this.#owner.onBurstSent(count, bytes);
  }

  onClosing(): void {
    this.#owner.onConnectionBeforeClosed(this.#connection);
  }

  onClosed(error: Error | undefined): void {
    const { remote } = this.#transport!;
    const loop = this.#serving!;
    const gone = this.#gone;
    this.#link =
      this.#transport =
      this.#serving =
      this.#gone =
        undefined;
    this.#source.ended?.();
    this.#owner.onEnd(error);
    this.#owner.tracer.tell(
      error === undefined ? { type: "closed", remote } : { type: "closed", remote, error },
    );
    this.#owner.onConnectionClosed(this.#connection, error);
    gone?.resolve();
    loop.lost();
  }
}
