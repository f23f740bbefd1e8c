/** The state models of GEM for a manual: their arrows from the tables of the models, and what the rows mean. */

import type { EquipmentModel } from "../definition/model.ts";
import { ALARM_TABLE } from "../models/alarm.ts";
import { CONNECT_ENTRIES, EQUIPMENT_TABLE } from "../models/communication.ts";
import { CONTROL_ENTRIES, CONTROL_TABLE } from "../models/control.ts";
import { LIMIT_TABLE } from "../models/limits.ts";
import type { Processing } from "../models/processing.ts";
import { LOAD_TABLE, UNLOAD_TABLE } from "../models/spooling.ts";
import {
  type Arrow,
  arrowsOf,
  type Composites,
  processingArrows,
  processingComposites,
  START,
  startAt,
} from "./arrows.ts";

/** A row of a state model: when it is taken, and what is done then. */
export type RowText = readonly [when: string, done: string];

/** A state model, or one of two parallel parts of it. */
export interface StateModel {
  /** Its heading. */
  readonly heading: string;
  /** What it says. */
  readonly about: string;
  /** Its rows. */
  readonly arrows: readonly Arrow[];
  /** The states that have parts. */
  readonly composites: Composites;
  /** What its rows mean, by their numbers. */
  readonly rows: Readonly<Record<number, RowText>>;
}

/** The communication state model. */
export function communicationStates(): StateModel {
  const { start, enabled, initiates, waits } = CONNECT_ENTRIES;
  const whole = "not-communicating";
  const composites = { [whole]: ["wait-cra", "wait-delay", "wait-cr"] };
  return inWords({
    heading: "Communication",
    about:
      "While the state is NOT COMMUNICATING, two parts run in parallel: WAIT CRA and WAIT DELAY, where the " +
      "equipment sends S1F13, and WAIT CR, where it waits for the S1F13 of the host.",
    arrows: [
      startAt("disabled", [start]),
      startAt(whole, [start, enabled]),
      startAt("wait-cra", [initiates], whole),
      startAt("wait-cr", [waits], whole),
      ...arrowsOf(EQUIPMENT_TABLE, { enabled: [whole] }, composites),
    ],
    composites,
    rows: {
      1: ["the equipment starts; by configuration", ""],
      2: ["the operator enables communication", "row 4"],
      3: ["the operator disables communication", "what waits is dropped, open transactions end"],
      4: ["ENABLED is entered", "rows 5 and 10"],
      5: ["NOT COMMUNICATING is entered", "S1F13 is sent"],
      6: [
        "no session, T3, S1F0, an S1F14 that cannot be read, or COMMACK other than 0",
        "EstablishCommunicationsTimeout begins",
      ],
      7: ["EstablishCommunicationsTimeout is over", "S1F13 is sent"],
      8: ["a message of the host other than S1F13", "it is discarded, S1F13 is sent"],
      9: ["S1F14 with COMMACK 0", ""],
      10: ["NOT COMMUNICATING is entered", ""],
      14: ["the session ends, or a crossing S1F13 gets no answer", "rows 5 and 10"],
      15: ["S1F13 of the host", "S1F14 with COMMACK 0"],
    },
  });
}

/** The control state model. */
export function controlStates(): StateModel {
  const { start, offline, online } = CONTROL_ENTRIES;
  const composites = { online: ["local", "remote"] };
  const failed = ["equipment-offline", "host-offline"];
  return inWords({
    heading: "Control",
    about:
      "Who controls the equipment. In LOCAL, commands of the host that start, move or change the process are " +
      "refused. OFF-LINE, only S1F13 and S1F17 are answered; other primaries get SxF0.",
    arrows: [
      startAt("online", [start]),
      ...[...failed, "attempt-online"].map((state) => startAt(state, [start, offline])),
      ...composites.online.map((state) => startAt(state, [online], "online")),
      ...arrowsOf(CONTROL_TABLE, { "online-failed": failed }, composites),
    ],
    composites,
    rows: {
      1: ["the equipment starts; by configuration", ""],
      2: ["OFF-LINE is entered; by configuration", ""],
      3: ["the operator switches on-line", "S1F1 is sent"],
      4: ["S1F0, T3, or communication is lost; by configuration", ""],
      5: ["S1F2", "row 7"],
      6: ["the operator switches off-line", "event Equipment OFF-LINE"],
      7: [
        "ON-LINE is entered; by the position of the switch",
        "event Control State LOCAL or Control State REMOTE",
      ],
      8: ["the operator switches to REMOTE", "event Control State REMOTE"],
      9: ["the operator switches to LOCAL", "event Control State LOCAL"],
      10: ["S1F15", "S1F16 with OFLACK 0, then event Equipment OFF-LINE"],
      11: ["S1F17", "S1F18 with ONLACK 0, then row 7"],
      12: ["the operator switches off-line", ""],
    },
  });
}

