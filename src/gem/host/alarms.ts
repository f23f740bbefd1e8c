import type { HsmsRequestOptions } from "../../core/mod.ts";
import {
  ALL_ALARMS,
  S5F3,
  S5F5,
  S5F7,
  type SecsAllAlarms,
  type SecsId,
  type SecsListedAlarm,
} from "../../secs/mod.ts";
import { isAlarmSet } from "../models/alarm.ts";
import { type AskTool, demand, type HostLink } from "./link.ts";
import { askAgain } from "./profile/second_try.ts";
import type { GemRef, Names } from "./refs.ts";

type Options = HsmsRequestOptions | undefined;

const ENABLE = 0x80;
const DISABLE = 0;

/** An alarm as the tool has it. */
export interface GemListedAlarm {
  /** ALID. */
  readonly id: SecsId;
  /** Its name in the model; undefined if it is not there. */
  readonly name: string | undefined;
  /** ALCD; undefined if the tool does not have it. */
  readonly code: number | undefined;
  /** Whether it is set: bit 8 of ALCD, and no other. */
  readonly isSet: boolean;
  /** The low seven bits of ALCD. */
  readonly category: number;
  /** ALTX. */
  readonly text: string;
}

/** S5F3, for one alarm or all. */
export async function enableAlarm(
  link: HostLink,
  ref: GemRef | SecsAllAlarms,
  isEnabled: boolean,
  options: Options,
): Promise<void> {
  const ALID = isAll(ref) ? ALL_ALARMS : link.names.alarm(ref).id;
  const about = ALID === ALL_ALARMS ? "of all alarms" : `of ALID ${ALID as SecsId}`;
  const value = { ALED: isEnabled ? ENABLE : DISABLE, ALID };
  const way = ALID === ALL_ALARMS ? link.profile.asList("S5F3") : undefined;
  const ask: AskTool = (...asked) => askAgain(() => link.ask(...asked), way);
  await demand({ ...link, ask }, { body: S5F3.toEquipment, value, code: "ACKC5", about }, options);
}

/** S5F5; without ids, of all. */
export async function listAlarms(
  link: HostLink,
  refs: readonly GemRef[],
  options: Options,
): Promise<GemListedAlarm[]> {
  const ids = refs.map((ref) => link.names.alarm(ref).id);
  return (await askAlarms(link, ids, options)).map((alarm) => listed(link.names, alarm));
}

/** S5F7. */
export async function listEnabledAlarms(link: HostLink, options: Options): Promise<GemListedAlarm[]> {
  return (await link.ask(S5F7.toEquipment, undefined, options)).map((alarm) => listed(link.names, alarm));
}

/** An alarm by its id and its code. */
export function alarmOf(
  names: Names,
  id: SecsId,
  code: number,
  text: string,
): GemListedAlarm & { code: number } {
  const { part } = names.alarm({ id });
  return { id, name: part?.name, code, isSet: isAlarmSet(code), category: code & 0x7f, text };
}

/** Some tools read a list of ALIDs, not one item with all of them: that is tried once, and kept if it helps. */
function askAlarms(
  { ask, profile }: HostLink,
  ids: readonly SecsId[],
  options: Options,
): Promise<readonly SecsListedAlarm[]> {
  return askAgain(() => ask(S5F5.toEquipment, ids, options), profile.asList("S5F5"));
}

function listed(names: Names, { ALCD, ALID, ALTX }: SecsListedAlarm): GemListedAlarm {
  return { ...alarmOf(names, ALID, ALCD ?? 0, ALTX), code: ALCD };
}

function isAll(ref: GemRef | SecsAllAlarms): ref is SecsAllAlarms {
  return ref === ALL_ALARMS;
}
