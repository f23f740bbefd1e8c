import {
  HsmsAbortError,
  type HsmsPacket,
  type HsmsProtocol,
  HsmsStateError,
  streamFunction,
} from "@secs/hsms";
import { Random } from "../support/random.ts";
import type { Beat } from "./beat.ts";
import { bodyOf, HEAD, type Note, read, sizeFrom, type Want } from "./bodies.ts";
import type { Ledger } from "./ledger.ts";
import { Pulled } from "./mischief.ts";
import { functionOf, Order } from "./order.ts";

/** Between two bursts of a talker, at most and in ms. */
const REST = 600;
/** Messages of a burst, at most. */
const BURST = 5;
/** When an answer comes that is to come too late. */
const LATE = 1_100;
/** No request takes longer than this, whatever happens to it. */
const PATIENCE = 30_000;

/** A reason of our own to give a request up. */
class GivenUp extends Error {}

/** What talkers of a process have in common. */
export interface Room {
  readonly beat: Beat;
  readonly ledger: Ledger;
}

/**
 * Talks on one handler: sends numbered messages of all sizes, with and without W, answers those of the peer as they want
 * it, and looks at everything that comes back.
 */
export class Talker {
  readonly handler: HsmsProtocol;
  readonly order = new Order();
  readonly #line: number;
  readonly #room: Room;
  readonly #random: Random;
  #epoch: number;
  #number = 0;
  /** TCP connections so far: what belongs to one is not said on the next. */
  #connection = 0;
  #over = false;

