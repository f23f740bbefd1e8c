import { type HsmsHeader, type HsmsPacket, SType } from "../../core/mod.ts";

/** Whether an SType is a control message of E37. */
export function isKnownType({ sType }: Pick<HsmsHeader, "sType">): boolean {
  return sType <= SType.rejectReq || sType === SType.separateReq;
}

/** What of a frame breaks E37, each in a sentence without a full stop; none: nothing that can be seen in it. */
export function faultsOf({ header, data }: HsmsPacket): string[] {
  const faults: string[] = [];
  const { pType, sType, isControl } = header;
  if (pType !== 0) faults.push(`PType is ${pType}, which is not SECS-II: it must be 0`);
  if (!isKnownType(header)) faults.push(`SType ${sType} is not a type of E37`);
  if (isControl && data.length > 0) {
    faults.push(`A control message has no body, but this one has ${data.length} bytes`);
  }
  if (!isControl && header.requireResponse && header.function % 2 === 0) {
    faults.push(`The W bit is set, but function ${header.function} is a reply, and a reply has no W bit`);
  }
  return faults;
}
