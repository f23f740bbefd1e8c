// What TypeScript knows of a tool whose model a host has. Most of these tests fail in the compiler, not when they run.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { MemoryNetwork } from "@secs/hsms/testing";
import {
  GemHostHandler,
  type GemNamed,
  type GemProfile,
  type GemReading,
  type GemSetupOutcome,
  type GemValue,
} from "../../../src/gem/mod.ts";
import { F4, U4 } from "../../../src/secs2/mod.ts";
import { ETCHER } from "../equipment/etcher.ts";

/** Compiles only if both types are the same. */
type Same<T, U> = (<X>() => X extends T ? 1 : 2) extends (<X>() => X extends U ? 1 : 2) ? true : false;
function same<T, U>(..._isSame: Same<T, U> extends true ? [] : [never]): void {}

const network = new MemoryNetwork();
const host = new GemHostHandler("127.0.0.1", 5000, true, 0, "etcher", { network, model: ETCHER });
const any = new GemHostHandler("127.0.0.1", 5000, true, 0, "any tool", { network });

/** Is never run: it is compiled only. */
async function named(): Promise<void> {
  same<Awaited<ReturnType<typeof pressure>>, GemReading<number>>();
  const [count, mode, unknown] = await host.requestSvs(["WaferCount", "Cassette", 9]);
  same<typeof count, GemReading<number>>();
  same<typeof mode, GemReading<string>>();
  same<typeof unknown, GemReading<GemValue>>();
  // @ts-expect-error there is no such status variable
  await host.requestSv("WaferCuont");
  // @ts-expect-error a constant is no status variable
  await host.requestSv("MaxPressure");
  // @ts-expect-error there is no such constant
  await host.requestEc("MaxPresure");
  await host.setEc("MaxPressure", 5);
  await host.setEc("MaxPressure", F4(5));
  // @ts-expect-error the constant is a number
  await host.setEc("MaxPressure", "5");
  // @ts-expect-error the constant is F4
  await host.setEc("MaxPressure", U4(5));
  await host.setEcs({ MaxPressure: 5, Mode: "fast" });
  // @ts-expect-error the constant is text
  await host.setEcs({ Mode: 5 });
  // @ts-expect-error there is no such constant
  await host.setEcs({ Speed: 5 });
}

/** Is never run. */
function profiled(): GemProfile[] {
  return [
    {
      formats: { CEID: "U2", RSDC: "B" },
      lacks: { S1F11: "silent" },
      codes: { HCACK: { "65": "no recipe" } },
    },
    // @ts-expect-error there is no such kind
    { formats: { CEIDS: "U2" } },
    // @ts-expect-error there is no such format of ids
    { formats: { CEID: "F4" } },
    // @ts-expect-error there is no such lack
    { lacks: { S1F11: "silence" } },
    // @ts-expect-error there is no such code
    { codes: { HCAK: {} } },
    // @ts-expect-error there is no such state
    { controlState: { variable: 1005, values: { "1": "off" } } },
    // @ts-expect-error there is no such form of times
    { timeForm: "13 digits" },
  ];
}

function pressure(): Promise<GemReading<number>> {
  return host.requestSv("ChamberPressure");
}

/** Is never run. */
async function subscribed(): Promise<void> {
  await host.subscribeCollectionEvent("LotStarted", ["LotId", "MaxPressure", 1002, { id: 1001 }]);
  await host.subscribeCollectionEvent("DoorOpen Detected");
  await host.subscribeCollectionEvent("ChamberPressure Limit Zone Transition", ["EventLimit"]);
  await host.subscribeCollectionEvent(ETCHER.events.require("LotDone"), [ETCHER.variables.require("LotId")]);
  // @ts-expect-error there is no such event
  await host.subscribeCollectionEvent("LotStated");
  // @ts-expect-error there is no such variable
  await host.subscribeCollectionEvent("LotStarted", ["LotID"]);
  // @ts-expect-error there is no such alarm
  await host.enableAlarm("DoorOpened");
}

