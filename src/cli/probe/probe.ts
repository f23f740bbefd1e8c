import {
  type Endpoint,
  formatEndpoint,
  type HsmsPacket,
  linktestReq,
  selectReq,
  separateReq,
  streamFunction,
  SType,
} from "../../core/mod.ts";
import { describeMessage } from "../../secs/mod.ts";
import { sentenceOf } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { ProbeLink } from "./link.ts";
import { dataRefusal, noAnswer, rejected, seconds, selectRefusal, separatedBy } from "./reasons.ts";

/** The stages, in order. */
export const STAGES = ["TCP", "Select", "Linktest", "S1F1", "Separate"] as const;

/** One of them. */
export type StageName = typeof STAGES[number];

/** How a stage went. */
export interface StageResult {
  readonly stage: StageName;
  readonly ok: boolean;
  /** How long it took, in ms. */
  readonly ms: number;
  /** What the peer sent, or why the stage failed and what to check. */
  readonly said: string;
}

/** What to probe, and how long to wait. */
export interface ProbeTarget extends Endpoint {
  readonly session: number;
  /** How long connecting may take, in ms. */
  readonly timeout: number;
  readonly t3: number;
  readonly t6: number;
  readonly t8: number;
}

/**
 * Goes through the stages, and yields each result as the stage ends; stops after a stage without which no other can be
 * tried. A signal ends it with Separate.req.
 */
export async function* probeStages(target: ProbeTarget, io: CommandIo): AsyncGenerator<StageResult> {
  const stages = new Stages(target, io);
  yield await stages.run("TCP", () => stages.connect());
  if (stages.link === undefined) return;
  try {
    yield await stages.run("Select", () => stages.select());
    if (!stages.selected) return;
    yield await stages.run("Linktest", () => stages.linktest());
    if (!stages.link.ended && !stages.separated) yield await stages.run("S1F1", () => stages.areYouThere());
    if (!stages.link.ended && !stages.separated) {
      yield await stages.run("Separate", () => stages.separate());
    }
  } finally {
    if (stages.selected && !stages.separated && !stages.link.ended) await stages.separate();
    stages.link.close();
  }
}

/** Why a stage failed, as the user reads it. */
class StageFailure extends Error {}

class Stages {
  link: ProbeLink | undefined;
  selected = false;
  /** Whether this side or the peer has sent Separate.req. */
  separated = false;
  readonly #target: ProbeTarget;
  readonly #io: CommandIo;

  constructor(target: ProbeTarget, io: CommandIo) {
    this.#target = target;
    this.#io = io;
  }

  /** Rejects with the signal's reason alone. */
  async run(stage: StageName, step: () => Promise<string>): Promise<StageResult> {
    const { clock, signal } = this.#io;
    const start = clock.now();
    const result = (ok: boolean, said: string): StageResult => ({
      stage,
      ok,
      ms: Math.round((clock.now() - start) * 1000) / 1000,
      said,
    });
    try {
      signal.throwIfAborted();
      return result(true, await step());
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const isPlain = error instanceof StageFailure || stage === "TCP";
      return result(
        false,
        isPlain ? sentenceOf(error) : noAnswer(stage, error, this.link?.unasked ?? new Set()),
      );
    }
  }

  async connect(): Promise<string> {
    const { address, port, timeout, t8 } = this.#target;
    const { clock, signal, network } = this.#io;
    const peer = formatEndpoint({ address, port });
    const overdue = new AbortController();
    const cancel = clock.schedule(() => {
      const said =
        `Cannot connect to ${peer}: no answer within ${
          seconds(timeout)
        }. A firewall between drops the packets, ` +
        "the cable is out, or no machine has this address. Try ping, and check the port";
      overdue.abort(new StageFailure(said));
    }, timeout);
    try {
      const transport = await network.dial({ address, port }, {
        signal: AbortSignal.any([overdue.signal, signal]),
      });
      this.link = new ProbeLink(transport, { clock, t8 });
      return `from ${formatEndpoint(transport.local)}`;
    } finally {
      cancel();
    }
  }

  async select(): Promise<string> {
    const answer = await this.#ask(selectReq(this.link!.nextSystem()), "T6");
    failIf(selectRefusal(answer));
    this.selected = true;
    const also = this.link!.unasked.has("Select.req")
      ? "; the peer sent Select.req too: it is active as well"
      : "";
    return `Select.rsp, status 0${also}`;
  }

  async linktest(): Promise<string> {
    const { header } = await this.#ask(linktestReq(this.link!.nextSystem()), "T6");
    failIf(header.sType === SType.rejectReq ? rejected("Linktest.req", header.function) : undefined);
    return "Linktest.rsp";
  }

  async areYouThere(): Promise<string> {
    const { session: sessionId } = this.#target;
    const request = streamFunction(1, 1, undefined, {
      sessionId,
      system: this.link!.nextSystem(),
      requireResponse: true,
    });
    const answer = await this.#ask(request, "T3");
    failIf(dataRefusal(answer, sessionId));
    const events = [...this.link!.unanswered];
    const work = events.length === 0
      ? ""
      : `; the peer is at work: it sent ${events.join(", ")}, which this side did not answer`;
    return describeMessage(answer) + work;
  }

  async separate(): Promise<string> {
    this.separated = true;
    const closed = await this.link!.separate(separateReq(this.link!.nextSystem()));
    return closed
      ? "the peer closed the connection"
      : "the peer left the connection open; this side closed it";
  }

  async #ask(packet: HsmsPacket, timer: "T3" | "T6"): Promise<HsmsPacket> {
    const timeout = timer === "T3" ? this.#target.t3 : this.#target.t6;
    const answer = await this.link!.ask(packet, timer, timeout, this.#io.signal);
    if (answer.header.sType !== SType.separateReq) return answer;
    this.separated = true;
    throw new StageFailure(separatedBy(packet.header.name));
  }
}

function failIf(reason: string | undefined): void {
  if (reason !== undefined) throw new StageFailure(reason);
}
