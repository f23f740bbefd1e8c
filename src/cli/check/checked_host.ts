import type { Clock, HsmsTraceEvent } from "../../core/mod.ts";
import { Equipment, GemEquipmentHandler, readEquipment } from "../../gem/mod.ts";
import { S1F1, SecsStream9Error } from "../../secs/mod.ts";
import { sentenceOf } from "../errors.ts";
import { ETCHER } from "../models/etcher.ts";
import { Asker } from "./asker.ts";
import type { CheckedPeerOptions } from "./checked_tool.ts";
import type { Checkable } from "./run.ts";
import { selectedIn } from "./selected.ts";

/** A host that is checked: it gets a tool, an etcher that does what GEM wants of a tool. */
export class CheckedHost extends Asker<"equipment"> implements Checkable {
  readonly equipment: Equipment = new Equipment(readEquipment(ETCHER));
  readonly handler: GemEquipmentHandler;
  readonly clock: Clock;
  /** What the host has sent by itself and is not as E5 has it. */
  readonly faults: string[] = [];
  /** Messages of stream 9 of the host, which only an equipment sends. */
  readonly reports: string[] = [];
  readonly #wait: number;
  readonly #listens: CheckedPeerOptions["listens"];

  constructor(
    { address, port, active, session, protocolOptions, timeout, wait, clock, listens }: CheckedPeerOptions,
  ) {
    super(() => this.handler.secs, timeout, ["tool", "host"]);
    this.clock = clock;
    this.#wait = wait;
    this.#listens = listens;
    this.handler = new GemEquipmentHandler(address, port, active, session, "the host", {
      ...protocolOptions,
      strict: true,
      equipment: this.equipment,
      control: { onlineSubstate: "remote" },
      trace: (event: HsmsTraceEvent) => this.note(event),
    });
    this.handler.on("fault", ({ error }) => {
      if (!(error instanceof SecsStream9Error)) this.faults.push(sentenceOf(error));
      else this.reports.push(`S9F${error.function} for ${error.header.name}`);
    });
  }

  /** {@inheritDoc Checkable.isConnected} */
  get isConnected(): boolean {
    return this.handler.secs.session.connectionState === "selected";
  }

  /** {@inheritDoc Checkable.connect} */
  async connect(): Promise<void> {
    await this.handler.enable();
    await selectedIn(this.handler.secs, this.clock, this.#wait, this.#listens);
  }

  /** A row begins. */
  begin(): void {
    this.messages = [];
  }

  /** S1F1 is answered by every host. */
  isAlive(): Promise<boolean> {
    return this.answers(S1F1.toHost, undefined);
  }

  /** A host is never off-line. */
  whyOffline(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
