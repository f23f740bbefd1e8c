import { SType } from "../../core/mod.ts";
import { decodeItem } from "../../secs2/mod.ts";
import { isBody } from "./body.ts";
import { bodyOf, type Frame } from "./story_state.ts";

/** Whether an SType is a control message of E37. */
export function isKnownType(sType: number): boolean {
  return sType <= SType.rejectReq || sType === SType.separateReq;
}

/** Why the body of a data message cannot be read; undefined: it can. `left`: room for its open lists. */
export function whyMalformed(frame: Frame, left: Uint32Array): string | undefined {
  const { bytes, stop } = frame;
  if (isBody(bytes, bodyOf(frame), stop, left)) return undefined;
  try {
    decodeItem(bytes.subarray(bodyOf(frame), stop));
    return undefined;
  } catch (error) {
    return error instanceof Error ? `its body is not an item of E5: ${error.message}` : undefined;
  }
}
