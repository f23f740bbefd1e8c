/** The variables, constants and events that GEM requires, with the ids that we give them: E30 has none. */

import type { DefinitionValue } from "./definition_value.ts";
import type { GemFormat } from "./formats.ts";

/** A variable or constant that GEM requires. */
export interface RequiredVariable {
  /** Its id; it fits U2. */
  readonly id: number;
  /** Its format; "id" is that of the ids of the tool: U4, or A if they are text. */
  readonly format: GemFormat | "id";
  /** Other formats that it can be given. */
  readonly formats?: readonly GemFormat[];
  /** Its units. */
  readonly units?: string;
  /** ECDEF of a constant. */
  readonly default?: DefinitionValue;
  /** ECMIN of a constant. */
  readonly min?: number;
  /** ECMAX of a constant. */
  readonly max?: number;
  /** What it is. */
  readonly description: string;
}

/** An event that GEM requires. */
export interface RequiredEvent {
  /** Its id; it fits U2. */
  readonly id: number;
  /** The variables that belong to it. */
  readonly variables: readonly string[];
  /** What has happened. */
  readonly description: string;
}

const UNSIGNED = ["U1", "U2", "U4", "U8"] as const;
const SIGNED = ["I1", "I2", "I4", "I8"] as const;
const IDS = [...UNSIGNED, ...SIGNED, "A", "L"] as const;

/** The status variables that GEM requires. */
export const REQUIRED_STATUS_VARIABLES = {
  AlarmsEnabled: { id: 60_001, format: "L", description: "The ids of the alarms that the host has enabled" },
  AlarmsSet: { id: 60_002, format: "L", description: "The ids of the alarms that are set" },
  Clock: { id: 60_003, format: "A", description: "Date and time, as TimeFormat says" },
  ControlState: {
    id: 60_004,
    format: "U1",
    description:
      "The control state: 1 EQUIPMENT OFF-LINE, 2 ATTEMPT ON-LINE, 3 HOST OFF-LINE, 4 LOCAL, 5 REMOTE",
  },
  EventsEnabled: { id: 60_005, format: "L", description: "The ids of the events that the host has enabled" },
  PPExecName: {
    id: 60_006,
    format: "A",
    formats: ["A", "L"],
    description: "The process program that is selected",
  },
  PPFormat: {
    id: 60_007,
    format: "U1",
    description: "The kinds of process programs: 1 unformatted, 2 formatted, 3 both",
  },
  PreviousProcessState: { id: 60_008, format: "U1", description: "The processing state before ProcessState" },
  ProcessState: { id: 60_009, format: "U1", description: "The processing state" },
  RcpExecName: { id: 60_010, format: "A", description: "The recipe that is selected" },
  SpoolCountActual: { id: 60_011, format: "U4", description: "The number of messages in the spool" },
  SpoolCountTotal: {
    id: 60_012,
    format: "U4",
    description: "The number of messages that were to be spooled since the spool became active",
  },
  SpoolFullTime: { id: 60_013, format: "A", description: "When the spool was full last" },
  SpoolStartTime: { id: 60_014, format: "A", description: "When the spool became active last" },
} as const satisfies Readonly<Record<string, RequiredVariable>>;

/** The equipment constants that GEM requires. */
export const REQUIRED_CONSTANTS = {
  EstablishCommunicationsTimeout: {
    id: 60_101,
    format: "U2",
    units: "s",
    default: 10,
    min: 0,
    max: 32_000,
    description: "The time between two attempts to establish communications; 0 waits for the host",
  },
  EnableSpooling: {
    id: 60_102,
    format: "BOOLEAN",
    default: false,
    description: "Messages are spooled while the host cannot be reached",
  },
  MaxSpoolTransmit: {
    id: 60_103,
    format: "U4",
    formats: UNSIGNED,
    default: 0,
    description: "The number of messages that are sent for one S6F23; 0 is no limit",
  },
  OverWriteSpool: {
    id: 60_104,
    format: "BOOLEAN",
    default: false,
    description: "A full spool drops the oldest messages, otherwise the new one",
  },
  TimeFormat: {
    id: 60_105,
    format: "U1",
    formats: [...UNSIGNED, ...SIGNED],
    default: 1,
    min: 0,
    max: 2,
    description: "The form of TIME: 0 is 12 digits, 1 is 16 digits, 2 is ISO 8601",
  },
} as const satisfies Readonly<Record<string, RequiredVariable>>;

