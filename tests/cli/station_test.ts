import { Buffer } from "node:buffer";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setImmediate } from "node:timers";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ScriptedPeer } from "@secs/hsms/testing";
import { inFolder } from "./captures.ts";
import { World } from "./world.ts";

const HERE = { address: "127.0.0.1", port: 5000 };
const SELECT_REQ = "0000000a ffff 00 00 00 01 00000001";
const SELECT_RSP = "0000000a ffff 00 00 00 02 00000001";

/** A peer that connects to `hsms listen` and selects. */
async function selectedPeer(world: World): Promise<ScriptedPeer> {
  const peer = await ScriptedPeer.dial(world.network, HERE);
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  return peer;
}

async function listening(...args: string[]): Promise<{ world: World; running: Promise<number> }> {
  const world = new World();
  const running = world.run("listen", "5000", ...args);
  await (args.includes("--json") ? world.stderr : world.stdout).log.saw(
    "08:30:00.005 0.0.0.0:5000 listening",
  );
  return { world, running };
}

/** Accepts the Select.req of `hsms connect`. */
async function answerSelect(peer: ScriptedPeer): Promise<void> {
  const select = await peer.expectFrame();
  peer.send(Uint8Array.from(select, (byte, index) => index === 9 ? 2 : byte));
}

/** Ends the command as ^C does, with its peers. */
async function stop(world: World, running: Promise<number>, ...peers: ScriptedPeer[]): Promise<void> {
  world.interrupt();
  for (const peer of peers) {
    const farewell = await peer.expectFrame();
    assertEquals(farewell[9], 9, "^C leaves with Separate.req");
    peer.end();
  }
  assertEquals(await running, 0);
}

test("listen answers S1F1 and S1F13 as an equipment, and shows each frame in a line", async () => {
  const { world, running } = await listening();
  const peer = await selectedPeer(world);
  peer.send("0000000a 0000 81 01 00 00 00000002");
  await peer.expect("00000019 0000 01 02 00 00 00000002 0102 4104 68736d73 4105 302e312e30");
  peer.send("0000000c 0000 81 0d 00 00 00000003 0100");
  await peer.expect("0000001e 0000 01 0e 00 00 00000003 0102 210100 0102 4104 68736d73 4105 302e312e30");
  await stop(world, running, peer);
  const lines = world.stdout.log.lines.filter((line) => line.includes("S1F2 "));
  assertEquals(lines.map((line) => line.replace(/127\.0\.0\.1:\d+/, "PEER")), [
    "08:30:00.005 PEER -> S1F2          session 0x0000  system 0x00000002  25 bytes  " +
    'S1F2 <L [2] <A "hsms"> <A "0.1.0">>.',
  ]);
});

test("listen serves several peers at one port, and sends what is written to all of them", async () => {
  const { world, running } = await listening();
  const first = await selectedPeer(world);
  const second = await selectedPeer(world);
  world.type("S10F9 <A 'hi'>.");
  for (const peer of [first, second]) {
    const frame = await peer.expectFrame();
    assertEquals([...frame.subarray(6, 8), ...frame.subarray(14)], [10, 9, 0x41, 2, 0x68, 0x69]);
  }
  await stop(world, running, first, second);
});

test("listen --peer refuses all other peers", async () => {
  const { world, running } = await listening("--peer", "10.0.0.9");
  const stranger = await ScriptedPeer.dial(world.network, HERE);
  await stranger.expectEnd();
  await stop(world, running);
  assertStringIncludes(world.stdout.text, "refused");
});

test("control frames with fields and bytes as they are go out past the session", async () => {
  const { world, running } = await listening("--hex");
  const peer = await selectedPeer(world);
  world.type("Select.rsp status=2 system=7");
  await peer.expect("0000000a ffff 00 02 00 02 00000007");
  world.type("hex: 00 00 00 0a ff");
  await peer.expect("0000000aff");
  await stop(world, running);
  assertStringIncludes(world.stdout.text, "-> 5 bytes as they are\n    0000  00 00 00 0a ff");
  peer.end();
});

test("what cannot be sent is said, and the link goes on", async () => {
  const { world, running } = await listening();
  const peer = await selectedPeer(world);
  world.type("nonsense");
  await world.stderr.log.saw("hsms: Cannot send that: Line 1, column 1");
  world.type("Linktest.req");
  assertEquals((await peer.expectFrame())[9], 5);
  await stop(world, running, peer);
});

