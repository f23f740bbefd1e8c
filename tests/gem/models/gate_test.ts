import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  admitToEquipment,
  admitToHost,
  type CommunicationModel,
  type ConnectState,
  type ControlModel,
  type ControlState,
  equipmentMaySend,
  type GateMessage,
  hostMaySend,
  type Verdict,
} from "../../../src/gem/mod.ts";

const NOT_COMMUNICATING: readonly ConnectState[] = ["wait-cra", "wait-delay", "wait-cr"];
const OFFLINE: readonly ControlState[] = ["equipment-offline", "attempt-online", "host-offline"];

function communication(state: ConnectState, asked = false): CommunicationModel {
  return { state, selected: true, asked, due: undefined };
}

function control(state: ControlState, asked = false): ControlModel {
  return { state, position: "local", communicating: true, asked };
}

/** "S1F3 W" as the gate sees it. */
function message(name: string): GateMessage {
  const [, stream, func, w] = /^S(\d+)F(\d+)( W)?$/.exec(name)!;
  return { stream: Number(stream), function: Number(func), wantsReply: w !== undefined };
}

function admitted(communication: CommunicationModel, control: ControlModel, name: string): Verdict {
  return admitToEquipment({ communication, control }, message(name), {});
}

test("gate: DISABLED, nothing passes and nothing is sent", () => {
  const disabled = communication("disabled");
  assertEquals(admitted(disabled, control("remote"), "S1F13 W"), "discard");
  assertEquals(admitToHost(disabled), "discard");
  assertEquals(hostMaySend(disabled, message("S1F14")), false);
  const states = { communication: disabled, control: control("remote") };
  assertEquals(equipmentMaySend(states, message("S9F9"), {}), false);
});

test("gate: NOT COMMUNICATING, only S1F13 passes and the answer to our own, whatever the control state", () => {
  for (const state of NOT_COMMUNICATING) {
    for (const controlState of ["remote", "host-offline"] as const) {
      const verdicts = (asked: boolean) =>
        ["S1F13 W", "S1F14", "S1F0", "S1F1 W", "S1F17 W", "S2F41", "S6F12", "S9F1"].map((name) =>
          admitted(communication(state, asked), control(controlState), name)
        );
      const others = Array<Verdict>(5).fill("discard");
      assertEquals(verdicts(true), ["pass", "pass", "pass", ...others]);
      assertEquals(verdicts(false), ["pass", "discard", "discard", ...others]);
    }
  }
});

test("gate: NOT COMMUNICATING, the equipment sends S1F13, S1F14 and stream 9 only", () => {
  for (const state of NOT_COMMUNICATING) {
    const states = { communication: communication(state), control: control("remote") };
    const sends = (name: string) => equipmentMaySend(states, message(name), {});
    assertEquals(["S1F13 W", "S1F14", "S9F9"].map(sends), [true, true, true]);
    assertEquals(["S1F1 W", "S6F11 W", "S5F1", "S1F4", "S2F0"].map(sends), Array(5).fill(false));
  }
});

test("gate: COMMUNICATING and ON-LINE, all passes and all is sent", () => {
  const states = { communication: communication("communicating"), control: control("local") };
  for (const name of ["S1F1 W", "S1F15 W", "S2F41", "S6F12", "S99F1 W"]) {
    assertEquals(admitToEquipment(states, message(name), {}), "pass");
    assertEquals(equipmentMaySend(states, message(name), {}), true);
  }
});

test("gate: OFF-LINE, a primary with W is answered SxF0, but for S1F13 and S1F17", () => {
  for (const state of OFFLINE) {
    const verdict = (name: string) => admitted(communication("communicating"), control(state), name);
    assertEquals(["S1F13 W", "S1F17 W"].map(verdict), ["pass", "pass"]);
    assertEquals(["S1F1 W", "S1F15 W", "S2F33 W", "S99F1 W"].map(verdict), Array(4).fill("abort"));
    assertEquals(["S2F41", "S10F3", "S9F1"].map(verdict), Array(3).fill("discard"));
  }
});

test("gate: OFF-LINE, only the secondaries pass that are waited for", () => {
  const verdict = (name: string, crossing: boolean, attempt: boolean) =>
    admitted(communication("communicating", crossing), control("attempt-online", attempt), name);
  assertEquals(
    ["S1F14", "S1F2", "S1F0"].map((name) => verdict(name, false, false)),
    Array(3).fill("discard"),
  );
  assertEquals(["S1F14", "S1F2", "S1F0"].map((name) => verdict(name, true, false)), [
    "pass",
    "discard",
    "pass",
  ]);
  assertEquals(["S1F14", "S1F2", "S1F0"].map((name) => verdict(name, false, true)), [
    "discard",
    "pass",
    "pass",
  ]);
  assertEquals(verdict("S6F12", true, true), "discard");
});

test("gate: OFF-LINE, the equipment sends S1F13, stream 9, its attempt, SxF0 and the answers of the host's two", () => {
  for (const state of OFFLINE) {
    const states = { communication: communication("communicating"), control: control(state) };
    const sends = (name: string) => equipmentMaySend(states, message(name), {});
    assertEquals(["S1F13 W", "S1F14", "S1F18", "S9F9", "S2F0"].map(sends), Array(5).fill(true));
    assertEquals(["S6F11 W", "S5F1", "S1F16", "S1F2", "S1F4"].map(sends), Array(5).fill(false));
    assertEquals(sends("S1F1 W"), state === "attempt-online");
  }
});

test("gate: the option offlineAnswers lets more primaries through OFF-LINE", () => {
  const states = { communication: communication("communicating"), control: control("host-offline") };
  const options = { offlineAnswers: ["S1F15"] } as const;
  assertEquals(admitToEquipment(states, message("S1F15 W"), options), "pass");
  assertEquals(admitToEquipment(states, message("S1F1 W"), options), "abort");
  assertEquals(equipmentMaySend(states, message("S1F16"), options), true);
});

test("gate: a host takes all that comes, and sends no primary but S1F13 before it is COMMUNICATING", () => {
  for (const state of NOT_COMMUNICATING) {
    assertEquals(admitToHost(communication(state)), "pass");
    const sends = (name: string) => hostMaySend(communication(state), message(name));
    assertEquals(["S1F13 W", "S1F14", "S1F2", "S1F17 W"].map(sends), [true, true, true, false]);
  }
  assertEquals(hostMaySend(communication("communicating"), message("S1F17 W")), true);
});
