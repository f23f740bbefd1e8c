import { test } from "node:test";
import { Deferred } from "../../../src/core/base/mod.ts";
import { HsmsStateError, L, type SecsGateAnswer, type SecsMessage } from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { assertEquals, assertThrows } from "@std/assert";
import { type GateMessage, GemHandler } from "../../../src/gem/mod.ts";
import { gemTest, S1F13_IN, S1F13_OUT, S1F14_IN, S1F14_OUT } from "./stage.ts";

const DENIED = S1F14_OUT.replace("2101 00", "2101 01");
const IDENTITY_IN = "00000012 0000 81 0d 00 00 00000020 0102 4101 48 4101 33";

const seen: unknown[] = [];
gemTest("onEstablish gets the host's identity, and its COMMACK 1 is answered and told", {
  passive: true,
  onEstablish: (identity) => (seen.push(identity), identity === undefined ? 1 : 0),
}, async (stage) => {
  const peer = await stage.select();
  peer.send(S1F13_IN);
  await peer.expect(DENIED);
  await stage.log.saw("failed The equipment answered S1F13 with COMMACK 1: denied, it will be tried again");
  assertEquals(stage.handler.communicationState, "NOT COMMUNICATING");
  peer.send(IDENTITY_IN);
  await peer.expect(S1F14_OUT);
  await stage.log.saw("communicating H 3");
  assertEquals(seen, [undefined, { MDLN: "H", SOFTREV: "3" }]);
  peer.send(S1F13_IN);
  await peer.expect(DENIED);
  assertEquals(stage.handler.communicationState, "COMMUNICATING");
});

let answers: Deferred<number>[] = [];
gemTest("onEstablish may take its time; an answer for the session before does not count", {
  passive: true,
  onEstablish: () => (answers.push(new Deferred()), answers.at(-1)!.promise),
}, async (stage) => {
  answers = [];
  const first = await stage.select();
  first.send(S1F13_IN);
  await stage.clock.settle();
  await stage.lose();
  const second = await stage.select();
  second.send(S1F13_IN);
  await stage.clock.settle();
  answers[0]!.resolve(0);
  await stage.clock.settle();
  assertEquals(stage.handler.communicationState, "NOT COMMUNICATING");
  answers[1]!.resolve(0);
  await second.expect(S1F14_OUT);
  await stage.log.saw("communicating");
});

gemTest("onEstablish that throws, or answers with no byte: S1F0, and an error that says so", {
  passive: true,
  onEstablish: (identity) => {
    if (identity === undefined) return 300;
    throw new Error("bug");
  },
}, async (stage) => {
  const peer = await stage.select();
  for (const request of [S1F13_IN, IDENTITY_IN]) {
    peer.send(request);
    await peer.expect("0000000a 0000 01 00 00 00 00000020");
  }
  await stage.log.saw("error COMMACK must be a whole number from 0 to 255, got 300");
  await stage.log.saw("error bug");
  assertEquals(stage.handler.communicationState, "NOT COMMUNICATING");
});

gemTest("a listener that disables the handler as it begins to communicate ends it", {}, async (stage) => {
  let disabled = Promise.resolve();
  stage.handler.on("communicating", () => void (disabled = stage.handler.disable()));
  stage.handler.on("communicating", () => stage.log.write("the other listener"));
  await stage.establish();
  await disabled;
  assertEquals(stage.log.lines, [
    "communicating",
    "the other listener",
    "not-communicating peer was disabled",
  ]);
  assertEquals([stage.handler.communicationState, stage.clock.pending], ["DISABLED", 0]);
});

/** An equipment of a subclass, which is off-line until it is told otherwise. */
class Tool extends GemHandler<"equipment"> {
  readonly told: string[] = [];
  isOnline = false;

  override get controlState(): "host-offline" | "local" {
    return this.isOnline ? "local" : "host-offline";
  }

  protected override admit(message: SecsMessage): SecsGateAnswer {
    const answer = super.admit(message);
    return answer === "pass" && !this.isOnline && message.function !== 13 ? "abort" : answer;
  }

  protected override requireMaySend(message: GateMessage): void {
    super.requireMaySend(message);
    if (!this.isOnline) throw new HsmsStateError("not-communicating", "off-line");
  }

  protected override onCommunicating(): void {
    this.told.push(`communicating ${this.communication.state}`);
    this.emit({ type: "control-state", state: this.controlState, why: "it began" });
  }

  protected override onNotCommunicating(why: string): void {
    this.told.push(`not communicating: ${why}`);
  }

  protected override onTakeOut(): void {
    this.told.push("take out");
  }

  protected override onStop(): void {
    this.told.push("stop");
  }
}

test("a subclass is told what the model wants, widens the gate, and has a control state of its own", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const options = { network, clock, role: "equipment", mdln: "M", softrev: "1", firstSystem: 0x100 } as const;
  const tool = new Tool("*", 5000, false, 0, "tool", options);
  const states: string[] = [];
  tool.on("control-state", ({ state }) => states.push(state));
  await tool.enable();
  assertEquals(tool.told.splice(0), ["take out"]);
  const peer = await ScriptedPeer.dial(network, { address: "127.0.0.1", port: 5000 });
  peer.send("0000000a ffff 00 00 00 01 00000001");
  await peer.expect("0000000a ffff 00 00 00 02 00000001", S1F13_OUT("00000100"));
  peer.send(S1F14_IN("00000100", "01") + "0000000a 0000 81 01 00 00 00000021");
  await peer.expect(S1F13_OUT("00000101"));
  assertEquals(tool.told.splice(0), ["take out"]);
  peer.send(S1F14_IN("00000101") + "0000000a 0000 81 01 00 00 00000021");
  await peer.expect("0000000a 0000 01 00 00 00 00000021");
  assertEquals([tool.told.splice(0), states], [["communicating communicating"], ["host-offline"]]);
  assertThrows(() => tool.send(6, 11, L()), HsmsStateError, "off-line");
  tool.isOnline = true;
  tool.send(6, 11, L());
  await peer.expect("0000000c 0000 06 0b 00 00 00000102 0100");
  const disabled = tool.disable();
  assertEquals(tool.told, ["not communicating: tool was disabled", "stop"]);
  peer.end();
  await disabled;
});