test("between two long inputs of stdin timers and sockets get a turn", async () => {
  const world = new World();
  const listener = await ScriptedPeer.listen(world.network, HERE);
  const running = world.run("connect", "127.0.0.1", "5000", "--once");
  const peer = await listener.accept();
  await answerSelect(peer);
  let turns = 0;
  let counting = true;
  const count = (): void => {
    turns++;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  const seen: number[] = [];
  const { write } = world.stdout;
  world.stdout.write = (text) => {
    if (String(text).includes("-> S1F3")) seen.push(turns);
    write.call(world.stdout, text);
  };
  for (let i = 0; i < 4; i++) world.type(`S1F3 <L ${"<U1 1> ".repeat(10_000)}>.`);
  world.endInput();
  for (let i = 0; i < 4; i++) await peer.expectFrame();
  counting = false;
  assert(seen.length === 4 && seen.every((turn, i) => i === 0 || turn > seen[i - 1]!), `turns ${seen}`);
  assertEquals((await peer.expectFrame())[9], 9);
  peer.end();
  assertEquals(await running, 0);
  await listener.close();
});

test("--send @FILE sends what is in a file, also in a file of Windows, without its comments", async () => {
  const text = "# ask the tool\r\nS1F1\r\n* its variables\r\nS1F3 // all of them\r\n<L [0]>\r\n";
  const files = [
    Buffer.from(text),
    Buffer.concat([Buffer.from("efbbbf", "hex"), Buffer.from(text)]),
    Buffer.concat([Buffer.from("fffe", "hex"), Buffer.from(text, "utf16le")]),
    Buffer.concat([Buffer.from("feff", "hex"), Buffer.from(text, "utf16le").swap16()]),
  ];
  await inFolder(async (folder) => {
    for (const bytes of files) {
      const path = join(folder, "sent.txt");
      await writeFile(path, bytes);
      const world = new World();
      const listener = await ScriptedPeer.listen(world.network, HERE);
      const running = world.run("connect", "127.0.0.1", "5000", "--once", "--send", `@${path}`);
      const peer = await listener.accept();
      await answerSelect(peer);
      assertEquals([...(await peer.expectFrame()).subarray(6, 8)], [1, 1]);
      const second = await peer.expectFrame();
      assertEquals([...second.subarray(6, 8), ...second.subarray(14)], [1, 3, 1, 0]);
      assertEquals((await peer.expectFrame())[9], 9);
      peer.end();
      assertEquals(await running, 0);
      await listener.close();
    }
  });
});

test("--reply answers by stream and function, several in turn", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "answers.sml");
    await writeFile(path, "S2F18 <A 'a'>. S2F18 <A 'b'>.");
    const { world, running } = await listening("--reply", path);
    const peer = await selectedPeer(world);
    for (const [system, letter] of [["11", "61"], ["12", "62"], ["13", "61"]]) {
      peer.send(`0000000a 0000 82 11 00 00 000000${system}`);
      await peer.expect(`0000000d 0000 02 12 00 00 000000${system} 4101${letter}`);
    }
    await stop(world, running, peer);
  });
});

test("with --by-hand a secondary that is written answers the peer's open primary", async () => {
  const { world, running } = await listening("--by-hand");
  const peer = await selectedPeer(world);
  peer.send("0000000a 0000 82 11 00 00 00000033");
  await world.stdout.log.saw("08:30:00.005 127.0.0.1", 5);
  world.type("S2F18 <A 'x'>.");
  await peer.expect("0000000d 0000 02 12 00 00 00000033 410178");
  await stop(world, running, peer);
});

test("--json prints an object a frame with the names of Wireshark's fields, and the rest goes to stderr", async () => {
  const { world, running } = await listening("--json");
  const peer = await selectedPeer(world);
  peer.send("0000000a 0000 81 01 00 00 00000002");
  await peer.expectFrame();
  await stop(world, running, peer);
  const frames = world.stdout.log.lines.map((line) => JSON.parse(line));
  assertEquals(frames.map(({ name, direction }) => `${direction} ${name}`), [
    "in Select.req",
    "out Select.rsp",
    "in S1F1 W",
    "out S1F2",
    "out Separate.req",
  ]);
  assertEquals(frames[0]["hsms.header.stype"], 1);
  assertEquals([frames[2]["hsms.header.stream"], frames[2]["hsms.header.wbit"]], [1, true]);
});

