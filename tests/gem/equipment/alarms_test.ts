// Alarms: S5F1 and its enables, the two events of each, and the lists.

import { A, ALL_ALARMS, B, L, S1F3, S2F37, S5F3, S5F5, S5F7, U4 } from "@secs/hsms";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "node:test";
import { deferred } from "../../support/deferred.ts";
import { ACKC5, defineEquipment, Equipment } from "../../../src/gem/mod.ts";
import { playWith } from "./play_with.ts";
import { setUp } from "./set_up.ts";
import { openStage, type ToolStage, toolTest } from "./stage.ts";
import { KeptStore } from "./store.ts";
import { frame, wireTest } from "./wire.ts";

const SET = "S5F1 129 5001 The chamber door is open";
const CLEAR = "S5F1 1 5001 The chamber door is open";
const DETECTED = "S6F11 15001";
const CLEARED = "S6F11 25001";

async function enable({ host }: ToolStage, ALED = 0x80): Promise<number> {
  return await host.request(S5F3, { ALED, ALID: 5001 });
}

async function value({ host }: ToolStage, id: number): Promise<string> {
  return `${(await host.request(S1F3, [id]))[0]}`;
}

toolTest("alarm 1, alarm 2: set and cleared: S5F1, then its event", {}, async (stage) => {
  const { tool, host, got } = stage;
  await enable(stage);
  await host.request(S2F37, { CEED: true, CEID: [] });
  const door = tool.alarm("DoorOpen");
  door.set();
  door.set();
  assertEquals([door.isSet, await value(stage, 60_002)], [true, `${L(U4(5001))}`]);
  door.clear();
  door.clear();
  await got.saw(CLEARED);
  assertEquals(got.lines, [SET, DETECTED, CLEAR, CLEARED]);
  assertEquals([door.isSet, await value(stage, 60_002)], [false, `${L()}`]);
});

toolTest("alarm 1: S5F1 obeys S5F3 alone, and the events obey S2F37 alone", {}, async (stage) => {
  const { tool, host, got } = stage;
  await enable(stage);
  tool.alarm("DoorOpen").set();
  tool.alarm("GasLow").set();
  await got.saw(SET);
  await enable(stage, 0);
  await host.request(S2F37, { CEED: true, CEID: [25_001] });
  tool.alarm("DoorOpen").clear();
  tool.alarm("GasLow").clear();
  await got.saw(CLEARED);
  assertEquals(got.lines, [SET, CLEARED]);
});

toolTest("the events of an alarm have AlarmID, and what comes with them", {}, async (stage) => {
  const { tool, host, got } = stage;
  const reports = [[1, [60_201, 2001]]] as const;
  await setUp(host, { reports, links: [[15_001, [1]], [25_001, [1]]], enable: [15_001, 25_001] });
  tool.alarm("DoorOpen").set({ LotId: "A1" });
  tool.alarm("DoorOpen").clear();
  await got.saw(CLEARED);
  const values = stage.reports.map(([report]) => report!.join(" "));
  assertEquals(values, [`${U4(5001)} ${A("A1")}`, `${U4(5001)} ${A("")}`]);
});

wireTest(
  "S5F1: ALCD is B with bit 8 if it is set, W is set; ACKC5 other than 0 is told",
  {},
  async (stage) => {
    await stage.ask(
      frame("8503", "00000041", "0102 210180 a9021389"),
      frame("0504", "00000041", "210100"),
    );
    stage.tool.alarm("DoorOpen").set();
    const text = "4118 546865206368616d62657220646f6f72206973206f70656e";
    await stage.peer.expect(frame("8501", "00000100", `0103 210181 a9021389 ${text}`));
    stage.peer.send(frame("0502", "00000100", "210101"));
    await stage.log.saw("refused S5F1 1");
    stage.tool.alarm("DoorOpen").clear();
    await stage.peer.expect(frame("8501", "00000101", `0103 210101 a9021389 ${text}`));
  },
);

wireTest("wantsReply: S5F1 without W", { handler: { wantsReply: { S5F1: false } } }, async (stage) => {
  await stage.ask(frame("8503", "00000041", "0102 210180 a500"), frame("0504", "00000041", "210100"));
  stage.tool.alarm("GasLow").set();
  stage.tool.alarm("GasLow").clear();
  await stage.peer.expect(
    frame(
      "0501",
      "00000100",
      "0103 2101c0 b1040000138a 410a 476173206973206c6f77",
    ) +
      frame("0501", "00000101", "0103 210140 b1040000138a 410a 476173206973206c6f77"),
  );
});

for (
  const [what, alid] of [
    ["an ALID of length 0", "b100"],
    ["an empty list", "0100"],
    ["text of length 0", "4100"],
  ] as const
) {
  wireTest(`S5F3: ${what} is all alarms`, {}, async (stage) => {
    const enabled = frame("0504", "00000041", "210100");
    await stage.ask(frame("8503", "00000041", `0102 210180 ${alid}`), enabled);
    stage.tool.alarm("GasLow").set();
    await stage.peer.take(37);
    stage.peer.send(frame("0502", "00000100", "210100"));
    await stage.ask(frame("8503", "00000041", `0102 210100 ${alid}`), enabled);
    stage.tool.alarm("GasLow").clear();
    await stage.silence();
  });
}

