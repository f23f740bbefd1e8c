import type { LogConnection, LogEndpoint } from "../log/mod.ts";
import { ConnectionState } from "./connection_state.ts";
import { forgetOldest } from "./forget_oldest.ts";
import { LinkState } from "./link_state.ts";
import type { StoryModel } from "./options.ts";

/** A connection that said nothing for so long, in ms, gives way to a new one of the same two sides. */
const SILENCE = 10_000;
/** Maximum number of links between the same two sides, which are there for connections at the same time. */
const MAX_BESIDE = 1000;
/** Maximum number of connections that are remembered; then the older half is forgotten. */
const MAX_OPEN = 65_536;

/** Finds the link of each connection: the same two addresses, and the same port of who listens. */
export class Links {
  readonly all: LinkState[] = [];
  readonly #byParties = new Map<string, LinkState[]>();
  /** By number; those that have ended are among them, until there are too many. */
  readonly #open = new Map<number, ConnectionState>();
  /** Connections that have no entry yet. */
  readonly #announced = new Map<number, LogConnection>();
  readonly #model: StoryModel | undefined;

  constructor(model: StoryModel | undefined) {
    this.#model = model;
  }

  /** A connection of the log. It gets its link with its first entry, as its time counts. */
  announce(connection: LogConnection): void {
    this.#announced.set(connection.number, connection);
    forgetOldest(this.#announced, MAX_OPEN);
  }

  /** The connection of an entry at a time; one that was not said is between two sides that are not known. */
  connection(number: number, at: number): ConnectionState {
    const announced = this.#announced.get(number);
    if (announced === undefined) return this.#open.get(number) ?? this.#add(unknown(number), at);
    this.#announced.delete(number);
    return this.#add(announced, at);
  }

  /** The open connection of a number. */
  find(number: number | undefined): ConnectionState | undefined {
    return number === undefined ? undefined : this.#open.get(number);
  }

  #add({ number, a, b, opener }: LogConnection, now: number): ConnectionState {
    const isActiveA = opener === undefined ? this.#looksActive(a, b) : opener === "a";
    const [active, passive] = isActiveA ? [a, b] : [b, a];
    const link = this.#linkFor(active, passive, now);
    if (opener !== undefined) link.isActiveKnown = true;
    link.connections++;
    if (link.ends[0].port !== active.port) link.ends[0].port = 0;
    const connection = new ConnectionState(number, link, isActiveA ? 0 : 1);
    this.#open.delete(number);
    this.#open.set(number, connection);
    forgetOldest(this.#open, MAX_OPEN);
    return connection;
  }

  /** Who connected, if that was not seen: as in a connection before, or the side with the higher port. */
  #looksActive(a: LogEndpoint, b: LogEndpoint): boolean {
    if (this.#byParties.has(keyOf(a, b))) return true;
    if (this.#byParties.has(keyOf(b, a))) return false;
    return a.port >= b.port;
  }

  /** A link that is free for a connection: its last one was closed, or has been silent. */
  #linkFor(active: LogEndpoint, passive: LogEndpoint, now: number): LinkState {
    const key = keyOf(active, passive);
    const known = this.#byParties.get(key) ?? [];
    const free = known.find((link) => {
      const current = this.find(link.current);
      return current === undefined || current.isClosed || !(now - current.lastAt < SILENCE);
    });
    if (free !== undefined) return free;
    if (known.length >= MAX_BESIDE) return known.at(-1)!;
    const link = new LinkState(this.all.length, active, passive, this.#model);
    this.all.push(link);
    known.push(link);
    this.#byParties.set(key, known);
    return link;
  }
}

function unknown(number: number): LogConnection {
  return { number, a: { address: "", port: 0 }, b: { address: "", port: 0 } };
}

function keyOf(active: LogEndpoint, passive: LogEndpoint): string {
  return `${active.address} ${passive.address} ${passive.port}`;
}
