import { defineEquipment } from "../../../src/gem/mod.ts";

/** A small etcher: a door, a pressure, recipes, START, STOP and PP-SELECT. */
export const ETCHER = defineEquipment({
  model: "ETCH-3",
  revision: "1.2.0",
  statusVariables: {
    ChamberPressure: { id: 1001, format: "F4", units: "Pa", value: 0, limits: { min: 0, max: 1000 } },
    WaferCount: { id: 1002, format: "U4", value: 0 },
    Cassette: { id: 1003, format: "A" },
  },
  dataVariables: { LotId: { id: 2001, format: "A" } },
  constants: {
    MaxPressure: { id: 3001, format: "F4", units: "Pa", default: 5, min: 0, max: 10 },
    Mode: { id: 3002, format: "A", default: "slow", values: ["slow", "fast"] },
  },
  events: {
    LotStarted: { id: 4001, variables: ["LotId"] },
    LotDone: { id: 4002, variables: ["LotId"] },
  },
  alarms: {
    DoorOpen: { id: 5001, category: "personalSafety", text: "The chamber door is open" },
    GasLow: { id: 5002, category: 64, text: "Gas is low" },
  },
  commands: {
    "PP-SELECT": { parameters: { PPID: { format: "A" } } },
    START: {
      parameters: {
        LotId: { format: "A" },
        Slots: { format: "U1", array: true, optional: true, min: 1, max: 25 },
      },
    },
    STOP: {},
    BEEP: { needsRemote: false },
    PAUSE: { triggers: "PAUSE" },
  },
  processPrograms: { kinds: ["unformatted", "formatted"] },
});
