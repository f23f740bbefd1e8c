import type { HsmsRequestOptions } from "../../core/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import { S2F45, S2F47, type SecsId, type SecsVariableLimits } from "../../secs/mod.ts";
import { refusal } from "../handler/acknowledge.ts";
import type { GemRefusalDetail } from "../handler/refusal_error.ts";
import type { HostLink } from "./link.ts";
import { type GemReading, itemFor, readingOf } from "./readings.ts";
import type { GemRef } from "./refs.ts";

type Options = HsmsRequestOptions | undefined;

/** The limits of a variable, as a host sets them. */
export interface GemVariableLimits<Ref = GemRef> {
  /** The variable. */
  readonly variable: Ref;
  /** Its limits; none takes all of its limits away. */
  readonly limits: readonly GemLimit[];
}

/** A limit: crossed upwards at `upper`, downwards at `lower`. */
export type GemLimit =
  | {
    /** LIMITID, from 1. */
    readonly id: number;
    /** UPPERDB: a value of the variable, or an item. */
    readonly upper: number | boolean | Item;
    /** LOWERDB. */
    readonly lower: number | boolean | Item;
  }
  | {
    /** LIMITID of a limit that is to be taken away. */
    readonly id: number;
    readonly upper?: undefined;
    readonly lower?: undefined;
  };

/** The limits of a variable, as the tool has them. */
export interface GemLimits {
  /** VID. */
  readonly id: SecsId;
  /** Its name; undefined if it is not in the model. */
  readonly name: string | undefined;
  /** What limits it can have, and those that it has; undefined: it can have none. */
  readonly limits: {
    /** Its units. */
    readonly units: string;
    /** LIMITMIN. */
    readonly min: GemReading;
    /** LIMITMAX. */
    readonly max: GemReading;
    /** Those that are set. */
    readonly set: readonly {
      /** LIMITID. */
      readonly id: number;
      /** UPPERDB. */
      readonly upper: GemReading;
      /** LOWERDB. */
      readonly lower: GemReading;
    }[];
  } | undefined;
}

/** S2F45; an empty list would take all limits of all variables away. */
export async function defineLimits(
  link: HostLink,
  variables: readonly GemVariableLimits[],
  options: Options,
): Promise<void> {
  if (variables.length === 0) {
    throw new RangeError(
      "defineLimits needs a variable: S2F45 without one takes all limits away (clearLimits)",
    );
  }
  const VARIABLES = variables.map(({ variable, limits }) => {
    const { id, part } = link.names.variable(variable);
    const item = (value: unknown): Item => itemFor(part, `Variable ${id}`, value);
    const LIMITS = limits.map(({ id: LIMITID, upper, lower }) => ({
      LIMITID,
      DEADBAND: upper === undefined ? undefined : { UPPERDB: item(upper), LOWERDB: item(lower) },
    }));
    return { VID: id, LIMITS };
  });
  await demandLimits(link, VARIABLES, options);
}

/** S2F45 with an empty list. */
export function clearLimits(link: HostLink, options: Options): Promise<void> {
  return demandLimits(link, [], options);
}

/** S2F47; without variables, of all that can have limits. */
export async function requestLimits(
  link: HostLink,
  refs: readonly GemRef[],
  options: Options,
): Promise<GemLimits[]> {
  const ids = refs.map((ref) => link.names.variable(ref).id);
  const answer = await link.ask(S2F47.toEquipment, ids, options);
  return answer.map(({ VID, ATTRIBUTES }) => {
    const found = link.names.variable({ id: VID });
    const read = (item: Item): GemReading => readingOf(found, item, link.dialect.encoding);
    const limits = ATTRIBUTES && {
      units: ATTRIBUTES.UNITS,
      min: read(ATTRIBUTES.LIMITMIN),
      max: read(ATTRIBUTES.LIMITMAX),
      set: ATTRIBUTES.LIMITS.map(({ LIMITID, UPPERDB, LOWERDB }) => (
        { id: LIMITID, upper: read(UPPERDB), lower: read(LOWERDB) }
      )),
    };
    return { id: VID, name: found.part?.name, limits };
  });
}

async function demandLimits(
  { ask, names, profile: { meaningOf } }: HostLink,
  VARIABLES: readonly SecsVariableLimits[],
  options: Options,
): Promise<void> {
  const { VLAACK, VARIABLES: wrong } = await ask(S2F45.toEquipment, { DATAID: 0, VARIABLES }, options);
  if (VLAACK === 0) return;
  const details = wrong.flatMap(({ VID, LVACK, LIMIT }): GemRefusalDetail[] => {
    const { part } = names.variable({ id: VID });
    const subject = part?.name ?? `VID ${VID}`;
    const variable = { subject, acknowledge: "LVACK" as const, value: LVACK };
    if (LIMIT === undefined) return [variable];
    const { LIMITID, LIMITACK } = LIMIT;
    return [variable, {
      subject: `Limit ${LIMITID} of ${subject}`,
      acknowledge: "LIMITACK",
      value: LIMITACK,
    }];
  });
  throw refusal("S2F45", "VLAACK", VLAACK, { by: "equipment", meaningOf, details });
}
