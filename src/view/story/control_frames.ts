import { SelectStatus, SType } from "../../core/mod.ts";
import { isKnownType } from "./frame_checks.ts";
import { type ConnectionState, keyOf, other } from "./connection_state.ts";
import { isData, nameOfCode } from "./names.ts";
import * as say from "./sentences.ts";
import type { Frame, StoryState } from "./story_state.ts";

/** Reads the control messages of E37: transactions, and the state of the session. */
export class ControlFrames {
  readonly #state: StoryState;

  constructor(state: StoryState) {
    this.#state = state;
  }

  take(frame: Frame, sType: number): void {
    switch (sType) {
      case SType.selectReq:
        frame.connection.link.isActiveKnown = true;
        return this.#request(frame);
      case SType.deselectReq:
      case SType.linktestReq:
        return this.#request(frame);
      case SType.selectRsp:
        return this.#selected(frame, this.#answer(frame));
      case SType.deselectRsp:
        return this.#deselected(frame, this.#answer(frame));
      case SType.linktestRsp:
        return void this.#answer(frame);
      case SType.rejectReq:
        return this.#rejected(frame);
      case SType.separateReq:
        return this.#separated(frame);
      default:
        if (isKnownType(sType)) return;
        this.#state.fault(
          "malformed",
          "note",
          frame.connection,
          frame.index,
          say.malformed(nameOfCode(frame.code), `SType ${sType} is not a type of E37`),
        );
    }
  }

  #request({ index, connection, end, at, system }: Frame): void {
    const { bars, t6 } = this.#state;
    const bar = bars.begin(index, at, end, "reply");
    t6.add(bar, at);
    connection.remember(end, keyOf(system, true), bar);
  }

  /** Pairs a response with its request; the entry of the request. */
  #answer({ index, connection, end, at, system, code }: Frame): number | undefined {
    const { bars, entries } = this.#state;
    const key = keyOf(system, true);
    const bar = connection.request(other(end), key);
    const request = bar === undefined ? undefined : bars.entry(bar);
    if (bar === undefined || request === undefined || entries.code(request) !== code - 1) {
      if (connection.opened === undefined && at - connection.firstAt < this.#state.t6.after) return undefined;
      if (connection.separated !== undefined) return undefined;
      const why = `no ${nameOfCode(code - 1)} with system bytes ${system} is open`;
      this.#state.fault("unasked-reply", "note", connection, index, say.unaskedReply(nameOfCode(code), why));
      return undefined;
    }
    connection.forget(other(end), key);
    entries.pair(request, index);
    bars.end(bar, at, index);
    return request;
  }

  #selected(frame: Frame, request: number | undefined): void {
    const { connection, index, at, func: status } = frame;
    if (status === SelectStatus.ok || status === SelectStatus.alreadyActive) {
      if (status !== SelectStatus.ok && connection.isSelected === false) {
        this.#refused(frame, "note");
      }
      if (request === undefined && connection.opened !== undefined) return;
      connection.select(frame.session);
      if (connection.opened !== undefined && this.#state.faults.has(connection.opened, "never-selected")) {
        // T7 of the two sides is longer than that of this view.
        this.#state.faults.remove(connection.opened, "never-selected");
        connection.isExplained = false;
      }
      endWait(this.#state, connection, at, index);
      return connection.link.select(at, `Select.rsp ${status}`);
    }
    if (request === undefined && connection.isSelected === true) return;
    connection.isExplained = true;
    this.#refused(frame, "bad");
  }

  #refused({ connection, index, end, func }: Frame, severity: "bad" | "note"): void {
    const said = say.selectRefused(this.#state.who(connection, end), func);
    this.#state.fault("select-refused", severity, connection, index, said);
  }

  #deselected({ connection, index, at, func: status, session }: Frame, request: number | undefined): void {
    if (status !== 0 || request === undefined) return;
    connection.deselect(session);
    if (connection.isSelected) return;
    connection.link.leave("NOT SELECTED", at, "Deselect.rsp 0");
    const { bars, t7 } = this.#state;
    connection.selectWait = bars.begin(index, at, 1, "selected");
    t7.add(connection.selectWait, at);
  }

  /** A Reject ends the request that it is about; of other messages it is the last of them that has its system bytes. */
  #rejected({ connection, index, end, at, system, func, bytes, start }: Frame): void {
    const { bars, entries } = this.#state;
    const sender = other(end);
    const isPType = func === 2;
    const isControl = !isPType && bytes[start + 6] !== 0;
    const bar = [keyOf(system, isControl), keyOf(system, !isControl)]
      .map((key) => connection.request(sender, key)).find((found) => found !== undefined);
    let about = bar === undefined ? undefined : bars.entry(bar);
    if (bar !== undefined && about !== undefined) {
      connection.forget(sender, keyOf(system, !isData(entries.code(about))));
      if (bars.isOpen(bar)) bars.end(bar, at, index);
      entries.pair(about, index);
    } else {
      const last = connection.lastFrame[sender];
      if (last >= 0 && systemOf(this.#state, last) === system) about = last;
    }
    const what = about === undefined ? "A message" : nameOfCode(entries.code(about));
    if (what === "Select.req") connection.isExplained = true;
    const isSaid = about !== undefined && this.#state.faults.has(about, "data-not-selected");
    const said = say.rejected(this.#state.who(connection, end), what, func);
    this.#state.fault("rejected", isSaid ? "note" : "bad", connection, index, said);
  }

  #separated({ connection, index, end, at, session }: Frame): void {
    const { bars } = this.#state;
    connection.deselect(session);
    if (connection.isSelected) return;
    connection.separated = index;
    const who = this.#state.who(connection, end);
    let unanswered = 0;
    let own = 0;
    for (const bar of connection.bars()) {
      if (!bars.isOpen(bar)) continue;
      bars.end(bar, at, index);
      if (!isData(this.#state.entries.code(bars.entry(bar)))) continue;
      if (bars.waiter(bar) === end) own++;
      else unanswered++;
    }
    connection.forgetAll();
    connection.link.leave("NOT SELECTED", at, `Separate.req of ${who}`);
    const open = unanswered + own;
    if (open === 0) return;
    this.#state.fault(
      "separated",
      unanswered > 0 ? "bad" : "note",
      connection,
      index,
      say.separated(who, open),
    );
  }
}

/** The wait for Select.req has ended. */
export function endWait({ bars }: StoryState, connection: ConnectionState, at: number, entry: number): void {
  const bar = connection.selectWait;
  if (bar !== undefined && bars.isOpen(bar)) bars.end(bar, at, entry);
  connection.selectWait = undefined;
}

function systemOf({ entries }: StoryState, entry: number): number {
  return entries.slab(entry).view.getUint32(entries.start(entry) + 10);
}
