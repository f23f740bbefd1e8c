/*
 * A new control message has these places: its SType and its name in this file; its builder in messages.ts; in
 * ../machine, what it does in reactions.ts, and if it asks for an answer, KINDS in transactions.ts, REQUESTS in
 * machine_core.ts and a method in machine.ts; a method in ../protocol/protocol.ts; whether it overtakes data, `isUrgent` in
 * ../link/outbox.ts; its export in ../mod.ts; its row in docs/e37.md.
 */

/**
 * The session types of E37: what a frame is. Values 8, 10 and up are not supported.
 *
 * @example
 * ```ts
 * import { SType } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(SType.linktestReq, 5);
 * ```
 */
export const SType = {
  /** A SECS-II message. */
  data: 0,
  /** Asks to make the session SELECTED. */
  selectReq: 1,
  /** Answers Select.req with a {@linkcode SelectStatus}. */
  selectRsp: 2,
  /** Asks to end the selection and keep the TCP connection. */
  deselectReq: 3,
  /** Answers Deselect.req with a {@linkcode DeselectStatus}. */
  deselectRsp: 4,
  /** Asks whether the peer is alive. */
  linktestReq: 5,
  /** Answers Linktest.req. */
  linktestRsp: 6,
  /** Says that a frame was not accepted, with a {@linkcode RejectReason}. */
  rejectReq: 7,
  /** Ends the session at once; it has no answer. */
  separateReq: 9,
} as const;

/**
 * The status byte of Select.rsp.
 *
 * @example
 * ```ts
 * import { SelectStatus } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(SelectStatus.exhausted, 3);
 * ```
 */
export const SelectStatus = {
  /** Selected. */
  ok: 0,
  /** Was selected already. */
  alreadyActive: 1,
  /** Not ready to be selected. */
  notReady: 2,
  /** The entity serves as many connections as it can. */
  exhausted: 3,
  /** HSMS-GS: no such session entity. */
  entityUnknown: 4,
  /** HSMS-GS: another connection has selected this session entity. */
  entityInUse: 5,
  /** HSMS-GS: this connection has selected this session entity. */
  entityActive: 6,
} as const;

/**
 * The status byte of Deselect.rsp.
 *
 * @example
 * ```ts
 * import { DeselectStatus } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(DeselectStatus.busy, 2);
 * ```
 */
export const DeselectStatus = {
  /** Deselected. */
  ok: 0,
  /** The session was not selected. */
  notEstablished: 1,
  /** The session is in use. */
  busy: 2,
} as const;

/**
 * The reason byte of Reject.req.
 *
 * @example
 * ```ts
 * import { RejectReason } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(RejectReason.notSelected, 4);
 * ```
 */
export const RejectReason = {
  /** The SType is not supported. */
  sTypeNotSupported: 1,
  /** The PType is not supported. */
  pTypeNotSupported: 2,
  /** A response came for a transaction that is not open. */
  transactionNotOpen: 3,
  /** Data came while the session is not selected. */
  notSelected: 4,
} as const;

/** The session id of a control message in HSMS-SS, and of every Linktest. */
export const CONTROL_SESSION = 0xffff;

/** What E37 says of each control SType: its name, and what its third byte means. */
const CONTROL: Readonly<
  Record<number, readonly [name: string, meanings?: Readonly<Record<number, string>>]>
> = {
  [SType.selectReq]: ["Select.req"],
  [SType.selectRsp]: ["Select.rsp", {
    [SelectStatus.ok]: "selected",
    [SelectStatus.alreadyActive]: "selected already",
    [SelectStatus.notReady]: "not ready",
    [SelectStatus.exhausted]: "exhausted",
    [SelectStatus.entityUnknown]: "entity unknown",
    [SelectStatus.entityInUse]: "entity in use",
    [SelectStatus.entityActive]: "entity active",
  }],
  [SType.deselectReq]: ["Deselect.req"],
  [SType.deselectRsp]: ["Deselect.rsp", {
    [DeselectStatus.ok]: "deselected",
    [DeselectStatus.notEstablished]: "not established",
    [DeselectStatus.busy]: "busy",
  }],
  [SType.linktestReq]: ["Linktest.req"],
  [SType.linktestRsp]: ["Linktest.rsp"],
  [SType.rejectReq]: ["Reject.req", {
    [RejectReason.sTypeNotSupported]: "SType not supported",
    [RejectReason.pTypeNotSupported]: "PType not supported",
    [RejectReason.transactionNotOpen]: "transaction not open",
    [RejectReason.notSelected]: "entity not selected",
  }],
  [SType.separateReq]: ["Separate.req"],
};

/** The standard's name of a control SType; undefined for data and for an SType that is not supported. */
export function controlName(sType: number): string | undefined {
  return CONTROL[sType]?.[0];
}

/**
 * The standard's words for the status of a Select.rsp or Deselect.rsp, or for the reason of a Reject.req; undefined for
 * other messages and for codes that E37 does not name.
 *
 * @example
 * ```ts
 * import { codeMeaning, SelectStatus, SType } from "@secs/hsms/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(codeMeaning(SType.selectRsp, SelectStatus.exhausted), "exhausted");
 * ```
 */
export function codeMeaning(sType: number, code: number): string | undefined {
  return CONTROL[sType]?.[1]?.[code];
}