test("an unknown primary with W is refused as the role owes it: S9F3 and S9F5 by an equipment, SxF0 by a host", async () => {
  const tool = await listening();
  const host = await selectedPeer(tool.world);
  host.send("0000000a 0000 82 11 00 00 00000011");
  const s9f3 = await host.expectFrame();
  assertEquals([...s9f3.subarray(4, 10), ...s9f3.subarray(14)], [
    ...[0, 0, 9, 3, 0, 0],
    ...[0x21, 10, 0, 0, 0x82, 17, 0, 0, 0, 0, 0, 0x11],
  ]);
  host.send("0000000a 0000 81 03 00 00 00000012");
  const s9f5 = await host.expectFrame();
  assertEquals([...s9f5.subarray(6, 8), ...s9f5.subarray(14)], [
    ...[9, 5],
    ...[0x21, 10, 0, 0, 0x81, 3, 0, 0, 0, 0, 0, 0x12],
  ]);
  host.send("0000000a 0000 02 11 00 00 00000013");
  host.expectSilence();
  await stop(tool.world, tool.running, host);

  const side = await listening("--role", "host");
  const peer = await selectedPeer(side.world);
  peer.send("0000000a 0000 86 0b 00 00 00000011");
  await peer.expect("0000000a 0000 06 00 00 00 00000011");
  await stop(side.world, side.running, peer);
});

test("a message library serves as --reply: its primaries and rules are left out, with a word", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "library.sml");
    const library =
      "S1F1 W.\nS1F2 <L [2] <A 'M'> <A '1'>>.\nS2F17 W.\nS2F18 <A 'a'>.\nif (S1F1) S1F2.\nif (S2F17)\n  S2F18.\n";
    await writeFile(path, `\ufeff${library.replaceAll("\n", "\r\n")}`);
    const { world, running } = await listening("--reply", path);
    assertEquals(
      world.stderr.text,
      `hsms: 2 primaries and 2 rules (if …) of ${path} are not used: only replies are\n`,
    );
    const peer = await selectedPeer(world);
    peer.send("0000000a 0000 81 01 00 00 00000002");
    await peer.expect("00000012 0000 01 02 00 00 00000002 0102 41014d 410131");
    peer.send("0000000a 0000 82 11 00 00 00000003");
    await peer.expect("0000000d 0000 02 12 00 00 00000003 410161");
    await stop(world, running, peer);
  });
});

test("what was corrected to read SML is said, a few lines of it", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "replies.sml");
    await writeFile(path, `S2F18 <A [9] 'a'>\n${"S2F18 <A [9] 'a'>.\n".repeat(11)}`);
    const { world, running } = await listening("--reply", path, "--send", "S2F17 [W]");
    const peer = await selectedPeer(world);
    assertEquals([...(await peer.expectFrame()).subarray(6, 8)], [0x82, 17]);
    world.type("S1F3 [W] <L>");
    assertEquals([...(await peer.expectFrame()).subarray(6, 8)], [0x81, 3]);
    await stop(world, running, peer);
    const lines = world.stderr.log.lines;
    assertEquals(lines.length, 13);
    assertEquals(lines.slice(0, 2), [
      'hsms: Line 1, column 7: read "[W]" as W',
      `hsms: ${path}: Line 1, column 10: left out the count 9 of A, which has 1`,
    ]);
    assertEquals(lines.slice(-2), [
      `hsms: ${path}: 2 more corrections`,
      'hsms: Line 1, column 6: read "[W]" as W',
    ]);
  });
});

test("a file without a reply is refused as --reply", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "primaries.sml");
    await writeFile(path, "S1F1 W.");
    const world = new World();
    assertEquals(await world.run("listen", "5000", "--reply", path), 2);
    assertStringIncludes(world.stderr.text, "it has none. The function of a reply is even");
  });
});

