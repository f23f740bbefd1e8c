import { acknowledgeOf, meaningOf } from "./acks.ts";
import { elementAt, numberAt, openLists } from "./body.ts";
import { keyOf, other } from "./connection_state.ts";
import { whyMalformed } from "./frame_checks.ts";
import { GemStates } from "./gem_states.ts";
import { dataCode, nameOfCode } from "./names.ts";
import * as say from "./sentences.ts";
import { bodyOf, type Frame, type StoryState } from "./story_state.ts";

/** Reads data messages: requests, replies, stream 9, and what they say of the tool. */
export class DataFrames {
  readonly #state: StoryState;
  readonly #gem: GemStates;
  readonly #lists = openLists();

  constructor(state: StoryState) {
    this.#state = state;
    this.#gem = new GemStates(state);
  }

  take(frame: Frame): void {
    this.#checkSession(frame);
    this.#checkForm(frame);
    const { stream, func } = frame;
    let request: number | undefined;
    if (stream === 9) this.#stream9(frame);
    else if (func % 2 === 1) this.#primary(frame);
    else request = this.#reply(frame);
    this.#gem.take(frame, request);
  }

  #checkSession({ connection, index, end, at, code, session }: Frame): void {
    if (connection.isSelected === false) {
      if (connection.separated !== undefined) return;
      const said = say.notSelected(nameOfCode(code), this.#state.who(connection, end));
      return this.#state.fault("data-not-selected", "bad", connection, index, said);
    }
    if (connection.isSelected === true) return;
    connection.select(session);
    connection.link.select(at, "data is sent; how it was selected is not in the recording");
  }

  #checkForm(frame: Frame): void {
    const { connection, index, code, func, asks } = frame;
    const why = func % 2 === 0 && asks
      ? `the W bit is set, but function ${func} is a reply, and a reply has no W bit`
      : whyMalformed(frame, this.#lists);
    if (why === undefined) return;
    const severity = asks && func % 2 === 0 ? "note" : "bad";
    this.#state.fault("malformed", severity, connection, index, say.malformed(nameOfCode(code), why));
  }

  #primary({ connection, index, end, at, system, code, asks }: Frame): void {
    const { bars, entries, t3 } = this.#state;
    const key = keyOf(system, false);
    const before = connection.request(end, key);
    if (before !== undefined && bars.isOpen(before)) {
      const earlier = nameOfCode(entries.code(bars.entry(before)));
      bars.end(before, at, -1);
      this.#state.fault(
        "system-bytes-twice",
        "bad",
        connection,
        index,
        say.systemTwice(nameOfCode(code), system, earlier),
      );
    }
    if (!asks) return;
    const bar = bars.begin(index, at, end, "reply");
    t3.add(bar, at);
    connection.remember(end, key, bar);
  }

  /** Pairs a reply with its request; the entry of the request. */
  #reply(frame: Frame): number | undefined {
    const { connection, index, end, at, system, code, stream, func } = frame;
    const { bars, entries, faults, t3 } = this.#state;
    const key = keyOf(system, false);
    const bar = connection.request(other(end), key);
    if (bar === undefined) {
      if (connection.opened === undefined && at - connection.firstAt < t3.after) return undefined;
      if (connection.separated !== undefined) return undefined;
      return this.#unasked(frame, `no request with system bytes ${system} is open`);
    }
    const request = bars.entry(bar);
    const asked = entries.code(request);
    if (asked >> 8 !== stream || (func !== 0 && code !== asked + 1)) {
      return this.#unasked(
        frame,
        `it has the system bytes of ${nameOfCode(asked)}, whose reply is ${nameOfCode(asked + 1)}`,
      );
    }
    const session = sessionOf(this.#state, request);
    if (session !== frame.session) {
      return this.#unasked(frame, `it is for session ${frame.session}, and was asked in session ${session}`);
    }
    connection.forget(other(end), key);
    if (bars.isOpen(bar)) {
      bars.end(bar, at, index);
      entries.pair(request, index);
      this.#refusal(frame, request);
    } else if (bars.timer(bar) === "T3") {
      const isSaid = bars.ending(bar) !== undefined;
      if (!isSaid) {
        faults.remove(request, "no-reply");
        bars.end(bar, at, index);
      }
      entries.pair(request, index);
      const said = say.lateReply(nameOfCode(asked), at - entries.at(request), t3.after);
      this.#state.fault("late-reply", "note", connection, index, said);
    }
    return request;
  }

  #unasked({ connection, index, code }: Frame, why: string): undefined {
    this.#state.fault("unasked-reply", "note", connection, index, say.unaskedReply(nameOfCode(code), why));
  }

  /** A reply that says no: SxF0, or an acknowledge code. */
  #refusal(frame: Frame, request: number): void {
    const { connection, index, end, func, code, bytes, stop } = frame;
    const asked = nameOfCode(this.#state.entries.code(request));
    const who = this.#state.who(connection, end);
    if (func === 0) {
      const isOffline = connection.link.control.state?.includes("OFF-LINE") === true;
      const said = say.aborted(asked, nameOfCode(code), who);
      return this.#state.fault("aborted", isOffline ? "note" : "bad", connection, index, said);
    }
    const acknowledge = acknowledgeOf(code);
    if (acknowledge === undefined) return;
    const body = bodyOf(frame);
    const value = Math.max(
      body < stop ? numberAt(bytes, body) : -1,
      numberAt(bytes, elementAt(bytes, body, stop, 0)),
    );
    if (value < 0 || acknowledge.yes.includes(value)) return;
    const said = say.refusedByCode(asked, meaningOf(acknowledge, value), acknowledge.what);
    this.#state.fault("refused-by-code", acknowledge.isBad ? "bad" : "note", connection, index, said);
  }

  /** S9Fy has the header of the message that it is about (MHEAD, SHEAD). */
  #stream9(frame: Frame): void {
    const { connection, index, end, at, func, bytes, stop } = frame;
    const { bars, entries } = this.#state;
    const head = bodyOf(frame) + 2;
    const isThere = bytes[head - 2] === 0x21 && bytes[head - 1] === 10 && stop === head + 10;
    const who = this.#state.who(connection, end);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const bar = isThere
      ? connection.request(func === 9 ? end : other(end), keyOf(view.getUint32(head + 6), false))
      : undefined;
    if (bar === undefined) {
      const about = isThere ? nameOfCode(dataCode(bytes[head + 2]! & 0x7f, bytes[head + 3]!)) : undefined;
      return this.#state.fault("stream-9", "bad", connection, index, say.stream9(func, about, who));
    }
    const request = bars.entry(bar);
    const name = nameOfCode(entries.code(request));
    const wasOpen = bars.isOpen(bar);
    bars.end(bar, at, index);
    entries.pair(request, index);
    if (func !== 9) {
      return this.#state.fault("stream-9", "bad", connection, index, say.stream9(func, name, who));
    }
    bars.setTimer(bar, "T3");
    if (!wasOpen) this.#state.faults.remove(request, "no-reply");
    const peer = this.#state.who(connection, other(end));
    const said = say.saidNoReply(name, who, peer, at - entries.at(request));
    this.#state.fault("no-reply", "bad", connection, request, said);
  }
}

function sessionOf({ entries }: StoryState, entry: number): number {
  return entries.slab(entry).view.getUint16(entries.start(entry) + 4);
}
