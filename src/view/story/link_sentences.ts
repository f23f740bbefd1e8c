// What faults of a link are called, and what they mean, for the person at the tool.

import { codeMeaning, RejectReason, SelectStatus, SType } from "../../core/mod.ts";
import { capital, type Said, seconds } from "./said.ts";

export function selectUnanswered(to: string, t6: number, bothAsk: boolean): Said {
  return {
    title: "Select.req not answered within T6",
    meaning: bothAsk
      ? `Both sides sent Select.req, and ${to} did not answer the one of the other within ${seconds(t6)}. ` +
        "Both are set to active: set one to passive"
      : `${capital(to)} took the connection but did not answer within ${
        seconds(t6)
      }. It hangs, both sides are active, ` +
        "or the port is that of a SECS-I gateway. Check its mode and its protocol",
  };
}

export function selectClosed(to: string): Said {
  return {
    title: "Closed instead of answering Select.req",
    meaning: `${capital(to)} takes known hosts only, or serves another one already. ` +
      "Check the address that is allowed there, and close the other connection",
  };
}

export function selectGivenUp(asker: string, to: string, waited: number): Said {
  return {
    title: "Closed before Select.rsp came",
    meaning:
      `${capital(asker)} sent Select.req and closed the connection itself after ${
        seconds(waited)
      }. Its T6 is that short, ` +
      `or its program ended; ${to} had not answered until then`,
  };
}

export function linktestUnanswered(to: string, t6: number, isAlive: boolean): Said {
  return {
    title: "Linktest.req not answered within T6",
    meaning: isAlive
      ? `${capital(to)} sent other frames in these ${
        seconds(t6)
      }, so the line is alive. Its HSMS answers linktests late, or not at all`
      : `${capital(to)} was silent for ${seconds(t6)}: its program hangs, or the line is cut. ` +
        "The asking side ends the connection then. Check cables, firewalls and the log of the other side",
  };
}

export function deselectUnanswered(to: string, t6: number): Said {
  return {
    title: "Deselect.req not answered within T6",
    meaning: `${capital(to)} did not answer within ${
      seconds(t6)
    }. It may not support Deselect: end sessions with Separate.req`,
  };
}

/** What to check, by the status of a Select.rsp. */
const CHECK_STATUS: Readonly<Record<number, string>> = {
  [SelectStatus.alreadyActive]:
    "Another connection holds this session, or the last one was lost and nobody noticed. Find it, or restart the communication there",
  [SelectStatus.notReady]: "It is starting, or its communication is disabled. Enable it there, and try again",
  [SelectStatus.exhausted]: "Another connection holds it, usually that of the host. Find and close it",
  [SelectStatus.entityUnknown]: "It speaks HSMS-GS and does not know this session id",
  [SelectStatus.entityInUse]: "Another connection has selected this session. Find and close it",
  [SelectStatus.entityActive]: "This connection has selected this session already",
};

export function selectRefused(by: string, status: number): Said {
  const word = codeMeaning(SType.selectRsp, status) ?? "which is not in E37";
  return {
    title: `Select refused with status ${status}`,
    meaning: `${capital(by)} says ${status}, ${word}. ${CHECK_STATUS[status] ?? "Check its log"}`,
  };
}

export function neverSelected(active: string, t7: number | undefined): Said {
  return {
    title: t7 === undefined ? "Closed before Select.req" : "Not selected within T7",
    meaning: t7 === undefined
      ? `The TCP connection was opened, and closed without Select.req. A port scan or a monitor does that, or ${active} is not HSMS. ` +
        "Check who connects there"
      : `${capital(active)} connected but did not send Select.req for ${
        seconds(t7)
      }, the T7 of this view; the other side closes then. ` +
        "Check whether both sides are passive, or whether something else connects to this port",
  };
}

export function refused(active: string, passive: string): Said {
  return {
    title: "TCP connection refused",
    meaning:
      `${
        capital(active)
      } wanted to connect, and ${passive} refused with RST: no program listens on that port there. ` +
      "Check whether its communication is enabled, whether it is passive, and whether it is this port",
  };
}

