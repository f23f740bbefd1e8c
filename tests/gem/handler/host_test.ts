import { test } from "node:test";
import { A, B, HsmsAbortError, HsmsStateError, S2F13, S6F11, SecsAcknowledgeError } from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { assert, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { GemHandler } from "../../../src/gem/mod.ts";
import { failure } from "../../support/wait.ts";
import { gemTest, type Stage } from "./stage.ts";

const host = { role: "host" } as const;
const S1F13_OUT = (system = "00000100"): string => `0000000c 0000 81 0d 00 00 ${system} 0100`;
/** S1F14 of the equipment "T", "2". */
const S1F14_IN = (system = "00000100", commack = "00"): string =>
  `00000017 0000 01 0e 00 00 ${system} 0102 2101 ${commack} 0102 4101 54 4101 32`;
const S1F13_IN = "00000012 0000 81 0d 00 00 00000020 0102 4101 54 4101 32";
const S1F14_OUT = "00000011 0000 01 0e 00 00 00000020 0102 2101 00 0100";
const S1F1_IN = "0000000a 0000 81 01 00 00 00000021";
const S1F2_OUT = "0000000c 0000 01 02 00 00 00000021 0100";

/** The host is COMMUNICATING; its next system bytes are 0x101. */
async function establish(stage: Stage): Promise<void> {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT());
  peer.send(S1F14_IN());
  await stage.log.saw("communicating T 2");
}

gemTest("comm host: S1F13 with an empty list at once, COMMUNICATING by S1F14", host, async (stage) => {
  await establish(stage);
  assertEquals(stage.handler.peerIdentity, { MDLN: "T", SOFTREV: "2" });
  assertEquals(stage.log.lines, ["communicating T 2"]);
});

gemTest(
  "comm host: after COMMACK 1, S1F0 and T3 it waits EstablishCommunicationsTimeout",
  host,
  async (stage) => {
    const { clock, log } = stage;
    const peer = await stage.select();
    await peer.expect(S1F13_OUT());
    peer.send(S1F14_IN("00000100", "01"));
    await log.saw("failed The equipment answered S1F13 with COMMACK 1: denied");
    await clock.advance(9_999);
    peer.expectSilence();
    await clock.advance(1);
    await peer.expect(S1F13_OUT("00000101"));
    peer.send("0000000a 0000 01 00 00 00 00000101");
    await log.saw("failed", 2);
    await clock.advance(10_000);
    await peer.expect(S1F13_OUT("00000102"));
    await clock.advance(45_000);
    await log.saw("failed", 3);
    await clock.advance(10_000);
    await peer.expect(S1F13_OUT("00000103"));
    peer.send(S1F14_IN("00000103"));
    await log.saw("communicating");
    assertEquals(stage.handler.controlState, "unknown");
  },
);

gemTest("comm host: S9F5 for S1F13 is a failure too", host, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT());
  peer.send("00000016 0000 09 05 00 00 00000001 210a 0000 81 0d 00 00 00000100");
  await stage.log.saw("failed The equipment answered S1F13 W with S9F5");
  assertEquals(stage.handler.communicationDetail, "wait-delay");
});

gemTest("comm host: a message in WAIT DELAY sends no S1F13", host, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT());
  peer.send(S1F14_IN("00000100", "01"));
  await stage.log.saw("failed");
  peer.send(S1F1_IN);
  await peer.expect(S1F2_OUT);
  await stage.clock.settle();
  peer.expectSilence();
});

gemTest(
  "pitfall 5: the equipment's S1F13 that crosses ours is answered, and neither is lost",
  host,
  async (stage) => {
    const peer = await stage.select();
    await peer.expect(S1F13_OUT());
    peer.send(S1F13_IN + S1F14_IN());
    await peer.expect(S1F14_OUT);
    await stage.log.saw("communicating T 2");
    await stage.clock.advance(60_000);
    peer.expectSilence();
    assertEquals(stage.log.lines, ["communicating T 2"]);
  },
);

for (
  const [what, body, identity] of [
    ["MDLN and SOFTREV", "00000012 0000 81 0d 00 00 00000020 0102 4101 48 4101 33", "H 3"],
    ["a header alone", "0000000a 0000 81 0d 00 00 00000020", ""],
    ["an empty list", "0000000c 0000 81 0d 00 00 00000020 0100", ""],
  ] as const
) {
  gemTest(`pitfall 6: a host whose S1F13 has ${what} is answered`, { passive: true }, async (stage) => {
    const peer = await stage.select();
    peer.send(body);
    await peer.expect("00000017 0000 01 0e 00 00 00000020 0102 2101 00 0102 4101 4d 4101 31");
    await stage.log.saw(`communicating ${identity}`.trimEnd());
  });
}

