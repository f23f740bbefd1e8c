import {
  codeMeaning,
  CONTROL_SESSION,
  type HsmsHeader,
  type HsmsPacket,
  RejectReason,
  SType,
} from "../../core/mod.ts";

/** A field of the first 14 bytes of a frame. */
export interface HeaderField {
  /** Short, as `hsms decode` prints it: `session`. */
  readonly name: string;
  /** As E37 names it: `Session ID`. */
  readonly title: string;
  /** Where it begins in the frame, the length field included. */
  readonly at: number;
  /** Its bytes in hex digits, without anything between. */
  readonly digits: string;
  /** What it means; empty if there is nothing to say. */
  readonly meaning: string;
}

/** The length field and the fields of the header, in the order of the wire. */
export function headerFields({ header, data, length }: HsmsPacket): HeaderField[] {
  const { sessionId, byte2, function: byte3, pType, sType, system } = header;
  const [second, third] = headerMeaning(header);
  const session = `${sessionId}${sessionId === CONTROL_SESSION ? ": control" : ""}`;
  return [
    field("length", "Message length", 0, 4, length, `${length}: header 10, body ${data.length}`),
    field("session", "Session ID", 4, 2, sessionId, session),
    field("byte 2", "Header byte 2", 6, 1, byte2, second),
    field("byte 3", "Header byte 3", 7, 1, byte3, third),
    field("PType", "PType", 8, 1, pType, pType === 0 ? "0: SECS-II" : `${pType}: not SECS-II`),
    field("SType", "SType", 9, 1, sType, `${sType}: ${header.isControl ? header.name : "data"}`),
    field("system", "System bytes", 10, 4, system, `${system}`),
  ];
}

function field(
  name: string,
  title: string,
  at: number,
  width: number,
  value: number,
  meaning: string,
): HeaderField {
  return { name, title, at, digits: value.toString(16).padStart(width * 2, "0"), meaning };
}

/** What bytes 2 and 3 of a header mean. */
export function headerMeaning(header: HsmsHeader): readonly [byte2: string, byte3: string] {
  const { byte2, function: byte3, sType } = header;
  const meaning = codeMeaning(sType, byte3) ?? "not in E37";
  switch (sType) {
    case SType.data: {
      const reply = header.requireResponse ? "W: a reply is expected" : "no reply is expected";
      return [
        `stream ${header.stream}, ${reply}`,
        `function ${byte3}, ${byte3 % 2 === 1 ? "primary" : "reply"}`,
      ];
    }
    case SType.selectRsp:
    case SType.deselectRsp:
      return ["", `status ${byte3}: ${meaning}`];
    case SType.rejectReq: {
      const what = byte3 === RejectReason.pTypeNotSupported ? "PType" : "SType";
      return [`${what} ${byte2} was rejected`, `reason ${byte3}: ${meaning}`];
    }
    default:
      return [byte2 === 0 ? "" : "should be 00", byte3 === 0 ? "" : "should be 00"];
  }
}
