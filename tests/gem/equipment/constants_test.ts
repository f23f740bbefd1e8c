// Equipment constants, the clock, the terminal, and the loopback test.

import {
  A,
  B,
  encodeText,
  F4,
  L,
  S10F3,
  S10F5,
  S10F9,
  S2F13,
  S2F15,
  S2F25,
  S2F29,
  S2F31,
  S2F37,
  S6F11,
  U2,
  U4,
} from "@secs/hsms";
import { assertEquals, assertRejects } from "@std/assert";
import { test } from "node:test";
import { deferred } from "../../support/deferred.ts";
import { ACKC10, defineEquipment, EAC, Equipment, TIACK } from "../../../src/gem/mod.ts";
import { playWith } from "./play_with.ts";
import { setUp } from "./set_up.ts";
import { openStage, START, toolTest } from "./stage.ts";
import { KeptStore } from "./store.ts";
import { frame, wireTest } from "./wire.ts";

const CHANGED = "S6F11 60317";

toolTest("the operator sets a constant: an event with ECIDChanged and ECVChanged", {}, async (stage) => {
  const { host, tool, got } = stage;
  await setUp(host, { reports: [[1, [60_211, 60_212, 3001]]], links: [[60_317, [1]]], enable: [60_317] });
  await tool.setConstant("MaxPressure", 7);
  await tool.setConstant("Mode", "fast");
  await got.saw(CHANGED, 2);
  assertEquals(stage.reports.map(([report]) => report!.join(" ")), [
    `${U4(3001)} ${F4(7)} ${F4(7)}`,
    `${U4(3002)} ${A("fast")} ${F4(7)}`,
  ]);
});

toolTest("the host sets a constant: no event", {}, async ({ host, tool, got }) => {
  await host.request(S2F37, { CEED: true, CEID: [60_317] });
  assertEquals(await host.request(S2F15, [{ ECID: 3001, ECV: F4(7) }]), EAC.done);
  tool.sendText("end");
  await got.saw("S10F1");
  assertEquals([got.lines, tool.get("MaxPressure")], [["S10F1 0 end"], 7]);
});

toolTest(
  "setConstant refuses what the host could not set either, and changes nothing",
  {},
  async ({ tool }) => {
    const set = tool.setConstant.bind(tool) as (name: string, value: unknown) => Promise<void>;
    await assertRejects(() => set("MaxPressure", 11), RangeError, "MaxPressure must be from 0 to 10, got 11");
    await assertRejects(() => set("MaxPressure", "7"), RangeError, "MaxPressure (F4) takes");
    await assertRejects(
      () => set("Mode", "faster"),
      RangeError,
      "Mode must be one of slow, fast, got faster",
    );
    await assertRejects(() => set("MaxPresure", 7), RangeError, "MaxPressure");
    await assertRejects(() => set("WaferCount", 7), RangeError, "WaferCount is a status variable");
    tool.checkConstants((_, by) => by === "operator" ? 2 : 0);
    await assertRejects(() => set("MaxPressure", 7), RangeError, "EAC 2");
    assertEquals([tool.get("MaxPressure"), tool.get("Mode")], [5, "slow"]);
  },
);

for (
  const [what, check] of [
    ["throws", () => {
      throw new Error("jammed");
    }],
    ["rejects", () => Promise.reject(new Error("jammed"))],
    ["answers 300", () => 300],
  ] as const
) {
  toolTest(`EAC 2: the tool's check ${what}; the tool is told`, {}, async ({ host, tool, log }) => {
    tool.checkConstants(check);
    assertEquals(await host.request(S2F15, [{ ECID: 3001, ECV: F4(7) }]), EAC.busy);
    assertEquals([tool.get("MaxPressure"), log.count("error")], [5, 1]);
  });
}

toolTest("EAC 2: the tool refuses in LOCAL what touches a running process", {}, async (stage) => {
  const { host, tool, handler } = stage;
  tool.checkConstants(({ MaxPressure }, by, from) => {
    return MaxPressure !== undefined && by === "host" && !from!.isRemote ? EAC.busy : EAC.done;
  });
  handler.controlSwitchOnlineLocal();
  assertEquals(await host.request(S2F15, [{ ECID: 3001, ECV: F4(7) }]), EAC.busy);
  assertEquals(await host.request(S2F15, [{ ECID: 3002, ECV: A("fast") }]), EAC.done);
  handler.controlSwitchOnlineRemote();
  assertEquals(await host.request(S2F15, [{ ECID: 3001, ECV: F4(7) }]), EAC.done);
  await tool.setConstant("MaxPressure", 6);
});

