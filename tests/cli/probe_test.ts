import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { MemoryNetwork, type ScriptedListener, ScriptedPeer } from "@secs/hsms/testing";
import { World } from "./world.ts";

const TOOL = { address: "10.0.0.7", port: 5000 };
const SELECT_REQ = "0000000a ffff 00 00 00 01 00000001";
const SELECT_RSP = "0000000a ffff 00 00 00 02 00000001";
const LINKTEST_REQ = "0000000a ffff 00 00 00 05 00000002";
const LINKTEST_RSP = "0000000a ffff 00 00 00 06 00000002";
const S1F1 = "0000000a 0000 81 01 00 00 00000003";
const S1F2 = "00000018 0000 01 02 00 00 00000003 0102 4105 4d4f44454c 4103 312e30";
const S1F13 = "0000000a 0000 81 0d 00 00 00000051";
const S1F14 = "00000011 0000 01 0e 00 00 00000051 0102 210100 0100";
const SEPARATE_REQ = "0000000a ffff 00 00 00 09 00000004";

/** Probes a peer that `play` moves; returns the exit code and what was printed. */
async function probe(
  play: (peer: ScriptedPeer, world: World) => Promise<void>,
  ...args: string[]
): Promise<{ code: number; text: string; world: World }> {
  const world = new World();
  const listener: ScriptedListener = await ScriptedPeer.listen(world.network, TOOL);
  const running = world.run("probe", TOOL.address, `${TOOL.port}`, ...args);
  const peer = await listener.accept();
  await play(peer, world);
  const code = await running;
  await listener.close();
  return { code, text: world.stdout.text, world };
}

async function select(peer: ScriptedPeer): Promise<void> {
  await peer.expect(SELECT_REQ);
  peer.send(SELECT_RSP);
}

async function selectAndLinktest(peer: ScriptedPeer): Promise<void> {
  await select(peer);
  await peer.expect(LINKTEST_REQ);
  peer.send(LINKTEST_RSP);
}

/** Receives the Separate.req and ends the connection, as a peer does. */
async function leave(peer: ScriptedPeer, request = SEPARATE_REQ): Promise<void> {
  await peer.expect(request);
  peer.end();
}

test("probe goes through all stages and ends with 0", async () => {
  const { code, text } = await probe(async (peer) => {
    await selectAndLinktest(peer);
    await peer.expect(S1F1);
    peer.send(S1F2);
    await leave(peer);
  });
  assertEquals(code, 0);
  const stages = text.split("\n").map((line) => line.trim().split(/\s+/).slice(0, 2).join(" "));
  assertEquals(stages.slice(1, 6), ["ok TCP", "ok Select", "ok Linktest", "ok S1F1", "ok Separate"]);
  assertStringIncludes(text, 'S1F2 <L [2] <A "MODEL"> <A "1.0">>.');
  assertStringIncludes(text, "All passed: 10.0.0.7:5000 speaks HSMS and answers S1F1 for session 0.");
});

test("probe --json prints one object, with each stage", async () => {
  const { code, text } = await probe(async (peer) => {
    await peer.expect(SELECT_REQ);
    peer.send("0000000a ffff 00 02 00 02 00000001");
    peer.end();
  }, "--json");
  const { ok, address, stages } = JSON.parse(text);
  assertEquals([code, ok, address], [1, false, "10.0.0.7"]);
  assertEquals(stages.map((stage: { stage: string; ok: boolean }) => [stage.stage, stage.ok]), [
    ["TCP", true],
    ["Select", false],
  ]);
});

test("probe says that no program listens", async () => {
  const world = new World();
  assertEquals(await world.run("probe", "10.0.0.7", "5000"), 1);
  assertStringIncludes(
    world.stdout.text,
    "connection refused (ECONNREFUSED). Check that the passive side is enabled",
  );
  assertStringIncludes(world.stdout.text, "Failed at TCP.");
});

test("probe says that a firewall may drop the packets", async () => {
  const network = new MemoryNetwork();
  network.blackHole(TOOL);
  const world = new World({ network });
  const running = world.run("probe", "10.0.0.7", "5000", "--timeout", "3s");
  await world.clock.advance(3000);
  assertEquals(await running, 1);
  assertStringIncludes(world.stdout.text, "no answer within 3 s. A firewall between drops the packets");
});