test("connect --once says what the peer answered instead: S9Fx, or another session", async () => {
  for (
    const [answer, sentence] of [
      ["00000016 0000 09 05 00 00 00000077 210a 0000 81 01 00 00 SYSTEM", "with S9F5: unrecognized function"],
      [
        "00000016 000a 09 01 00 00 00000077 210a 0000 81 01 00 00 SYSTEM",
        "with S9F1: unrecognized device id",
      ],
      ["0000000c 000a 01 02 00 00 SYSTEM 0100", "An answer came for session 10, expected 0"],
    ] as const
  ) {
    const world = new World();
    const listener = await ScriptedPeer.listen(world.network, HERE);
    const running = world.run("connect", "127.0.0.1", "5000", "--once", "--t3", "2s", "--send", "S1F1 W");
    const peer = await listener.accept();
    await answerSelect(peer);
    const request = await peer.expectFrame();
    peer.send(answer.replace("SYSTEM", Buffer.from(request.subarray(10, 14)).toString("hex")));
    if (answer.startsWith("0000000c")) await world.clock.advance(2000);
    assertEquals((await peer.expectFrame())[9], 9);
    peer.end();
    assertEquals(await running, 1);
    assertStringIncludes(world.stderr.text, sentence);
    await listener.close();
  }
});

test("a message of stream 9 that names no header is shown, and ends nothing", async () => {
  const { world, running } = await listening();
  const peer = await selectedPeer(world);
  for (const body of ["", "2101", "210a 00", "0102 0100 0100", "210a 0000 81 01 00 00 00000001 00"]) {
    const length = (10 + body.replaceAll(" ", "").length / 2).toString(16).padStart(8, "0");
    peer.send(`${length} 0000 09 05 00 00 00000011 ${body}`);
  }
  peer.send("0000000a 0000 81 01 00 00 00000002");
  assertEquals((await peer.expectFrame())[7], 2);
  await stop(world, running, peer);
});

test("--encoding shows what comes in it, and sends what is written in it", async () => {
  const { world, running } = await listening("--encoding", "gb18030");
  const peer = await selectedPeer(world);
  peer.send("00000010 0000 0a 01 00 00 00000002 4104 b1a8beaf");
  world.type('S10F3 <A "报警">');
  const frame = await peer.expectFrame();
  assertEquals([...frame.subarray(14)], [0x41, 4, 0xb1, 0xa8, 0xbe, 0xaf]);
  await stop(world, running, peer);
  assertStringIncludes(world.stdout.text, "S10F1 <A 0xb1 0xa8 0xbe 0xaf /* 报警 */>.");
  assertStringIncludes(world.stdout.text, "S10F3 <A 0xb1 0xa8 0xbe 0xaf /* 报警 */>.");
});

test("--record writes all bytes of the connections, also those that are not a frame", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "link.pcapng");
    const { world, running } = await listening("--record", path);
    const peer = await selectedPeer(world);
    world.type("hex: de ad be ef");
    await peer.expect("deadbeef");
    await stop(world, running);
    const recorded = (await readFile(path)).toString("hex");
    assert(
      recorded.includes("0000000affff00000001") && recorded.includes("deadbeef"),
      "the bytes are in the file",
    );
    peer.end();
  });
});

test("connect --send --once asks, prints the answer and separates", async () => {
  const world = new World();
  const listener = await ScriptedPeer.listen(world.network, HERE);
  const running = world.run("connect", "127.0.0.1", "5000", "--once", "--send", "S1F1 W.");
  const peer = await listener.accept();
  await answerSelect(peer);
  const request = await peer.expectFrame();
  assertEquals([...request.subarray(6, 8)], [0x81, 1]);
  const reply = request.slice();
  reply.set([1, 2], 6);
  peer.send(reply);
  assertEquals((await peer.expectFrame())[9], 9);
  peer.end();
  assertEquals(await running, 0);
  await listener.close();
});

test("connect --once ends with 1 if no program listens, or if an answer does not come", async () => {
  const refused = new World();
  assertEquals(await refused.run("connect", "127.0.0.1", "5000", "--once", "--send", "S1F1 W."), 1);
  assertStringIncludes(refused.stderr.text, "hsms: Cannot connect to 127.0.0.1:5000: connection refused");

  const world = new World();
  const listener = await ScriptedPeer.listen(world.network, HERE);
  const running = world.run("connect", "127.0.0.1", "5000", "--once", "--t3", "2s", "--send", "S1F1 W.");
  const peer = await listener.accept();
  await answerSelect(peer);
  await peer.expectFrame();
  await world.clock.advance(2000);
  assertEquals((await peer.expectFrame())[9], 9);
  peer.end();
  assertEquals(await running, 1);
  assertStringIncludes(world.stderr.text, "hsms: S1F1 W.: 127.0.0.1:5000 did not answer S1F1 W");
  await listener.close();
});

