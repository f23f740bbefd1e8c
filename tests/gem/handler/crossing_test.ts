import { test } from "node:test";
import type { SecsRole } from "@secs/hsms";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import { assert, assertEquals } from "@std/assert";
import { GemHandler } from "../../../src/gem/mod.ts";
import { turn } from "../../../src/testing/contract/fixture.ts";
import { fromHex } from "../../support/hex.ts";
import { Log } from "../../support/log.ts";
import { gemTest, record, S1F13_IN, S1F13_OUT, S1F14_IN, S1F14_OUT, S1F2_OUT } from "./stage.ts";

const S9F9 = "0000 09 09 00 00 00000101 210a 0000 81 0d 00 00 00000100";
/** S1F13 of the host "H"; and how the equipment's is answered, by the host. */
const HOST_S1F13_OUT = "0000000c 0000 81 0d 00 00 00000100 0100";
const TOOL_S1F13_IN = "00000012 0000 81 0d 00 00 00000020 0102 4101 54 4101 32";
const HOST_S1F14_OUT = "00000011 0000 01 0e 00 00 00000020 0102 2101 00 0100";
const TOOL_S1F14_IN = "00000017 0000 01 0e 00 00 00000100 0102 2101 00 0102 4101 54 4101 32";

gemTest("comm: S1F13 cross, and the host's answer comes first", {}, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000100"));
  peer.send(S1F14_IN("00000100") + S1F13_IN);
  await peer.expect(S1F14_OUT);
  await stage.isThere();
  assertEquals(stage.log.lines, ["communicating"]);
});

for (const [what, answer] of [["COMMACK 0", "00"], ["COMMACK 1", "01"]] as const) {
  gemTest(`comm: S1F13 cross, and the host's ${what} comes last and changes nothing`, {}, async (stage) => {
    const peer = await stage.select();
    await peer.expect(S1F13_OUT("00000100"));
    peer.send(S1F13_IN);
    await peer.expect(S1F14_OUT);
    await stage.log.saw("communicating");
    peer.send(S1F14_IN("00000100", answer));
    await stage.isThere();
    await stage.clock.advance(60_000);
    peer.expectSilence();
    assertEquals(stage.log.lines, ["communicating"]);
  });
}

gemTest(
  "comm 14: S1F13 cross, and ours is not answered within T3: S9F9, and S1F13 again",
  {},
  async (stage) => {
    const peer = await stage.select();
    await peer.expect(S1F13_OUT("00000100"));
    peer.send(S1F13_IN);
    await peer.expect(S1F14_OUT);
    await stage.log.saw("communicating");
    await stage.clock.advance(45_000);
    await peer.expect(`00000016 ${S9F9}`, S1F13_OUT("00000102"));
    await stage.log.saw("not-communicating");
    assertEquals(stage.handler.communicationDetail, "wait-cra");
    assertEquals(stage.log.count("failed"), 0);
  },
);

gemTest(
  "comm 14: the session ends while our crossing S1F13 is open, and no attempt counts as failed",
  {},
  async (stage) => {
    const peer = await stage.select();
    await peer.expect(S1F13_OUT("00000100"));
    peer.send(S1F13_IN);
    await peer.expect(S1F14_OUT);
    await stage.log.saw("communicating");
    await stage.lose();
    await stage.clock.settle();
    assertEquals(stage.log.lines, ["communicating", "not-communicating The connection with peer has ended"]);
  },
);

gemTest(
  "comm 14: a listener that disables the handler then has the last word: no S1F13 goes out",
  {},
  async (stage) => {
    const peer = await stage.select();
    await peer.expect(S1F13_OUT("00000100"));
    peer.send(S1F13_IN);
    await peer.expect(S1F14_OUT);
    await stage.log.saw("communicating");
    let disabled = Promise.resolve();
    stage.handler.on("not-communicating", () => void (disabled = stage.handler.disable()));
    await stage.clock.advance(45_000);
    await peer.expect(`00000016 ${S9F9}`, "0000000a ffff 00 00 00 09 00000102");
    await peer.expectEnd();
    peer.expectSilence();
    await disabled;
  },
);

gemTest("comm host: S1F13 cross, and ours is not answered within T3: nothing changes", {
  role: "host",
}, async (stage) => {
  const peer = await stage.select();
  await peer.expect(HOST_S1F13_OUT);
  peer.send(TOOL_S1F13_IN);
  await peer.expect(HOST_S1F14_OUT);
  await stage.log.saw("communicating T 2");
  await stage.clock.advance(60_000);
  peer.expectSilence();
  assertEquals([stage.handler.communicationState, stage.log.lines.length], ["COMMUNICATING", 1]);
});