for (
  const [status, sentence] of [
    ["01", "status 1, selected already. Another host holds this session"],
    ["02", "status 2, not ready. It is starting, or its communication is disabled"],
    ["03", "status 3, exhausted. Another connection holds the peer"],
    ["04", "status 4, entity unknown"],
    ["63", "status 99, which is not in E37. Check the peer's log"],
  ]
) {
  test(`probe explains Select status ${status}`, async () => {
    const { code, text } = await probe(async (peer) => {
      await peer.expect(SELECT_REQ);
      peer.send(`0000000a ffff 00 ${status} 00 02 00000001`);
    });
    assertEquals(code, 1);
    assertStringIncludes(text, sentence!);
    assertStringIncludes(text, "Failed at Select.");
  });
}

test("probe says what to check if a peer does not answer Select.req", async () => {
  const { code, text } = await probe(
    async (peer, world) => {
      await peer.expect(SELECT_REQ);
      await world.clock.advance(2000);
    },
    "--t6",
    "2s",
  );
  assertEquals(code, 1);
  assertStringIncludes(text, "did not answer Select.req within 2 s. It hangs, both sides are active, or");
  assertStringIncludes(text, "SECS-I gateway");
});

test("probe sees that both sides are active if the peer sends Select.req too", async () => {
  const { text } = await probe(async (peer, world) => {
    await peer.expect(SELECT_REQ);
    peer.send("0000000a ffff 00 00 00 01 00000009");
    await peer.expect("0000000a ffff 00 00 00 02 00000009");
    await world.clock.advance(5000);
  });
  assertStringIncludes(
    text,
    "The peer sent Select.req itself and did not answer ours within 5 s. Both sides are active",
  );
});

test("probe knows a SECS-I peer by its greeting", async () => {
  const { code, text } = await probe(async (peer) => {
    await peer.expect(SELECT_REQ);
    peer.send("05");
  });
  assertEquals(code, 1);
  assertStringIncludes(text, "opened with byte 05 (ENQ): it speaks SECS-I, not HSMS");
});

test("probe knows TLS, HTTP and other protocols by their first bytes", async () => {
  for (
    const [bytes, sentence] of [
      ["15 03 03 00 02 02 46", "The peer answered in TLS, not in plain HSMS. Try --tls"],
      ["48 54 54 50 2f 31 2e 31", "It seems to speak HTTP"],
      ["de ad be ef 00", "Check that it speaks HSMS on this port"],
    ]
  ) {
    const { text } = await probe(async (peer) => {
      await peer.expect(SELECT_REQ);
      peer.send(bytes!);
    });
    assertStringIncludes(text, sentence!);
  }
});

test("probe says why a peer closes instead of answering Select.req", async () => {
  const { text } = await probe(async (peer) => {
    await peer.expect(SELECT_REQ);
    peer.end();
  });
  assertStringIncludes(
    text,
    "The peer closed the connection instead of answering Select.req. It accepts known hosts only",
  );
});

test("probe says that the peer reset the connection", async () => {
  const { text } = await probe(async (peer) => {
    await peer.expect(SELECT_REQ);
    peer.reset();
  });
  assertStringIncludes(text, "The peer reset the connection instead of answering Select.req");
});

test("probe explains a Reject of Select.req, of Linktest.req and of S1F1", async () => {
  const first = await probe(async (peer) => {
    await peer.expect(SELECT_REQ);
    peer.send("0000000a ffff 01 01 00 07 00000001");
  });
  assertStringIncludes(
    first.text,
    "rejected Select.req with reason 1, SType not supported. It does not support this kind of message",
  );
  const later = await probe(async (peer) => {
    await select(peer);
    await peer.expect(LINKTEST_REQ);
    peer.send("0000000a ffff 05 01 00 07 00000002");
    await peer.expect(S1F1);
    peer.send("0000000a 0000 00 04 00 07 00000003");
    await leave(peer);
  });
  assertEquals(later.code, 1);
  assertStringIncludes(later.text, "rejected Linktest.req with reason 1");
  assertStringIncludes(
    later.text,
    "rejected S1F1 with reason 4, entity not selected. For the peer the session is not selected",
  );
});

