import type { EquipmentDefinition } from "../../gem/mod.ts";

/** An etcher with one chamber: it pumps down, etches a lot when the host starts it, and has alarms now and then. */
export const ETCHER: EquipmentDefinition = {
  model: "ETCHER",
  revision: "1.0",
  description: "An etcher with one chamber, as a simulation.",
  statusVariables: {
    ChamberPressure: { id: 1001, format: "F4", units: "Pa", value: 0.5, limits: { min: 0, max: 10 } },
    GasFlow: { id: 1002, format: "F4", units: "sccm", value: 0 },
    RfPower: { id: 1003, format: "F4", units: "W", value: 0 },
    ChuckTemperature: { id: 1004, format: "F4", units: "degC", value: 20 },
    CurrentLot: { id: 1005, format: "A", value: "" },
    WafersDone: { id: 1006, format: "U1", value: 0 },
    DoorClosed: { id: 1007, format: "BOOLEAN", value: true },
  },
  dataVariables: {
    LotId: { id: 2001, format: "A" },
    WaferCount: { id: 2002, format: "U1" },
  },
  constants: {
    MaxPressure: { id: 3001, format: "F4", units: "Pa", default: 0.95, min: 0.1, max: 10 },
    MaxTemperature: { id: 3002, format: "F4", units: "degC", default: 80, min: 20, max: 120 },
    IdlePurge: { id: 3003, format: "BOOLEAN", default: true },
  },
  events: {
    LotStarted: { id: 4001, variables: ["LotId"], description: "The first wafer is in the chamber" },
    WaferDone: { id: 4002, variables: ["LotId", "WaferCount"], description: "A wafer has left the chamber" },
    LotDone: {
      id: 4003,
      variables: ["LotId", "WaferCount"],
      description: "The last wafer has left the chamber",
    },
    ChamberPumped: { id: 4004, description: "The chamber is at its base pressure" },
  },
  alarms: {
    DoorOpen: { id: 5001, category: "personalSafety", text: "The chamber door is open" },
    PressureHigh: { id: 5002, category: "parameterError", text: "The chamber pressure is above MaxPressure" },
    GasLow: { id: 5003, category: "statusWarning", text: "The gas bottle is nearly empty" },
  },
  commands: {
    "PP-SELECT": { parameters: { PPID: { format: "A" } }, states: ["IDLE"], triggers: "commit" },
    START: { parameters: { LotId: { format: "A" } }, states: ["READY"], triggers: "START" },
    STOP: { states: ["PROCESSING ACTIVE"], triggers: "STOP" },
    PAUSE: { states: ["PROCESS"], triggers: "PAUSE" },
    RESUME: { states: ["PAUSE"], triggers: "RESUME" },
    ABORT: { states: ["PROCESSING ACTIVE"], triggers: "ABORT" },
  },
  processPrograms: { kinds: ["unformatted"] },
  simulation: {
    values: {
      ChamberPressure: { move: "sine", from: 0.4, to: 0.6, seconds: 40 },
      GasFlow: { move: "walk", from: 80, to: 120, step: 4, during: ["EXECUTING"] },
      RfPower: { move: "ramp", from: 0, to: 500, seconds: 10, then: "stay", during: ["EXECUTING"] },
      ChuckTemperature: { move: "walk", from: 18, to: 65, step: 1 },
    },
    rules: [
      { after: 1, do: [{ processing: "initialized" }, { trigger: "ChamberPumped" }] },
      { enters: "SETUP", do: [{ wait: 2 }, { processing: "set up" }] },
      { enters: "IDLE", do: [{ set: { RfPower: 0, GasFlow: 0 } }] },
      { every: 90, do: [{ alarm: "GasLow" }, { wait: 20 }, { clear: "GasLow" }] },
      {
        when: { variable: "ChamberPressure", above: 0.95 },
        do: [{ alarm: "PressureHigh" }, { processing: "alarm" }],
      },
      { when: { variable: "ChamberPressure", below: 0.9 }, do: [{ clear: "PressureHigh" }] },
      {
        when: { variable: "DoorClosed", equals: false },
        do: [{ alarm: "DoorOpen" }, { processing: "alarm" }],
      },
      { when: { variable: "DoorClosed", equals: true }, do: [{ clear: "DoorOpen" }] },
    ],
    commands: {
      "PP-SELECT": { do: [{ set: { PPExecName: "{PPID}" } }, { trigger: "PP Selected" }] },
      START: {
        do: [
          { set: { CurrentLot: "{LotId}", WafersDone: 0 } },
          { wait: 1 },
          { trigger: "LotStarted", values: { LotId: "{LotId}" } },
          { wait: 5 },
          { set: { WafersDone: 1 } },
          { trigger: "WaferDone", values: { LotId: "{LotId}", WaferCount: 1 } },
          { wait: 5 },
          { set: { WafersDone: 2 } },
          { trigger: "WaferDone", values: { LotId: "{LotId}", WaferCount: 2 } },
          { wait: 5 },
          { set: { WafersDone: 3 } },
          { trigger: "WaferDone", values: { LotId: "{LotId}", WaferCount: 3 } },
          { trigger: "LotDone", values: { LotId: "{LotId}", WaferCount: 3 } },
          { set: { CurrentLot: "" } },
          { processing: "done" },
        ],
      },
    },
  },
};