gemTest("comm host: S1F13 cross in either order, and the identity is the equipment's", {
  role: "host",
}, async (stage) => {
  const first = await stage.select();
  await first.expect(HOST_S1F13_OUT);
  first.send(TOOL_S1F14_IN + TOOL_S1F13_IN);
  await first.expect(HOST_S1F14_OUT);
  await stage.log.saw("communicating T 2");
  await stage.lose();
  const second = await stage.select();
  await second.expect(HOST_S1F13_OUT.replace("00000100", "00000101"));
  second.send(TOOL_S1F13_IN + TOOL_S1F14_IN.replace("00000100", "00000101"));
  await second.expect(HOST_S1F14_OUT);
  await stage.log.saw("communicating T 2", 2);
  assertEquals(stage.handler.peerIdentity, { MDLN: "T", SOFTREV: "2" });
  assertEquals(stage.log.lines.length, 3);
});

test("comm: two handlers that both send S1F13 are COMMUNICATING, and nobody reports a fault", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const log = new Log();
  const make = (role: SecsRole): GemHandler<SecsRole> => {
    const own = { network, clock, role, mdln: "ETCHER", softrev: "1.0" };
    const handler = new GemHandler<SecsRole>("127.0.0.1", 5000, role === "host", 0, role, own);
    record(handler, log, `${role} `);
    return handler;
  };
  const [tool, host] = [make("equipment"), make("host")];
  await tool.enable();
  await host.enable();
  await Promise.all([tool.waitForCommunicating(), host.waitForCommunicating()]);
  await clock.advance(120_000);
  assertEquals(log.lines.toSorted(), ["equipment communicating", "host communicating ETCHER 1.0"]);
  assertEquals(await host.areYouThere(), { MDLN: "ETCHER", SOFTREV: "1.0" });
  assertEquals(await tool.areYouThere(), undefined);
  assertEquals(host.peerIdentity, { MDLN: "ETCHER", SOFTREV: "1.0" });
  await host.disable();
  await log.saw("equipment not-communicating The connection with equipment has ended");
  await tool.disable();
});

gemTest(
  "a storm of S1F13 is answered one by one; S1F1 among them too, and nothing grows",
  {},
  async (stage) => {
    const peer = await stage.establish();
    const count = 2_000;
    for (let i = 0; i < count; i++) peer.send(S1F13_IN);
    peer.send("0000000a 0000 81 01 00 00 000000aa");
    for (let i = 0; i < count; i++) await peer.expect(S1F14_OUT);
    await peer.expect(S1F2_OUT);
    assertEquals(stage.log.lines, ["communicating"]);
    assertEquals([stage.handler.connection.bufferedBytes, stage.handler.connection.queuedBytes], [0, 0]);
  },
);

test("a storm of S1F13 whose answers nobody reads is not read any more, and another host is served", async () => {
  const network = new MemoryNetwork({ capacity: 4096 });
  const make = (port: number): GemHandler<SecsRole> =>
    new GemHandler<SecsRole>("*", port, false, 0, "tool", { network, role: "equipment", passive: true });
  const [stormed, other] = [make(5000), make(5001)];
  await Promise.all([stormed.enable(), other.enable()]);
  const host = new GemHandler("127.0.0.1", 5001, true, 0, "host", { network });
  await host.enable();
  await host.waitForCommunicating();

  const storm = fromHex("0000000a 0000 81 0d 00 00 00000020".repeat(64));
  const hostile = await network.dial({ address: "127.0.0.1", port: 5000 });
  let sent = 0;
  const fill = (): void => {
    while (hostile.write(storm)) sent += 64;
  };
  hostile.start({ onData: () => {}, onDrain: fill, onClose: () => {} });
  hostile.pause();
  hostile.write(fromHex("0000000a ffff 00 00 00 01 00000001"));
  fill();
  for (let asked = 0; !stormed.connection.paused; asked++) {
    assert(asked < 10_000, `${sent} S1F13 were sent, and are read still`);
    await host.areYouThere();
    await turn(); // the memory network needs none, and the event loop serves both
  }
  await host.areYouThere();
  const { queuedBytes, bufferedBytes } = stormed.connection;
  assert(
    queuedBytes < 1 << 20 && bufferedBytes < 4 << 20,
    `${queuedBytes} and ${bufferedBytes} bytes are kept`,
  );
  hostile.abort();
  await Promise.all([host.disable(), stormed.disable(), other.disable()]);
});
