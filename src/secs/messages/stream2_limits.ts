import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { optional, orEmptyList } from "../schema/choices.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge } from "../schema/numbers.ts";
import { anyItem, ascii } from "../schema/text.ts";
import { ids } from "./common.ts";

/** The deadband of a limit: it is crossed upwards at UPPERDB, downwards at LOWERDB. */
export interface SecsDeadband {
  /** Its upper end, in the format of the variable. */
  readonly UPPERDB: Item;
  /** Its lower end. */
  readonly LOWERDB: Item;
}

/** A limit to be set. */
export interface SecsLimit {
  /** Limit id, from 1. */
  readonly LIMITID: number;
  /** Its deadband; undefined takes the limit away. */
  readonly DEADBAND: SecsDeadband | undefined;
}

/** A variable and its limits. */
export interface SecsVariableLimits {
  /** Variable id. */
  readonly VID: SecsId;
  /** The limits; an empty list takes all limits of the variable away. */
  readonly LIMITS: readonly SecsLimit[];
}

/** Limits of variables to be set. */
export interface SecsDefineLimits {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The variables; an empty list takes all limits of all variables away. */
  readonly VARIABLES: readonly SecsVariableLimits[];
}

/** What is wrong with a limit. */
export interface SecsLimitAcknowledge {
  /** Limit id. */
  readonly LIMITID: number;
  /**
   * 1 unknown LIMITID, 2 UPPERDB above LIMITMAX, 3 LOWERDB below LIMITMIN, 4 UPPERDB below LOWERDB, 5 format, 6 text that
   * is not a number, 7 defined twice.
   */
  readonly LIMITACK: number;
}

/** What is wrong with the limits of a variable. */
export interface SecsVariableLimitAcknowledge {
  /** Variable id. */
  readonly VID: SecsId;
  /** 1 unknown variable, 2 it can have no limits, 3 it is there twice, 4 a limit is wrong. */
  readonly LVACK: number;
  /** The limit that is wrong; undefined if it is the variable. */
  readonly LIMIT: SecsLimitAcknowledge | undefined;
}

/** How limits were taken. */
export interface SecsDefineLimitsAcknowledge {
  /** 0 done, 1 a definition is wrong and nothing is changed, 2 not now. */
  readonly VLAACK: number;
  /** What is wrong with which variable. */
  readonly VARIABLES: readonly SecsVariableLimitAcknowledge[];
}

/** A limit that is set. */
export interface SecsLimitValues extends SecsDeadband {
  /** Limit id. */
  readonly LIMITID: number;
}

/** The range of the limits of a variable, and those that are set. */
export interface SecsLimitAttributes {
  /** Units of the variable. */
  readonly UNITS: string;
  /** Least value of a limit. */
  readonly LIMITMIN: Item;
  /** Greatest value of a limit. */
  readonly LIMITMAX: Item;
  /** The limits that are set. */
  readonly LIMITS: readonly SecsLimitValues[];
}

/** A variable and what is known of its limits. */
export interface SecsVariableLimitAttributes {
  /** Variable id. */
  readonly VID: SecsId;
  /** Undefined for a variable that can have no limits. */
  readonly ATTRIBUTES: SecsLimitAttributes | undefined;
}

const DEADBAND = { UPPERDB: anyItem(), LOWERDB: anyItem() };
const LIMIT = record({ LIMITID: acknowledge(), DEADBAND: orEmptyList(record(DEADBAND)) });
const WRONG = record({
  VID: id("VID"),
  LVACK: acknowledge(),
  LIMIT: orEmptyList(record({ LIMITID: acknowledge(), LIMITACK: acknowledge() })),
});
const ATTRIBUTES = record({
  UNITS: ascii(),
  LIMITMIN: anyItem(),
  LIMITMAX: anyItem(),
  LIMITS: arrayOf(record({ LIMITID: acknowledge(), ...DEADBAND })),
});

/** S2F45, sets limits of variables: all of them or, if one is wrong, none. */
export const S2F45: MessageDefinition<never, SecsDefineLimits, typeof S2F46> = defineMessage(2, 45, {
  title: "Define variable limit attributes",
  toEquipment: record({
    DATAID: id("DATAID"),
    VARIABLES: arrayOf(record({ VID: id("VID"), LIMITS: arrayOf(LIMIT) })),
  }),
  reply: {
    title: "Variable limit attribute acknowledge",
    toHost: record({ VLAACK: acknowledge(), VARIABLES: optional(arrayOf(WRONG), []) }),
  },
});

/** S2F46, answers S2F45. */
export const S2F46: MessageDefinition<SecsDefineLimitsAcknowledge, never> = S2F45.reply;

/** S2F47, the limits of variables; an empty list asks for all variables that can have limits. */
export const S2F47: MessageDefinition<never, readonly SecsId[], typeof S2F48> = defineMessage(2, 47, {
  title: "Variable limit attribute request",
  toEquipment: ids("VID"),
  reply: {
    title: "Variable limit attributes send",
    toHost: arrayOf(record({ VID: id("VID"), ATTRIBUTES: orEmptyList(ATTRIBUTES) })),
  },
});

/** S2F48, what S2F47 asked for. */
export const S2F48: MessageDefinition<readonly SecsVariableLimitAttributes[], never> = S2F47.reply;