export function frameCut(
  from: string,
  has: number,
  of: number | undefined,
  waited: number | undefined,
  t8: number,
): Said {
  const missing = of === undefined
    ? `its length field, of which ${has} of 4 bytes came`
    : `${of - has} of its ${of} bytes`;
  const isT8 = waited !== undefined && waited >= t8 * 0.9;
  return {
    title: isT8 ? "Frame cut, T8" : "Frame cut by the end of the connection",
    meaning: isT8
      ? `The frame of ${from} ended without ${missing}, and nothing came for ${
        seconds(waited)
      }: the other side closes after T8. ` +
        "A device between the two holds bytes back, or the sender hangs inside a message"
      : `The connection ended inside a frame of ${from}, without ${missing}. Check why it ended: its program, the network, or a write that was given up`,
  };
}

/** What to check, by the reason of a Reject.req. */
const CHECK_REASON: Readonly<Record<number, string>> = {
  [RejectReason.sTypeNotSupported]:
    "It does not support this kind of message. Check which edition of HSMS it has",
  [RejectReason.pTypeNotSupported]: "It takes SECS-II only. Check the protocol setting of the sender",
  [RejectReason.transactionNotOpen]:
    "For it this is an answer to nothing: it came too late, or the HSMS of the sender is at fault",
  [RejectReason.notSelected]:
    "For it the session is not selected. Select first; check in its log whether it deselected",
};

export function rejected(by: string, what: string, reason: number): Said {
  const word = codeMeaning(SType.rejectReq, reason) ?? "which is not in E37";
  return {
    title: `${what} rejected with reason ${reason}`,
    meaning: `${capital(by)} says ${reason}, ${word}. ${CHECK_REASON[reason] ?? "Check its log"}`,
  };
}

export function closedWithoutSeparate(by: string | undefined, how: string | undefined, open: number): Said {
  const who = by === undefined ? "The connection was gone" : `${capital(by)} closed the connection`;
  const requests = open === 0
    ? ""
    : open === 1
    ? " while a request was open"
    : ` while ${open} requests were open`;
  return {
    title: open === 0 ? "Closed without Separate.req" : "Closed in the middle of a request",
    meaning: `${who}${requests}, without Separate.req${how === undefined ? "" : ` (${how})`}. ` +
      "Its program or machine ended, or a device between them cut the line. Check the log of that side at this time",
  };
}

export function separated(by: string, open: number): Said {
  return {
    title: "Separate.req instead of an answer",
    meaning:
      `${capital(by)} ended the session itself while ${
        open === 1 ? "a request was" : `${open} requests were`
      } open. ` +
      "It may be switched to another host, or stop: check its log",
  };
}

export function reconnects(count: number, ms: number): Said {
  return {
    title: `Connected ${count} times in ${seconds(ms)}`,
    meaning:
      "The link comes and goes. See why the connections before this one ended; a link that works stays for days",
  };
}

export function notFrame(why: string | undefined, bytes: Uint8Array, from: string): Said {
  return {
    title: "Bytes that are not a frame",
    meaning: protocolOf(bytes, from) ?? `${capital(why ?? "They have no length of a frame")}. ` +
        `Check what ${from} is: its protocol, and whether both sides speak HSMS here`,
  };
}

export function hole(why: string): Said {
  return {
    title: "The recording has a hole",
    meaning: `${
      capital(why)
    }. That is of the recording, not of the link: the capture dropped packets, or begins late`,
  };
}

/** What speaks there, by its first bytes. */
function protocolOf(bytes: Uint8Array, from: string): string | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, 8));
  if (/^(GET|POST|HEAD|PUT|HTTP)[ /]/.test(text)) {
    return `${
      capital(from)
    } speaks HTTP: this is a web server, or a browser came to this port. Check the port`;
  }
  if (bytes[0] === 0x16 && bytes[1] === 3) {
    return `${capital(from)} speaks TLS. Set both sides to TLS, or none`;
  }
  if (/^SSH-/.test(text)) return `${capital(from)} speaks SSH. Check the port`;
  if (bytes.length <= 2 && [4, 5, 6, 0x15].includes(bytes[0] ?? 0)) {
    return `${
      capital(from)
    } speaks SECS-I (ENQ, EOT, ACK, NAK): it is a gateway to a serial line, or set to SECS-I. Set both sides to HSMS`;
  }
  return undefined;
}
