import {
  type Clock,
  HsmsProtocol,
  type HsmsTimeoutOptions,
  SecsError,
  streamFunction,
  tcp,
} from "@secs/hsms";
import { AssertionError } from "@std/assert";
import { Log } from "../support/log.ts";

const LOOPBACK = "127.0.0.1";
/** What a side's numbers are repeated with; a reply that has become a primary is known by it. */
const HOST = 0xffff_ffff;
const TOOL = 0x5a5a_5a5a;

/** How many of this side's messages ended in which way. */
export interface Outcomes {
  /** Requests that got the right reply. */
  acknowledged: number;
  /** Requests that failed, by the code and the timer of the error. */
  failed: Record<string, number>;
}

/**
 * One side of a chaotic link. All of its data messages are numbered, S6F11 without and S2F25 with a reply; the other side
 * checks that the numbers grow, and sends the body of a request back.
 */
export class Side {
  readonly protocol: HsmsProtocol;
  /** `connected`, `selected`, `disconnected NAME`, `primary`. */
  readonly log = new Log();
  readonly outcomes: Outcomes = { acknowledged: 0, failed: {} };
  /** Errors that ended connections. */
  readonly errors: Error[] = [];
  /** The numbers that came in, in their order. */
  readonly received: number[] = [];
  /** Primaries with a body that the other side did not send, and replies with another body than their request. */
  altered = 0;
  /** Messages S7F3, which carry no number. */
  large = 0;
  /** The numbers whose reply came. */
  readonly acknowledged: number[] = [];
  readonly #mine: number;
  readonly #theirs: number;
  #last = 0;
  #wrong: string | undefined;

  constructor(name: string, port: number, active: boolean, clock: Clock, timeouts: HsmsTimeoutOptions) {
    [this.#mine, this.#theirs] = active ? [HOST, TOOL] : [TOOL, HOST];
    this.protocol = new HsmsProtocol(LOOPBACK, port, active, 0, name, {
      network: tcp,
      bindAddress: LOOPBACK,
      clock,
      timeouts: { ...timeouts, allowShort: true },
      onDelegateError: (error) => this.#wrong = `${name} threw ${error}`,
    });
    this.protocol.on("connected", () => this.log.write("connected"));
    this.protocol.on("selected", () => this.log.write("selected"));
    this.protocol.on("closed", ({ error }) => {
      if (error !== undefined) this.errors.push(error);
      this.log.write(`disconnected ${error?.name ?? ""}`.trimEnd());
    });
    this.protocol.on("primary", ({ packet }) => {
      const number = numberOf(packet.data, this.#theirs);
      if (packet.header.name === "S7F3") this.large++;
      else if (number === undefined) this.altered++;
      else this.received.push(number);
      this.log.write("primary");
      if (packet.header.name !== "S2F25 W" || this.protocol.connectionState !== "selected") return;
      this.protocol.sendResponse(streamFunction(2, 26, packet.data), packet);
    });
  }

  /** Sends a numbered message without a reply; if the link is down it is lost. */
  send(): void {
    try {
      this.protocol.sendStreamFunction(streamFunction(6, 11, bodyOf(++this.#last, this.#mine)));
    } catch (error) {
      this.#count(error);
    }
  }

  /** A numbered request, to its end; whether the right reply came. Any other error than the library's is thrown on. */
  async request(): Promise<boolean> {
    const number = ++this.#last;
    try {
      const reply = await this.protocol.sendAndWaitForResponse(
        streamFunction(2, 25, bodyOf(number, this.#mine)),
      );
      const isRight = numberOf(reply.data, this.#mine) === number;
      if (isRight) this.acknowledged.push(number);
      if (isRight) this.outcomes.acknowledged++;
      else this.altered++;
      return isRight;
    } catch (error) {
      this.#count(error);
      return false;
    }
  }

  /** Requests until an answer comes: the link has come back by itself. */
  async requestUntilAnswered(): Promise<void> {
    for (let tries = 0; tries < 50; tries++) {
      await this.protocol.whenSelected({ signal: AbortSignal.timeout(10_000) });
      if (await this.request()) return;
    }
    throw new AssertionError(`${this.protocol.name} got no answer to 50 requests`);
  }

  /**
   * What this side has received of the other is in order, each number once, and has all that was acknowledged. `changes`:
   * a rule repeats frames, or changes bytes, which HSMS cannot notice.
   */
  requireOrder(other: Side, changes: "repeats" | "alters" | undefined): void {
    if (this.#wrong !== undefined) throw new AssertionError(this.#wrong);
    if (this.altered > 0 && changes !== "alters") {
      throw new AssertionError(`${this.protocol.name} received ${this.altered} bodies that were not sent`);
    }
    const seen = new Set<number>();
    let last = 0;
    for (const number of this.received) {
      const isNext = number > last || (changes === "repeats" && seen.has(number));
      if (!isNext) throw new AssertionError(`${this.protocol.name} received ${number} after ${last}`);
      seen.add(number);
      last = Math.max(last, number);
    }
    for (const number of other.acknowledged) {
      if (!seen.has(number)) throw new AssertionError(`${number} was acknowledged and never received`);
    }
  }

  #count(error: unknown): void {
    if (!(error instanceof SecsError)) throw error;
    const key = "timer" in error ? `${error.code} ${error.timer}` : error.code;
    this.outcomes.failed[key] = (this.outcomes.failed[key] ?? 0) + 1;
  }
}

/** A number, and the same with some bits turned over: a body that was cut or changed is known. */
function bodyOf(number: number, mask: number): Uint8Array {
  const body = new Uint8Array(8);
  const view = new DataView(body.buffer);
  view.setUint32(0, number);
  view.setUint32(4, number ^ mask);
  return body;
}

function numberOf(body: Uint8Array, mask: number): number | undefined {
  if (body.length !== 8) return undefined;
  const view = new DataView(body.buffer, body.byteOffset);
  const number = view.getUint32(0);
  return view.getUint32(4) === ((number ^ mask) >>> 0) ? number : undefined;
}
