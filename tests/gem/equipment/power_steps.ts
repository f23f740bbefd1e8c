import {
  F4,
  S1F3,
  S2F13,
  S2F15,
  S2F33,
  S2F35,
  S2F37,
  S2F43,
  S2F45,
  S2F47,
  S2F53,
  S2F55,
  S2F57,
  S2F59,
  S5F3,
  S5F7,
  U4,
} from "@secs/hsms";
import { assertEquals } from "@std/assert";
import type { SpoolHost } from "./spool_stage.ts";

/** What a step resolves with that the tool acknowledges once it is durable. */
export const ACKNOWLEDGED = "acknowledged";

/** What a host or an operator does. */
export type PowerStep = (host: SpoolHost) => Promise<unknown>;

const limit = (LIMITID: number, value: number) => ({
  LIMITID,
  DEADBAND: { UPPERDB: F4(value), LOWERDB: F4(value - 1) },
});
const LIMITS = [{ VID: 1001, LIMITS: [limit(1, 10), limit(2, 20)] }];
const EVENTS = [4001, 60_313, 60_314, 60_315];

/** A host sets up a tool, changes it, and loses it twice; lots are started meanwhile. */
export const POWER_STEPS: readonly PowerStep[] = [
  (host) => acknowledged(host.stage.host.request(S2F33, { DATAID: 1, REPORTS: [{ RPTID: 1, VID: [2001] }] })),
  (host) =>
    acknowledged(host.stage.host.request(S2F33, { DATAID: 1, REPORTS: [{ RPTID: 2, VID: [1001, 1002] }] })),
  (host) => acknowledged(host.stage.host.request(S2F35, { DATAID: 1, LINKS: [{ CEID: 4001, RPTID: [1] }] })),
  (host) =>
    acknowledged(host.stage.host.request(S2F35, { DATAID: 1, LINKS: [{ CEID: 4002, RPTID: [1, 2] }] })),
  (host) => acknowledged(host.stage.host.request(S2F37, { CEED: true, CEID: EVENTS })),
  (host) => acknowledged(host.stage.host.request(S5F3, { ALED: 128, ALID: 5001 })),
  (host) => acknowledged(host.stage.host.request(S5F3, { ALED: 128, ALID: 5002 })),
  (host) => acknowledged(host.stage.host.request(S2F45, { DATAID: 1, VARIABLES: LIMITS })),
  (host) => acknowledged(host.stage.host.request(S2F43, [{ STRID: 6, FCNID: [11] }])),
  (host) =>
    acknowledged(host.stage.host.request(S2F15, [{ ECID: 3001, ECV: F4(7) }, { ECID: 60_103, ECV: U4(2) }])),
  (host) => acknowledged(host.stage.tool.setConstant("EnableSpooling", true)),
  ({ stage }) => switchTo(stage, "controlSwitchOnlineLocal"),
  (host) => acknowledged(host.stage.host.request(S2F15, [{ ECID: 3001, ECV: F4(8) }])),
  ({ stage }) => stage.lose(),
  ...lots("A1", "A2", "A3", "A4"),
  (host) => host.comeAgain(),
  (host) => acknowledged(host.stage.host.request(S5F3, { ALED: 0, ALID: 5001 })),
  (host) => host.ask(0),
  ...lots("B1"),
  (host) => host.ask(0),
  ({ stage }) => stage.lose(),
  ...lots("C1"),
  (host) => host.comeAgain(),
  ({ stage }) => switchTo(stage, "controlSwitchOnlineRemote"),
  (host) => host.ask(0),
  (host) => host.ask(0),
  ({ stage }) => stage.lose(),
  ...lots("D1", "D2"),
  (host) => host.comeAgain(),
  (host) => acknowledged(host.stage.host.request(S2F45, { DATAID: 1, VARIABLES: [] })),
  (host) => acknowledged(host.stage.host.request(S2F35, { DATAID: 1, LINKS: [{ CEID: 4002, RPTID: [] }] })),
  (host) => acknowledged(host.stage.host.request(S2F33, { DATAID: 1, REPORTS: [{ RPTID: 2, VID: [] }] })),
];

/** The set-up of the host and of the tool, as the tool says it. */
export async function snapshot({ stage: { host, handler } }: SpoolHost): Promise<unknown> {
  const answers = await Promise.all([
    host.request(S2F53, []),
    host.request(S2F55, [4001, 4002]),
    host.request(S2F57),
    host.request(S5F7),
    host.request(S2F47, [1001]),
    host.request(S2F59),
    host.request(S2F13, [3001, 60_102, 60_103]),
    host.request(S1F3, [60_004]),
  ]);
  return JSON.parse(JSON.stringify([handler.controlState, ...answers], plain));
}

function acknowledged(work: Promise<unknown>): Promise<unknown> {
  return work.then(() => ACKNOWLEDGED);
}

/** Each lot by itself: it is durable when its step ends. */
function lots(...names: readonly string[]): PowerStep[] {
  return names.map((name) => async (host) => {
    host.lots(name);
    await host.stage.clock.settle();
  });
}

async function switchTo(
  { handler, clock }: SpoolHost["stage"],
  position: "controlSwitchOnlineLocal" | "controlSwitchOnlineRemote",
): Promise<void> {
  handler[position]();
  await clock.settle();
  assertEquals(handler.controlState, position === "controlSwitchOnlineLocal" ? "local" : "remote");
}

function plain(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}