gemTest("pitfall 6: a host whose S1F2 has MDLN is there", {}, async (stage) => {
  const peer = await stage.establish();
  const there = stage.handler.areYouThere();
  await peer.expect("0000000a 0000 81 01 00 00 00000101");
  peer.send("00000012 0000 01 02 00 00 00000101 0102 4101 48 4101 33");
  assertEquals(await there, undefined);
});

for (
  const [what, answer] of [
    ["without MDLN", "0000000f 0000 01 0e 00 00 00000100 0101 2101 00"],
    ["with COMMACK as U1", "00000011 0000 01 0e 00 00 00000100 0102 a501 00 0100"],
    ["with an empty list", "00000011 0000 01 0e 00 00 00000100 0102 2101 00 0100"],
  ] as const
) {
  gemTest(`pitfall 7: an S1F14 of an equipment ${what} is accepted`, host, async (stage) => {
    const peer = await stage.select();
    await peer.expect(S1F13_OUT());
    peer.send(answer);
    await stage.log.saw("communicating");
    assertEquals(stage.handler.peerIdentity, undefined);
  });
}

gemTest("pitfall 6: an equipment that sends an S1F13 without MDLN is answered", host, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT());
  peer.send("0000000a 0000 81 0d 00 00 00000020");
  await peer.expect(S1F14_OUT);
  await stage.log.saw("communicating");
});

gemTest("pitfall 8: COMMACK 0 of a tool that then answers nothing: requests end by T3, and nothing else", {
  ...host,
}, async (stage) => {
  await establish(stage);
  const silent = failure(stage.handler.areYouThere());
  await stage.clock.advance(45_000);
  assert(`${await silent}`.includes("T3"));
  assertEquals(stage.handler.communicationState, "COMMUNICATING");
});

gemTest("pitfall 9: S1F1 and S1F13 are answered at any time, in any order", host, async (stage) => {
  const peer = await stage.select();
  await peer.expect(S1F13_OUT());
  peer.send(S1F1_IN);
  await peer.expect(S1F2_OUT);
  peer.send(S1F14_IN("00000100", "01"));
  await stage.log.saw("failed");
  peer.send(S1F1_IN + S1F13_IN + S1F1_IN);
  await peer.expect(S1F2_OUT + S1F14_OUT + S1F2_OUT);
  await stage.log.saw("communicating T 2");
  peer.send(S1F13_IN + S1F1_IN);
  await peer.expect(S1F14_OUT + S1F2_OUT);
  assertEquals(stage.log.count("communicating"), 1);
});

gemTest(
  "pitfall 10: ONLACK 1 says that the operator has to do it, and nothing is repeated",
  host,
  async (stage) => {
    await establish(stage);
    const { handler, peer } = stage;
    const going = failure(handler.goOnline());
    await peer.expect("0000000a 0000 81 11 00 00 00000101");
    peer.send("0000000d 0000 01 12 00 00 00000101 2101 01");
    const error = await going;
    assertInstanceOf(error, SecsAcknowledgeError);
    assertEquals([error.acknowledge, error.value], ["ONLACK", 1]);
    assertEquals(
      error.message,
      "The equipment answered S1F17 with ONLACK 1: not allowed. Its operator has to switch the equipment on-line",
    );
    assertEquals(handler.controlState, "offline");
    await stage.clock.advance(60_000);
    peer.expectSilence();
  },
);

gemTest("pitfall 11: SxF0 says that the equipment may be off-line", host, async (stage) => {
  await establish(stage);
  const { handler, peer, log } = stage;
  assertEquals(handler.controlState, "unknown");
  const constants = failure(handler.secs.host.requestEcs([1]));
  await peer.take(14 + 8);
  peer.send("0000000a 0000 02 00 00 00 00000101");
  assertInstanceOf(await constants, HsmsAbortError);
  assertEquals(handler.controlState, "offline");
  const said = log.lines.at(-1)!;
  assert(said.startsWith("control offline 127.0.0.1:") && said.includes("aborted S2F13 W"), said);
  assert(said.endsWith("An equipment that is off-line aborts all but S1F13 and S1F17"), said);
});

