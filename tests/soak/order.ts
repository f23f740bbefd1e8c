import type { HsmsPacket } from "@secs/hsms";
import { type MessageInfo, read } from "./bodies.ts";

/** Numbers are repeated in the function, as far as they fit into it: S30F1, S30F3, … S30F253. */
const FUNCTIONS = 127;

/** The function of a primary with this number. */
export function functionOf(number: number): number {
  return 1 + 2 * (number % FUNCTIONS);
}

/**
 * What comes in on one TCP connection is what was sent, each message once and in order: from one selection to its end
 * no number is left out, and a new selection counts from 0.
 */
export class Order {
  /** The last number that came in, and of what; undefined before the first. */
  #last: MessageInfo | undefined;

  /** The line of the sender; undefined before the first message. */
  get line(): number | undefined {
    return this.#last?.line;
  }

  /** Another TCP connection begins. */
  begin(): void {
    this.#last = undefined;
  }

  /** What a primary says, or in words what is wrong with it. */
  take(primary: HsmsPacket): MessageInfo | string {
    const said = read(primary.data);
    const last = this.#last;
    if (typeof said === "string") return said;
    if (last === undefined && said === undefined) return "an empty message came first";
    const info = said ??
      { ...last!, number: last!.number + 1, replyMode: primary.header.requireResponse ? "reply" : "nothing" };
    const wrong = this.#compare(last, info, primary.header.function);
    if (wrong !== undefined) return wrong;
    return this.#last = info;
  }

  #compare(last: MessageInfo | undefined, info: MessageInfo, func: number): string | undefined {
    const next = last === undefined || info.epoch > last.epoch ? 0 : last.number + 1;
    const isNext = info.number === next && (last === undefined || info.line === last.line) &&
      (last === undefined || info.epoch >= last.epoch);
    if (isNext && func === functionOf(info.number)) return undefined;
    return `${textOf(info)} in function ${func} came after ${textOf(last)}`;
  }
}

function textOf(info: MessageInfo | undefined): string {
  return info === undefined ? "nothing" : `number ${info.number} of line ${info.line}, epoch ${info.epoch}`;
}
