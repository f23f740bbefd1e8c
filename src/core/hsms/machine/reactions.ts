import { RejectReason, SType } from "../wire/codes.ts";
import { deselectRsp, linktestRsp, selectRsp } from "../wire/control.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import { type SessionCore, WHY } from "./session_core.ts";
import type { TransactionKind } from "./transaction.ts";

/** What a session does about each frame of the peer: the table of required reactions, in code. */
export class Reactions {
  readonly #core: SessionCore;

  constructor(core: SessionCore) {
    this.#core = core;
  }

  /** Reacts to a frame. */
  react(packet: HsmsPacket, now: number): void {
    const { header } = packet;
    // Before all else: a Reject is never answered, or two sides that reject each other's Rejects would never stop.
    if (header.sType === SType.rejectReq) return this.#onReject(packet);
    if (header.pType !== 0) return this.#reject(packet, "pType", now);
    if (header.sType === SType.data) return this.#onData(packet, now);
    if (packet.data.length > 0) return this.#reject(packet, "body", now);
    switch (header.sType) {
      case SType.selectReq:
        return this.#onSelectReq(packet, now);
      case SType.deselectReq:
        return this.#onDeselectReq(packet, now);
      case SType.linktestReq:
        return void this.#core.outgoing.push(linktestRsp(packet));
      case SType.separateReq:
        return this.#onSeparateReq(packet, now);
      case SType.selectRsp:
        return this.#onResponse("select", packet, now);
      case SType.deselectRsp:
        return this.#onResponse("deselect", packet, now);
      case SType.linktestRsp:
        return this.#onResponse("linktest", packet, now);
      default:
        return this.#reject(packet, "sType", now);
    }
  }

  #onData(packet: HsmsPacket, now: number): void {
    const { entities, effects, options, text } = this.#core;
    const { header } = packet;
    if (!entities.isSelected(entities.find(header.sessionId))) {
      return this.#reject(packet, "notSelected", now);
    }
    const known = entities.general || header.sessionId === options.sessionId;
    if (!known && options.rejectForeign) return this.#reject(packet, "foreign", now);
    if (!known) effects.push({ type: "fault", error: text.foreign(packet, options.sessionId) });
    if (header.requireResponse || header.function % 2 !== 0) effects.push({ type: "deliver", packet, known });
    else this.#onReply(packet);
  }

  /** A reply has W=0, an even function, and the system bytes of an open request of ours. */
  #onReply(packet: HsmsPacket): void {
    const { transactions, effects, text } = this.#core;
    const { header } = packet;
    const transaction = transactions.get(header.system);
    if (transaction?.kind !== "data" || transaction.request.sessionId !== header.sessionId) {
      return void effects.push({ type: "late-reply", packet });
    }
    const { request } = transaction;
    const sameStream = header.stream === request.stream;
    if (sameStream && header.function === request.function + 1) {
      return this.#core.settle(transaction, { reply: packet });
    }
    if (sameStream && header.function === 0) {
      return this.#core.settle(transaction, { error: text.aborted(request, header) });
    }
    const error = text.mismatch(request, header);
    effects.push({ type: "fault", error });
    this.#core.settle(transaction, { error });
  }

  /**
   * The responder is selected before it writes Select.rsp. Where our Deselect.req is open, the two have crossed on the
   * wire: the peer is deselected first and selected then, and so is this side.
   */
  #onSelectReq(packet: HsmsPacket, now: number): void {
    const core = this.#core;
    const { entities, options, outgoing } = core;
    const entity = entities.find(packet.header.sessionId);
    const crossed = entity !== undefined && core.openControl("deselect", entity) !== undefined;
    const taken = crossed ? undefined : entities.selectStatus(entity);
    const status = taken ?? options.admit(packet.header.sessionId);
    if (status === 0) {
      core.happen(entity!, "select", now);
      if (crossed) (core.reselected ??= new Set()).add(entity);
    }
    outgoing.push(selectRsp(packet, status));
  }

  #onDeselectReq(packet: HsmsPacket, now: number): void {
    const { entities, outgoing } = this.#core;
    const entity = entities.find(packet.header.sessionId);
    const selected = entities.isSelected(entity);
    outgoing.push(deselectRsp(packet, selected ? 0 : 1));
    this.#core.reselected?.delete(entity!);
    if (selected) this.#core.happen(entity!, "deselect", now);
  }

  #onSeparateReq(packet: HsmsPacket, now: number): void {
    const { entities, text } = this.#core;
    const entity = entities.find(packet.header.sessionId);
    if (entities.isSelected(entity)) this.#core.separate(entity!, now, text.separated());
  }

  #onResponse(kind: Exclude<TransactionKind, "data">, packet: HsmsPacket, now: number): void {
    const core = this.#core;
    const transaction = core.transactions.get(packet.header.system);
    if (transaction?.kind !== kind) return this.#reject(packet, "unasked", now);
    if (kind === "linktest") return core.settle(transaction, { reply: packet });
    const status = packet.header.function;
    if (status === 0 || (kind === "select" && status === 1)) {
      const entity = core.entities.find(transaction.request.sessionId);
      if (kind === "select" || !core.reselected?.has(entity!)) core.happen(entity!, kind, now);
      return core.settle(transaction, { reply: packet });
    }
    const error = core.text.refused(transaction, packet.header);
    core.settle(transaction, { error });
    if (kind === "select") core.disconnect(error);
  }

  /**
   * System bytes alone do not say what is rejected: an answer of ours to the peer's request may have those of an open
   * request of ours. The rejected SType tells them apart.
   */
  #onReject({ header }: HsmsPacket): void {
    const core = this.#core;
    const transaction = core.transactions.get(header.system);
    const named = header.function === RejectReason.pTypeNotSupported ||
      header.byte2 === transaction?.request.sType;
    if (transaction === undefined || !named) {
      return void core.effects.push({ type: "fault", error: core.text.strayReject(header) });
    }
    const error = core.text.rejected(transaction.request, header);
    core.settle(transaction, { error });
    if (transaction.kind === "select") core.disconnect(error);
  }

  #reject(packet: HsmsPacket, why: keyof typeof WHY, now: number): void {
    const [reason, words] = WHY[why];
    this.#core.reject(packet, reason, now, words);
  }
}