test("probe says that a peer stopped in the middle of a frame", async () => {
  const { text } = await probe(
    async (peer, world) => {
      await peer.expect(SELECT_REQ);
      peer.send("0000000a ffff");
      await world.clock.advance(1000);
    },
    "--t8",
    "1s",
  );
  assertStringIncludes(text, "The peer stopped after 2 of 10 bytes of a frame (T8, 1000 ms)");
});

test("probe says that a linktest is not answered, and goes on", async () => {
  const { code, text } = await probe(async (peer, world) => {
    await select(peer);
    await peer.expect(LINKTEST_REQ);
    await world.clock.advance(5000);
    await peer.expect(S1F1);
    peer.send(S1F2);
    await leave(peer);
  });
  assertEquals(code, 1);
  assertStringIncludes(
    text,
    "The peer did not answer Linktest.req within 5 s. It is selected but does not serve the connection",
  );
  assertStringIncludes(text, "ok      S1F1");
  assertStringIncludes(text, "Failed at Linktest.");
});

for (
  const [name, answer, sentence] of [
    [
      "S9F1: an unknown session",
      "00000016 0000 09 01 00 00 00000077 210a 0000 81 01 00 00 00000003",
      "answered S1F1 with S9F1: it does not know session 0. Find the device id in its configuration",
    ],
    [
      "another S9",
      "00000016 0000 09 05 00 00 00000077 210a 0000 81 01 00 00 00000003",
      "answered S1F1 with S9F5: it does not accept the message",
    ],
    [
      "an answer for another session",
      "0000000a 007f 01 02 00 00 00000003",
      "answered for session 127, not 0. The device ids differ: try --session 127",
    ],
    ["S1F0", "0000000a 0000 01 00 00 00 00000003", "aborted S1F1 with S1F0: it is offline"],
    ["another answer", "0000000a 0000 01 04 00 00 00000003", "answered S1F1 with S1F4., not with S1F2"],
  ] as const
) {
  test(`probe explains ${name}`, async () => {
    const { code, text } = await probe(async (peer) => {
      await selectAndLinktest(peer);
      await peer.expect(S1F1);
      peer.send(answer);
      await leave(peer);
    });
    assertEquals(code, 1);
    assertStringIncludes(text, sentence);
  });
}

test("probe says what to check if S1F1 is not answered", async () => {
  const { text } = await probe(
    async (peer, world) => {
      await selectAndLinktest(peer);
      await peer.expect(S1F1);
      await world.clock.advance(10_000);
      await leave(peer);
    },
    "--t3",
    "10s",
  );
  assertStringIncludes(text, "did not answer S1F1 within 10 s. It ignores messages for another device id");
});

test("probe says at which stage the peer closed the connection", async () => {
  const { code, text } = await probe(async (peer) => {
    await selectAndLinktest(peer);
    await peer.expect(S1F1);
    peer.end();
  });
  assertEquals(code, 1);
  assertStringIncludes(text, "The peer closed the connection at S1F1. Check the peer's log");
});

test("probe accepts a peer that keeps the connection after Separate.req", async () => {
  const { code, text } = await probe(async (peer, world) => {
    await selectAndLinktest(peer);
    await peer.expect(S1F1);
    peer.send(S1F2);
    await peer.expect(SEPARATE_REQ);
    await world.clock.advance(1000);
  });
  assertEquals(code, 0);
  assertStringIncludes(text, "the peer left the connection open; this side closed it");
});

test("probe answers what the peer asks meanwhile", async () => {
  const { code } = await probe(async (peer) => {
    await select(peer);
    await peer.expect(LINKTEST_REQ);
    peer.send("0000000a ffff 00 00 00 05 00000050");
    await peer.expect("0000000a ffff 00 00 00 06 00000050");
    peer.send("0000000a 0000 81 0d 00 00 00000051");
    await peer.expect(S1F14);
    peer.send("0000000a 0000 81 01 00 00 00000052");
    await peer.expect("0000000c 0000 01 02 00 00 00000052 0100");
    peer.send(LINKTEST_RSP);
    await peer.expect(S1F1);
    peer.send(S1F2);
    await leave(peer);
  });
  assertEquals(code, 0);
});

