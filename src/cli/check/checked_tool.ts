import type { Clock, Endpoint, HsmsProtocolOptions, HsmsTraceEvent } from "../../core/mod.ts";
import {
  S10F1,
  S1F1,
  S1F13,
  S1F17,
  S2F17,
  S5F1,
  S6F1,
  S6F11,
  S6F13,
  S6F5,
  SecsHandler,
  type SecsMessage,
  SecsStream9Error,
} from "../../secs/mod.ts";
import { sentenceOf } from "../errors.ts";
import { Asker } from "./asker.ts";
import { Facts } from "./facts.ts";
import type { Checkable, Levels } from "./run.ts";
import { selectedIn } from "./selected.ts";

/** What a check needs of the world. */
export interface CheckedPeerOptions {
  readonly address: string;
  readonly port: number;
  /** This side connects. */
  readonly active: boolean;
  readonly session: number;
  readonly clock: Clock;
  /** The network and the timers of the connection. */
  readonly protocolOptions: HsmsProtocolOptions;
  /** How long an answer is waited for, in ms. */
  readonly timeout: number;
  /** How long a session is waited for, in ms. */
  readonly wait: number;
  /** The time for S2F18. */
  readonly time: () => string;
  /** A peer that connects is waited for, here. */
  readonly listens: (where: Endpoint) => void;
}

/** A tool that is checked: it is asked as a host asks, and read to the letter of E5. */
export class CheckedTool extends Asker<"host"> implements Checkable {
  /** What the tool has, as far as rows have asked. */
  readonly facts: Facts = new Facts(this);
  readonly secs: SecsHandler<"host">;
  readonly clock: Clock;
  /** What the tool has sent by itself and is not as E5 has it. */
  readonly faults: string[] = [];
  /** COMMACK for the S1F13 of the tool: 1 until communications may be established. */
  commack = 1;
  /** Whether an S1F13 of the tool was denied. */
  hasDenied = false;
  /** The primaries that have come since the row began. */
  readonly #heard: SecsMessage[] = [];
  readonly #wait: number;
  readonly #listens: CheckedPeerOptions["listens"];
  #onHeard: (() => void) | undefined;

  constructor(
    { address, port, active, session, protocolOptions, time, timeout, wait, clock, listens }:
      CheckedPeerOptions,
  ) {
    super(() => this.secs, timeout, ["host", "tool"]);
    this.clock = clock;
    this.#wait = wait;
    this.#listens = listens;
    this.secs = new SecsHandler(address, port, active, session, "the tool", {
      ...protocolOptions,
      strict: true,
      role: "host",
      trace: (event: HsmsTraceEvent) => this.note(event),
    });
    this.secs.on("fault", ({ error }) => {
      // Stream 9 is about what the check itself has sent.
      if (!(error instanceof SecsStream9Error)) this.faults.push(sentenceOf(error));
    });
    this.secs.register(S1F1, () => undefined);
    this.secs.register(S1F13, () => {
      if (this.commack !== 0) this.hasDenied = true;
      return { COMMACK: this.commack, IDENTITY: undefined };
    });
    this.secs.register(S2F17, () => time());
    this.secs.register(S6F5, () => 0);
    for (const message of [S5F1, S6F1, S6F11, S6F13, S10F1] as const) {
      this.secs.register(message as typeof S5F1, (_, one) => this.#hear(one));
    }
  }

  /** Whether a primary of the tool has come since the row began, or comes in time. */
  async hears(stream: number, func: number): Promise<SecsMessage | undefined> {
    const find = (): SecsMessage | undefined =>
      this.#heard.find((message) => message.stream === stream && message.function === func);
    const found = find();
    if (found !== undefined) return found;
    return await new Promise((resolve) => {
      const end = (message: SecsMessage | undefined): void => {
        cancel();
        this.#onHeard = undefined;
        resolve(message);
      };
      const cancel = this.clock.schedule(() => end(undefined), this.timeout);
      this.#onHeard = () => {
        const message = find();
        if (message !== undefined) end(message);
      };
    });
  }

  /** {@inheritDoc Checkable.isConnected} */
  get isConnected(): boolean {
    return this.secs.session.connectionState === "selected";
  }

  /** {@inheritDoc Checkable.connect} */
  async connect(): Promise<void> {
    await this.secs.enable();
    await selectedIn(this.secs, this.clock, this.#wait, this.#listens);
  }

  /** S1F13 is answered in every state. */
  isAlive(): Promise<boolean> {
    return this.answers(S1F13.toEquipment, undefined);
  }

  /** S1F1 says whether the tool is on-line; with `write` it may be taken there. */
  async whyOffline(levels: Levels): Promise<string | undefined> {
    if ((await this.ask(S1F1.toEquipment, undefined)).isAnswered) return undefined;
    if (!levels.has("write")) return "the tool is off-line, and only --write may take it on-line";
    const gone = await this.ask(S1F17.toEquipment, undefined);
    if (!gone.isAnswered) return `the tool is off-line: ${gone.verdict.saw}`;
    if (gone.value === 0 || gone.value === 2) return undefined;
    const hint = gone.value === 1 ? ": its operator has to switch it" : "";
    return `the tool is off-line, and S1F17 was answered with ONLACK ${gone.value}${hint}`;
  }

  /** A row begins. */
  begin(): void {
    this.messages = [];
    this.#heard.length = 0;
  }

  #hear(message: SecsMessage): number {
    this.#heard.push(message);
    this.#onHeard?.();
    return 0;
  }
}
