// What TypeScript knows of a model. Most of these tests fail in the compiler, not when they run.

import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import {
  type AlarmEventName,
  type AlarmName,
  type CommandName,
  type CommandParameters,
  type ConstantName,
  defineEquipment,
  type EquipmentDefinition,
  type EquipmentModel,
  type EventName,
  type EventValues,
  type GemValue,
  type ProcessStateName,
  type ProcessTriggerName,
  type StatusName,
  type StatusVariableDefinition,
  type ValueOf,
  type VariableInput,
  type VariableName,
  type VariableValue,
} from "../../../src/gem/mod.ts";
import { A, type Item, L } from "../../../src/secs2/mod.ts";
import { ETCHER } from "./etcher.ts";

type D = typeof ETCHER.definition;

/** Compiles only if both types are the same. */
type Same<T, U> = (<X>() => X extends T ? 1 : 2) extends (<X>() => X extends U ? 1 : 2) ? true : false;
function same<T, U>(..._isSame: Same<T, U> extends true ? [] : [never]): void {}

/** What a tool has: compiles only with the right names and values. */
const tool = {
  set<N extends StatusName<D>>(_name: N, value: VariableInput<D, N>): unknown {
    return value;
  },
  trigger<E extends EventName<D>>(_name: E, values: EventValues<D, E>): unknown {
    return values;
  },
  constant<N extends ConstantName<D>>(_name: N, value: VariableInput<D, N>): unknown {
    return value;
  },
  alarm(name: AlarmName<D>): unknown {
    return name;
  },
  onCommand<C extends CommandName<D>>(
    _name: C,
    _callback: (parameters: CommandParameters<D, C>) => void,
  ): void {},
};

test("a format has a type for one value and for several", () => {
  same<ValueOf<"F4">, number>();
  same<ValueOf<"A" | "BOOLEAN">, string | boolean>();
  same<ValueOf<"U8">, number | bigint>();
  same<ValueOf<"B">, Uint8Array | number>();
  same<ValueOf<"L">, Item>();
  same<ValueOf<"U2", true>, Uint16Array | readonly number[]>();
  same<ValueOf<"I8", true>, BigInt64Array | readonly (number | bigint)[]>();
  same<ValueOf<"BOOLEAN", true>, readonly boolean[]>();
});

test("names of the definition and of GEM are known", () => {
  same<AlarmName<D>, "DoorOpen" | "GasLow">();
  same<CommandName<D>, "START" | "STOP" | "BEEP">();
  same<AlarmEventName<D>, `${"DoorOpen" | "GasLow"} ${"Detected" | "Cleared"}`>();
  const names: VariableName<D>[] = ["ChamberPressure", "ControlState", "LotId", "MaxPressure", "PPError"];
  const events: EventName<D>[] = ["LotStarted", "PP Change", "Material Received"];
  // @ts-expect-error: no such variable
  names.push("ChamberPresure");
  // @ts-expect-error: no such event
  events.push("LotStart");
  assertEquals([names.length, events.length], [6, 4]);
});

test("a status variable takes its value or the item of it", () => {
  same<VariableValue<D, "ChamberPressure">, number>();
  same<VariableValue<D, "Slots">, Uint8Array | readonly number[]>();
  same<VariableValue<D, "Clock">, string>();
  same<VariableValue<D, "EnableSpooling">, boolean>();
  tool.set("ChamberPressure", 1.3);
  tool.set("DoorClosed", false);
  tool.set("Serial", 12n);
  tool.set("AlarmsSet", L());
  // @ts-expect-error: a number
  tool.set("ChamberPressure", "1.3");
  // @ts-expect-error: an item of another format
  tool.set("ChamberPressure", A("1.3"));
  // @ts-expect-error: no such status variable
  tool.set("LotId", "A1");
  // @ts-expect-error: no bigint
  tool.set("Slots", [1n]);
  tool.constant("Mode", "fast");
  // @ts-expect-error: text
  tool.constant("Mode", 1);
});

