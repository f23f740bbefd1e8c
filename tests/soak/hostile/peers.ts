import { connect, createServer, type Server, type Socket } from "node:net";
import { Random } from "../../support/random.ts";
import type { PausableTimer } from "../pausable_timer.ts";
import { HOSTILE_ADDRESS, LOOPBACK } from "../plan.ts";
import { HostileLink } from "./link.ts";
import type { Way } from "./ways.ts";

/** Between the end of a connection and the next dial, in ms. */
const LEAST = 200;
const MORE = 500;

/** What one hostile peer did. */
export interface HostileCounts {
  readonly way: string;
  readonly mustBeDropped: boolean;
  /** TCP connections that it had. */
  connections: number;
  /** Those of them that the other side ended. */
  dropped: number;
  /** Bytes that the system took from it. */
  written: number;
}

/** What a peer that dials and a peer that listens have in common: a way, one connection after the other, and counts. */
class HostilePeer {
  readonly counts: HostileCounts;
  /** Whether it is to have no connection. */
  isPaused = false;
  protected readonly random: Random;
  readonly #way: Way;
  readonly #links = new Set<HostileLink>();

  constructor(way: Way, seed: number) {
    this.#way = way;
    this.random = new Random(seed);
    this.counts = {
      way: way.name,
      mustBeDropped: way.mustBeDropped,
      connections: 0,
      dropped: 0,
      written: 0,
    };
  }

  /** Leaves at once, and has no connection from here on. */
  async leave(): Promise<void> {
    this.isPaused = true;
    for (const link of this.#links) link.reset();
    await Promise.all([...this.#links].map((link) => link.closed));
  }

  /** One connection, to its end. */
  protected async play(socket: Socket, isActive: boolean): Promise<void> {
    if (this.isPaused) return void socket.on("error", () => {}).destroy();
    const link = new HostileLink(socket, isActive);
    this.#links.add(link);
    this.counts.connections++;
    await this.#way.play(link, this.random);
    await link.closed;
    this.#links.delete(link);
    if (link.wasDropped) this.counts.dropped++;
    this.counts.written += link.written;
  }
}

/** A hostile peer that dials again each time that its connection has ended. */
export class DiallingPeer extends HostilePeer {
  /** Dials until the timer is over. */
  async run(port: number, timer: PausableTimer): Promise<void> {
    while (await timer.wait(LEAST + this.random.below(MORE))) {
      const socket = await dial(port);
      if (socket === undefined) continue;
      await this.play(socket, true);
    }
  }
}

/** A hostile peer that is dialled. */
export class ListeningPeer extends HostilePeer {
  readonly #server: Server = createServer((socket) => {
    void this.play(socket, false);
  });
  /** Listens; resolves with its port. */
  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, LOOPBACK, resolve));
    return (this.#server.address() as { port: number }).port;
  }

  async stop(): Promise<void> {
    const stopped = new Promise((resolve) => this.#server.close(resolve));
    await this.leave();
    await stopped;
  }
}

function dial(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: LOOPBACK, port, localAddress: HOSTILE_ADDRESS });
    socket.once("connect", () => resolve(socket));
    socket.once("error", () => resolve(undefined));
  });
}
