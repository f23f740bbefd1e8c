import type { LogEnd } from "../log/mod.ts";
import type { End } from "./entries.ts";
import { forgetOldest } from "./forget_oldest.ts";
import type { LinkState } from "./link_state.ts";

/** Maximum number of requests of an end that are remembered; the older half is forgotten then. */
const MAX_OPEN = 65_536;

/** One TCP connection of a link, while it lasts. */
export class ConnectionState {
  readonly number: number;
  readonly link: LinkState;
  /** The end of the link that is end a of the connection. */
  readonly #a: End;
  isClosed = false;
  firstAt = NaN;
  lastAt = NaN;
  /** The entry with which it was opened; undefined: that was not seen. */
  opened: number | undefined;
  /** Whether a session is selected; undefined: the recording began too late to say. */
  isSelected: boolean | undefined;
  /** The sessions that are selected; HSMS-GS may have several. */
  readonly #sessions = new Set<number>();
  wasSelected = false;
  /** The entry of the Separate.req. */
  separated: number | undefined;
  /** Something was said that explains why it ends, or that it is never selected. */
  isExplained = false;
  /** The bar of the wait for Select.req. */
  selectWait: number | undefined;
  /** The last frame of each end; -1: none. */
  readonly lastFrame: [number, number] = [-1, -1];
  /** Bytes that are no frame, if they were the last entry of an end: what follows them belongs to them. */
  readonly lastBytes: [string | undefined, string | undefined] = [undefined, undefined];
  /** The bars of the requests of each end, by their system bytes; those that ran out stay, for a late reply. */
  readonly #requests: readonly [Map<number, number>, Map<number, number>] = [new Map(), new Map()];

  constructor(number: number, link: LinkState, a: End) {
    this.number = number;
    this.link = link;
    this.#a = a;
  }

  /** The end of the link that an end of the connection is. */
  endOf(end: LogEnd): End {
    return end === "a" ? this.#a : other(this.#a);
  }

  /** The bar of a request. */
  request(end: End, key: number): number | undefined {
    return this.#requests[end].get(key);
  }

  remember(end: End, key: number, bar: number): void {
    const requests = this.#requests[end];
    requests.set(key, bar);
    forgetOldest(requests, MAX_OPEN);
  }

  forget(end: End, key: number): void {
    this.#requests[end].delete(key);
  }

  select(session: number): void {
    this.#sessions.add(session);
    this.isSelected = true;
    this.wasSelected = true;
  }

  /** A session ends. One that was not selected by this id stands for all of them: some stacks use two ids for one session. */
  deselect(session: number): void {
    if (!this.#sessions.delete(session)) this.#sessions.clear();
    this.isSelected = this.#sessions.size > 0;
  }

  /** Forgets the requests: what answers them now comes too late. */
  forgetAll(): void {
    for (const requests of this.#requests) requests.clear();
  }

  /** It has ended; what is told of it after that is still of its link. */
  close(): void {
    this.isClosed = true;
    this.forgetAll();
  }

  /** The bars of all requests that are remembered. */
  *bars(): Iterable<number> {
    for (const requests of this.#requests) yield* requests.values();
  }
}

/** The other end. */
export function other(end: End): End {
  return end === 0 ? 1 : 0;
}

/** By what a reply finds its request: system bytes, and whether it is a control message. */
export function keyOf(system: number, isControl: boolean): number {
  return system * 2 + (isControl ? 1 : 0);
}
