/** The conversations of a host and a tool: who sends what, and why. */

import type { EquipmentModel } from "../definition/model.ts";

/** A step of a scenario. */
export type ScenarioStep = readonly [sender: "host" | "tool", message: string, what: string];

/** A scenario. */
export interface Scenario {
  /** Its name. */
  readonly name: string;
  /** Its steps, in order. */
  readonly steps: readonly ScenarioStep[];
  /** Whether a tool has it; without it every tool has. */
  readonly isThere?: (model: EquipmentModel) => boolean;
}

const hasPrograms = (kind: "unformatted" | "formatted") => ({ processPrograms }: EquipmentModel): boolean =>
  processPrograms.includes(kind);

/** The scenarios of a tool with all capabilities. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: "Establish communications",
    steps: [
      ["tool", "S1F13", "as soon as a session is selected; the host may be first"],
      ["host", "S1F14", "COMMACK 0: both are COMMUNICATING"],
    ],
  },
  {
    name: "On-line by the operator",
    steps: [
      ["tool", "S1F1", "the operator has switched on-line: ATTEMPT ON-LINE"],
      ["host", "S1F2", "the tool is ON-LINE; S1F0 would refuse it"],
      ["tool", "S6F11", "Control State LOCAL or Control State REMOTE"],
    ],
  },
  {
    name: "Off-line and on-line by the host",
    steps: [
      ["host", "S1F15", "the tool is to go OFF-LINE"],
      ["tool", "S1F16", "OFLACK 0: HOST OFF-LINE"],
      ["tool", "S6F11", "Equipment OFF-LINE"],
      ["host", "S1F17", "the tool is to go ON-LINE"],
      ["tool", "S1F18", "ONLACK 0; 1 if only the operator can, 2 if it is ON-LINE already"],
      ["tool", "S6F11", "Control State LOCAL or Control State REMOTE"],
    ],
  },
  {
    name: "Set up event reports",
    steps: [
      ["host", "S2F37", "CEED false and no CEID: all events are disabled"],
      ["tool", "S2F38", "ERACK 0"],
      ["host", "S2F33", "no report: all reports and links are deleted"],
      ["tool", "S2F34", "DRACK 0"],
      ["host", "S2F33", "reports are defined: RPTID with VIDs"],
      ["tool", "S2F34", "DRACK 0; otherwise nothing is defined"],
      ["host", "S2F35", "events get reports: CEID with RPTIDs"],
      ["tool", "S2F36", "LRACK 0; otherwise nothing is linked"],
      ["host", "S2F37", "CEED true: events are enabled"],
      ["tool", "S2F38", "ERACK 0"],
    ],
  },
  {
    name: "Event",
    steps: [
      ["tool", "S6F11", "an enabled event with its reports; the values are those at the event"],
      ["host", "S6F12", "ACKC6 0"],
    ],
  },
  {
    name: "Values on request",
    steps: [
      ["host", "S1F3", "SVIDs; none is all of them"],
      ["tool", "S1F4", "their values, in the same order"],
      ["host", "S6F15", "CEID"],
      ["tool", "S6F16", "the reports of the event as they are now"],
    ],
  },
  {
    name: "Trace",
    steps: [
      ["host", "S2F23", "TRID, period, number of samples, samples in a report, SVIDs"],
      ["tool", "S2F24", "TIAACK 0"],
      ["tool", "S6F1", "a report; the trace ends with the last sample"],
      ["host", "S6F2", "ACKC6 0"],
    ],
  },
  {
    name: "Alarm",
    steps: [
      ["host", "S5F3", "the alarm is enabled"],
      ["tool", "S5F4", "ACKC5 0"],
      ["tool", "S5F1", "the alarm is set: bit 8 of ALCD is 1"],
      ["host", "S5F2", "ACKC5 0"],
      ["tool", "S6F11", "the event of its detection, if it is enabled"],
      ["tool", "S5F1", "the alarm is cleared: bit 8 of ALCD is 0"],
      ["host", "S5F2", "ACKC5 0"],
      ["tool", "S6F11", "the event of its end, if it is enabled"],
    ],
    isThere: ({ alarms }) => alarms.all.length > 0,
  },
  {
    name: "Remote command",
    steps: [
      ["host", "S2F41", "RCMD and its parameters"],
      ["tool", "S2F42", "HCACK 0 done, or 4 an event tells; with 3 the parameters that are wrong"],
      ["tool", "S6F11", "what the command has led to"],
    ],
    isThere: ({ commands }) => commands.all.length > 0,
  },
  {
    name: "Equipment constants",
    steps: [
      ["host", "S2F29", "ECIDs; none is all of them"],
      ["tool", "S2F30", "names, ranges, defaults and units"],
      ["host", "S2F15", "new values"],
      ["tool", "S2F16", "EAC 0; otherwise nothing has changed"],
      ["host", "S2F13", "ECIDs"],
      ["tool", "S2F14", "their values"],
    ],
  },
  {
    name: "Process program to the tool",
    steps: [
      ["host", "S7F1", "PPID and length"],
      ["tool", "S7F2", "PPGNT 0"],
      ["host", "S7F3", "the process program"],
      ["tool", "S7F4", "ACKC7 0"],
    ],
    isThere: hasPrograms("unformatted"),
  },
  {
    name: "Formatted process program to the tool",
    steps: [
      ["host", "S7F23", "PPID and steps with parameters"],
      ["tool", "S7F24", "ACKC7 0"],
      ["tool", "S7F27", "what the check has found"],
      ["host", "S7F28", ""],
    ],
    isThere: hasPrograms("formatted"),
  },
  {
    name: "Terminal",
    steps: [
      ["host", "S10F3", "a text for the operator"],
      ["tool", "S10F4", "ACKC10 0"],
      ["tool", "S6F11", "Message Recognition: the operator has read it"],
      ["tool", "S10F1", "a text of the operator"],
      ["host", "S10F2", "ACKC10 0"],
    ],
  },
  {
    name: "Clock",
    steps: [
      ["host", "S2F31", "date and time"],
      ["tool", "S2F32", "TIACK 0"],
      ["host", "S2F17", ""],
      ["tool", "S2F18", "date and time, as TimeFormat says"],
    ],
  },
  {
    name: "Limits",
    steps: [
      ["host", "S2F45", "limits of variables: UPPERDB and LOWERDB"],
      ["tool", "S2F46", "VLAACK 0; otherwise nothing has changed"],
      ["tool", "S6F11", "Limit Zone Transition of the variable"],
    ],
    isThere: ({ variables }) => variables.all.some(({ limits }) => limits !== undefined),
  },
  {
    name: "Spooling",
    steps: [
      ["host", "S2F43", "the messages that are to be spooled"],
      ["tool", "S2F44", "RSPACK 0; otherwise nothing has changed"],
      ["tool", "S1F13", "after the host was lost; the spool is active"],
      ["host", "S1F14", "COMMACK 0"],
      ["host", "S6F23", "RSDC 0: the spool is sent; 1: it is dropped"],
      ["tool", "S6F24", "RSDA 0; the messages follow, one after the other"],
      ["tool", "S6F11", "Spooling Deactivated"],
    ],
  },
];
