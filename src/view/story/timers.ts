import { SType } from "../../core/mod.ts";
import { other } from "./connection_state.ts";
import { controlCode, nameOfCode } from "./names.ts";
import * as say from "./sentences.ts";
import type { StoryState } from "./story_state.ts";
import type { TcpLife } from "./tcp_life.ts";

/** Lets the timers of E37 run out, in the time of the log: what is said of them is inferred. */
export class Timers {
  readonly #state: StoryState;
  readonly #tcp: TcpLife;

  constructor(state: StoryState, tcp: TcpLife) {
    this.#state = state;
    this.#tcp = tcp;
  }

  /** It is `now`: what had to happen before has not. */
  run(now: number): void {
    const { t3, t6, t7, bars, links, entries } = this.#state;
    for (let bar = t3.next(now); bar !== undefined; bar = t3.next(now)) {
      if (bars.isOpen(bar)) this.#noReply(bar);
    }
    for (let bar = t6.next(now); bar !== undefined; bar = t6.next(now)) {
      if (bars.isOpen(bar)) this.#noControl(bar);
    }
    for (let bar = t7.next(now); bar !== undefined; bar = t7.next(now)) {
      if (!bars.isOpen(bar)) continue;
      bars.setTimer(bar, "T7");
      const connection = links.find(entries.connection(bars.entry(bar)));
      if (connection?.selectWait === bar && connection.opened === bars.entry(bar)) {
        this.#tcp.notSelected(connection);
      }
    }
  }

  #noReply(bar: number): void {
    const { bars, entries, links, t3 } = this.#state;
    const request = bars.entry(bar);
    const end = bars.waiter(bar);
    const link = links.all[entries.link(request)]!;
    bars.setTimer(bar, "T3");
    bars.end(bar, bars.from(bar) + t3.after, -1);
    const [from, to] = [this.#state.who({ link }, end), this.#state.who({ link }, other(end))];
    const said = say.noReply(nameOfCode(entries.code(request)), from, to, t3.after);
    this.#state.fault("no-reply", "bad", { link }, request, said);
  }

  #noControl(bar: number): void {
    const { bars, entries, links, t6 } = this.#state;
    const request = bars.entry(bar);
    const waiter = bars.waiter(bar);
    const peer = other(waiter);
    const connection = links.find(entries.connection(request));
    const link = links.all[entries.link(request)]!;
    const to = this.#state.who({ link }, peer);
    bars.setTimer(bar, "T6");
    bars.end(bar, bars.from(bar) + t6.after, -1);
    switch (entries.code(request)) {
      case controlCode(SType.selectReq): {
        if (connection?.isSelected === true) return;
        const asksToo = (connection?.lastFrame[peer] ?? -1) >= 0 &&
          entries.code(connection!.lastFrame[peer]) === controlCode(SType.selectReq);
        const said = say.selectUnanswered(to, t6.after, asksToo);
        this.#state.fault("select-unanswered", "bad", { link }, request, said);
        break;
      }
      case controlCode(SType.linktestReq): {
        const isAlive = (connection?.lastFrame[peer] ?? -1) > request;
        const said = say.linktestUnanswered(to, t6.after, isAlive);
        this.#state.fault("linktest-unanswered", isAlive ? "note" : "bad", { link }, request, said);
        if (isAlive) return;
        break;
      }
      default:
        this.#state.fault(
          "deselect-unanswered",
          "bad",
          { link },
          request,
          say.deselectUnanswered(to, t6.after),
        );
    }
    if (connection !== undefined) connection.isExplained = true;
  }
}
