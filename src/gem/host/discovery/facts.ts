import type { Item } from "../../../secs2/mod.ts";
import type { SecsId, SecsIdentity, SecsLimitAttributes } from "../../../secs/mod.ts";
import type { IdKey } from "../../ids.ts";

/** A variable as the tool lists it. */
export interface ListedVariable {
  readonly id: SecsId;
  readonly name: string;
  readonly units: string;
}

/** A constant as the tool lists it. */
export interface ListedConstant extends ListedVariable {
  /** ECMIN, ECMAX and ECDEF; undefined: not known. */
  readonly min?: Item;
  readonly max?: Item;
  readonly default?: Item;
}

/** An event as the tool lists it, or sends it. */
export interface ListedEvent {
  readonly id: SecsId;
  readonly name: string;
  /** Its VIDs; undefined: not known. */
  readonly variables: readonly SecsId[] | undefined;
}

/** An alarm as the tool lists it, or sends it. */
export interface ListedAlarm {
  readonly id: SecsId;
  /** The low seven bits of ALCD. */
  readonly category: number;
  readonly text: string;
}

/** A report that came with an event, and whose variables are not known. */
export interface UnknownReport {
  readonly event: SecsId;
  readonly id: SecsId;
  /** The formats and lengths of its values. */
  readonly values: string;
}

/** What a tool has said. Events and alarms have different ids. */
export interface Facts {
  readonly identity: SecsIdentity | undefined;
  readonly status: readonly ListedVariable[];
  readonly data: readonly ListedVariable[];
  readonly constants: readonly ListedConstant[];
  readonly events: readonly ListedEvent[];
  readonly alarms: readonly ListedAlarm[];
  /** The last value of each variable. */
  readonly values: ReadonlyMap<IdKey, Item>;
  /** The last value of each constant; in some tools ids of constants are ids of variables too. */
  readonly constantValues: ReadonlyMap<IdKey, Item>;
  readonly limits: ReadonlyMap<IdKey, SecsLimitAttributes>;
  readonly unknownReports: readonly UnknownReport[];
  /** Number of process programs in S7F20; undefined: it has not answered. */
  readonly programs: number | undefined;
  /** The encoding of its text; undefined for Latin-1. */
  readonly encoding: string | undefined;
}