/** The data variables that GEM requires. */
export const REQUIRED_DATA_VARIABLES = {
  AlarmID: { id: 60_201, format: "id", formats: IDS, description: "The alarm that was detected or cleared" },
  EventLimit: { id: 60_202, format: "B", description: "The limits of the variable that were crossed" },
  LimitVariable: {
    id: 60_203,
    format: "id",
    formats: IDS,
    description: "The variable whose limits were crossed",
  },
  TransitionType: {
    id: 60_204,
    format: "B",
    description: "How the limits were crossed: 0 from below to above, 1 from above to below",
  },
  OperatorCommand: { id: 60_205, format: "A", description: "What the operator did at the panel" },
  PPChangeName: { id: 60_206, format: "A", description: "The process program that was changed" },
  PPChangeStatus: {
    id: 60_207,
    format: "U1",
    description: "What was done with it: 1 created, 2 edited, 3 deleted",
  },
  PPError: { id: 60_208, format: "A", description: "What is wrong with a process program" },
  RcpChangeName: { id: 60_209, format: "A", description: "The recipe that was changed" },
  RcpChangeStatus: { id: 60_210, format: "U1", description: "What was done with the recipe" },
  ECIDChanged: { id: 60_211, format: "id", formats: IDS, description: "The constant that was changed" },
  ECVChanged: { id: 60_212, format: "L", description: "The value of the constant after the change" },
} as const satisfies Readonly<Record<string, RequiredVariable>>;

/** The collection events that GEM requires; those of alarms and limits are beside them. */
export const REQUIRED_EVENTS = {
  "Equipment OFF-LINE": { id: 60_301, variables: [], description: "The tool goes OFF-LINE" },
  "Control State LOCAL": { id: 60_302, variables: [], description: "The control state is LOCAL now" },
  "Control State REMOTE": { id: 60_303, variables: [], description: "The control state is REMOTE now" },
  "Operator Command Issued": {
    id: 60_304,
    variables: ["OperatorCommand"],
    description: "The operator did in REMOTE what the host could have done",
  },
  "Processing Started": { id: 60_305, variables: [], description: "Processing has started" },
  "Processing Completed": { id: 60_306, variables: [], description: "Processing is done" },
  "Processing Stopped": { id: 60_307, variables: [], description: "Processing was stopped or aborted" },
  "Processing State Change": { id: 60_308, variables: [], description: "The processing state has changed" },
  "PP Change": {
    id: 60_309,
    variables: ["PPChangeName", "PPChangeStatus"],
    description: "A process program was created, edited or deleted at the tool",
  },
  "PP Selected": { id: 60_310, variables: [], description: "A process program was selected" },
  "Material Received": { id: 60_311, variables: [], description: "Material has come in" },
  "Material Removed": { id: 60_312, variables: [], description: "Material was taken out" },
  "Spooling Activated": { id: 60_313, variables: [], description: "The spool has become active" },
  "Spooling Deactivated": { id: 60_314, variables: [], description: "The spool is empty again" },
  "Spool Transmit Failure": {
    id: 60_315,
    variables: [],
    description: "The host was lost while the spool was sent",
  },
  "Message Recognition": {
    id: 60_316,
    variables: [],
    description: "The operator has acknowledged a text of the host",
  },
  "Operator Equipment Constant Change": {
    id: 60_317,
    variables: ["ECIDChanged", "ECVChanged"],
    description: "The operator has changed an equipment constant",
  },
} as const satisfies Readonly<Record<string, RequiredEvent>>;

/** What is added to the id of an alarm or variable for the ids of its events. */
export const EVENT_OFFSETS = { detected: 10_000, cleared: 20_000, limits: 30_000 } as const;
