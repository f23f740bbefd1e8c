// Who controls the tool: the rows of E30's control state model on a connection.

import {
  HsmsAbortError,
  HsmsStateError,
  S1F15,
  S1F17,
  S1F3,
  S2F13,
  S2F37,
  S5F3,
  S6F11,
  U1,
} from "@secs/hsms";
import { assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";
import { failure } from "../../support/wait.ts";
import { openStage, type ToolStage, toolTest } from "./stage.ts";
import { frame, S1F0, S1F1, S1F13, S1F14, S1F2, wireTest } from "./wire.ts";
import { test } from "node:test";
import { KeptStore } from "./store.ts";

const OFFLINE = "S6F11 60301";
const LOCAL = "S6F11 60302";
const REMOTE = "S6F11 60303";
/** S1F1 W of the tool, S1F2 of the host for it. */
const ATTEMPT = frame("8101", "00000100");
const THERE = frame("0102", "00000100", "0100");
const ATTEMPTING = { handler: { control: { initControlState: "offline" } } } as const;

/** The host enables all events. */
async function enableAll({ host }: ToolStage): Promise<void> {
  await host.request(S2F37, { CEED: true, CEID: [] });
}

async function controlState({ host }: ToolStage): Promise<string> {
  return String((await host.request(S1F3, [60_004]))[0]);
}

toolTest("control 1: it starts ON-LINE, LOCAL, if nothing is said", {
  handler: { control: {} },
}, async (stage) => {
  assertEquals([stage.handler.controlState, await controlState(stage)], ["local", String(U1(4))]);
});

toolTest("control 1: it may start OFF-LINE", ATTEMPTING, async ({ handler, host }) => {
  assertEquals(handler.controlState, "equipment-offline");
  await assertRejects(() => host.request(S1F3, []), HsmsAbortError, "S1F0");
});

for (const offlineSubstate of ["equipment-offline", "host-offline"] as const) {
  wireTest(
    `control 2: OFF-LINE begins with ${offlineSubstate}`,
    { handler: { control: { initControlState: "offline", offlineSubstate } } },
    async (stage) => {
      assertEquals(stage.handler.controlState, offlineSubstate);
      await stage.ask(S1F1, S1F0);
      await stage.silence();
    },
  );
}

wireTest(
  "control 2: OFF-LINE begins with ATTEMPT ON-LINE, whose S1F1 waits for communications",
  { handler: { control: { initControlState: "offline", offlineSubstate: "attempt-online" } } },
  async (stage) => {
    assertEquals(stage.handler.controlState, "attempt-online");
    await stage.ask("", ATTEMPT);
    stage.peer.send(THERE);
    await stage.log.saw("control remote");
  },
);

wireTest("control 3: the operator switches on-line: S1F1 with W", ATTEMPTING, async (stage) => {
  const { handler, peer } = stage;
  handler.controlSwitchOnline();
  assertEquals(handler.controlState, "attempt-online");
  await peer.expect(ATTEMPT);
});

wireTest("control 3: ATTEMPT ON-LINE ignores the switches, and asks once", ATTEMPTING, async (stage) => {
  const { handler, peer, clock } = stage;
  handler.controlSwitchOnline();
  await peer.expect(ATTEMPT);
  handler.controlSwitchOnline();
  handler.controlSwitchOffline();
  assertEquals(handler.controlState, "attempt-online");
  await stage.ask(S1F1, S1F0);
  await clock.advance(44_000);
  await stage.silence();
});

for (const onlineFailed of [undefined, "equipment-offline", "host-offline"] as const) {
  const options = {
    handler: { control: { initControlState: "offline", ...(onlineFailed && { onlineFailed }) } },
  } as const;
  const leadsTo = onlineFailed ?? "equipment-offline";

  wireTest(`control 4: S1F0 leads to ${onlineFailed ?? "the default"}`, options, async (stage) => {
    const { handler, peer, log } = stage;
    handler.controlSwitchOnline();
    await peer.expect(ATTEMPT);
    peer.send(frame("0100", "00000100"));
    await log.saw(`control ${leadsTo} S1F1 failed`);
    await stage.silence();
  });

  wireTest(`control 4: T3 leads to ${onlineFailed ?? "the default"}, with S9F9`, options, async (stage) => {
    const { handler, peer, log, clock } = stage;
    handler.controlSwitchOnline();
    await peer.expect(ATTEMPT);
    await clock.advance(45_000);
    await peer.expect(frame("0909", "00000101", "210a 00008101000000000100"));
    await log.saw(`control ${leadsTo} S1F1 failed`);
    await clock.advance(45_000);
    await stage.silence();
  });

  wireTest(
    `control 4: the end of the session leads to ${onlineFailed ?? "the default"}`,
    options,
    async (stage) => {
      const { handler, peer, log } = stage;
      handler.controlSwitchOnline();
      await peer.expect(ATTEMPT);
      peer.end();
      await log.saw(`control ${leadsTo}`);
      assertEquals(handler.controlState, leadsTo);
    },
  );
}

wireTest("control 4: an S1F2 that cannot be read fails", ATTEMPTING, async (stage) => {
  const { handler, peer, log } = stage;
  handler.controlSwitchOnline();
  await peer.expect(ATTEMPT);
  peer.send(frame("0102", "00000100", "ff"));
  await log.saw("control equipment-offline S1F1 failed");
});

test("control 4: an attempt while nobody communicates fails at once", async () => {
  const control = { initControlState: "offline", onlineFailed: "host-offline" } as const;
  const stage = await openStage({ handler: { control } });
  stage.handler.controlSwitchOnline();
  assertEquals(stage.log.lines, ["control host-offline"]);
  await stage.end();
});

wireTest("control 5: S1F2 leads ON-LINE", ATTEMPTING, async (stage) => {
  const { handler, peer, log } = stage;
  handler.controlSwitchOnline();
  await peer.expect(ATTEMPT);
  peer.send(THERE);
  await log.saw("control remote The host answered S1F1");
  await stage.ask(S1F1, S1F2);
});

wireTest("control 5: what comes in one read with S1F2 finds the tool ON-LINE", ATTEMPTING, async (stage) => {
  const { handler, peer } = stage;
  handler.controlSwitchOnline();
  await peer.expect(ATTEMPT);
  await stage.ask(THERE + S1F1, S1F2);
});

wireTest("control 5: a late S1F2 changes nothing", ATTEMPTING, async (stage) => {
  const { handler, peer, log, clock } = stage;
  handler.controlSwitchOnline();
  await peer.expect(ATTEMPT);
  await clock.advance(45_000);
  await log.saw("control equipment-offline");
  peer.send(THERE);
  await clock.settle();
  assertEquals(handler.controlState, "equipment-offline");
});

toolTest("control 6: the operator switches off-line: the event is sent still", {}, async (stage) => {
  const { handler, got, log, clock } = stage;
  await enableAll(stage);
  handler.controlSwitchOffline();
  assertEquals(handler.controlState, "equipment-offline");
  await got.saw(OFFLINE);
  await clock.settle();
  assertEquals([got.lines, log.lines], [[OFFLINE], ["control equipment-offline"]]);
});

toolTest("control 6: the event of going off-line comes after what happened before it", {}, async (stage) => {
  const { handler, tool, got, clock } = stage;
  await enableAll(stage);
  tool.trigger("LotStarted");
  tool.trigger("LotDone");
  handler.controlSwitchOffline();
  tool.trigger("LotStarted");
  await got.saw(OFFLINE);
  await clock.settle();
  assertEquals(got.lines, ["S6F11 4001", "S6F11 4002", OFFLINE]);
});

for (const [onlineSubstate, event] of [["local", LOCAL], ["remote", REMOTE]] as const) {
  toolTest(
    `control 7: ON-LINE begins with ${onlineSubstate}, as the switch says, and its event`,
    { handler: { control: { onlineSubstate } } },
    async (stage) => {
      const { handler, host, got } = stage;
      await enableAll(stage);
      await host.goOffline();
      await host.goOnline();
      await got.saw(event);
      assertEquals([handler.controlState, got.lines], [onlineSubstate, [OFFLINE, event]]);
    },
  );
}

toolTest("control 7: the switch may be turned OFF-LINE", {}, async (stage) => {
  const { handler, host, got } = stage;
  await enableAll(stage);
  await host.goOffline();
  handler.controlSwitchOnlineLocal();
  assertEquals(handler.controlState, "host-offline");
  await host.goOnline();
  await got.saw(LOCAL);
  assertEquals([handler.controlState, got.lines], ["local", [OFFLINE, LOCAL]]);
});

test("control 7: the position of the switch survives power off", async () => {
  const store = new KeptStore();
  const first = await openStage({ tool: { store } });
  first.handler.controlSwitchOnlineLocal();
  await first.end();
  const second = await openStage({ tool: { store } });
  assertEquals(second.handler.controlState, "local");
  await second.end();
});

toolTest("control 8, control 9: the operator turns the switch: an event each", {}, async (stage) => {
  const { handler, got } = stage;
  await enableAll(stage);
  handler.controlSwitchOnlineLocal();
  assertEquals([handler.controlState, await controlState(stage)], ["local", String(U1(4))]);
  handler.controlSwitchOnlineRemote();
  handler.controlSwitchOnlineRemote();
  assertEquals([handler.controlState, await controlState(stage)], ["remote", String(U1(5))]);
  await got.saw(REMOTE);
  assertEquals(got.lines, [LOCAL, REMOTE]);
});

wireTest("control 10: S1F15: OFLACK 0, then the event Equipment OFF-LINE", {}, async (stage) => {
  const { handler, peer } = stage;
  await stage.enableAll();
  await stage.ask(
    frame("810f", "00000030"),
    frame("0110", "00000030", "210100") +
      frame("860b", "00000100", "0103 b10400000001 b1040000eb8d 0100"),
  );
  assertEquals(handler.controlState, "host-offline");
  peer.send(frame("060c", "00000100", "210100"));
  await stage.silence();
});

wireTest("control 11: S1F17: ONLACK 0, then the event of LOCAL or REMOTE", {}, async (stage) => {
  const { peer, handler } = stage;
  await stage.ask(frame("810f", "00000030"), frame("0110", "00000030", "210100"));
  await stage.ask(frame("8111", "00000031"), frame("0112", "00000031", "210100"));
  await stage.enableAll();
  await stage.ask(
    frame("810f", "00000032"),
    frame("0110", "00000032", "210100") + frame("860b", "00000100", "0103 b10400000001 b1040000eb8d 0100"),
  );
  await stage.ask(frame("8111", "00000033") + S1F1, frame("0112", "00000033", "210100") + S1F2);
  assertEquals(handler.controlState, "remote");
  await stage.ask(
    frame("060c", "00000100", "210100"),
    frame("860b", "00000101", "0103 b10400000002 b1040000eb8f 0100"),
  );
  peer.send(frame("060c", "00000101", "210100"));
  await stage.silence();
});

toolTest("control 12: HOST OFF-LINE, the operator switches off-line: no event", {}, async (stage) => {
  const { handler, host, got, clock } = stage;
  await enableAll(stage);
  await host.goOffline();
  await got.saw(OFFLINE);
  handler.controlSwitchOffline();
  assertEquals(handler.controlState, "equipment-offline");
  await clock.settle();
  assertEquals(got.lines, [OFFLINE]);
  assertEquals(await host.request(S1F17), 1);
});

toolTest("ONLACK 2: the tool is ON-LINE already", {}, async ({ host, handler }) => {
  assertEquals([await host.request(S1F17), handler.controlState], [2, "remote"]);
});

toolTest(
  "ONLACK 1: only the operator leads out of EQUIPMENT OFF-LINE",
  ATTEMPTING,
  async ({ host, handler }) => {
    assertEquals([await host.request(S1F17), handler.controlState], [1, "equipment-offline"]);
  },
);

wireTest("ONLACK 1: in ATTEMPT ON-LINE too", ATTEMPTING, async (stage) => {
  stage.handler.controlSwitchOnline();
  await stage.peer.expect(ATTEMPT);
  await stage.ask(frame("8111", "00000031"), frame("0112", "00000031", "210101"));
  assertEquals(stage.handler.controlState, "attempt-online");
});

wireTest("OFF-LINE: every primary with W gets SxF0, one without W nothing", ATTEMPTING, async (stage) => {
  await stage.ask(S1F1, S1F0);
  await stage.ask(frame("810f", "000000aa"), S1F0);
  await stage.ask(frame("8221", "000000ab", "0102 a90100 0100"), frame("0200", "000000ab"));
  await stage.ask(frame("c001", "000000ac"), frame("4000", "000000ac"));
  await stage.ask(frame("86ff", "000000ad", "ff"), frame("0600", "000000ad"));
  stage.peer.send(
    frame("0101", "000000ae") + frame("4001", "000000af") + frame("060c", "00000777", "210100"),
  );
  await stage.ask(S1F13, S1F14);
  await stage.silence();
  assertEquals(stage.log.count("fault"), 0);
});

toolTest("OFF-LINE: nothing is sent, and nothing is lost", {}, async (stage) => {
  const { handler, tool, host, got, log, clock } = stage;
  await enableAll(stage);
  await host.request(S5F3, { ALED: 0x80, ALID: 5001 });
  await host.goOffline();
  await got.saw(OFFLINE);
  tool.trigger("LotStarted", { LotId: "A1" });
  tool.alarm("DoorOpen").set();
  tool.sendText("Hello");
  tool.operatorCommand("START");
  await tool.setConstant("MaxPressure", 6);
  tool.moveProcess("initialized");
  await clock.advance(10_000);
  assertEquals([got.lines, log.lines], [[OFFLINE], ["control host-offline"]]);
  assertEquals(handler.pendingMessages, { waiting: 0, spooled: 0 });
});

toolTest(
  "OFF-LINE: request and send of the handler are refused, and say so",
  ATTEMPTING,
  async ({ handler }) => {
    const error = await failure(handler.request(S6F11, { DATAID: 1, CEID: 1, RPT: [] }));
    assertInstanceOf(error, HsmsStateError);
    assertEquals([error.code, error.message], [
      "offline",
      "Cannot send S6F11 to host: the tool is OFF-LINE (equipment-offline). The operator has to switch it on-line",
    ]);
    assertThrows(() => handler.send(10, 1), HsmsStateError, "OFF-LINE");
    assertInstanceOf(await failure(handler.areYouThere()), HsmsStateError);
  },
);

wireTest(
  "offlineAnswers: S1F15 is answered with OFLACK 0, without an event or a move",
  { handler: { control: { offlineAnswers: ["S1F15"] } } },
  async (stage) => {
    await stage.enableAll();
    stage.handler.controlSwitchOffline();
    await stage.peer.expect(frame("860b", "00000100", "0103 b10400000001 b1040000eb8d 0100"));
    stage.peer.send(frame("060c", "00000100", "210100"));
    await stage.ask(frame("810f", "00000030"), frame("0110", "00000030", "210100"));
    assertEquals(stage.handler.controlState, "equipment-offline");
    await stage.silence();
  },
);

toolTest(
  "offlineAnswers: other primaries are answered as ON-LINE",
  { handler: { control: { initControlState: "offline", offlineAnswers: ["S1F1", "S1F3"] } } },
  async (stage) => {
    assertEquals(await stage.host.areYouThere(), { MDLN: "ETCH-3", SOFTREV: "1.2.0" });
    assertEquals(await controlState(stage), String(U1(1)));
    await assertRejects(() => stage.host.request(S2F13, []), HsmsAbortError);
  },
);

toolTest("the loss of communication leaves the control state as it is", {}, async (stage) => {
  await stage.lose();
  assertEquals([stage.handler.communicationState, stage.handler.controlState], [
    "NOT COMMUNICATING",
    "remote",
  ]);
  await stage.establishAgain();
  assertEquals(await controlState(stage), String(U1(5)));
  await stage.host.goOffline();
  await stage.lose();
  await stage.establishAgain();
  assertEquals(stage.handler.controlState, "host-offline");
});

for (const offlineOnDisconnect of ["equipment-offline", "host-offline"] as const) {
  toolTest(
    `offlineOnDisconnect: the loss of communication leads to ${offlineOnDisconnect}`,
    { handler: { control: { offlineOnDisconnect } } },
    async (stage) => {
      await stage.lose();
      assertEquals(stage.handler.controlState, offlineOnDisconnect);
      await stage.establishAgain();
      assertEquals(await stage.host.request(S1F17), offlineOnDisconnect === "host-offline" ? 0 : 1);
    },
  );
}

toolTest(
  "offlineOnDisconnect: attempt-online asks when the host is back",
  { handler: { control: { offlineOnDisconnect: "attempt-online" } } },
  async (stage) => {
    await stage.lose();
    assertEquals(stage.handler.controlState, "attempt-online");
    await stage.establishAgain();
    assertEquals(stage.handler.controlState, "local");
  },
);

toolTest("S1F15 twice: the second is refused, as the tool is OFF-LINE", {}, async ({ host }) => {
  assertEquals(await host.request(S1F15), 0);
  await assertRejects(() => host.request(S1F15), HsmsAbortError, "S1F0");
});

toolTest("operator commands are events in REMOTE only", {}, async (stage) => {
  const { handler, tool, got, clock } = stage;
  await enableAll(stage);
  tool.operatorCommand("START");
  await got.saw("S6F11 60304");
  handler.controlSwitchOnlineLocal();
  tool.operatorCommand("START");
  await got.saw(LOCAL);
  await clock.settle();
  assertEquals(got.count("S6F11 60304"), 1);
});
