import {
  type MessageBody,
  S1F11,
  S1F23,
  S2F29,
  S5F5,
  type SecsEquipmentConstantName,
  type SecsId,
  type SecsListedAlarm,
} from "../../secs/mod.ts";
import type { Asker } from "./asker.ts";

/** Ids that no tool has. */
const UNKNOWN_NUMBER = 4_294_967_290;
const UNKNOWN_TEXT = "HSMS.CHECK.UNKNOWN";

/** What a tool has, asked once. What it does not tell is empty. */
export class Facts {
  readonly #tool: Pick<Asker<"host">, "ask">;
  readonly #asked = new Map<string, Promise<readonly unknown[]>>();

  constructor(tool: Pick<Asker<"host">, "ask">) {
    this.#tool = tool;
  }

  /** SVIDs. */
  async status(): Promise<SecsId[]> {
    return (await this.#all(S1F11.toEquipment)).flatMap((one) => one === undefined ? [] : [one.SVID]);
  }

  /** CEIDs. */
  async events(): Promise<SecsId[]> {
    return (await this.#all(S1F23.toEquipment)).flatMap((one) => one === undefined ? [] : [one.CEID]);
  }

  /** Equipment constants. */
  async constants(): Promise<readonly SecsEquipmentConstantName[]> {
    return await this.#all(S2F29.toEquipment);
  }

  /** Alarms. */
  async alarms(): Promise<readonly SecsListedAlarm[]> {
    return await this.#all(S5F5.toEquipment);
  }

  /** An id that the tool does not have, in the manner of those that it has. */
  unknown(like: readonly SecsId[]): SecsId {
    return like.some((id) => typeof id === "string") ? UNKNOWN_TEXT : UNKNOWN_NUMBER;
  }

  #all<R>(body: MessageBody<readonly SecsId[], MessageBody<readonly R[]>>): Promise<readonly R[]> {
    const found = this.#asked.get(body.name) ?? this.#ask(body);
    this.#asked.set(body.name, found);
    return found as Promise<readonly R[]>;
  }

  async #ask<R>(body: MessageBody<readonly SecsId[], MessageBody<readonly R[]>>): Promise<readonly R[]> {
    const asked = await this.#tool.ask(body, []);
    return asked.isAnswered ? asked.value : [];
  }
}