/** The processing states of a tool. */
export function processingStates({ definition }: Processing): StateModel {
  const rows = definition.transitions.map(({ row, on, to, history, events }): [number, RowText] => [
    row,
    [
      on.join(", "),
      [
        ...history ? [`the part of ${to} that was left last is entered`] : [],
        ...events.map((event) => `event ${event}`),
      ].join(", "),
    ],
  ]);
  const codes = definition.states.flatMap(({ name, code }) => code === undefined ? [] : [`${code} ${name}`]);
  return {
    heading: "Processing",
    about: `ProcessState and PreviousProcessState: ${codes.join(", ")}.`,
    arrows: processingArrows(definition),
    composites: processingComposites(definition),
    rows: Object.fromEntries(rows),
  };
}

/** The model of an alarm. */
export function alarmStates(): StateModel {
  return inWords({
    heading: "Alarms",
    about: "Each alarm has this model. S5F3 enables S5F1 of an alarm; its two events obey S2F37.",
    arrows: [startAt("clear"), ...arrowsOf(ALARM_TABLE)],
    composites: {},
    rows: {
      1: ["the alarm is detected", "S5F1 if it is enabled, then event Detected"],
      2: ["the alarm is cleared", "S5F1 if it is enabled, then event Cleared"],
    },
  });
}

/** The model of a limit. */
export function limitStates(): StateModel {
  return inWords({
    heading: "Limits",
    about:
      "Each limit of a variable has this model. Rows 3 to 6 trigger the Limit Zone Transition of the variable.",
    arrows: [startAt("disabled"), ...arrowsOf(LIMIT_TABLE)],
    composites: {},
    rows: {
      1: ["the limit is undefined (S2F45)", ""],
      2: ["the limit is defined (S2F45)", "rows 5 and 6 with the next value"],
      3: ["the value is at UPPERDB or above", "event, TransitionType 0"],
      4: ["the value is at LOWERDB or below", "event, TransitionType 1"],
      5: ["the value is at LOWERDB or below", "event, TransitionType 1"],
      6: ["the value is at UPPERDB or above", "event, TransitionType 0"],
    },
  });
}

const SPOOL_ROWS: Readonly<Record<number, RowText>> = {
  1: [
    "the host is lost, or cannot be reached, while EnableSpooling is true",
    "the counts begin with 0, SpoolStartTime, event Spooling Activated",
  ],
  2: ["a message has no room", "SpoolFullTime, the operator is told"],
  3: ["the spool is empty", "event Spooling Deactivated"],
  4: ["S6F23 with RSDC 1", "all messages are dropped, then row 3"],
  5: ["S6F23 with RSDC 0", "the oldest message is sent, each next one after the answer"],
  6: ["a transmission fails, or MaxSpoolTransmit is reached", "after a failure event Spool Transmit Failure"],
};

/** What is loaded into the spool. */
export function loadStates(): StateModel {
  const arrows = [startAt("inactive"), ...arrowsOf(LOAD_TABLE)];
  return inWords({
    heading: "Spooling: what is loaded",
    about: "A spool that is active is loaded and unloaded, in parallel. Its state survives power off.",
    arrows,
    composites: {},
    rows: only(SPOOL_ROWS, arrows),
  });
}

/** What is unloaded from the spool. */
export function unloadStates(): StateModel {
  const arrows = [startAt("inactive"), ...arrowsOf(UNLOAD_TABLE)];
  return inWords({
    heading: "Spooling: what is unloaded",
    about: "",
    arrows,
    composites: {},
    rows: only(SPOOL_ROWS, arrows),
  });
}

/** The state models that a tool has. */
export function stateModels(model: EquipmentModel): StateModel[] {
  const hasLimits = model.variables.all.some(({ limits }) => limits !== undefined);
  return [
    communicationStates(),
    controlStates(),
    processingStates(model.processing),
    ...model.alarms.all.length > 0 ? [alarmStates()] : [],
    ...hasLimits ? [limitStates()] : [],
    loadStates(),
    unloadStates(),
  ];
}

/** A model whose states have their names in E30: "wait-cra" is WAIT CRA, "online" ON-LINE. */
function inWords(model: StateModel): StateModel {
  return {
    ...model,
    arrows: model.arrows.map(({ from, to, of, ...arrow }) => ({
      ...arrow,
      from: nameOf(from),
      to: nameOf(to),
      ...of !== undefined && { of: nameOf(of) },
    })),
    composites: Object.fromEntries(
      Object.entries(model.composites).map(([whole, parts]) => [nameOf(whole), parts.map(nameOf)]),
    ),
  };
}

function nameOf(state: string): string {
  if (state === START) return state;
  return state.toUpperCase().replaceAll("-", " ").replaceAll("OFFLINE", "OFF-LINE").replaceAll(
    "ONLINE",
    "ON-LINE",
  );
}

/** The rows that arrows have. */
function only(rows: Readonly<Record<number, RowText>>, arrows: readonly Arrow[]): Record<number, RowText> {
  const numbers = new Set(arrows.flatMap((arrow) => arrow.rows));
  return Object.fromEntries(Object.entries(rows).filter(([row]) => numbers.has(Number(row))));
}