test("connect sends what came through a pipe once it is selected", async () => {
  const world = new World();
  const listener = await ScriptedPeer.listen(world.network, HERE);
  const running = world.run("connect", "127.0.0.1", "5000", "--once");
  world.type("S1F3 W");
  world.type("<L [0]>.");
  world.endInput();
  const peer = await listener.accept();
  await answerSelect(peer);
  const request = await peer.expectFrame();
  assertEquals([...request.subarray(6, 8), ...request.subarray(14)], [0x81, 3, 0x01, 0x00]);
  peer.send(Uint8Array.from(request, (byte, index) => index === 6 ? 1 : index === 7 ? 4 : byte));
  assertEquals((await peer.expectFrame())[9], 9);
  peer.end();
  assertEquals(await running, 0);
  await listener.close();
});

test("primaries beyond the hundredth that waits for an answer get SxF0, until one is answered", async () => {
  const { world, running } = await listening("--by-hand");
  const peer = await selectedPeer(world);
  const ask = (system: string): void => peer.send(`00000010 0000 82 11 00 00 000000${system} 4104 61626364`);
  for (let i = 1; i <= 100; i++) ask(i.toString(16).padStart(2, "0"));
  ask("f0");
  await peer.expect("0000000a 0000 02 00 00 00 000000f0");
  ask("f1");
  await peer.expect("0000000a 0000 02 00 00 00 000000f1");
  const said = "100 primaries wait for an answer. More get SxF0, until you answer one";
  assertEquals(world.stdout.log.count(said), 1);
  world.type("S2F18 <A 'x'>.");
  await peer.expect("0000000d 0000 02 12 00 00 00000001 410178");
  ask("f2");
  world.type("S2F18 <A 'x'>.");
  await peer.expect("0000000d 0000 02 12 00 00 00000002 410178");
  await stop(world, running, peer);
});

test("with --no-reply primaries that are too many are not answered", async () => {
  const { world, running } = await listening("--no-reply");
  const peer = await selectedPeer(world);
  for (let i = 0; i <= 100; i++) peer.send("0000000a 0000 82 11 00 00 00000009");
  await world.stdout.log.saw(
    "100 primaries wait for an answer. More are not remembered, until you answer one",
  );
  peer.expectSilence();
  await stop(world, running, peer);
});

test("stdin is read on when its inputs are answered: 1000 of them may wait", async () => {
  const world = new World();
  const listener = await ScriptedPeer.listen(world.network, HERE);
  const running = world.run("connect", "127.0.0.1", "5000", "--once");
  const peer = await listener.accept();
  await answerSelect(peer);
  for (let i = 0; i < 1001; i++) world.type("S1F1 W.");
  world.endInput();
  const requests: Uint8Array[] = [];
  while (requests.length < 1000) requests.push(await peer.expectFrame());
  await world.clock.advance(0);
  peer.expectSilence();
  const answer = (request: Uint8Array): void => {
    peer.send(Uint8Array.from(request, (byte, index) => index === 6 ? 1 : index === 7 ? 2 : byte));
  };
  for (const request of requests) answer(request);
  answer(await peer.expectFrame());
  assertEquals((await peer.expectFrame())[9], 9);
  peer.end();
  assertEquals(await running, 0);
  await listener.close();
});

test("a line of stdin that is too long is an error, and ends --once", async () => {
  const world = new World();
  const listener = await ScriptedPeer.listen(world.network, HERE);
  const running = world.run("connect", "127.0.0.1", "5000", "--once");
  const peer = await listener.accept();
  world.type(`S1F1 <A "${"x".repeat(128 * 1024)}">.`);
  await world.stderr.log.saw(
    "hsms: stdin is not read any more: A line is longer than 131072 characters. " +
      "Write it into a file, and give --send @FILE",
  );
  peer.end();
  await world.clock.advance(10_000);
  assertEquals(await running, 1);
  await listener.close();
});
