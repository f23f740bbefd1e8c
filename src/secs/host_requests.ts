import { quiet } from "../core/base/mod.ts";
import type { HsmsRequestOptions } from "../core/mod.ts";
import type { Item } from "../secs2/mod.ts";
import { SecsAcknowledgeError } from "./errors.ts";
import type { MessageBody } from "./message_body.ts";
import {
  S10F3,
  S1F1,
  S1F11,
  S1F3,
  S2F13,
  S2F15,
  S2F29,
  S2F33,
  S2F35,
  S2F37,
  type SecsEquipmentConstant,
  type SecsEquipmentConstantName,
  type SecsIdentity,
  type SecsStatusVariable,
} from "./messages/mod.ts";
import type { SecsId } from "./schema/ids.ts";

/** What {@linkcode HostRequests} sends its requests with. */
export interface HostRequester {
  /** Sends a primary and resolves with the value of its reply. */
  request<T, R>(
    body: MessageBody<T, MessageBody<R>>,
    value: T,
    options: HsmsRequestOptions | undefined,
  ): Promise<R>;
}

/** What a host often asks of an equipment. Each call rejects like `request` of SecsHandler. */
export class HostRequests {
  readonly #requester: HostRequester;

  /** Called by SecsHandler. */
  constructor(requester: HostRequester) {
    this.#requester = requester;
  }

  /** S1F1: model and software revision. */
  areYouThere(options?: HsmsRequestOptions): Promise<SecsIdentity> {
    return this.#requester.request(S1F1.toEquipment, undefined, options);
  }

  /** S1F11: names and units of status variables; without an id, of all. An unknown one may be undefined. */
  listSvs(
    svids: readonly SecsId[] = [],
    options?: HsmsRequestOptions,
  ): Promise<readonly (SecsStatusVariable | undefined)[]> {
    return this.#requester.request(S1F11.toEquipment, svids, options);
  }

  /** S1F3: the values of status variables, in the order of the ids. */
  requestSvs(svids: readonly SecsId[], options?: HsmsRequestOptions): Promise<readonly Item[]> {
    return this.#requester.request(S1F3.toEquipment, svids, options);
  }

  /** S2F29: names, ranges and units of equipment constants; without an id, of all. */
  listEcs(
    ecids: readonly SecsId[] = [],
    options?: HsmsRequestOptions,
  ): Promise<readonly SecsEquipmentConstantName[]> {
    return this.#requester.request(S2F29.toEquipment, ecids, options);
  }

  /** S2F13: the values of equipment constants, in the order of the ids. */
  requestEcs(ecids: readonly SecsId[], options?: HsmsRequestOptions): Promise<readonly Item[]> {
    return this.#requester.request(S2F13.toEquipment, ecids, options);
  }

  /**
   * S2F15: sets equipment constants.
   *
   * @throws {SecsAcknowledgeError} when EAC is not 0 (the promise rejects).
   */
  setEcs(constants: readonly SecsEquipmentConstant[], options?: HsmsRequestOptions): Promise<void> {
    return this.#requireZero(S2F15.toEquipment, constants, "EAC", options);
  }

  /**
   * S2F37: disables collection events; without an id, all.
   *
   * @throws {SecsAcknowledgeError} when ERACK is not 0 (the promise rejects).
   */
  disableCollectionEvents(ceids: readonly SecsId[] = [], options?: HsmsRequestOptions): Promise<void> {
    return this.#requireZero(S2F37.toEquipment, { CEED: false, CEID: ceids }, "ERACK", options);
  }

  /**
   * S2F33, S2F35 and S2F37: defines a report of variables, links it to a collection event and enables the event.
   *
   * @throws {SecsAcknowledgeError} when the equipment does not accept one of them: DRACK, LRACK or ERACK is not 0 (the
   * promise rejects). What came before it stays as it is.
   */
  subscribeCollectionEvent(
    ceid: SecsId,
    vids: readonly SecsId[],
    rptid: SecsId,
    options?: HsmsRequestOptions,
  ): Promise<void> {
    return quiet(this.#subscribe(ceid, vids, rptid, options));
  }

  async #subscribe(
    ceid: SecsId,
    vids: readonly SecsId[],
    rptid: SecsId,
    options: HsmsRequestOptions | undefined,
  ): Promise<void> {
    const report = { DATAID: 0, REPORTS: [{ RPTID: rptid, VID: vids }] };
    await this.#requireZero(S2F33.toEquipment, report, "DRACK", options);
    const link = { DATAID: 0, LINKS: [{ CEID: ceid, RPTID: [rptid] }] };
    await this.#requireZero(S2F35.toEquipment, link, "LRACK", options);
    await this.#requireZero(S2F37.toEquipment, { CEED: true, CEID: [ceid] }, "ERACK", options);
  }

  /**
   * S10F3: shows a line on a terminal.
   *
   * @throws {SecsAcknowledgeError} when ACKC10 is not 0 (the promise rejects).
   */
  displayTerminal(tid: number, text: string, options?: HsmsRequestOptions): Promise<void> {
    return this.#requireZero(S10F3.toEquipment, { TID: tid, TEXT: text }, "ACKC10", options);
  }

  #requireZero<T>(
    body: MessageBody<T, MessageBody<number>>,
    value: T,
    acknowledge: string,
    options: HsmsRequestOptions | undefined,
  ): Promise<void> {
    return quiet(
      this.#requester.request(body, value, options).then((code) => {
        if (code !== 0) throw new SecsAcknowledgeError(body.name, acknowledge, code);
      }),
    );
  }
}
