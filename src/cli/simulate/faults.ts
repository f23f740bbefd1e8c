import { HsmsHeader, HsmsPacket, streamFunction } from "../../core/mod.ts";
import { A, B, encodeItem } from "../../secs2/mod.ts";
import { CommandError } from "../errors.ts";

/** What is done to a message of the tool. */
export type FaultKind = "no-reply" | "abort" | "s9f5" | "s9f7" | "wrong-format" | "double" | "slow";

/** The kinds of faults, and what each does. */
export const FAULT_KINDS: Readonly<Record<FaultKind, string>> = {
  "no-reply": "the message is not sent",
  "abort": "SxF0 is sent in its place",
  "s9f5": "S9F5 is sent in its place: the tool does not have the message",
  "s9f7": "S9F7 is sent in its place: the tool cannot read the message",
  "wrong-format": "its body is a text that nobody expects",
  "double": "it is sent twice",
  "slow": "it is sent later, in 5 s or as it says",
};

/** A fault of a simulated tool. */
export interface Fault {
  readonly kind: FaultKind;
  /** The message: what the tool sends itself, or the host's primary that it answers. */
  readonly stream: number;
  readonly function: number;
  /** How much later it is sent, in ms. */
  readonly delay: number;
  /** Number of messages that it still meets. */
  left: number;
}

/** What is to be sent in place of a message: packets, each so many ms later. */
export type Sent = readonly { readonly packet: HsmsPacket; readonly delay: number }[];

const SLOW = 5000;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 };

/**
 * Reads a fault: `no-reply S1F3`, `slow S2F41 10s`, `double S6F11 once`, `abort S2F13 3 times`.
 *
 * @throws {CommandError} When it is none.
 */
export function parseFault(words: readonly string[]): Fault {
  const [kind = "", message = "", ...rest] = words.map((word) => word.toLowerCase());
  if (!Object.hasOwn(FAULT_KINDS, kind)) {
    const known = Object.keys(FAULT_KINDS).join(", ");
    throw new CommandError(`"${kind}" is no fault. Write one of ${known}, as in no-reply S1F3`, 2);
  }
  const [, stream, func] = /^s(\d{1,3})f(\d{1,3})$/.exec(message) ?? [];
  if (stream === undefined || Number(stream) > 127 || Number(func) > 255) {
    throw new CommandError(
      `"${message}" is no message. Write its stream and function, as in ${kind} S1F3`,
      2,
    );
  }
  let delay = kind === "slow" ? SLOW : 0;
  let left = Infinity;
  const text = rest.join(" ");
  for (const [part, number, unit] of text.matchAll(/once|(\d+(?:\.\d+)?) ?(ms|s|min|times)\b|\S+/g)) {
    if (part === "once") left = 1;
    else if (unit === "times") left = Number(number);
    else if (unit !== undefined && kind === "slow") delay = Number(number) * UNITS[unit]!;
    else {throw new CommandError(
        `Cannot take "${part}". Write once, 3 times${kind === "slow" ? ", or 10s" : ""}`,
        2,
      );}
  }
  return { kind: kind as FaultKind, stream: Number(stream), function: Number(func), delay, left };
}

/** A fault as it is written. */
export function faultText({ kind, stream, function: func, delay, left }: Fault): string {
  const when = delay > 0 ? ` ${delay}ms` : "";
  return `${kind} S${stream}F${func}${when}${left === Infinity ? "" : ` ${left} times`}`;
}

/** The faults of a tool. */
export class Faults {
  #faults: Fault[] = [];

  /** All that are left. */
  get all(): readonly Fault[] {
    return this.#faults;
  }

  /** Adds one, in place of another of the same message. */
  add(fault: Fault): void {
    const others = this.#faults.filter((one) =>
      one.stream !== fault.stream || one.function !== fault.function
    );
    this.#faults = [...others, fault];
  }

  /** There are none any more. */
  clear(): void {
    this.#faults = [];
  }

  /** What is sent in place of a packet. */
  apply(packet: HsmsPacket): Sent {
    const { header } = packet;
    const fault = header.sType === 0 ? this.#faults.find((one) => meets(one, header)) : undefined;
    if (fault === undefined) return [{ packet, delay: 0 }];
    if (--fault.left <= 0) this.#faults = this.#faults.filter((one) => one !== fault);
    return changed(fault, packet);
  }
}

/** A primary of the host stands for the tool's reply to it. */
function meets(fault: Fault, { stream, function: func }: HsmsHeader): boolean {
  const isReply = func % 2 === 0;
  return stream === fault.stream && (func === fault.function || isReply && func === fault.function + 1);
}

function changed({ kind, delay }: Fault, packet: HsmsPacket): Sent {
  const { header } = packet;
  const { stream, function: func, sessionId, system } = header;
  const now = (...packets: HsmsPacket[]): Sent => packets.map((one) => ({ packet: one, delay: 0 }));
  switch (kind) {
    case "no-reply":
      return [];
    case "double":
      return now(packet, packet);
    case "slow":
      return [{ packet, delay }];
    case "wrong-format":
      return now(new HsmsPacket(header, encodeItem(A("nobody expects this"))));
  }
  // In place of a primary of the tool there is nothing to abort.
  if (func % 2 === 1) return [];
  if (kind === "abort") return now(streamFunction(stream, 0, undefined, { sessionId, system }));
  const primary = new HsmsHeader({ sessionId, stream, function: func - 1, system, requireResponse: true });
  const body = encodeItem(B(primary.encode()));
  return now(streamFunction(9, kind === "s9f5" ? 5 : 7, body, { sessionId, system }));
}
