import { elementAt, indexOfNumber, numberAt } from "./body.ts";
import { other } from "./connection_state.ts";
import type { LinkState } from "./link_state.ts";
import { dataCode, nameOfCode } from "./names.ts";
import { senderOf } from "./roles.ts";
import { bodyOf, type Frame, type StoryState } from "./story_state.ts";
import { textsOf } from "./items.ts";

/** What moments are, in the order of their codes. */
export const MOMENTS = ["event", "alarm-set", "alarm-cleared", "trace"] as const;

const [S1F2, S1F4, S1F13, S1F14, S1F16, S1F18] = [2, 4, 13, 14, 16, 18].map((func) => dataCode(1, func));
const S2F44 = dataCode(2, 44);
const S5F1 = dataCode(5, 1);
const [S6F1, S6F11, S6F13, S6F24] = [1, 11, 13, 24].map((func) => dataCode(6, func));

/** What E30 calls the values of ControlState. */
const CONTROL_STATES: Readonly<Record<number, readonly [state: string, tone: "good" | "waiting" | "off"]>> = {
  1: ["EQUIPMENT OFF-LINE", "off"],
  2: ["ATTEMPT ON-LINE", "waiting"],
  3: ["HOST OFF-LINE", "off"],
  4: ["ON-LINE/LOCAL", "waiting"],
  5: ["ON-LINE/REMOTE", "good"],
};

/** Reads what data messages say of GEM: who is who, communications, control state and spool. */
export class GemStates {
  readonly #state: StoryState;

  constructor(state: StoryState) {
    this.#state = state;
  }

  take(frame: Frame, request: number | undefined): void {
    const { connection: { link }, end, stream, func, code, index } = frame;
    if (link.ends[0].role === undefined) {
      const role = senderOf(stream, func);
      if (role !== undefined) link.setRole(end, role);
    }
    switch (code) {
      case S6F11:
      case S6F13:
        this.#moment(index, 0);
        if (code === S6F11) this.#event(frame);
        break;
      case S6F1:
        this.#moment(index, 3);
        break;
      case S5F1:
        this.#moment(index, this.#number(frame, 0) >= 0x80 ? 1 : 2);
        break;
      case S1F4:
        if (request === undefined) break;
        this.#state.valued.push(index);
        this.#controlState(frame, request);
        break;
      default:
        this.#handshake(frame, request);
    }
    link.learned.take(this.#state.entries, index, code, request);
  }

  #moment(index: number, kind: number): void {
    this.#state.moments.push(index);
    this.#state.momentKinds.push(kind);
    if (kind === 0 || kind === 3) this.#state.valued.push(index);
  }

  /** The number that is the body, or the first element of its list. */
  #number({ bytes, start, stop }: Frame, element?: number): number {
    const body = bodyOf({ start });
    if (body >= stop) return -1;
    if (element === undefined && numberAt(bytes, body) >= 0) return numberAt(bytes, body);
    return numberAt(bytes, elementAt(bytes, body, stop, element ?? 0));
  }

  #handshake(frame: Frame, request: number | undefined): void {
    const { connection: { link }, code, at, end, func, stream } = frame;
    if (code === S1F2 || code === S1F13 || code === S1F14) this.#identity(frame);
    if (code === S1F13 && link.communication.state !== "COMMUNICATING") {
      link.communication.enter("WAIT CRA", at, "waiting", "S1F13 asks for communications");
    }
    if (request === undefined) return;
    const value = this.#number(frame);
    const asked = this.#state.entries.code(request);
    if (code === S1F14) {
      const isYes = value === 0;
      link.communication.enter(
        isYes ? "COMMUNICATING" : "NOT COMMUNICATING",
        at,
        isYes ? "good" : "bad",
        `S1F14 with COMMACK ${value}`,
      );
    } else if (code === S1F16 && value === 0) {
      link.control.enter("HOST OFF-LINE", at, "off", "S1F16 with OFLACK 0");
    } else if (code === S1F18 && (value === 0 || value === 2)) {
      if (link.control.state?.startsWith("ON-LINE") !== true) {
        link.control.enter("ON-LINE", at, "good", `S1F18 with ONLACK ${value}`);
      }
    } else if (
      func === 0 && senderOf(stream, asked & 0xff) !== "equipment" && link.ends[end].role !== "host"
    ) {
      link.control.enter("OFF-LINE", at, "off", `${nameOfCode(asked)} was answered with ${nameOfCode(code)}`);
    } else if (code === S2F44 && value === 0) {
      if (link.spool.state === undefined) {
        link.spool.enter(
          "SPOOL INACTIVE",
          at,
          "off",
          "S2F44 with RSPACK 0: the host has set up the spooling",
        );
      }
    } else if (code === S6F24) this.#spoolAsked(link, request, value, at);
  }

  /** The variable ControlState among the values of an S1F4. */
  #controlState({ connection: { link }, bytes, start, stop, at }: Frame, request: number): void {
    const svid = link.learned.names.controlState;
    if (svid === undefined) return;
    const asked = this.#state.entries.body(request);
    const index = indexOfNumber(asked, 0, asked.length, svid);
    const value = index < 0 ? -1 : numberAt(bytes, elementAt(bytes, bodyOf({ start }), stop, index));
    const [state, tone] = CONTROL_STATES[value] ?? [];
    if (state !== undefined) link.control.enter(state, at, tone!, `S1F4 with ControlState ${value}`);
  }

  #spoolAsked(link: LinkState, request: number, value: number, at: number): void {
    const { entries } = this.#state;
    const asked = entries.body(request);
    const isPurge = asked.length > 0 && numberAt(asked, 0) === 1;
    if (value === 2) link.spool.enter("SPOOL INACTIVE", at, "off", "S6F24 with RSDA 2: nothing is spooled");
    else if (value === 0) {
      const because = `S6F23 with RSDC ${isPurge ? 1 : 0}, accepted`;
      link.spool.enter(isPurge ? "PURGE SPOOL" : "TRANSMIT SPOOL", at, "waiting", because);
    }
  }

  #event({ connection: { link }, bytes, start, stop, at }: Frame): void {
    const ceid = numberAt(bytes, elementAt(bytes, bodyOf({ start }), stop, 1));
    if (ceid < 0) return;
    const sign = link.learned.names.signOf(ceid);
    // The reply to S1F15 has said already which OFF-LINE it is.
    if (sign === undefined || (sign.state === "OFF-LINE" && link.control.state?.includes("OFF-LINE"))) return;
    link[sign.ribbon].enter(sign.state, at, sign.tone, `event ${sign.name}`);
  }

  /** MDLN and SOFTREV are said by the equipment; a host has an empty list in their place. */
  #identity(frame: Frame): void {
    const { connection: { link }, code, end, index } = frame;
    if (link.ends[end].model !== undefined) return;
    const texts = textsOf(this.#state.entries.body(index), code === S1F14 ? 1 : undefined);
    if (texts === undefined) return;
    if (texts.length === 2) {
      link.setRole(end, "equipment");
      if (link.ends[end].role === "equipment") link.ends[end].model = texts.join(" ").trim();
    } else if (texts.length === 0 && code !== S1F2) link.setRole(other(end), "equipment");
  }
}