test("an event takes its data variables, and may take others", () => {
  tool.trigger("LotStarted", { LotId: "A1" });
  tool.trigger("LotDone", { LotId: A("A1"), Map: 1, Steps: L() });
  tool.trigger("PP Change", { PPChangeName: "etch", PPChangeStatus: 1 });
  tool.trigger("Material Received", { LotId: "A1" });
  tool.trigger("Operator Equipment Constant Change", { ECIDChanged: 3001, ECVChanged: A("x") });
  // @ts-expect-error: no LotId
  tool.trigger("LotStarted", {});
  // @ts-expect-error: LotId is text
  tool.trigger("LotStarted", { LotId: 1 });
  // @ts-expect-error: no such data variable
  tool.trigger("LotStarted", { LotId: "A1", LotID: "A1" });
  // @ts-expect-error: a status variable
  tool.trigger("LotStarted", { LotId: "A1", ChamberPressure: 1 });
  // @ts-expect-error: no PPChangeStatus
  tool.trigger("PP Change", { PPChangeName: "etch" });
  tool.alarm("DoorOpen");
  // @ts-expect-error: no such alarm
  tool.alarm("DoorOpened");
});

test("a callback of a command gets its parameters", () => {
  tool.onCommand("START", ({ LotId, Slots }) => {
    same<typeof LotId, string>();
    same<typeof Slots, Uint8Array | readonly number[] | undefined>();
  });
  // @ts-expect-error: no such parameter
  tool.onCommand("START", ({ LotID }) => LotID);
  // @ts-expect-error: no parameters
  tool.onCommand("STOP", ({ LotId }) => LotId);
  // @ts-expect-error: no such command
  tool.onCommand("PAUSE", () => {});
});

test("a definition that is not complete does not compile", () => {
  const identity = { model: "M", revision: "1" } as const;
  const refused = (define: () => unknown) => assertThrows(define, RangeError);
  // @ts-expect-error: no format
  refused(() => defineEquipment({ ...identity, statusVariables: { X: { id: 1 } } }));
  // @ts-expect-error: no such format
  refused(() => defineEquipment({ ...identity, dataVariables: { X: { id: 1, format: "F5" } } }));
  // @ts-expect-error: no default
  refused(() => defineEquipment({ ...identity, constants: { X: { id: 1, format: "U1" } } }));
  // @ts-expect-error: no such variable
  refused(() => defineEquipment({ ...identity, events: { X: { id: 1, variables: ["Y"] } } }));
  // @ts-expect-error: no such category
  refused(() => defineEquipment({ ...identity, alarms: { X: { id: 1, category: "bad", text: "" } } }));
  // @ts-expect-error: no such field
  refused(() => defineEquipment({ ...identity, statusVariables: { X: { id: 1, format: "A", unit: "m" } } }));
  // @ts-expect-error: no such field
  refused(() => defineEquipment({ ...identity, alarms: { X: { id: 1, category: 1, text: "", txt: "" } } }));
  // @ts-expect-error: no such section
  refused(() => defineEquipment({ ...identity, variables: { X: { id: 1, format: "A" } } }));
  // @ts-expect-error: no revision
  refused(() => defineEquipment({ model: "M" }));
});

test("processing states and their triggers are known", () => {
  const { processing } = ETCHER;
  assertEquals(processing.change(processing.start, "initialized").model.state, "IDLE");
  // @ts-expect-error: no such trigger
  assertEquals(processing.change(processing.start, "START!").rows, []);
  const own = defineEquipment({
    model: "M",
    revision: "1",
    processing: {
      states: [{ name: "Off", code: 0 }, { name: "On", code: 1 }],
      initial: "Off",
      transitions: [{ row: 1, from: "Off", on: ["go", "run"], to: "On", events: [] }],
    },
  });
  same<ProcessStateName<typeof own.definition>, "Off" | "On">();
  same<ProcessTriggerName<typeof own.definition>, "go" | "run">();
  same<ProcessStateName, string>();
  assertEquals(own.processing.codeOf("On"), 1);
});

test("a model whose names are not known takes any", () => {
  const model: EquipmentModel = ETCHER;
  const statusVariables: Record<string, StatusVariableDefinition> = { X: { id: 1, format: "A" } };
  const made = defineEquipment({ model: "M", revision: "1", statusVariables, events: { E: { id: 1 } } });
  same<StatusName<typeof made.definition>, string>();
  same<VariableValue<typeof made.definition, "X">, GemValue>();
  type Any = EquipmentDefinition;
  same<VariableName<Any>, string>();
  same<VariableValue<Any, string>, GemValue>();
  const values: EventValues<Any, string> = { LotId: "A1", Other: 5 };
  const parameters: CommandParameters<Any, string> = { LotId: "A1" };
  assertEquals([model.model, values.LotId, parameters.LotId], ["ETCH-3", "A1", "A1"]);
});
