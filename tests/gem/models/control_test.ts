import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  control,
  CONTROL_STATE_CODES,
  type ControlInput,
  type ControlModel,
  type ControlOptions,
  type ControlState,
  type ControlStep,
  startControl,
} from "../../../src/gem/mod.ts";

const STATES = Object.keys(CONTROL_STATE_CODES) as ControlState[];
const OFFLINE_EVENT = { type: "event", event: "Equipment OFF-LINE" } as const;
const LOCAL_EVENT = { type: "event", event: "Control State LOCAL" } as const;
const REMOTE_EVENT = { type: "event", event: "Control State REMOTE" } as const;
const S1F1 = { type: "S1F1" } as const;

/** A model that communicates. */
function model(state: ControlState, parts: Partial<ControlModel> = {}): ControlModel {
  return { state, position: "local", communicating: true, asked: state === "attempt-online", ...parts };
}

function happen(
  from: ControlState | ControlModel,
  type: ControlInput["type"],
  options: ControlOptions = {},
): ControlStep {
  return control(typeof from === "string" ? model(from) : from, { type }, options);
}

test("control 1: the start leads to ON-LINE or OFF-LINE, as it is configured", () => {
  const online = startControl({});
  const started = { state: "local", position: "local", communicating: false, asked: false } as const;
  assertEquals(online, { model: started, rows: [1, 7], effects: [LOCAL_EVENT] });
  const offline = startControl({ initControlState: "offline" });
  assertEquals([offline.rows, offline.model.state, offline.effects], [[1, 2], "equipment-offline", []]);
});

test("control 2: OFF-LINE is entered in the state that is configured", () => {
  for (const offlineSubstate of ["equipment-offline", "attempt-online", "host-offline"] as const) {
    const step = startControl({ initControlState: "offline", offlineSubstate });
    assertEquals([step.rows, step.model.state, step.effects], [[1, 2], offlineSubstate, []]);
  }
});

test("control 2: the S1F1 of a start in ATTEMPT ON-LINE waits until the equipment is communicating", () => {
  const start = startControl({ initControlState: "offline", offlineSubstate: "attempt-online" }).model;
  const waits = happen(start, "not communicating");
  assertEquals([waits.rows, waits.model.state], [[], "attempt-online"]);
  const step = happen(waits.model, "communicating");
  assertEquals([step.effects, step.model], [[S1F1], model("attempt-online")]);
  assertEquals(happen(step.model, "communicating").effects, []);
});

test("control 3: the operator switches on-line, and S1F1 is sent", () => {
  const step = happen("equipment-offline", "operator on-line");
  assertEquals(step, { model: model("attempt-online"), rows: [3], effects: [S1F1] });
});

test("control 4: S1F0, T3 and the loss of communication end the attempt, where it is configured", () => {
  for (const onlineFailed of ["equipment-offline", "host-offline"] as const) {
    for (const type of ["failed", "not communicating"] as const) {
      const step = happen("attempt-online", type, { onlineFailed });
      assertEquals([step.rows, step.effects, step.model.state], [[4], [], onlineFailed]);
    }
  }
  assertEquals(happen("attempt-online", "failed").model.state, "equipment-offline");
});

test("control 4: an attempt that the operator begins while nobody communicates fails at once", () => {
  const step = happen(model("equipment-offline", { communicating: false }), "operator on-line");
  assertEquals([step.rows, step.effects, step.model.state], [[3, 4], [], "equipment-offline"]);
});

test("control 5: S1F2 ends the attempt ON-LINE", () => {
  const step = happen("attempt-online", "S1F2");
  assertEquals([step.rows, step.effects, step.model], [[5, 7], [LOCAL_EVENT], model("local")]);
});

test("control 6: the operator switches off-line, with the event", () => {
  for (const from of ["local", "remote"] as const) {
    const step = happen(from, "operator off-line");
    assertEquals([step.rows, step.effects], [[6], [OFFLINE_EVENT]]);
    assertEquals(step.model.state, "equipment-offline");
  }
});

test("control 7: ON-LINE is entered by the position of the front panel switch, with its event", () => {
  const remote = happen(model("attempt-online", { position: "remote" }), "S1F2");
  assertEquals([remote.rows, remote.effects, remote.model.state], [[5, 7], [REMOTE_EVENT], "remote"]);
  assertEquals(startControl({ onlineSubstate: "remote" }).model.state, "remote");
  assertEquals(startControl({ onlineSubstate: "remote" }, "local").model.state, "local");
});

