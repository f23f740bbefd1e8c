import type { HsmsRequestOptions } from "../../core/mod.ts";
import { S2F43, S6F23 } from "../../secs/mod.ts";
import { refusal } from "../handler/acknowledge.ts";
import type { SpoolStream } from "../models/spool_setting.ts";
import { type AskTool, demand, type HostLink } from "./link.ts";
import { askAgain } from "./profile/second_try.ts";

type Options = HsmsRequestOptions | undefined;

const TRANSMIT = 0;
const PURGE = 1;

/** S2F43; an empty list turns spooling off. */
export async function setSpooling(
  { ask, profile: { meaningOf } }: HostLink,
  streams: readonly SpoolStream[],
  options: Options,
): Promise<void> {
  const value = streams.map(({ stream, functions }) => ({ STRID: stream, FCNID: functions }));
  const { RSPACK, STREAMS } = await ask(S2F43.toEquipment, value, options);
  if (RSPACK === 0) return;
  const details = STREAMS.map(({ STRID, STRACK, FCNID }) => ({
    subject: FCNID.length === 0 ? `Stream ${STRID}` : `Stream ${STRID}, functions ${FCNID.join(", ")}`,
    acknowledge: "STRACK" as const,
    value: STRACK,
  }));
  throw refusal("S2F43", "RSPACK", RSPACK, { by: "equipment", meaningOf, details });
}

/** S6F23 with RSDC 0. */
export function requestSpool(link: HostLink, options: Options): Promise<void> {
  return askForSpool(link, TRANSMIT, options);
}

/** S6F23 with RSDC 1. */
export function purgeSpool(link: HostLink, options: Options): Promise<void> {
  return askForSpool(link, PURGE, options);
}

/** Some tools read RSDC as B: that is tried once, and kept if it helps. */
function askForSpool({ ask, profile }: HostLink, value: number, options: Options): Promise<void> {
  const again: AskTool = (...asked) => askAgain(() => ask(...asked), profile.rsdcAsBytes());
  return demand({ ask: again, profile }, { body: S6F23.toEquipment, value, code: "RSDA" }, options);
}