for (
  const [what, ask, frame, answer, state] of [
    ["S1F2", "areYouThere", "81 01", "00000012 0000 01 02 00 00 00000101 0102 4101 54 4101 32", "online"],
    ["S1F18 with ONLACK 0", "goOnline", "81 11", "0000000d 0000 01 12 00 00 00000101 2101 00", "online"],
    ["S1F18 with ONLACK 2", "goOnline", "81 11", "0000000d 0000 01 12 00 00 00000101 2101 02", "online"],
    ["S1F16 with OFLACK 0", "goOffline", "81 0f", "0000000d 0000 01 10 00 00 00000101 2101 00", "offline"],
  ] as const
) {
  gemTest(`the host learns from ${what} that the equipment is ${state}`, host, async (stage) => {
    await establish(stage);
    const { handler, peer, log } = stage;
    const done = handler[ask]();
    await peer.expect(`0000000a 0000 ${frame} 00 00 00000101`);
    peer.send(answer);
    await done;
    assertEquals(handler.controlState, state);
    await log.saw(`control ${state} peer answered`);
    await stage.lose();
    assertEquals(handler.controlState, "unknown");
  });
}

gemTest(
  "a code of ONLACK that E5 does not have says nothing about the control state",
  host,
  async (stage) => {
    await establish(stage);
    const going = failure(stage.handler.goOnline());
    await stage.peer.expect("0000000a 0000 81 11 00 00 00000101");
    stage.peer.send("0000000d 0000 01 12 00 00 00000101 2101 40");
    assertEquals(`${await going}`, "SecsAcknowledgeError: The equipment answered S1F17 with ONLACK 64");
    assertEquals(stage.handler.controlState, "unknown");
  },
);

gemTest("the identity of the session before is not that of the next", host, async (stage) => {
  await establish(stage);
  await stage.lose();
  const peer = await stage.select();
  await peer.expect(S1F13_OUT("00000101"));
  assertEquals(stage.handler.peerIdentity, undefined);
  peer.send("00000011 0000 01 0e 00 00 00000101 0102 2101 00 0100");
  await stage.handler.waitForCommunicating();
  assertEquals(stage.handler.peerIdentity, undefined);
});

gemTest("OFLACK other than 0 is an error with its code", host, async (stage) => {
  await establish(stage);
  const going = failure(stage.handler.goOffline());
  await stage.peer.expect("0000000a 0000 81 0f 00 00 00000101");
  stage.peer.send("0000000d 0000 01 10 00 00 00000101 2101 01");
  const error = await going;
  assertInstanceOf(error, SecsAcknowledgeError);
  assertEquals([error.acknowledge, error.value, stage.handler.controlState], ["OFLACK", 1, "unknown"]);
});

gemTest(
  "pitfall 22: events right after S1F14, or before it, come to callbacks that are there",
  host,
  async (stage) => {
    const event = "0000001a 0000 86 0b 00 00 00000030 0103 b104 00000000 b104 00000007 0100";
    const acked = "0000000d 0000 06 0c 00 00 00000030 2101 00";
    const seen: unknown[] = [];
    stage.handler.secs.register(S6F11, ({ CEID }) => {
      seen.push([CEID, stage.handler.communicationState]);
      return 0;
    });
    const peer = await stage.select();
    await peer.expect(S1F13_OUT());
    peer.send(event + S1F14_IN() + event);
    await peer.expect(acked + acked);
    assertEquals(seen, [[7, "NOT COMMUNICATING"], [7, "COMMUNICATING"]]);
  },
);

gemTest("pitfall 32: a heartbeat S1F1 is answered, and nothing is told", host, async (stage) => {
  await establish(stage);
  for (let i = 0; i < 3; i++) {
    stage.peer.send(S1F1_IN);
    await stage.peer.expect(S1F2_OUT);
    await stage.clock.advance(30_000);
  }
  assertEquals(stage.log.lines, ["communicating T 2"]);
});

gemTest(
  "before COMMUNICATING, requests and messages of the user are refused; those of `secs` are not",
  host,
  async (stage) => {
    const { handler } = stage;
    const peer = await stage.select();
    await peer.expect(S1F13_OUT());
    for (
      const ask of [() => handler.request(S2F13, [1]), () => handler.areYouThere(), () => handler.goOnline()]
    ) {
      const error = await failure(ask());
      assertInstanceOf(error, HsmsStateError);
      assertEquals(error.code, "not-communicating");
      assert(error.message.endsWith("Await waitForCommunicating() first"), error.message);
    }
    assertThrows(
      () => handler.send(10, 3, A("x")),
      HsmsStateError,
      "Cannot send S10F3 to peer: it is NOT COMMUNICATING",
    );
    peer.expectSilence();
    void handler.secs.request(1, 1).catch(() => {});
    await peer.expect("0000000a 0000 81 01 00 00 00000101");
  },
);

