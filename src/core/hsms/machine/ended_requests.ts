/** Maximum number of requests that are remembered. */
const REMEMBERED = 256;

/**
 * The last data requests that ended on one TCP connection, so that a reply that comes after the end can be told from one
 * that nobody asked for.
 */
export class EndedRequests {
  /** The system bytes of each, times two, and one more if it was answered; the oldest is overwritten. */
  readonly #entries: number[] = [];
  #next = 0;

  /** A request ended; `answered`: by an answer of the peer. */
  add(system: number, answered: boolean): void {
    this.#entries[this.#next] = system * 2 + Number(answered);
    this.#next = (this.#next + 1) % REMEMBERED;
  }

  /** Whether the request with these system bytes was answered; undefined: it is not among the last that ended. */
  answered(system: number): boolean | undefined {
    if (this.#entries.includes(system * 2 + 1)) return true;
    return this.#entries.includes(system * 2) ? false : undefined;
  }
}