test("probe answers the S1F13 of a fresh tool, and asks S1F1 again, which the tool ignored before", async () => {
  const { code, text } = await probe(async (peer) => {
    await selectAndLinktest(peer);
    await peer.expect(S1F1);
    peer.send(S1F13);
    await peer.expect(S1F14);
    await peer.expect("0000000a 0000 81 01 00 00 00000004");
    peer.send("0000000c 0000 01 02 00 00 00000004 0100");
    await leave(peer, "0000000a ffff 00 00 00 09 00000005");
  });
  assertEquals(code, 0);
  assertStringIncludes(text, "S1F2 <L [0]>.");
});

for (
  const [name, early] of [
    ["S1F0", "0000000a 0000 01 00 00 00 00000003"],
    ["S9F5", "00000016 0000 09 05 00 00 00000077 210a 0000 81 01 00 00 00000003"],
  ] as const
) {
  test(`${name} of a tool that was not communicating yet does not count`, async () => {
    const { code } = await probe(async (peer) => {
      await selectAndLinktest(peer);
      await peer.expect(S1F1);
      peer.send(S1F13);
      await peer.expect(S1F14);
      await peer.expect("0000000a 0000 81 01 00 00 00000004");
      peer.send(early);
      peer.send("0000000c 0000 01 02 00 00 00000004 0100");
      await leave(peer, "0000000a ffff 00 00 00 09 00000005");
    });
    assertEquals(code, 0);
  });
}

test("a tool that sends S1F13 again and again is asked S1F1 twice at most", async () => {
  const { code, text } = await probe(
    async (peer, world) => {
      await selectAndLinktest(peer);
      await peer.expect(S1F1);
      peer.send(S1F13);
      await peer.expect(S1F14);
      await peer.expect("0000000a 0000 81 01 00 00 00000004");
      peer.send(S1F13);
      await peer.expect(S1F14);
      peer.expectSilence();
      await world.clock.advance(45_000);
      await leave(peer, "0000000a ffff 00 00 00 09 00000005");
    },
  );
  assertEquals(code, 1);
  assertStringIncludes(text, "waits for S1F13 first");
});

test("probe answers no event of a tool at work, so that none is lost, and says so", async () => {
  const { code, text } = await probe(async (peer) => {
    await selectAndLinktest(peer);
    await peer.expect(S1F1);
    for (const system of ["61", "62"]) {
      peer.send(`00000012 0000 86 0b 00 00 000000${system} 0103 b000 b000 0100`);
    }
    peer.send("0000000a 0000 85 01 00 00 00000063");
    peer.send("0000000a 0000 05 01 00 00 00000064");
    peer.send(S1F2);
    await leave(peer);
  });
  assertEquals(code, 0);
  assertStringIncludes(
    text,
    "the peer is at work: it sent S6F11 W, S5F1 W, which this side did not answer",
  );
});

test("probe says that the peer separated instead of answering", async () => {
  const atS1F1 = await probe(async (peer) => {
    await selectAndLinktest(peer);
    await peer.expect(S1F1);
    peer.send("0000000a ffff 00 00 00 09 00000070");
    await peer.expectEnd();
  });
  assertEquals(atS1F1.code, 1);
  assertStringIncludes(
    atS1F1.text,
    "The peer sent Separate.req instead of answering S1F1 W: it ended the session",
  );
  assertStringIncludes(atS1F1.text, "Failed at S1F1.");
  const atSelect = await probe(async (peer) => {
    await peer.expect(SELECT_REQ);
    peer.send("0000000a ffff 00 00 00 09 00000070");
    await peer.expectEnd();
  });
  assertStringIncludes(atSelect.text, "The peer sent Separate.req instead of answering Select.req");
});

test("^C separates from the peer, and probe ends with 130", async () => {
  const { code, world } = await probe(async (peer, world) => {
    await selectAndLinktest(peer);
    await peer.expect(S1F1);
    world.interrupt();
    await leave(peer);
  });
  assertEquals([code, world.stderr.text], [130, "hsms: Stopped before the end\n"]);
});