gemTest("waitForCommunicating() rejects with the signal's reason", host, async (stage) => {
  const { handler } = stage;
  const abort = new AbortController();
  const waiting = failure(handler.waitForCommunicating({ signal: abort.signal }));
  abort.abort(new Error("enough"));
  assertEquals((await waiting as Error).message, "enough");
  await establish(stage);
  assertEquals(
    (await failure(handler.waitForCommunicating({ signal: abort.signal })) as Error).message,
    "enough",
  );
  await handler.waitForCommunicating();
});

gemTest("sendProcessProgram() sends S7F3, after S7F1 if it is to inquire", host, async (stage) => {
  await establish(stage);
  const { handler, peer } = stage;
  const sent = handler.sendProcessProgram("P1", B(1, 2, 3));
  await peer.expect("00000015 0000 87 03 00 00 00000101 0102 4102 5031 2103 010203");
  peer.send("0000000d 0000 07 04 00 00 00000101 2101 00");
  await sent;
  const asked = handler.sendProcessProgram("P1", A("abc"), { inquire: true });
  await peer.expect("00000016 0000 87 01 00 00 00000102 0102 4102 5031 b104 00000003");
  peer.send("0000000d 0000 07 02 00 00 00000102 2101 00");
  await peer.expect("00000015 0000 87 03 00 00 00000103 0102 4102 5031 4103 616263");
  peer.send("0000000d 0000 07 04 00 00 00000103 2101 00");
  await asked;
});

gemTest("sendProcessProgram() rejects with the code's name and what to check", host, async (stage) => {
  await establish(stage);
  const { handler, peer } = stage;
  const refused = failure(handler.sendProcessProgram("P1", B(1), { inquire: true }));
  await peer.take(14 + 12);
  peer.send("0000000d 0000 07 02 00 00 00000101 2101 02");
  const grant = await refused;
  assertInstanceOf(grant, SecsAcknowledgeError);
  assertEquals([grant.acknowledge, grant.value], ["PPGNT", 2]);
  assert(grant.message.includes("no space"), grant.message);
  const denied = failure(handler.sendProcessProgram("P1", B(1)));
  await peer.take(14 + 9);
  peer.send("0000000d 0000 07 04 00 00 00000102 2101 40");
  const error = await denied;
  assertInstanceOf(error, SecsAcknowledgeError);
  assertEquals(error.message, "The equipment answered S7F3 with ACKC7 64");
});

gemTest(
  "requestProcessProgram() keeps the format of the body, and is undefined if there is none",
  host,
  async (stage) => {
    await establish(stage);
    const { handler, peer } = stage;
    const program = handler.requestProcessProgram("P1");
    await peer.expect("0000000e 0000 87 05 00 00 00000101 4102 5031");
    peer.send("00000015 0000 07 06 00 00 00000101 0102 4102 5031 4103 616263");
    assertEquals(`${await program}`, `${A("abc")}`);
    const none = handler.requestProcessProgram("P2");
    await peer.expect("0000000e 0000 87 05 00 00 00000102 4102 5032");
    peer.send("0000000c 0000 07 06 00 00 00000102 0100");
    assertEquals(await none, undefined);
  },
);

test("what an equipment cannot ask, and options that are out of range", async () => {
  const network = new MemoryNetwork();
  const make = (options: object): GemHandler<"equipment"> =>
    new GemHandler("127.0.0.1", 5000, false, 0, "tool", {
      network,
      role: "equipment",
      ...options,
    });
  assertEquals([make({}).controlState, make({}).role], ["online", "equipment"]);
  const error = await failure(make({}).goOnline());
  assertInstanceOf(error, HsmsStateError);
  assertEquals(error.code, "wrong-role");
  for (
    const options of [{ establishTimeout: -1 }, { establishTimeout: 70_000 }, { mdln: "x".repeat(21) }, {
      softrev: "é",
    }]
  ) {
    assertThrows(() => make(options), RangeError, Object.keys(options)[0]);
  }
});