toolTest("S5F3, ACKC5 1: an unknown alarm changes nothing; only bit 8 of ALED counts", {}, async (stage) => {
  const { host } = stage;
  assertEquals(await host.request(S5F3, { ALED: 0x80, ALID: 7 }), ACKC5.error);
  assertEquals(await host.request(S5F7), []);
  assertEquals(await enable(stage, 0xff), ACKC5.done);
  assertEquals((await host.request(S5F7)).map(({ ALID }) => ALID), [5001]);
  assertEquals(await enable(stage, 0x7f), ACKC5.done);
  assertEquals(await host.request(S5F7), []);
});

toolTest("S5F3 of all, S5F5, S5F7: the lists, and AlarmsEnabled", {}, async (stage) => {
  const { host, tool } = stage;
  await host.request(S5F3, { ALED: 0x80, ALID: ALL_ALARMS });
  tool.alarm("GasLow").set();
  const listed = (alarms: readonly { ALCD: number | undefined; ALID: unknown; ALTX: string }[]): string[] =>
    alarms.map(({ ALCD, ALID, ALTX }) => `${ALCD} ${ALID} ${ALTX}`);
  const all = ["1 5001 The chamber door is open", "192 5002 Gas is low"];
  assertEquals(listed(await host.request(S5F5, [])), all);
  assertEquals(listed(await host.request(S5F5, [5002, 7])), [all[1]!, "undefined 7 "]);
  assertEquals(listed(await host.request(S5F7)), all);
  assertEquals(await value(stage, 60_001), `${L(U4(5001), U4(5002))}`);
  await enable(stage, 0);
  assertEquals(listed(await host.request(S5F7)), [all[1]!]);
  assertEquals(await value(stage, 60_001), `${L(U4(5002))}`);
});

wireTest(
  "S5F5 as one item, as a list, and without an id; an unknown alarm has no ALCD",
  {},
  async (stage) => {
    const gas = "0103 210140 b1040000138a 410a 476173206973206c6f77";
    const unknown = "0103 2100 b10400000007 4100";
    await stage.ask(
      frame("8505", "00000041", "b1080000138a00000007"),
      frame("0506", "00000041", `0102 ${gas} ${unknown}`),
    );
    await stage.ask(
      frame("8505", "00000042", "0102 b1040000138a b10400000007"),
      frame("0506", "00000042", `0102 ${gas} ${unknown}`),
    );
    const door = "0103 210101 b10400001389 4118 546865206368616d62657220646f6f72206973206f70656e";
    await stage.ask(frame("8505", "00000043", "b100"), frame("0506", "00000043", `0102 ${door} ${gas}`));
    await stage.ask(frame("8505", "00000044", "0100"), frame("0506", "00000044", `0102 ${door} ${gas}`));
    await stage.ask(frame("8507", "00000045"), frame("0508", "00000045", "0100"));
  },
);

toolTest("an alarm that is set OFF-LINE: no S5F1, and S5F5 shows it later", {}, async (stage) => {
  const { host, tool, got, clock } = stage;
  await enable(stage);
  await host.request(S2F37, { CEED: true, CEID: [15_001] });
  await host.goOffline();
  tool.alarm("DoorOpen").set();
  await clock.settle();
  await host.goOnline();
  const [door] = await host.request(S5F5, [5001]);
  assertEquals([got.lines, door!.ALCD], [[], 0x81]);
});

test("what S5F3 enables survives power off", async () => {
  const store = new KeptStore();
  const first = await openStage({ tool: { store } });
  await first.establish();
  await enable(first);
  await first.end();
  const second = await openStage({ tool: { store } });
  await second.establish();
  second.tool.alarm("DoorOpen").set();
  await second.got.saw(SET);
  assertEquals((await second.host.request(S5F7)).map(({ ALID }) => ALID), [5001]);
  await second.end();
});

toolTest("alarm: a name that is not there; the error says which was meant", {}, ({ tool }) => {
  const alarm = tool.alarm.bind(tool) as (name: string) => unknown;
  assertThrows(() => alarm("DoorOpn"), RangeError, "DoorOpen");
  assertEquals(tool.alarms.map(({ id }) => id), [5001, 5002]);
  return Promise.resolve();
});

for (const [format, expected] of [["L", U4(5001)], ["U2", "<U2 5001>"], ["U8", "<U8 5001>"]] as const) {
  test(`AlarmID may be ${format}`, async () => {
    const tool = await Equipment.open(defineEquipment({
      model: "M",
      revision: "1",
      dataVariables: { AlarmID: { format } },
      alarms: { Door: { id: 5001, category: 1, text: "Door" } },
    }));
    await playWith(tool, async (host) => {
      const reports = [[1, [60_201]]] as const;
      await setUp(host, { reports, links: [[15_001, [1]]], enable: [15_001] });
      const { promise, resolve } = deferred<string>();
      host.secs.register(6, 11, (message) => {
        resolve(`${message.item}`);
        return B(0);
      });
      tool.alarm("Door").set();
      assertEquals((await promise).includes(`${expected}`), true, await promise);
    });
    await tool.close();
  });
}