toolTest(
  "EAC 64: the tool's check says what it wants, and sees the values by name",
  {},
  async ({ host, tool }) => {
    const seen: unknown[] = [];
    tool.checkConstants((...given) => (seen.push(...given), 64));
    assertEquals(await host.request(S2F15, [{ ECID: 3001, ECV: F4(7) }, { ECID: 3002, ECV: A("fast") }]), 64);
    assertEquals(seen, [{ MaxPressure: 7, Mode: "fast" }, "host", { name: "host", isRemote: true }]);
  },
);

toolTest("S2F15: a status variable is no constant; nothing at all changes nothing", {}, async ({ host }) => {
  assertEquals(await host.request(S2F15, [{ ECID: 1001, ECV: F4(7) }]), EAC.unknownConstant);
  assertEquals(await host.request(S2F15, []), EAC.done);
  assertEquals((await host.request(S2F13, [1001])).map(String), [`${L()}`]);
});

toolTest("EstablishCommunicationsTimeout takes effect for each host", {}, async ({ host, tool, handler }) => {
  assertEquals(handler.establishTimeout, 10);
  assertEquals(await host.request(S2F15, [{ ECID: 60_101, ECV: U2(30) }]), EAC.done);
  assertEquals(handler.establishTimeout, 30);
  await tool.setConstant("EstablishCommunicationsTimeout", 60);
  assertEquals(handler.establishTimeout, 60);
});

toolTest("S2F13 and S2F29 of all constants, in the order of the model", {}, async ({ host }) => {
  assertEquals((await host.request(S2F13, [])).length, 7);
  const names = (await host.request(S2F29, [])).map(({ ECNAME }) => ECNAME);
  assertEquals(names.slice(0, 3), ["MaxPressure", "Mode", "EstablishCommunicationsTimeout"]);
});

wireTest(
  "S2F29: five texts of length 0 for an unknown constant; no range where there is none",
  {},
  async (stage) => {
    await stage.ask(
      frame("821d", "00000041", "0102 b10400000007 b10400000bba"),
      frame(
        "021e",
        "00000041",
        "0102 0106 b10400000007 4100 4100 4100 4100 4100" +
          "0106 b10400000bba 4104 4d6f6465 4100 4100 4104 736c6f77 4100",
      ),
    );
  },
);

test("constants survive power off", async () => {
  const store = new KeptStore();
  const first = await openStage({ tool: { store } });
  await first.establish();
  assertEquals(await first.host.request(S2F15, [{ ECID: 3001, ECV: F4(7) }]), 0);
  await first.tool.setConstant("Mode", "fast");
  await first.end();
  const second = await openStage({ tool: { store } });
  assertEquals([second.tool.get("MaxPressure"), second.tool.get("Mode")], [7, "fast"]);
  await second.end();
});

toolTest("S2F31: TIACK 1 for what is no time, and if the machine's clock refuses or fails", {
  tool: {
    time: {
      now: () => START,
      zone: 0,
      setTime: (time) => {
        if (time === START) throw new Error("no clock");
        return TIACK.notDone;
      },
    },
  },
}, async ({ host, log }) => {
  assertEquals(await host.request(S2F31, "yesterday"), 1);
  assertEquals(await host.request(S2F31, "20250101000000"), 1);
  assertEquals(await host.request(S2F31, "20260102030405"), 1);
  assertEquals(log.lines, ["error no clock"]);
});

toolTest("S2F25 gives back what it got", {}, async ({ host }) => {
  const item = B(0, 1, 255);
  assertEquals(`${await host.request(S2F25, item)}`, `${item}`);
});

wireTest("S2F25: bytes as they are", {}, async (stage) => {
  await stage.ask(frame("8219", "00000041", "2103 0001ff"), frame("021a", "00000041", "2103 0001ff"));
});

toolTest("ACKC10 1: a tool without a terminal", {}, async ({ host }) => {
  assertEquals(await host.request(S10F3, { TID: 0, TEXT: "Hello" }), ACKC10.notShown);
  assertEquals(await host.request(S10F5, { TID: 0, TEXT: ["a", "b"] }), ACKC10.notShown);
  assertEquals(await host.request(S10F9, "Hello"), ACKC10.notShown);
});

