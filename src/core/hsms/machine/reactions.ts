import { deselectRsp, linktestRsp, rejectReq, selectRsp } from "../wire/messages.ts";
import { RejectReason, SelectStatus, SType } from "../wire/codes.ts";
import type { HsmsHeader } from "../wire/header.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { Arrival, LateReply } from "./effect.ts";
import type { ControlKind, MachineCore } from "./machine_core.ts";
import type { Transaction } from "./transactions.ts";

/** Why a frame is rejected: the reason that the peer is told, and the words for our own log. */
const WHY = {
  pType: [RejectReason.pTypeNotSupported, "its PType is not 0"],
  sType: [RejectReason.sTypeNotSupported, "its SType is not supported"],
  body: [RejectReason.sTypeNotSupported, "a control message has no body"],
  unasked: [RejectReason.transactionNotOpen, "no request of ours is open for it"],
  notSelected: [RejectReason.notSelected, "the session is not selected"],
  foreign: [RejectReason.notSelected, "it is for another session"],
} as const;

/**
 * Reacts to a frame of the peer: the table of required reactions (docs/e37.md), in code. Returns what comes of it at last,
 * after the effects, if it is a primary or the answer to a data request.
 */
export function react(core: MachineCore, packet: HsmsPacket, now: number): Arrival | void {
  const { header } = packet;
  // Before all else: a Reject is never answered, or two sides that reject each other's Rejects would never stop.
  if (header.sType === SType.rejectReq) return onReject(core, packet, now);
  if (header.pType !== 0) return reject(core, packet, "pType", now);
  if (header.sType === SType.data) return onData(core, packet, now);
  if (packet.data.length > 0) return reject(core, packet, "body", now);
  switch (header.sType) {
    case SType.selectReq:
      return onSelectReq(core, packet, now);
    case SType.deselectReq:
      return onDeselectReq(core, packet, now);
    case SType.linktestReq:
      return void core.outgoing.push(linktestRsp(packet));
    case SType.separateReq:
      return onSeparateReq(core, packet, now);
    case SType.selectRsp:
      return onResponse(core, "select", packet, now);
    case SType.deselectRsp:
      return onResponse(core, "deselect", packet, now);
    case SType.linktestRsp:
      return onResponse(core, "linktest", packet, now);
    default:
      return reject(core, packet, "sType", now);
  }
}

function onData(core: MachineCore, packet: HsmsPacket, now: number): Arrival | void {
  const { sessions, effects, options, failures } = core;
  const { header } = packet;
  if (!sessions.isSelected(sessions.find(header.sessionId))) return reject(core, packet, "notSelected", now);
  const open = header.function % 2 === 0 ? answeredBy(core, header) : undefined;
  const known = sessions.general || header.sessionId === options.sessionId;
  if (!known && options.rejectForeign) return reject(core, packet, "foreign", now);
  if (!known) effects.push({ type: "fault", error: failures.foreign(packet, options.sessionId) });
  if (open !== undefined) return onAnswer(core, open, packet);
  if (isPrimary(core, header)) return { type: "primary", packet, known };
  onOtherReply(core, packet);
}

/**
 * The open request that a message with an even function answers: the system bytes and the stream are the same, and the
 * function is the next one, or 0. Its session id may be another, and its W bit does not matter.
 */
function answeredBy(core: MachineCore, header: HsmsHeader): Transaction | undefined {
  const transaction = core.transactions.get(header.system);
  if (transaction?.kind !== "data" || header.stream !== transaction.stream) return undefined;
  if (header.function !== 0 && header.function !== transaction.function + 1) return undefined;
  transaction.answerSession = header.sessionId;
  return transaction;
}

/** A message that answers no open request is a primary if its function is odd, or if it wants a reply and comes for none that ended. */
function isPrimary(core: MachineCore, { function: func, requireResponse, system }: HsmsHeader): boolean {
  return func % 2 !== 0 || (requireResponse && core.ended.answered(system) === undefined);
}

function onAnswer(core: MachineCore, transaction: Transaction, packet: HsmsPacket): Arrival | void {
  const { header } = packet;
  if (header.sessionId !== transaction.sessionId) {
    core.effects.push({ type: "late-reply", packet, why: "other-session" });
  } else if (header.function === 0) {
    core.settle(transaction, { error: core.failures.aborted(transaction.request, header) });
  } else if (core.close(transaction)) return transaction;
}

/** A reply that answers no open request: that with its system bytes, if there is one, asked for another stream or function. */
function onOtherReply(core: MachineCore, packet: HsmsPacket): void {
  const { transactions, effects, failures } = core;
  const { header } = packet;
  const transaction = transactions.get(header.system);
  if (transaction?.kind !== "data" || transaction.sessionId !== header.sessionId) {
    return void effects.push({ type: "late-reply", packet, why: whyLate(core, header.system) });
  }
  const error = failures.mismatch(transaction.request, header);
  effects.push({ type: "fault", error });
  core.settle(transaction, { error });
}

function whyLate(core: MachineCore, system: number): LateReply {
  const answered = core.ended.answered(system);
  if (answered === undefined) return "unasked";
  return answered ? "answered" : "ended";
}

