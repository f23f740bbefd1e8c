import {
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

const STATUS: Readonly<Record<number, string>> = {
  [SelectStatus.alreadyActive]:
    "already active. It takes this session for selected: another host holds it, or it did " +
    "not notice that the last connection was lost. Find the other connection, or restart the peer's communication",
  [SelectStatus.notReady]:
    "not ready. It is starting, or its communication is disabled: enable it there, and try again",
  [SelectStatus.exhausted]:
    "exhausted. Another connection holds the peer, the host's as a rule: find it, and close it",
  [SelectStatus.entityUnknown]: "entity unknown. The peer speaks HSMS-GS and does not know this session id",
  [SelectStatus.entityInUse]: "entity in use. Another connection has selected this session",
  [SelectStatus.entityActive]: "entity active. This connection has selected this session already",
};

const REJECT: Readonly<Record<number, string>> = {
  [RejectReason.sTypeNotSupported]:
    "it does not support this kind of message. Is it an HSMS peer of the same edition?",
  [RejectReason.pTypeNotSupported]:
    "it does not support SECS-II on this connection. Check its protocol setting",
  [RejectReason.transactionNotOpen]:
    "it takes the message for an answer. Its HSMS implementation is at fault",
  [RejectReason.notSelected]: "it does not see the session as selected. Its log says whether it deselected",
};

/** Why Select.req was answered with no; undefined where it was answered with yes. */
export function selectRefusal({ header }: HsmsPacket): string | undefined {
  if (header.sType === SType.rejectReq) return rejected("Select.req", header.function);
  if (header.function === SelectStatus.ok) return undefined;
  const meaning = STATUS[header.function] ?? "a status that E37 does not know";
  return `The peer answered Select.req with status ${header.function}, ${meaning}`;
}

/** The sentence for a Reject.req. */
export function rejected(what: string, reason: number): string {
  const meaning = REJECT[reason] ?? "a reason that E37 does not know. Its log may say more";
  return `The peer rejected ${what} with reason ${reason}: ${meaning}`;
}

/** Why S1F1 was not answered as it should be; undefined where it was. */
export function dataRefusal(answer: HsmsPacket, sessionId: number): string | undefined {
  const { header } = answer;
  if (header.sType === SType.rejectReq) return rejected("S1F1", header.function);
  if (header.stream === 9 && header.function === 1) {
    return `The peer answered S9F1: it does not know session ${sessionId}. ` +
      "Give its device id with --session; its configuration has it";
  }
  if (header.stream === 9) {
    return `The peer answered S1F1 with ${header.name}: it cannot take the message. Its log says why`;
  }
  if (header.sessionId !== sessionId) {
    return `The peer answered for session ${header.sessionId}, not ${sessionId}. ` +
      `The device ids differ: try --session ${header.sessionId}`;
  }
  if (header.function === 0) {
    return "The peer aborted S1F1 with S1F0: it is offline or not communicating. Check its control state";
  }
  if (header.stream === 1 && header.function === 2) return undefined;
  return `The peer answered S1F1 with ${describeMessage(answer)}, not with S1F2`;
}

/** Why no answer came at all, in one or two sentences; `heard`: what the peer sent instead. */
export function silence(stage: string, error: unknown, heard: readonly string[]): string {
  if (error instanceof HsmsTimeoutError && error.timer !== "T8") return unanswered(stage, error, heard);
  if (error instanceof HsmsTimeoutError) {
    return `${error.message}. Something between holds bytes back, or the peer's HSMS implementation is at fault`;
  }
  // The first bytes of a TLS alert or handshake, as the decoder quotes them.
  if (error instanceof HsmsProtocolError && /\(1[56] 03 /.test(error.message)) {
    return "The peer answered in TLS, not in plain HSMS: try --tls, with --ca for the authority of its certificate";
  }
  const left = error instanceof HsmsClosedError || error instanceof TransportError && error.code === "reset";
  if (left && stage === "Select") {
    const how = error instanceof HsmsClosedError ? "closed" : "reset";
    return `The peer ${how} the connection instead of answering Select.req. It lets in only the hosts that it knows, ` +
      "or serves another one already: check the allowed address there, and close the other connection";
  }
  if (left) return `${sentenceOf(error)} at ${stage}. Its log says why`;
  return sentenceOf(error);
}

function unanswered(stage: string, error: HsmsTimeoutError, heard: readonly string[]): string {
  const within = `within ${seconds(error.after)}`;
  if (stage === "Select" && heard.includes("Select.req")) {
    return `The peer sent Select.req itself and did not answer ours ${within}. ` +
      "Both sides are active: set the peer to passive, or listen for it with hsms listen";
  }
  if (stage === "Select") {
    return `The peer took the connection but did not answer Select.req ${within}. It hangs, both sides are active, ` +
      "or the port is a SECS-I gateway's, which waits for a byte 05: check its mode and protocol";
  }
  if (stage === "Linktest") {
    return `The peer did not answer Linktest.req ${within}. It is selected but does not serve the link: ` +
      "its communication hangs, and it will be dropped at every linktest";
  }
  return `The peer did not answer S1F1 ${within}. It ignores messages for another device id, or does not know S1F1: ` +
    "check --session, and its log";
}

/** 5000 → "5 s" */
export function seconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}
