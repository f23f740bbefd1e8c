import { S1F1, type SecsHandler, type SecsMessage, type SecsRole } from "../../secs/mod.ts";
import { Attempt } from "../handler/attempt.ts";
import {
  control,
  type ControlEffect,
  type ControlInput,
  type ControlModel,
  type ControlOptions,
  isOnline,
  type OnlineState,
  startControl,
} from "../models/control.ts";

/** Who is told what becomes of the control of one host. */
export interface HostControlOwner {
  /** Triggers a collection event for this host; "Equipment OFF-LINE" is sent although it is OFF-LINE now. */
  triggerOwn(event: string): void;
  /** The state, or the position of the LOCAL/REMOTE switch, has changed. */
  controlChanged(before: ControlModel, why: string): void;
}

/** Runs E30's control state model for one host: its switches, S1F15, S1F17 and the answers to S1F1. */
export class HostControl {
  /** The options of the model. */
  readonly options: ControlOptions;
  readonly #secs: SecsHandler<"equipment">;
  readonly #owner: HostControlOwner;
  #model: ControlModel;
  /** The S1F1 of ATTEMPT ON-LINE, while its answer counts. */
  #attempt: Attempt<undefined> | undefined;

  /** `position`: of the LOCAL/REMOTE switch before power off. */
  constructor(
    secs: SecsHandler<"equipment">,
    options: ControlOptions,
    position: OnlineState | undefined,
    owner: HostControlOwner,
  ) {
    this.options = options;
    this.#secs = secs;
    this.#owner = owner;
    this.#model = startControl(options, position).model;
  }

  /** Where the model is. */
  get model(): ControlModel {
    return this.#model;
  }

  /** Whether it is ON-LINE. */
  get isOnline(): boolean {
    return isOnline(this.#model.state);
  }

  /** Takes an S1F2 that has come in; to be called before a message is judged that may have come right after it. */
  look(): void {
    this.#attempt?.look();
  }

  /** Takes an input that is no request of the host; `why` says for people what happened. */
  feed(input: ControlInput, why: string): void {
    for (const effect of this.#step(input, why)) this.#do(effect);
  }

  /** S1F15 and S1F17: returns OFLACK or ONLACK; the event follows the reply. */
  answer(type: "S1F15" | "S1F17", message: SecsMessage): number {
    let code = 0;
    for (const effect of this.#step({ type }, `The host sent ${type}`)) {
      if (effect.type === "S1F16") code = effect.oflack;
      else if (effect.type === "S1F18") code = effect.onlack;
      else message.afterReply(() => this.#do(effect));
    }
    return code;
  }

  #step(input: ControlInput, why: string): readonly ControlEffect[] {
    const before = this.#model;
    const { model, effects } = control(before, input, this.options);
    this.#model = model;
    if (!model.asked) this.#end();
    if (model.state !== before.state || model.position !== before.position) {
      this.#owner.controlChanged(before, why);
    }
    return effects;
  }

  #do(effect: ControlEffect): void {
    if (effect.type === "S1F1") this.#ask();
    else if (effect.type === "event") this.#owner.triggerOwn(effect.event);
  }

  #ask(): void {
    this.#attempt = new Attempt(
      this.#secs as unknown as SecsHandler<SecsRole>,
      S1F1.toHost,
      () => this.#secs.request(S1F1),
      (outcome) => {
        if ("answer" in outcome) this.feed({ type: "S1F2" }, "The host answered S1F1");
        else this.feed({ type: "failed" }, `S1F1 failed: ${outcome.error.message}`);
      },
    );
  }

  #end(): void {
    this.#attempt?.drop();
    this.#attempt = undefined;
  }
}
