import { defineEquipment } from "../../../src/gem/mod.ts";

/** A small etcher: a door, a pressure, recipes, START and STOP. */
export const ETCHER = defineEquipment({
  model: "ETCH-3",
  revision: "1.2.0",
  description: "An etcher of one chamber",
  statusVariables: {
    ChamberPressure: { id: 1001, format: "F4", units: "Pa", value: 0, limits: { min: 0, max: 10 } },
    DoorClosed: { id: 1002, format: "BOOLEAN", value: true, limits: { min: false, max: true, event: 4100 } },
    Slots: { id: 1003, format: "U1", array: true, value: [1, 2, 3] },
    Serial: { id: 1004, format: "U8", value: 17 },
    Clock: { id: 1005 },
  },
  dataVariables: {
    LotId: { id: 2001, format: "A", description: "The lot that is processed" },
    Map: { id: 2002, format: "B" },
    Steps: { id: 2003, format: "L" },
  },
  constants: {
    MaxPressure: { id: 3001, format: "F4", units: "Pa", default: 5, min: 0, max: 10 },
    Mode: { id: 3002, format: "A", default: "slow", values: ["slow", "fast"] },
    EstablishCommunicationsTimeout: { id: 3003, default: 30, max: 120 },
    TimeFormat: { format: "I2" },
  },
  events: {
    LotStarted: { id: 4001, variables: ["LotId", "ChamberPressure"] },
    LotDone: { id: 4002, variables: ["LotId", "Map"], description: "The lot is done" },
    "PP Change": { id: 4003 },
  },
  alarms: {
    DoorOpen: { id: 5001, category: "personalSafety", text: "The chamber door is open" },
    GasLow: { id: 5002, category: 64, text: "Gas is low", detected: 4200, cleared: 4201 },
  },
  commands: {
    START: {
      parameters: {
        LotId: { format: "A" },
        Slots: { format: "U1", array: true, optional: true, min: 1, max: 25 },
      },
      states: ["READY"],
      triggers: "START",
    },
    STOP: { triggers: "STOP", states: ["PROCESSING ACTIVE"], description: "Ends the run" },
    BEEP: { needsRemote: false, parameters: { Count: { format: "U1", values: [1, 2, 3], optional: true } } },
  },
  processPrograms: { kinds: ["unformatted", "formatted"] },
});
