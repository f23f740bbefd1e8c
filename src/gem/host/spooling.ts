import type { HsmsRequestOptions } from "../../core/mod.ts";
import { S2F43, S6F23 } from "../../secs/mod.ts";
import { refusal } from "../handler/acknowledge.ts";
import type { SpoolStream } from "../models/spool_setting.ts";
import { demand, type HostLink } from "./link.ts";

type Options = HsmsRequestOptions | undefined;

const TRANSMIT = 0;
const PURGE = 1;

/** S2F43; an empty list turns spooling off. */
export async function setSpooling(
  { ask }: HostLink,
  streams: readonly SpoolStream[],
  options: Options,
): Promise<void> {
  const value = streams.map(({ stream, functions }) => ({ STRID: stream, FCNID: functions }));
  const { RSPACK, STREAMS } = await ask(S2F43.toEquipment, value, options);
  if (RSPACK === 0) return;
  const details = STREAMS.map(({ STRID, STRACK, FCNID }) => ({
    subject: FCNID.length === 0 ? `Stream ${STRID}` : `Stream ${STRID}, functions ${FCNID.join(", ")}`,
    acknowledge: "STRACK",
    value: STRACK,
  }));
  throw refusal("S2F43", "RSPACK", RSPACK, "equipment", details);
}

/** S6F23 with RSDC 0. */
export function requestSpool(link: HostLink, options: Options): Promise<void> {
  return demand(link, { body: S6F23.toEquipment, value: TRANSMIT, code: "RSDA" }, options);
}

/** S6F23 with RSDC 1. */
export function purgeSpool(link: HostLink, options: Options): Promise<void> {
  return demand(link, { body: S6F23.toEquipment, value: PURGE, code: "RSDA" }, options);
}