/**
 * The responder is selected before it writes Select.rsp. If our Deselect.req is open, the two have crossed on the wire:
 * the peer is deselected first and selected then, and so is this side (docs/adr/0003).
 */
function onSelectReq(core: MachineCore, packet: HsmsPacket, now: number): void {
  const { sessions, options, outgoing } = core;
  const { sessionId } = packet.header;
  const session = sessions.find(sessionId);
  const crossed = core.openControl("deselect", sessionId) !== undefined;
  const taken = crossed ? undefined : sessions.selectStatus(session);
  const status = taken ?? options.admit(sessionId);
  if (status === 0) {
    core.apply(session!, "select", now);
    if (crossed) (core.reselected ??= new Set()).add(session!);
  }
  outgoing.push(selectRsp(packet, status));
}

function onDeselectReq(core: MachineCore, packet: HsmsPacket, now: number): void {
  const { sessions, outgoing } = core;
  const session = sessions.find(packet.header.sessionId);
  const selected = sessions.isSelected(session);
  outgoing.push(deselectRsp(packet, selected ? 0 : 1));
  core.reselected?.delete(session!);
  if (selected) core.apply(session!, "deselect", now);
}

function onSeparateReq(core: MachineCore, packet: HsmsPacket, now: number): void {
  const { sessions, failures } = core;
  const session = sessions.find(packet.header.sessionId);
  if (sessions.isSelected(session)) core.separate(session!, now, failures.separated());
}

function onResponse(
  core: MachineCore,
  kind: ControlKind,
  packet: HsmsPacket,
  now: number,
): void {
  const transaction = core.transactions.get(packet.header.system);
  if (transaction?.kind !== kind) return reject(core, packet, "unasked", now);
  if (kind === "linktest") return core.settle(transaction, { reply: packet });
  if (isGranted(core, kind, packet.header.function)) {
    const session = core.sessions.find(transaction.sessionId);
    if (kind === "select" || !core.reselected?.has(session!)) core.apply(session!, kind, now);
    return core.settle(transaction, { reply: packet });
  }
  const error = core.failures.refused(transaction, packet.header);
  core.settle(transaction, { error });
  if (kind === "select") onNotSelected(core, transaction, error);
}

/** "Selected already" counts as selected, as both sides then agree: Select.rsp 1, and in HSMS-GS Select.rsp 6. */
function isGranted(core: MachineCore, kind: ControlKind, status: number): boolean {
  if (status === 0) return true;
  if (kind !== "select") return false;
  return status === SelectStatus.alreadyActive ||
    (core.sessions.general && status === SelectStatus.entityActive);
}

/**
 * A select of ours was refused or rejected. It harms no session that is selected: neither the one that was to be selected
 * again, nor in HSMS-GS the others. In HSMS-SS nothing else is left to wait for.
 */
function onNotSelected(core: MachineCore, { sessionId }: Transaction, error: Error): void {
  const { sessions } = core;
  if (sessions.general || sessions.isSelected(sessions.find(sessionId))) {
    core.effects.push({ type: "fault", error });
  } else core.disconnect(error);
}

/**
 * System bytes alone do not say what is rejected: an answer of ours to the peer's request may have those of an open
 * request of ours. The rejected SType tells them apart.
 */
function onReject(core: MachineCore, { header }: HsmsPacket, now: number): void {
  const transaction = core.transactions.get(header.system);
  const named = header.function === RejectReason.pTypeNotSupported ||
    header.byte2 === transaction?.request.sType;
  if (transaction === undefined || !named) {
    core.effects.push({ type: "fault", error: core.failures.strayReject(header) });
  } else {
    const error = core.failures.rejected(transaction.request, header);
    core.settle(transaction, { error });
    if (transaction.kind === "select") onNotSelected(core, transaction, error);
  }
  const isData = header.byte2 === SType.data;
  if (isData && header.function === RejectReason.notSelected) onSelectionLost(core, header.sessionId, now);
}

/**
 * The peer has rejected data as the session is not selected there, and here it is. An active side selects it again; a
 * passive one waits for its peer's Select.req, and T7 drops the connection if it does not come. Not in HSMS-GS, where T7
 * does not run while another session is selected: the active side is the one that mends it.
 */
function onSelectionLost(core: MachineCore, sessionId: number, now: number): void {
  const { sessions, options } = core;
  const session = sessions.find(sessionId);
  if (!sessions.isSelected(session) || (sessions.general && !options.active)) return;
  core.apply(session!, "deselect", now);
  if (options.active) core.ask("select", sessions.general ? session! : options.controlSessionId);
}

/** Says that a frame was not accepted; the peer that earns more Rejects than are sent is dropped. */
function reject(core: MachineCore, packet: HsmsPacket, why: keyof typeof WHY, now: number): void {
  const [reason, words] = WHY[why];
  core.effects.push({ type: "fault", error: core.failures.weRejected(packet, words) });
  if (core.mayReject(now)) core.outgoing.push(rejectReq(packet, reason));
  else core.disconnect(core.failures.flood(core.options.maxRejectsPerSecond));
}
