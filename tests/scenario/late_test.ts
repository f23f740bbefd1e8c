// A process that stood still: its timers fire late, and what the peer sent meanwhile is read after them.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import {
  HsmsActiveConnection,
  HsmsPassiveConnection,
  HsmsProtocol,
  type HsmsProtocolOptions,
  HsmsTimeoutError,
  type Network,
  streamFunction,
} from "@secs/hsms";
import { ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { Recorder } from "../support/recorder.ts";
import { SELECT_REQ, SELECT_RSP, Selected, Stage, TOOL } from "../support/stage.ts";
import { failure } from "../support/wait.ts";
import { FIRST } from "./stage.ts";

/** Longer than the timers of these tests. */
const PAUSE = 60_000;
/** How long a timer that fires late waits for what was not read, if nothing comes. */
const LOOK = 20;

const S1F1 = streamFunction(1, 1);
const S1F2 = "0000000a 0000 01 02 00 00 00000100";
const LINKTEST_REQ = "0000000a ffff 00 00 00 05 00000100";
const LINKTEST_RSP = "0000000a ffff 00 00 00 06 00000100";

/** An active handler whose Select.req the peer has, and its peer. */
class Selecting extends Stage {
  readonly handler = new HsmsProtocol(TOOL.address, TOOL.port, true, 0, "host", {
    ...this.options,
    firstSystem: FIRST,
  });
  peer!: ScriptedPeer;

  static async open(): Promise<Selecting> {
    const stage = new Selecting();
    const listener = await ScriptedPeer.listen(stage.network, TOOL);
    await stage.handler.enable();
    stage.peer = await listener.accept();
    await stage.peer.expect("0000000a ffff 00 00 00 01 00000100");
    return stage;
  }
}

/** A passive handler with a peer that has not selected. */
class NotSelected extends Stage {
  readonly handler = new HsmsProtocol("*", TOOL.port, false, 0, "tool", this.options);
  peer!: ScriptedPeer;

  static async open(): Promise<NotSelected> {
    const stage = new NotSelected();
    await stage.handler.enable();
    stage.peer = await stage.dial();
    await stage.clock.settle();
    return stage;
  }
}

function selected(options: Partial<HsmsProtocolOptions> = {}): Promise<Selected> {
  return Selected.open({ firstSystem: FIRST, ...options });
}

/** When the connection was closed, and which timer of which length did it; nothing if it was not. */
function ends({ told }: Stage): unknown[] {
  return told("closed").map(({ time, error }) =>
    error instanceof HsmsTimeoutError ? [time, error.timer, error.after] : [time, error]
  );
}

test("late: T3 does not fail a request whose reply lies in the socket", async () => {
  const stage = await selected();
  const { clock, handler, peer } = stage;
  const reply = handler.sendAndWaitForResponse(S1F1);
  await peer.expect("0000000a 0000 81 01 00 00 00000100");
  await clock.jump(PAUSE);
  peer.send(S1F2);
  await clock.advance(PAUSE / 4);
  assertEquals((await reply).header.name, "S1F2");
  assertEquals(handler.stats().timeouts, {});
  await stage.stop();
});

test("late: T3 fails a request without a reply, after a look", async () => {
  const stage = await selected();
  const { clock, handler, peer } = stage;
  const error = failure(handler.sendAndWaitForResponse(S1F1));
  await peer.expect("0000000a 0000 81 01 00 00 00000100");
  await clock.jump(PAUSE);
  await clock.advance(LOOK - 1);
  assertEquals(handler.stats().timeouts, {});
  await clock.advance(1);
  assertEquals(handler.stats().timeouts, { T3: 1 });
  const { timer, after } = await error as HsmsTimeoutError;
  assertEquals([timer, after], ["T3", 45_000]);
  await stage.stop();
});

test("late: of several requests only those fail whose reply does not lie in the socket", async () => {
  const stage = await selected();
  const { clock, handler, peer } = stage;
  const reply = handler.sendAndWaitForResponse(S1F1);
  const error = failure(handler.sendAndWaitForResponse(S1F1));
  await peer.take(28);
  await clock.jump(PAUSE);
  peer.send(S1F2);
  await clock.advance(100);
  assertEquals([(await reply).header.system, (await error as HsmsTimeoutError).timer], [FIRST, "T3"]);
  await stage.stop();
});

test("late: a reply behind much else is waited for, while something comes", async () => {
  const stage = await selected();
  const { clock, handler, peer } = stage;
  const reply = handler.sendAndWaitForResponse(S1F1);
  await peer.take(14);
  await clock.jump(PAUSE);
  for (let i = 0; i < 20; i++) {
    peer.send("0000000a 0000 06 0b 00 00 00000009");
    await clock.advance(LOOK);
  }
  peer.send(S1F2);
  await clock.advance(LOOK);
  assertEquals((await reply).header.name, "S1F2");
  await stage.stop();
});

test("late: a reply of which a part lies in the socket is waited for, while its bytes come", async () => {
  const stage = await selected();
  const { clock, handler, peer } = stage;
  const reply = handler.sendAndWaitForResponse(S1F1);
  await peer.take(14);
  await clock.jump(PAUSE);
  peer.send("0000001e 0000 01 02 00 00 00000100");
  for (let i = 0; i < 20; i++) {
    await clock.advance(LOOK);
    peer.send("00");
  }
  await clock.advance(LOOK);
  assertEquals((await reply).data!.length, 20);
  await stage.stop();
});

test("late: a peer that always sends does not put off T3 for ever", async () => {
  const stage = await selected();
  const { clock, handler, peer } = stage;
  const error = failure(handler.sendAndWaitForResponse(S1F1));
  await peer.take(14);
  await clock.jump(PAUSE);
  for (let i = 0; i < 50; i++) {
    assertEquals(handler.stats().timeouts, {});
    peer.send("0000000a 0000 06 0b 00 00 00000009");
    await clock.advance(LOOK);
  }
  assertEquals((await error as HsmsTimeoutError).timer, "T3");
  await stage.stop();
});

/** A clock that goes on inside a callback too. */
class WorkingClock extends VirtualClock {
  #worked = 0;

  override now(): number {
    return super.now() + this.#worked;
  }

  work(ms: number): void {
    this.#worked += ms;
  }
}

test("late: T3 of a request that a listener sends begins after the listener, however long it takes", async () => {
  const clock = new WorkingClock();
  const stage = await selected({ clock, timeouts: { linktest: 0 } });
  const { handler, peer } = stage;
  let error: Promise<unknown> | undefined;
  handler.on("primary", () => {
    error = failure(handler.sendAndWaitForResponse(S1F1));
    clock.work(44_000);
  });
  peer.send("0000000a 0000 06 0b 00 00 00000009");
  await peer.expect("0000000a 0000 81 01 00 00 00000100");
  await clock.advance(44_999);
  assertEquals(handler.stats().timeouts, {});
  await clock.advance(1);
  assertEquals((await error as HsmsTimeoutError).timer, "T3");
  await stage.stop();
});

test("late: T6 does not count a linktest as missed whose answer lies in the socket", async () => {
  const stage = await selected({ maxLinktestMisses: 1 });
  const { clock, handler, peer } = stage;
  await clock.advance(30_000);
  await peer.expect(LINKTEST_REQ);
  await clock.jump(PAUSE);
  peer.send(LINKTEST_RSP);
  await clock.advance(20_000);
  assertEquals([handler.connectionState, handler.stats().timeouts], ["selected", {}]);
  await stage.stop();
});

test("late: T6 drops the connection if no answer to the linktest lies in the socket", async () => {
  const stage = await selected({ maxLinktestMisses: 1 });
  const { clock, peer } = stage;
  await clock.advance(30_000);
  await peer.expect(LINKTEST_REQ);
  await clock.jump(PAUSE);
  await clock.advance(LOOK);
  assertEquals(ends(stage), [[90_000 + LOOK, "T6", 5_000]]);
  await stage.stop();
});

test("late: a linktest that is due is put off by what lies in the socket", async () => {
  const stage = await selected();
  const { clock, peer } = stage;
  await clock.jump(PAUSE);
  peer.send("0000000a 0000 06 0b 00 00 00000009");
  await clock.advance(29_000);
  peer.expectSilence();
  await clock.advance(2_000);
  await peer.expect(LINKTEST_REQ);
  await stage.stop();
});

test("late: T6 does not drop a connection whose Select.rsp lies in the socket", async () => {
  const stage = await Selecting.open();
  await stage.clock.jump(PAUSE);
  stage.peer.send("0000000a ffff 00 00 00 02 00000100");
  await stage.clock.advance(10_000);
  assertEquals([stage.handler.connectionState, ends(stage)], ["selected", []]);
  await stage.ended(stage.handler.disable());
});

test("late: a select without an answer drops the connection, after a look", async () => {
  const stage = await Selecting.open();
  // Less than T7, which would be due too.
  await stage.clock.jump(9_000);
  await stage.clock.advance(LOOK);
  assertEquals(ends(stage), [[9_000 + LOOK, "T6", 5_000]]);
  await stage.ended(stage.handler.disable());
});

test("late: T7 does not drop a peer whose Select.req lies in the socket", async () => {
  const stage = await NotSelected.open();
  await stage.clock.jump(PAUSE);
  stage.peer.send(SELECT_REQ);
  await stage.peer.expect(SELECT_RSP);
  await stage.clock.advance(20_000);
  assertEquals([stage.handler.connectionState, ends(stage)], ["selected", []]);
  await stage.ended(stage.handler.disable());
});

test("late: T7 drops a peer whose socket holds no Select.req", async () => {
  const stage = await NotSelected.open();
  await stage.clock.jump(PAUSE);
  await stage.clock.advance(LOOK);
  assertEquals(ends(stage), [[PAUSE + LOOK, "T7", 10_000]]);
  await stage.ended(stage.handler.disable());
});

test("late: T8 does not drop a peer if the rest of the message lies in the socket", async () => {
  const stage = await selected();
  const { clock, handler, peer } = stage;
  const primaries: string[] = [];
  handler.on("primary", ({ packet }) => void primaries.push(packet.header.name));
  peer.send("0000000a 0000 06 0b");
  await clock.jump(10_000);
  peer.send("00 00 00000009");
  await clock.advance(10_000);
  assertEquals([handler.connectionState, primaries], ["selected", ["S6F11"]]);
  await stage.stop();
});

test("late: T8 drops a peer if nothing more of the message lies in the socket", async () => {
  const stage = await selected();
  const { clock, peer } = stage;
  peer.send("0000000a 0000 06 0b");
  await clock.jump(10_000);
  await clock.advance(LOOK);
  assertEquals(ends(stage), [[10_000 + LOOK, "T8", 5_000]]);
  await stage.stop();
});

test("late: T7 of a passive connection does not drop a peer whose first message lies in the socket", async () => {
  const stage = new Stage();
  const recorder = new Recorder();
  const connection = new HsmsPassiveConnection("*", TOOL.port, 0, recorder, stage.options);
  await connection.enable();
  const peer = await stage.dial();
  await stage.clock.jump(PAUSE);
  peer.send(SELECT_REQ);
  await stage.clock.advance(20_000);
  assertEquals(recorder.lines, ["established", "received Select.req"]);
  await stage.ended(connection.disable());
});

test("late: a write stall does not drop a peer that has taken the bytes meanwhile", async () => {
  const stage = await Selected.open({}, 1_000);
  const { clock, handler, peer } = stage;
  peer.pause();
  handler.sendStreamFunction(streamFunction(6, 11, new Uint8Array(5_000)));
  await clock.jump(29_000);
  await clock.jump(PAUSE);
  peer.resume();
  // Much longer than a look, shorter than the linktest.
  await clock.advance(5_000);
  assertEquals([handler.connectionState, ends(stage)], ["selected", []]);
  await stage.stop();
});

test("late: a dial that was answered meanwhile is not given up", async () => {
  const stage = new Stage();
  const listener = await ScriptedPeer.listen(stage.network, TOOL);
  let answer = () => {};
  const answered = new Promise<void>((resolve) => answer = resolve);
  const network: Network = {
    listen: (endpoint, accept) => stage.network.listen(endpoint, accept),
    resolve: (hostname) => stage.network.resolve(hostname),
    async dial(endpoint, options) {
      await answered;
      return await stage.network.dial(endpoint, options);
    },
  };
  const recorder = new Recorder();
  const options = { ...stage.options, network };
  const connection = new HsmsActiveConnection(TOOL.address, TOOL.port, 0, recorder, options);
  await connection.enable();
  await stage.clock.jump(PAUSE);
  answer();
  await listener.accept();
  await stage.clock.advance(1_000);
  assertEquals(recorder.lines, ["established"]);
  assert(stage.told("failed").length === 0);
  await stage.ended(connection.disable());
});
