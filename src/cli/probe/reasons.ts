import {
  codeMeaning,
  HsmsClosedError,
  type HsmsPacket,
  HsmsProtocolError,
  HsmsTimeoutError,
  RejectReason,
  SelectStatus,
  SType,
  TransportError,
} from "../../core/mod.ts";
import { describeMessage } from "../../secs/mod.ts";
import { sentenceOf } from "../errors.ts";

/** What to check, by the status of a Select.rsp. */
const CHECK_STATUS: Readonly<Record<number, string>> = {
  [SelectStatus.alreadyActive]:
    "Another host holds this session, or the peer did not notice that the last connection was lost. " +
    "Find the other connection, or restart the peer's communication",
  [SelectStatus.notReady]: "It is starting, or its communication is disabled. Enable it there, and try again",
  [SelectStatus.exhausted]: "Another connection holds the peer, usually that of the host. Find and close it",
  [SelectStatus.entityUnknown]: "The peer speaks HSMS-GS and does not know this session id",
  [SelectStatus.entityInUse]: "Another connection has selected this session. Find and close it",
  [SelectStatus.entityActive]: "This connection has selected this session already",
};

/** What to check, by the reason of a Reject.req. */
const CHECK_REASON: Readonly<Record<number, string>> = {
  [RejectReason.sTypeNotSupported]:
    "It does not support this kind of message. Check that it supports this edition of HSMS",
  [RejectReason.pTypeNotSupported]:
    "It does not support SECS-II on this connection. Check its protocol setting",
  [RejectReason.transactionNotOpen]:
    "For the peer the message is a reply without a request. Its HSMS implementation is at fault",
  [RejectReason.notSelected]:
    "For the peer the session is not selected. Check in its log whether it deselected",
};

/** Why a Select.req was refused; undefined if it was not. */
export function selectRefusal({ header }: HsmsPacket): string | undefined {
  if (header.sType === SType.rejectReq) return rejected("Select.req", header.function);
  if (header.function === SelectStatus.ok) return undefined;
  const why = explained(header.sType, header.function, CHECK_STATUS);
  return `The peer answered Select.req with status ${why}`;
}

/** The sentences for a Separate.req in place of an answer. */
export function separatedBy(what: string): string {
  return `The peer sent Separate.req instead of answering ${what}: it ended the session itself. ` +
    "It may be switched to another host, or stop; check its log";
}

/** The sentences for a Reject.req. */
export function rejected(what: string, reason: number): string {
  return `The peer rejected ${what} with reason ${explained(SType.rejectReq, reason, CHECK_REASON)}`;
}

/** `3, exhausted. Another connection …`: a code, E37's word for it, and what to check. */
function explained(sType: number, code: number, checks: Readonly<Record<number, string>>): string {
  return `${code}, ${codeMeaning(sType, code) ?? "which is not in E37"}. ${
    checks[code] ?? "Check the peer's log"
  }`;
}

/** Why S1F1 was not answered with S1F2; undefined if it was. */
export function dataRefusal(answer: HsmsPacket, sessionId: number): string | undefined {
  const { header } = answer;
  if (header.sType === SType.rejectReq) return rejected("S1F1", header.function);
  if (header.stream === 9 && header.function === 1) {
    return `The peer answered S1F1 with S9F1: it does not know session ${sessionId}. ` +
      "Find the device id in its configuration, and give it with --session";
  }
  if (header.stream === 9) {
    return `The peer answered S1F1 with ${header.name}: it does not accept the message. Check its log`;
  }
  if (header.sessionId !== sessionId) {
    return `The peer answered for session ${header.sessionId}, not ${sessionId}. ` +
      `The device ids differ: try --session ${header.sessionId}`;
  }
  if (header.function === 0) {
    return "The peer aborted S1F1 with S1F0: it is offline or not communicating. Check its control state";
  }
  if (header.stream === 1 && header.function === 2) return undefined;
  return `The peer answered S1F1 with ${
    describeMessage(answer)
  }, not with S1F2. Check the message on its side`;
}

/** Why there was no answer, and what to check; `unasked`: what the peer sent instead. */
export function noAnswer(stage: string, error: unknown, unasked: ReadonlySet<string>): string {
  if (error instanceof HsmsTimeoutError && error.timer !== "T8") return unanswered(stage, error, unasked);
  if (error instanceof HsmsTimeoutError) {
    return `${
      sentenceOf(error)
    }. A device between holds bytes back, or the peer's HSMS implementation is at fault`;
  }
  // The first bytes of a TLS alert or handshake, as the decoder quotes them.
  if (error instanceof HsmsProtocolError && /\(1[56] 03 /.test(error.message)) {
    return "The peer answered in TLS, not in plain HSMS. Try --tls, with --ca for the authority of its certificate";
  }
  const closed = error instanceof HsmsClosedError;
  if (!closed && !(error instanceof TransportError && error.code === "reset")) return sentenceOf(error);
  if (stage !== "Select") return `${sentenceOf(error)} at ${stage}. Check the peer's log`;
  return `The peer ${closed ? "closed" : "reset"} the connection instead of answering Select.req. ` +
    "It accepts known hosts only, or serves another one already. " +
    "Check the allowed address there, and close the other connection";
}

function unanswered(stage: string, error: HsmsTimeoutError, unasked: ReadonlySet<string>): string {
  const within = `within ${seconds(error.after)}`;
  if (stage === "Select" && unasked.has("Select.req")) {
    return `The peer sent Select.req itself and did not answer ours ${within}. ` +
      "Both sides are active: set the peer to passive, or listen for it with hsms listen";
  }
  if (stage === "Select") {
    return `The peer accepted the connection but did not answer Select.req ${within}. It hangs, both sides are active, ` +
      "or the port is that of a SECS-I gateway, which waits for a byte 05. Check its mode and protocol";
  }
  if (stage === "Linktest") {
    return `The peer did not answer Linktest.req ${within}. It is selected but does not serve the connection: ` +
      "its communication hangs, and every linktest will end the connection. Check its log";
  }
  return `The peer did not answer S1F1 ${within}. It ignores messages for another device id, does not know S1F1, or waits for S1F13 first. ` +
    "Check --session, the peer's log, and hsms connect with --send 'S1F13 W <L>'";
}

/** 5000 → "5 s" */
export function seconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}