/** Is never run. */
async function commanded(): Promise<void> {
  await host.sendRemoteCommand("START", { LotId: "A1", Slots: [1, 2] });
  await host.sendRemoteCommand("START", { LotId: "A1" });
  await host.sendRemoteCommand("STOP");
  await host.sendRemoteCommand({ id: "VENT" }, { Slot: U4(1) });
  // @ts-expect-error there is no such command
  await host.sendRemoteCommand("STRAT");
  // @ts-expect-error there is no such parameter
  await host.sendRemoteCommand("START", { LotId: "A1", Slot: [1] });
  // @ts-expect-error LotId is text
  await host.sendRemoteCommand("START", { LotId: 5 });
  // @ts-expect-error LotId is not optional
  await host.sendRemoteCommand("START", { Slots: [1] });
  // @ts-expect-error the format of a number is not known
  await any.sendRemoteCommand("START", { Slots: 1 });
}

/** Is never run. */
async function told(): Promise<void> {
  host.on("collection-event", ({ name, values }) => {
    same<typeof values.LotId, string | undefined>();
    same<typeof values.ChamberPressure, number | undefined>();
    // @ts-expect-error there is no such variable
    values.LotID;
    // @ts-expect-error there is no such event
    if (name === "LotStated") return;
    if (name === "LotStarted") return;
  });
  host.on("alarm", ({ name }) => same<typeof name, "DoorOpen" | "GasLow" | undefined>());
  for await (const event of host.events()) {
    if (event.type === "terminal") same<typeof event.text, string>();
    // @ts-expect-error the reader acknowledges nothing
    event.acknowledge();
  }
  for await (const event of host.events({ acknowledge: "by reader" })) event.acknowledge(1);
  // @ts-expect-error there is no such event
  host.on("collection-events", () => {});
  any.on("collection-event", ({ name, values }) => {
    same<typeof name, string | undefined>();
    return values["1001"];
  });
}

/** Is never run. */
async function spooled(): Promise<void> {
  const options = { network, model: ETCHER };
  new GemHostHandler("", 0, true, 0, "", { ...options, spool: { count: "WaferCount", since: { id: 7 } } });
  // @ts-expect-error there is no such status variable
  new GemHostHandler("", 0, true, 0, "", { ...options, spool: { count: "WaferCuont" } });
  host.on("spool", ({ state, count }) => {
    same<typeof state, "active" | "inactive" | "unknown">();
    same<typeof count, number | undefined>();
  });
  same<(Awaited<ReturnType<typeof host.emptySpool>>)["messages"], number>();
  // @ts-expect-error there is no such option
  await host.emptySpool({ quite: 5 });
}

/** Is never run. */
async function wished(): Promise<void> {
  await host.want({ events: { LotStarted: ["LotId", 1002], "DoorOpen Detected": [] }, alarms: ["DoorOpen"] });
  await host.want({ events: [{ event: 4001, variables: ["LotId", { id: "X" }], rptid: 7 }], alarms: "all" });
  // @ts-expect-error there is no such event
  await host.want({ events: { LotStated: ["LotId"] } });
  // @ts-expect-error there is no such event
  await host.plan({ events: [{ event: "LotStated", variables: [] }] });
  // @ts-expect-error there is no such variable
  await host.want({ events: { LotStarted: ["LotID"] } });
  // @ts-expect-error there is no such variable
  await host.want({ events: [{ event: "LotStarted", variables: ["LotID"] }] });
  // @ts-expect-error there is no such alarm
  await host.want({ alarms: ["DoorOpened"] });
  // @ts-expect-error there is no such wish
  await host.want({ alarm: ["DoorOpen"] });
  await any.want({ events: { LOT: ["X"] }, alarms: ["A1", 5] });
  const { steps } = await host.plan({});
  for (const step of steps) {
    if (step.what === "define-report") same<typeof step.variables, readonly GemNamed[]>();
  }
  host.on("set-up", ({ outcome }) => same<typeof outcome, GemSetupOutcome>());
}

test("names and types of a model: what is wrong does not compile", () => {
  assertEquals(
    [named, profiled, subscribed, commanded, told, spooled, wished].map((one) => typeof one),
    Array(7).fill("function"),
  );
  same<typeof host.model, typeof ETCHER | undefined>();
});