toolTest("ACKC10 0, 2: S10F3, S10F5 and S10F9 come to the terminal", {}, async ({ host, tool }) => {
  const shown: unknown[] = [];
  tool.onTerminal((lines, { host, terminal }) => {
    if (terminal === 9) return ACKC10.unknownTerminal;
    shown.push([lines.join("|"), host, terminal]);
    return undefined;
  });
  assertEquals(await host.request(S10F3, { TID: 1, TEXT: "Hello" }), ACKC10.shown);
  assertEquals(await host.request(S10F3, { TID: 0, TEXT: "" }), ACKC10.shown);
  assertEquals(await host.request(S10F5, { TID: 2, TEXT: ["a", "b"] }), ACKC10.shown);
  assertEquals(await host.request(S10F9, "all"), ACKC10.shown);
  assertEquals(await host.request(S10F3, { TID: 9, TEXT: "Hello" }), ACKC10.unknownTerminal);
  assertEquals(shown, [["Hello", "host", 1], ["", "host", 0], ["a|b", "host", 2], ["all", "host", "all"]]);
});

toolTest(
  "ACKC10 1: a terminal that fails, or answers 300; the tool is told",
  {},
  async ({ host, tool, log }) => {
    tool.onTerminal(() => Promise.reject(new Error("dark")));
    assertEquals(await host.request(S10F3, { TID: 0, TEXT: "Hello" }), ACKC10.notShown);
    tool.onTerminal(() => 300);
    assertEquals(await host.request(S10F3, { TID: 0, TEXT: "Hello" }), ACKC10.notShown);
    assertEquals(log.lines, ["error dark", "error ACKC10 must be a whole number from 0 to 255, got 300"]);
  },
);

wireTest("S10F1: the operator's text; S10F3 without W is shown, and not answered", {}, async (stage) => {
  const { tool, peer, log } = stage;
  tool.onTerminal(([line]) => log.write(`shown ${line}`));
  tool.sendText("Hello", 1);
  await peer.expect(frame("8a01", "00000100", "0102 210101 4105 48656c6c6f"));
  peer.send(frame("0a02", "00000100", "210100") + frame("0a03", "00000041", "0102 210100 4102 4869"));
  await log.saw("shown Hi");
  await stage.silence();
});

toolTest("Message Recognition: the operator's key is an event", {}, async ({ host, tool, got }) => {
  await host.request(S2F37, { CEED: true, CEID: [60_316] });
  tool.trigger("Message Recognition");
  await got.saw("S6F11 60316");
});

toolTest(
  "text of the terminal and of constants is in the encoding of the host",
  { handler: { encoding: "euc-kr" }, host: { encoding: "euc-kr" } },
  async ({ host, tool }) => {
    const shown: string[] = [];
    tool.onTerminal(([line]) => void shown.push(line!));
    await host.request(S10F3, { TID: 0, TEXT: "한글" });
    assertEquals(shown, ["한글"]);
    tool.checkConstants(({ Mode }) => (shown.push(`${Mode}`), 0));
    await host.request(S2F15, [{ ECID: 3002, ECV: A(encodeText("한글", "euc-kr")) }]);
    assertEquals(shown, ["한글"]);
  },
);

const LABELLED = defineEquipment({
  model: "M",
  revision: "1",
  constants: { Label: { id: 3001, format: "A", default: "" } },
});

test("a text constant: in the encoding of each host, in its event too, and it survives power off", async () => {
  const store = new KeptStore();
  const korean = { handler: { encoding: "euc-kr" }, host: { encoding: "euc-kr" } };
  const label = A(encodeText("한글", "euc-kr"));
  const first = await Equipment.open(LABELLED, { store });
  await playWith(first, async (host) => {
    assertEquals(await host.request(S2F15, [{ ECID: 3001, ECV: label }]), 0);
    assertEquals(first.get("Label"), "한글");
  }, korean);
  await first.close();
  const second = await Equipment.open(LABELLED, { store });
  assertEquals(second.get("Label"), "한글");
  await playWith(second, async (host, handler) => {
    assertEquals((await host.request(S2F13, [3001])).map(String), [`${label}`]);
    await setUp(host, { reports: [[1, [60_212]]], links: [[60_317, [1]]], enable: [60_317] });
    const { promise, resolve } = deferred<string>();
    host.secs.register(S6F11, ({ RPT }) => (resolve(`${RPT[0]!.V}`), 0));
    await second.setConstant("Label", "글");
    assertEquals(await promise, `${A(encodeText("글", "euc-kr"))}`);
    await handler.remove();
  }, korean);
  await playWith(second, async (host) => {
    assertEquals((await host.request(S2F13, [3001])).map(String), [`${A("")}`]);
  });
  await second.close();
});
