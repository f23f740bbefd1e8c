import type { HsmsRequestOptions } from "../core/mod.ts";
import type { Item } from "../secs2/mod.ts";
import type { SecsHandler } from "./handler.ts";
import {
  type EquipmentConstant,
  type EquipmentConstantName,
  type Identity,
  S10F3,
  S10F4,
  S1F1,
  S1F11,
  S1F12,
  S1F2,
  S1F3,
  S1F4,
  S2F13,
  S2F14,
  S2F15,
  S2F16,
  S2F29,
  S2F30,
  S2F33,
  S2F34,
  S2F35,
  S2F36,
  S2F37,
  S2F38,
  type StatusVariable,
} from "./messages/mod.ts";
import type { MessageBody } from "./message_definition.ts";
import { SecsAcknowledgeError } from "./errors.ts";
import type { SecsId } from "./value_schemas.ts";

/** What a host often asks of an equipment: one call each, read and checked. Every call rejects like `request`. */
export class HostRequests {
  readonly #handler: SecsHandler;

  /** Made by SecsHandler. */
  constructor(handler: SecsHandler) {
    this.#handler = handler;
  }

  /** S1F1: who is there? */
  async areYouThere(options?: HsmsRequestOptions): Promise<Identity> {
    return (await this.#handler.request(S1F1.toEquipment, undefined, options)).read(S1F2.toHost);
  }

  /** S1F11: names and units of status variables; no id asks for all. */
  async listSvs(
    svids: readonly SecsId[] = [],
    options?: HsmsRequestOptions,
  ): Promise<readonly StatusVariable[]> {
    return (await this.#handler.request(S1F11.toEquipment, svids, options)).read(S1F12.toHost);
  }

  /** S1F3: the values of status variables, in the order asked. */
  async requestSvs(svids: readonly SecsId[], options?: HsmsRequestOptions): Promise<readonly Item[]> {
    return (await this.#handler.request(S1F3.toEquipment, svids, options)).read(S1F4.toHost);
  }

  /** S2F29: names, ranges and units of equipment constants; no id asks for all. */
  async listEcs(
    ecids: readonly SecsId[] = [],
    options?: HsmsRequestOptions,
  ): Promise<readonly EquipmentConstantName[]> {
    return (await this.#handler.request(S2F29.toEquipment, ecids, options)).read(S2F30.toHost);
  }

  /** S2F13: the values of equipment constants, in the order asked. */
  async requestEcs(ecids: readonly SecsId[], options?: HsmsRequestOptions): Promise<readonly Item[]> {
    return (await this.#handler.request(S2F13.toEquipment, ecids, options)).read(S2F14.toHost);
  }

  /** S2F15: sets equipment constants; rejects with a SecsAcknowledgeError where EAC is not 0. */
  async setEcs(constants: readonly EquipmentConstant[], options?: HsmsRequestOptions): Promise<void> {
    await this.#expectZero(S2F15.toEquipment, constants, S2F16.toHost, "EAC", options);
  }

  /** S2F37: disables collection events; none disables all. Rejects where ERACK is not 0. */
  async disableCollectionEvents(ceids: readonly SecsId[] = [], options?: HsmsRequestOptions): Promise<void> {
    await this.#expectZero(S2F37.toEquipment, { CEED: false, CEID: ceids }, S2F38.toHost, "ERACK", options);
  }

  /**
   * S2F33, S2F35 and S2F37: defines a report of variables, links it to an event and enables the event. Rejects with a
   * SecsAcknowledgeError at the first step that the equipment does not accept.
   */
  async subscribeCollectionEvent(
    ceid: SecsId,
    vids: readonly SecsId[],
    rptid: SecsId,
    options?: HsmsRequestOptions,
  ): Promise<void> {
    const report = { DATAID: 0, REPORTS: [{ RPTID: rptid, VID: vids }] };
    await this.#expectZero(S2F33.toEquipment, report, S2F34.toHost, "DRACK", options);
    const link = { DATAID: 0, LINKS: [{ CEID: ceid, RPTID: [rptid] }] };
    await this.#expectZero(S2F35.toEquipment, link, S2F36.toHost, "LRACK", options);
    await this.#expectZero(S2F37.toEquipment, { CEED: true, CEID: [ceid] }, S2F38.toHost, "ERACK", options);
  }

  /** S10F3: shows a line on a terminal; rejects where ACKC10 is not 0. */
  async displayTerminal(tid: number, text: string, options?: HsmsRequestOptions): Promise<void> {
    await this.#expectZero(S10F3.toEquipment, { TID: tid, TEXT: text }, S10F4.toHost, "ACKC10", options);
  }

  async #expectZero<T>(
    body: MessageBody<T>,
    value: T,
    reply: MessageBody<number>,
    acknowledge: string,
    options: HsmsRequestOptions | undefined,
  ): Promise<void> {
    const code = (await this.#handler.request(body, value, options)).read(reply);
    if (code !== 0) throw new SecsAcknowledgeError(body.name, acknowledge, code);
  }
}
