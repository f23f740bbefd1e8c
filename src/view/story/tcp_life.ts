import { HsmsHeader } from "../../core/mod.ts";
import { type ConnectionState, other } from "./connection_state.ts";
import { endWait } from "./control_frames.ts";
import type { End } from "./entries.ts";
import { isKnownType } from "./frame_checks.ts";
import { isData } from "./names.ts";
import * as say from "./sentences.ts";
import type { StoryState } from "./story_state.ts";

/** Connections that are opened in this time, in ms, are seen together. */
const SOON = 60_000;
/** Number of connections in it that are worth a word. */
const OFTEN = 3;
/** Largest length field of a frame. */
const MAX_LENGTH = 64 * 1024 * 1024;

/** Reads what is not a frame: a connection that opens and closes, and other bytes. */
export class TcpLife {
  readonly #state: StoryState;

  constructor(state: StoryState) {
    this.#state = state;
  }

  /** The first entry of a connection; `isBare`: it is opened, or closed, with it. */
  begin(connection: ConnectionState, at: number, isBare: boolean): void {
    const { link } = connection;
    const before = this.#state.links.find(link.current);
    if (before !== undefined && before !== connection) this.#gone(before, at);
    link.current = connection.number;
    if (isBare) return;
    link.link.enter(
      "NOT SELECTED",
      at,
      "waiting",
      "frames are sent; the recording begins after the connection",
    );
  }

  opened(connection: ConnectionState, index: number, at: number): void {
    const { bars, t7 } = this.#state;
    const { link } = connection;
    connection.opened = index;
    connection.isSelected = false;
    link.link.enter("NOT SELECTED", at, "waiting", "the TCP connection was opened");
    connection.selectWait = bars.begin(index, at, 1, "selected");
    t7.add(connection.selectWait, at);
    link.openings = [...link.openings.filter((time) => at - time < SOON), at].slice(-OFTEN);
    if (link.openings.length < OFTEN) return;
    const [first = at] = link.openings;
    link.openings = [];
    this.#state.fault("reconnects", "note", connection, index, say.reconnects(OFTEN, at - first));
  }

  closed(connection: ConnectionState, index: number, at: number, end: End | undefined, why?: string): void {
    const { bars, entries } = this.#state;
    let open = 0;
    for (const bar of connection.bars()) {
      if (!bars.isOpen(bar)) continue;
      bars.end(bar, at, index);
      const request = entries.code(bars.entry(bar));
      if (isData(request)) open++;
      else if (!connection.wasSelected && !connection.isExplained) {
        this.#noSelect(connection, bar, end, at);
      }
    }
    const wait = connection.selectWait;
    const isT7 = wait !== undefined && at - bars.from(wait) >= this.#state.t7.after * 0.9;
    if (isT7) bars.setTimer(wait, "T7");
    endWait(this.#state, connection, at, index);
    if (connection.isSelected === true && connection.separated === undefined) {
      const severity = open > 0 && !connection.isExplained ? "bad" : "note";
      const who = end === undefined ? undefined : this.#state.who(connection, end);
      const said = say.closedWithoutSeparate(who, why, open);
      this.#state.fault("closed-without-separate", severity, connection, index, said);
    } else if (connection.opened === undefined && connection.lastFrame.every((frame) => frame < 0)) {
      this.#refused(connection, index, why);
    } else if (connection.opened !== undefined && !connection.wasSelected && !connection.isExplained) {
      this.#neverSelected(
        connection,
        isT7,
        end === 0 || end === undefined,
      );
    }
    this.#end(connection, at, why === undefined ? "the TCP connection was closed" : why);
  }

  /** T7 ran out for a connection that is not selected. */
  notSelected(connection: ConnectionState): void {
    if (!connection.isExplained) this.#neverSelected(connection, true, false);
  }

  bytes(connection: ConnectionState, index: number, at: number, end: End): void {
    const { entries } = this.#state;
    const { bytes, why, since } = entries.record(index);
    const isContinued = why !== undefined && connection.lastBytes[end] === why;
    connection.lastBytes[end] = why ?? "";
    if (isContinued) return;
    const from = this.#state.who(connection, end);
    if (why !== undefined && /begins inside|are missing/.test(why)) {
      return this.#state.fault("not-a-frame", "note", connection, index, say.hole(why));
    }
    const cut = cutFrame(bytes, connection.lastFrame[end] >= 0);
    if (cut === undefined) {
      this.#state.fault("not-a-frame", "bad", connection, index, say.notFrame(why, bytes, from));
    } else {
      const { bars, t8 } = this.#state;
      const said = say.frameCut(from, bytes.length, cut.of, since === undefined ? undefined : at - since, t8);
      this.#state.fault("frame-cut", "bad", connection, index, said);
      const bar = bars.begin(index, since ?? at, other(end), "rest of the frame");
      bars.end(bar, at, index);
      bars.setTimer(bar, "T8");
    }
    connection.isExplained = true;
  }

  /** Closed while Select.req was open: by the side that asked, or by the other one. */
  #noSelect(connection: ConnectionState, bar: number, end: End | undefined, at: number): void {
    connection.isExplained = true;
    const { bars } = this.#state;
    const waiter = bars.waiter(bar);
    const peer = this.#state.who(connection, other(waiter));
    const said = end === waiter
      ? say.selectGivenUp(this.#state.who(connection, waiter), peer, at - bars.from(bar))
      : say.selectClosed(peer);
    this.#state.fault("select-unanswered", "bad", connection, bars.entry(bar), said);
  }

  #neverSelected(connection: ConnectionState, isT7: boolean, byActive: boolean): void {
    connection.isExplained = true;
    const active = this.#state.who(connection, 0);
    const said = say.neverSelected(active, isT7 ? this.#state.t7.after : undefined);
    const severity = isT7 || !byActive ? "bad" : "note";
    this.#state.fault("never-selected", severity, connection, connection.opened!, said);
  }

  /** A connection that ended before it was open. */
  #refused(connection: ConnectionState, index: number, why: string | undefined): void {
    if (connection.isExplained || why?.startsWith("refused") !== true) return;
    const said = say.refused(this.#state.who(connection, 0), this.#state.who(connection, 1));
    this.#state.fault("never-selected", "bad", connection, index, said);
  }

  /** A connection of the same two sides begins: this one is gone, and nobody saw how. */
  #gone(connection: ConnectionState, at: number): void {
    for (const bar of connection.bars()) if (this.#state.bars.isOpen(bar)) this.#state.bars.end(bar, at, -1);
    const wait = connection.selectWait;
    if (wait !== undefined && this.#state.bars.isOpen(wait)) this.#state.bars.end(wait, at, -1);
    this.#end(connection, at, "another connection began; the end of this one was not seen");
  }

  #end(connection: ConnectionState, at: number, why: string): void {
    const { link, number } = connection;
    connection.close();
    if (link.current !== number) return;
    link.current = undefined;
    link.leave("NOT CONNECTED", at, why);
  }
}

/** Whether bytes are the beginning of a frame; `of`: the length it would have, if that has come. */
function cutFrame(bytes: Uint8Array, afterFrame: boolean): { readonly of: number | undefined } | undefined {
  if (bytes.length < 4) return afterFrame || bytes[0] === 0 ? { of: undefined } : undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (length < 10 || length > MAX_LENGTH || bytes.length >= 4 + length) return undefined;
  if (bytes.length >= 14) {
    const { pType, sType } = HsmsHeader.decode(bytes, 4);
    if (pType !== 0 || !isKnownType(sType)) return undefined;
  }
  return { of: 4 + length };
}