test("control 7: the switch can be turned OFF-LINE, and moves the state later", () => {
  for (const from of ["equipment-offline", "attempt-online", "host-offline"] as const) {
    const step = happen(from, "operator remote");
    assertEquals(step, { model: model(from, { position: "remote" }), rows: [], effects: [] });
  }
});

test("control 8: the operator switches from LOCAL to REMOTE", () => {
  const step = happen("local", "operator remote");
  assertEquals(step, { model: model("remote", { position: "remote" }), rows: [8], effects: [REMOTE_EVENT] });
  assertEquals(happen("local", "operator local").rows, []);
});

test("control 9: the operator switches from REMOTE to LOCAL", () => {
  const step = happen(model("remote", { position: "remote" }), "operator local");
  assertEquals(step, { model: model("local"), rows: [9], effects: [LOCAL_EVENT] });
  assertEquals(happen("remote", "operator remote").rows, []);
});

test("control 10: S1F15 leads to HOST OFF-LINE, after the answer and with the event", () => {
  for (const from of ["local", "remote"] as const) {
    const step = happen(from, "S1F15");
    assertEquals([step.rows, step.model.state], [[10], "host-offline"]);
    assertEquals(step.effects, [{ type: "S1F16", oflack: 0 }, OFFLINE_EVENT]);
  }
});

test("control 10: S1F15 OFF-LINE is answered only if the option says so, and changes nothing", () => {
  for (const from of ["equipment-offline", "attempt-online", "host-offline"] as const) {
    assertEquals(happen(from, "S1F15"), { model: model(from), rows: [], effects: [] });
    const step = happen(from, "S1F15", { offlineAnswers: ["S1F15"] });
    assertEquals(step, { model: model(from), rows: [], effects: [{ type: "S1F16", oflack: 0 }] });
  }
});

test("control 11: S1F17 leads from HOST OFF-LINE to ON-LINE, after the answer", () => {
  const step = happen("host-offline", "S1F17");
  assertEquals([step.rows, step.model.state], [[11, 7], "local"]);
  assertEquals(step.effects, [{ type: "S1F18", onlack: 0 }, LOCAL_EVENT]);
});

test("control 11: ONLACK is 1 in the other states of OFF-LINE, and 2 ON-LINE", () => {
  const answers = { "equipment-offline": 1, "attempt-online": 1, "local": 2, "remote": 2 } as const;
  for (const [from, onlack] of Object.entries(answers)) {
    const step = happen(from as ControlState, "S1F17");
    assertEquals(step, {
      model: model(from as ControlState),
      rows: [],
      effects: [{ type: "S1F18", onlack }],
    });
  }
});

test("control 12: the operator switches off-line in HOST OFF-LINE", () => {
  const step = happen("host-offline", "operator off-line");
  assertEquals(step, { model: model("equipment-offline"), rows: [12], effects: [] });
});

test("control: ATTEMPT ON-LINE ignores the operator's switches, and HOST OFF-LINE the one to on-line", () => {
  for (const type of ["operator on-line", "operator off-line"] as const) {
    assertEquals(happen("attempt-online", type), { model: model("attempt-online"), rows: [], effects: [] });
  }
  assertEquals(happen("host-offline", "operator on-line").rows, []);
});

test("control: an answer that nobody waits for changes nothing", () => {
  for (const from of STATES) {
    for (const type of ["S1F2", "failed"] as const) {
      const step = happen(model(from, { asked: false }), type);
      assertEquals([step.rows, step.effects, step.model.state], [[], [], from]);
    }
  }
});

test("control: the loss of communication leaves the state as it is, if no option says otherwise", () => {
  for (const from of STATES.filter((state) => state !== "attempt-online")) {
    const step = happen(from, "not communicating");
    assertEquals(step, { model: model(from, { communicating: false }), rows: [], effects: [] });
  }
  for (const offlineOnDisconnect of ["equipment-offline", "attempt-online", "host-offline"] as const) {
    const step = happen("remote", "not communicating", { offlineOnDisconnect });
    const gone = model(offlineOnDisconnect, { communicating: false, asked: false });
    assertEquals(step, { model: gone, rows: [], effects: [OFFLINE_EVENT] });
    assertEquals(happen("host-offline", "not communicating", { offlineOnDisconnect }).effects, []);
  }
});

test("control: communication that begins asks in ATTEMPT ON-LINE only", () => {
  for (const from of STATES.filter((state) => state !== "attempt-online")) {
    const step = happen(model(from, { communicating: false }), "communicating");
    assertEquals(step, { model: model(from), rows: [], effects: [] });
  }
});

test("control: ControlState is 1 to 5", () => {
  assertEquals(STATES.map((state) => CONTROL_STATE_CODES[state]), [1, 2, 3, 4, 5]);
});