  /** `epoch`: higher than any of the line's talkers before. */
  constructor(handler: HsmsProtocol, line: number, epoch: number, seed: number, room: Room) {
    const { ledger } = room;
    this.handler = handler;
    this.#line = line;
    this.#epoch = epoch;
    this.#room = room;
    this.#random = new Random(seed);
    handler.on("connected", () => {
      ledger.account.connected++;
      this.#connection++;
      this.order.begin();
    });
    handler.on("selected", () => {
      this.#epoch++;
      this.#number = 0;
    });
    handler.on("closed", ({ error }) => {
      ledger.account.disconnected++;
      if (error instanceof Pulled) ledger.did("pulled");
      else if (error !== undefined) ledger.expect(error, "disconnected");
    });
    handler.on("fault", ({ error }) => ledger.expect(error, "fault event"));
    handler.on("late-reply", () => ledger.did("late reply"));
    handler.on("primary", ({ packet: primary }) => this.#hear(primary));
  }

  /** Higher than any so far. */
  get nextEpoch(): number {
    return this.#epoch + 1;
  }

  /** Talks until it is over. */
  async talk(): Promise<void> {
    const { beat } = this.#room;
    while (await beat.turn(this.#random.below(REST)) && !this.#over) {
      for (let left = 1 + this.#random.below(BURST); left > 0; left--) this.#speak();
    }
  }

  /** Falls silent. */
  end(): void {
    this.#over = true;
  }

  /** Sends `count` messages, each second one with W, the last too; resolves when all is answered. */
  async exchange(count: number): Promise<void> {
    for (let i = 1; i <= count; i++) {
      if (this.handler.connectionState !== "selected") return this.#room.ledger.problem("it is not selected");
      if (i % 2 === 0) await this.#ask(this.#note("reply"), HEAD + this.#random.below(4096), 0);
      else this.#tell(this.#note("nothing"), HEAD + this.#random.below(4096));
    }
  }

  #speak(): void {
    if (this.handler.connectionState !== "selected") return this.#speakInVain();
    // The first tells who speaks.
    const size = this.#number === 0 ? HEAD : sizeFrom(this.#random);
    const lot = size === 0 ? 50 : this.#random.below(100);
    if (this.#random.below(2) === 0) return this.#tell(this.#note("nothing"), size);
    const want = lot === 0 ? "nothing" : lot === 1 ? "abort" : lot === 2 ? "late" : "reply";
    void this.#ask(this.#note(want), size);
  }

  #speakInVain(): void {
    if (this.#random.below(20) > 0) return;
    try {
      this.handler.sendStreamFunction(streamFunction(1, 1));
      this.#room.ledger.problem("a message was taken while not selected");
    } catch (error) {
      this.#room.ledger.expect(error, "in vain");
    }
  }

  #note(want: Want): Note {
    const replySize = sizeFrom(this.#random) % 65536;
    return { line: this.#line, epoch: this.#epoch, number: this.#number, want, replySize };
  }

  get #stream(): number {
    return 20 + this.#line % 100;
  }

  #tell(note: Note, size: number): void {
    const { ledger } = this.#room;
    try {
      this.handler.sendStreamFunction(
        streamFunction(this.#stream, functionOf(note.number), bodyOf(note, size)),
      );
      this.#number++;
      ledger.account.sent[this.#line]!++;
    } catch (error) {
      ledger.expect(error, "tell");
    }
  }

  /** `givenUp`: in so many of a hundred cases. */
  async #ask(note: Note, size: number, givenUp = 1): Promise<void> {
    const { ledger } = this.#room;
    const { account } = ledger;
    const packet = streamFunction(this.#stream, functionOf(note.number), bodyOf(note, size));
    const signal = this.handler.connection.queuedBytes === 0 ? this.#perhapsGiveUp(givenUp) : undefined;
    account.asked++;
    account.sent[this.#line]!++;
    this.#number++;
    ledger.open++;
    const start = performance.now();
    try {
      const reply = await this.handler.sendAndWaitForResponse(packet, { ...(signal && { signal }) });
      account.replied++;
      account.acknowledged[this.#line]!++;
      this.#check(reply, note, size === 0);
    } catch (error) {
      account.failed++;
      this.#judge(error, note);
    }
    ledger.open--;
    const took = performance.now() - start;
    if (took > PATIENCE) ledger.problem(`a request took ${Math.round(took)} ms`);
  }

  /** Only what has gone out: a request that still waits would be taken back, and its number with it. */
  #perhapsGiveUp(percent: number): AbortSignal | undefined {
    if (this.#random.below(100) >= percent) return undefined;
    const control = new AbortController();
    this.#room.beat.later(this.#random.below(50), () => control.abort(new GivenUp()));
    return control.signal;
  }

  #check(reply: HsmsPacket, note: Note, wasEmpty: boolean): void {
    const { stream, function: func } = reply.header;
    const said = read(reply.data);
    // A machine that is slow may see an answer that is late before it sees that its time is over.
    const isWanted = note.want === "reply" || note.want === "late";
    const isNext = stream === this.#stream && func === functionOf(note.number) + 1;
    const isSaid = said === undefined ? wasEmpty || note.replySize < HEAD : isSame(said, note);
    const isRight = isWanted && isNext && isSaid;
    if (!isRight) this.#room.ledger.problem(`${JSON.stringify(note)} was answered ${JSON.stringify(said)}`);
  }

  #judge(error: unknown, note: Note): void {
    const { ledger } = this.#room;
    if (error instanceof GivenUp) return ledger.did("given up");
    ledger.expect(error, "ask");
    if (error instanceof HsmsAbortError && note.want !== "abort") ledger.problem(`nobody aborted: ${error}`);
  }

  #hear(primary: HsmsPacket): void {
    const { ledger, beat } = this.#room;
    const note = this.order.take(primary);
    if (typeof note === "string") return ledger.problem(`received ${note}`);
    ledger.account.received[note.line]!++;
    if (!primary.header.requireResponse || note.want === "nothing") return;
    if (note.want !== "late") return this.#answer(primary, note);
    const connection = this.#connection;
    beat.later(LATE, () => connection === this.#connection && this.#answer(primary, note));
  }

  #answer(primary: HsmsPacket, note: Note): void {
    const { stream, function: func } = primary.header;
    const empty = primary.data.length === 0 || note.want === "abort";
    const body = empty ? undefined : bodyOf(note, note.replySize);
    try {
      const answer = note.want === "abort" ? 0 : func + 1;
      this.handler.sendResponse(streamFunction(stream, answer, body), primary);
    } catch (error) {
      if (error instanceof HsmsStateError) this.#room.ledger.did("answer too late");
      this.#room.ledger.expect(error, "answer");
    }
  }
}

function isSame(said: Note | string, note: Note): boolean {
  if (typeof said === "string") return false;
  const { line, epoch, number } = note;
  return said.line === line && said.epoch === epoch && said.number === number;
}
