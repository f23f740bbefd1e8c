import { HsmsHeader, HsmsPacket, linktestRsp, selectReq, selectRsp, SType } from "../../core/mod.ts";
import { sentenceOf } from "../errors.ts";
import type { FramePeer } from "../frame_peer.ts";
import { hexNumber } from "../hex.ts";
import { differences, messageLines } from "./compare.ts";
import { isLinktest, type Plan, type Step } from "./plan.ts";

/** How a recording is played. */
export interface PlayOptions {
  /** 0: as fast as possible; 1: with the recorded times between frames; 2: twice as fast. */
  readonly speed: number;
  /** Longest wait for a frame, in ms. */
  readonly timeout: number;
  /** The session id of data messages, if it is not the recorded one. */
  readonly session: number | undefined;
  /** Prints a line about what happens. */
  readonly print: (line: string, isDifference: boolean) => void;
  /** Resolves when more may be printed. */
  readonly printed: () => Promise<void>;
}

/** How it went. */
export interface PlayResult {
  readonly sent: number;
  readonly compared: number;
  readonly differences: number;
}

/** The system bytes of a Select that was not recorded. */
const OWN_SYSTEM = 0xffff_fffe;

/** Plays one side of a recording to a live peer, and compares what comes with what was recorded. */
export class Player {
  readonly #peer: FramePeer;
  readonly #steps: readonly Step[];
  readonly #options: PlayOptions;
  /** From the system bytes of a recorded primary of the peer to those of the live one. */
  readonly #systems = new Map<number, number>();
  #sent = 0;
  #compared = 0;
  #differences = 0;

  constructor(plan: Plan, peer: FramePeer, options: PlayOptions) {
    this.#peer = peer;
    this.#options = options;
    this.#steps = stepsOf(plan);
  }

  /** Plays the recording to its end, or to that of the connection. */
  async play(): Promise<PlayResult> {
    let before: Date | undefined;
    for (const [i, step] of this.#steps.entries()) {
      if (this.#peer.end !== undefined && !(await this.#hasCome(step))) {
        this.#differ(`${this.#steps.length - i} frames were not played: ${sentenceOf(this.#peer.end)}`);
        break;
      }
      if (step.ours) {
        await this.#wait(before, step.at);
        await this.#send(step);
      } else await this.#expect(step);
      before = step.at ?? before;
      await this.#options.printed();
    }
    for (const packet of this.#peer.waiting) {
      if (packet.header.sType === SType.separateReq) continue;
      this.#differ(`<- ${nameOf(packet)} was not recorded`, messageLines(packet).map((line) => `+ ${line}`));
    }
    return { sent: this.#sent, compared: this.#compared, differences: this.#differences };
  }

  /** Whether a frame came before the connection ended. */
  #hasCome(step: Step): boolean {
    return !step.ours && this.#peer.waiting.some((packet) => isWanted(step.packet, packet));
  }

  async #wait(before: Date | undefined, at: Date | undefined): Promise<void> {
    const { speed } = this.#options;
    if (speed === 0 || before === undefined || at === undefined) return;
    await this.#peer.pause((at.getTime() - before.getTime()) / speed);
  }

  async #send({ packet }: Step): Promise<void> {
    const { header, data } = packet;
    const system = isReply(packet) ? this.#systems.get(header.system) : header.system;
    if (system === undefined) {
      return this.#differ(`-> ${nameOf(packet)} was not sent: its primary did not come`);
    }
    const { session } = this.#options;
    const sessionId = session === undefined || header.isControl ? header.sessionId : session;
    const sent = new HsmsPacket(new HsmsHeader({ ...header, sessionId, system }), data);
    await this.#peer.send(sent);
    this.#sent++;
    this.#options.print(`-> ${nameOf(sent)}`, false);
  }

  async #expect({ packet: recorded }: Step): Promise<void> {
    const { timeout, session } = this.#options;
    const came = await this.#peer.take((packet) => isWanted(recorded, packet), timeout);
    if (came === undefined) {
      const why = this.#peer.end === undefined ? `waited ${timeout} ms` : sentenceOf(this.#peer.end);
      this.#differ(
        `<- ${nameOf(recorded)} did not come: ${why}`,
        messageLines(recorded).map((line) => `- ${line}`),
      );
      return;
    }
    if (!isReply(recorded)) this.#systems.set(recorded.header.system, came.header.system);
    this.#compared++;
    const lines = differences(recorded, came, session === undefined);
    if (lines.length === 0) this.#options.print(`<- ${nameOf(came)}`, false);
    else this.#differ(`<- ${nameOf(came)} differs`, lines);
  }

  #differ(what: string, lines: readonly string[] = []): void {
    this.#differences++;
    this.#options.print(what, true);
    for (const line of lines) this.#options.print(`   ${line}`, true);
  }
}

/** What is played: a Select first if none was recorded; the peer's Separate need not come. */
function stepsOf({ steps, active }: Plan): Step[] {
  const wanted = steps.filter(({ ours, packet }) => ours || packet.header.sType !== SType.separateReq);
  if (steps.some(({ packet }) => packet.header.sType === SType.selectReq)) return wanted;
  const request = selectReq(OWN_SYSTEM);
  const opening = [
    { ours: active, packet: request, at: undefined },
    { ours: !active, packet: selectRsp(request), at: undefined },
  ];
  return [...opening, ...wanted.filter(({ packet }) => packet.header.sType !== SType.selectRsp)];
}

/** Whether a frame stands for a recorded one: the reply to the same primary, or a frame of the same kind. */
function isWanted(recorded: HsmsPacket, came: HsmsPacket): boolean {
  const [a, b] = [recorded.header, came.header];
  if (isReply(recorded)) return isReply(came) && a.system === b.system && a.isControl === b.isControl;
  return !isReply(came) && a.sType === b.sType &&
    (a.isControl || (a.stream === b.stream && a.function === b.function));
}

/** Whether the system bytes of a message are those of another one. */
function isReply({ header }: HsmsPacket): boolean {
  if (!header.isControl) return header.function % 2 === 0;
  return header.sType === SType.selectRsp || header.sType === SType.deselectRsp ||
    header.sType === SType.rejectReq;
}

function nameOf({ header }: HsmsPacket): string {
  return `${header.name}  system 0x${hexNumber(header.system, 8)}`;
}

/** Answers a Linktest.req; returns whether the frame is a linktest, which is not part of a conversation. */
export function answerLinktest(packet: HsmsPacket, peer: FramePeer): boolean {
  if (packet.header.sType === SType.linktestReq) peer.write(linktestRsp(packet));
  return isLinktest(packet);
}
