import { SType } from "../../src/core/hsms/wire/codes.ts";
import type { HsmsHeader } from "../../src/core/hsms/wire/header.ts";
import type { HsmsPacket } from "../../src/core/hsms/wire/packet.ts";
import type {
  Transaction,
  TransactionKind,
  TransactionOutcome,
} from "../../src/core/hsms/machine/transactions.ts";
import type { Checker } from "./checker.ts";

/** A request of one side, as an observer sees it. */
export interface Request {
  readonly kind: TransactionKind;
  readonly timeout: number;
  sentAt: number | undefined;
  settled: number;
}

const KINDS: Readonly<Record<number, TransactionKind>> = {
  [SType.selectReq]: "select",
  [SType.deselectReq]: "deselect",
  [SType.linktestReq]: "linktest",
};

/** The kind of transaction that a control message opens; undefined: none. */
export function kindOf(packet: HsmsPacket): TransactionKind | undefined {
  return KINDS[packet.header.sType];
}

/** Every request of one side on one TCP connection: opened, sent, settled once. */
export class OpenRequests {
  readonly #who: string;
  readonly #checker: Checker;
  readonly #requests = new Map<HsmsHeader, Request>();
  readonly #open = new Map<HsmsHeader, Request>();

  constructor(who: string, checker: Checker) {
    this.#who = who;
    this.#checker = checker;
  }

  /** The open ones, in the order in which they were opened. */
  get all(): ReadonlyMap<HsmsHeader, Request> {
    return this.#open;
  }

  /** Whether one of a kind is open. */
  has(kind: TransactionKind): boolean {
    for (const request of this.#open.values()) if (request.kind === kind) return true;
    return false;
  }

  /** A request was opened: no open one has its system bytes. */
  opened(header: HsmsHeader, kind: TransactionKind, timeout: number): void {
    this.fresh(header);
    this.#checker.tally.opened++;
    const request = { kind, timeout, sentAt: undefined, settled: 0 };
    this.#requests.set(header, request);
    this.#open.set(header, request);
  }

  /** A message of this side's own: no open request has its system bytes. */
  fresh(header: HsmsHeader): void {
    for (const open of this.#open.keys()) {
      if (open.system === header.system) {
        this.#checker.fail("system-bytes", this.#who, `${header.name} reuses those of ${open.name}`);
      }
    }
  }

  /** A request was handed to the wire. */
  sent(packet: HsmsPacket, now: number): void {
    const request = this.#open.get(packet.header);
    if (request !== undefined) request.sentAt = now;
  }

  /** A transaction ended: for the first time, and on the TCP connection on which it began. */
  settled({ request: header }: Transaction, outcome: TransactionOutcome): void {
    const { tally } = this.#checker;
    if (outcome.reply === undefined) tally.failed++;
    else tally.replied++;
    this.#open.delete(header);
    const request = this.#requests.get(header);
    if (request === undefined) {
      return this.#checker.fail(
        "settled-once",
        this.#who,
        `${header.name} settled on another connection`,
      );
    }
    if (++request.settled > 1) {
      this.#checker.fail("settled-once", this.#who, `${header.name} settled ${request.settled} times`);
    }
  }

  /** TCP is gone: nothing may be open. */
  end(): void {
    for (const header of this.#open.keys()) {
      this.#checker.fail("settled-once", this.#who, `${header.name} is open after the end of its connection`);
    }
    this.#open.clear();
    this.#requests.clear();
  }
}
