import { DeselectStatus, type HsmsHeader, RejectReason, SelectStatus, SType } from "../../core/mod.ts";

const SELECT: Readonly<Record<number, string>> = {
  [SelectStatus.ok]: "ok, selected",
  [SelectStatus.alreadyActive]: "already selected",
  [SelectStatus.notReady]: "not ready",
  [SelectStatus.exhausted]: "connections exhausted",
  [SelectStatus.entityUnknown]: "no such session entity",
  [SelectStatus.entityInUse]: "session entity in use by another connection",
  [SelectStatus.entityActive]: "session entity selected by this connection already",
};

const DESELECT: Readonly<Record<number, string>> = {
  [DeselectStatus.ok]: "ok, deselected",
  [DeselectStatus.notEstablished]: "was not selected",
  [DeselectStatus.busy]: "busy",
};

const REJECT: Readonly<Record<number, string>> = {
  [RejectReason.sTypeNotSupported]: "SType not supported",
  [RejectReason.pTypeNotSupported]: "PType not supported",
  [RejectReason.transactionNotOpen]: "transaction not open",
  [RejectReason.notSelected]: "not selected",
};

/** What bytes 2 and 3 of a header say. */
export function meaningOfBytes(header: HsmsHeader): readonly [byte2: string, byte3: string] {
  const { byte2, function: byte3, sType } = header;
  switch (sType) {
    case SType.data: {
      const reply = header.requireResponse ? "W: a reply is expected" : "no reply is expected";
      return [
        `stream ${header.stream}, ${reply}`,
        `function ${byte3}, ${byte3 % 2 === 1 ? "primary" : "reply"}`,
      ];
    }
    case SType.selectRsp:
      return ["", `status ${byte3}: ${SELECT[byte3] ?? "unknown"}`];
    case SType.deselectRsp:
      return ["", `status ${byte3}: ${DESELECT[byte3] ?? "unknown"}`];
    case SType.rejectReq: {
      const what = byte3 === RejectReason.pTypeNotSupported ? "PType" : "SType";
      return [`${what} ${byte2} was rejected`, `reason ${byte3}: ${REJECT[byte3] ?? "unknown"}`];
    }
    default:
      return [byte2 === 0 ? "" : "should be 00", byte3 === 0 ? "" : "should be 00"];
  }
}

/** What the session type says. */
export function meaningOfSType(header: HsmsHeader): string {
  return header.isControl ? header.name : "data";
}
