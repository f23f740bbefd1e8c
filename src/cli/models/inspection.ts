import type { EquipmentDefinition } from "../../gem/mod.ts";

/** A tool that inspects wafers all the time, and tells the defects that it finds; its ids are text. */
export const INSPECTION: EquipmentDefinition = {
  model: "INSPECTION",
  revision: "2.1",
  description: "A tool that inspects wafers, as a simulation.",
  statusVariables: {
    StageX: { id: "STAGE.X", format: "I4", units: "um", value: 0 },
    StageY: { id: "STAGE.Y", format: "I4", units: "um", value: 0 },
    Focus: { id: "OPTICS.FOCUS", format: "F8", units: "um", value: 0 },
    LampHours: { id: "OPTICS.LAMP", format: "U4", units: "h", value: 1200 },
    DefectsFound: { id: "DEFECTS", format: "U2", value: 0 },
    Histogram: { id: "DEFECTS.BY.SIZE", format: "U2", array: true, value: [0, 0, 0, 0] },
    CurrentWafer: { id: "WAFER", format: "A", value: "W0" },
  },
  dataVariables: {
    WaferId: { id: "DV.WAFER", format: "A" },
    Defects: { id: "DV.DEFECTS", format: "U2" },
  },
  constants: {
    MaxDefects: { id: "EC.MAXDEFECTS", format: "U2", default: 90, max: 1000 },
    LampLimit: { id: "EC.LAMP", format: "U4", units: "h", default: 1500 },
  },
  events: {
    WaferInspected: { id: "CE.WAFER", variables: ["WaferId", "Defects"] },
    TooManyDefects: { id: "CE.DEFECTS", variables: ["WaferId", "Defects"] },
  },
  alarms: {
    LampOld: {
      id: "AL.LAMP",
      category: "attention",
      text: "The lamp has reached its hours",
      detected: "CE.LAMP.ON",
      cleared: "CE.LAMP.OFF",
    },
  },
  commands: { START: {}, STOP: {}, CALIBRATE: { needsRemote: false } },
  simulation: {
    values: {
      StageX: { move: "ramp", from: -150_000, to: 150_000, seconds: 6, then: "return", every: 0.5 },
      StageY: { move: "ramp", from: -150_000, to: 150_000, seconds: 60, then: "return" },
      Focus: { move: "walk", from: -2, to: 2, step: 0.1, every: 0.5 },
      DefectsFound: { move: "walk", from: 0, to: 100, step: 15 },
      LampHours: { move: "ramp", from: 1200, to: 1600, seconds: 3600, then: "stay" },
    },
    rules: [
      { after: 0, do: [{ processing: "initialized" }, { processing: "commit" }, { processing: "set up" }] },
      {
        every: 8,
        do: [
          { set: { CurrentWafer: "W{n}" } },
          { trigger: "WaferInspected", values: { WaferId: "W{n}", Defects: "{DefectsFound}" } },
        ],
      },
      {
        when: { variable: "DefectsFound", above: 90 },
        do: [{ trigger: "TooManyDefects", values: { WaferId: "{CurrentWafer}", Defects: "{DefectsFound}" } }],
      },
      { when: { variable: "LampHours", above: 1500 }, do: [{ alarm: "LampOld" }] },
    ],
    commands: {
      START: { do: [{ processing: "START" }] },
      STOP: { do: [{ processing: "STOP" }] },
      CALIBRATE: { do: [{ wait: 3 }, { set: { Focus: 0 } }] },
    },
  },
};
