import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { formatEndpoint } from "@secs/hsms";
import { FAULT_KINDS, ScriptedPeer } from "@secs/hsms/testing";
import { inFolder, linesIn, S1F1, S1F2, SELECT_REQ, SELECT_RSP } from "./captures.ts";
import { World } from "./world.ts";

const TOOL = { address: "127.0.0.1", port: 5000 };
const PROXY = { address: "127.0.0.1", port: 6000 };

/** Plays a client and a target with `hsms proxy` between them, then ^C. */
async function through(
  args: readonly string[],
  play: (client: ScriptedPeer, target: ScriptedPeer, world: World) => Promise<void>,
): Promise<World> {
  const world = new World();
  const listener = await ScriptedPeer.listen(world.network, TOOL);
  const ended = world.run("proxy", "6000", "127.0.0.1:5000", ...args);
  await world.stderr.log.saw("Listening on 0.0.0.0:6000, connecting to 127.0.0.1:5000");
  const client = await ScriptedPeer.dial(world.network, PROXY);
  await play(client, await listener.accept(), world);
  client.end();
  await world.clock.advance(10_000);
  world.interrupt();
  await world.clock.advance(10_000);
  assertEquals(await ended, 0);
  await listener.close();
  return world;
}

async function talk(client: ScriptedPeer, target: ScriptedPeer): Promise<void> {
  client.send(SELECT_REQ);
  await target.expect(SELECT_REQ);
  target.send(SELECT_RSP);
  await client.expect(SELECT_RSP);
  client.send(S1F1);
  await target.expect(S1F1);
  target.send(S1F2);
  await client.expect(S1F2);
}

test("proxy passes everything on and shows each frame in a line", async () => {
  const { stdout, stderr } = await through([], talk);
  const lines = stdout.text.trim().split("\n").map((line) =>
    line.replace(/^\S+ /, "").replace(/127.0.0.1:(?!5000)\d+/, "host")
  );
  assertEquals(lines, [
    "#1 opened by host",
    "#1 host -> 127.0.0.1:5000 Select.req  session 0xffff  system 0x00000001  10 bytes",
    "#1 127.0.0.1:5000 -> host Select.rsp  session 0xffff  system 0x00000001  10 bytes  status 0: selected",
    "#1 host -> 127.0.0.1:5000 S1F1 W  session 0x0000  system 0x00000002  10 bytes  S1F1 W.",
    '#1 127.0.0.1:5000 -> host S1F2  session 0x0000  system 0x00000002  13 bytes  S1F2 <A "x">.',
    "#1 closed by client",
  ]);
  assertEquals(stderr.text.split("\n").length, 2);
});

test("proxy records one connection, as its bytes left", async () => {
  for (const name of ["a.pcapng", "a.pcap", "a.ndjson"]) {
    await inFolder(async (folder) => {
      const path = join(folder, name);
      const lose = async (client: ScriptedPeer, target: ScriptedPeer): Promise<void> => {
        client.send(SELECT_REQ + S1F1);
        await target.expect(S1F1);
        target.send(S1F2);
        await client.expect(S1F2);
      };
      await through(["--record", path, "--rotate", "1M", "--fault", "drop-frames frames=Select.req"], lose);
      const lines = await linesIn(new Uint8Array(await readFile(path)));
      const port = /1 (\d+)>5000 S1F1 W/.exec(lines[0] ?? "")?.[1];
      assertEquals(lines, [`1 ${port}>5000 S1F1 W`, `1 5000>${port} S1F2`]);
    });
  }
});

test("proxy misbehaves by its rules, and says so", async () => {
  const { stdout } = await through(["--fault", "corrupt at=13 value=9 to=target"], async (client, target) => {
    client.send(SELECT_REQ);
    await target.expect("0000000a ffff 00 00 00 01 00000009");
  });
  assertStringIncludes(stdout.text, "Select.req  session 0xffff  system 0x00000001");
  assertStringIncludes(stdout.text, " #1 corrupt at=13 value=9 to=target: ");
  assertStringIncludes(stdout.text, ", on its way to the target\n");
});

test("proxy --seed breaks the same bytes again", async () => {
  const texts: string[] = [];
  for (let round = 0; round < 2; round++) {
    const { stdout } = await through(["--seed", "3"], async (client, _target, { stdout, clock }) => {
      for (let i = 0; i < 100; i++) client.send(S1F1);
      for (let i = 0; i < 200 && !stdout.text.includes("random-faults"); i++) await clock.advance(10);
    });
    texts.push(
      stdout.text.split("\n").filter((line) => line.includes("random-faults"))[0]!.replace(/^\S+ /, ""),
    );
  }
  assertStringIncludes(texts[0]!, "#1 random-faults seed=3: ");
  assertEquals(texts[0], texts[1]);
});

test("proxy --json prints frames alone", async () => {
  const { stdout, stderr } = await through(["--json"], talk);
  const names = stdout.text.trim().split("\n").map((line) => JSON.parse(line).name);
  assertEquals(names, ["Select.req", "Select.rsp", "S1F1 W", "S1F2"]);
  assertStringIncludes(stderr.text, "#1 opened by ");
});

test("proxy shows bytes that are not a frame", async () => {
  const { stdout } = await through([], async (client, target) => {
    client.send("474554202f20485454502f312e310d0a");
    await target.expect("474554202f20485454502f312e310d0a");
  });
  assertStringIncludes(stdout.text, "16 bytes are not a frame (not an HSMS frame): 47 45 54 20");
});

for (const deaf of ["client", "target"] as const) {
  test(`proxy reads no more than the ${deaf} takes, and drops both sides if it takes nothing for 30 s`, async () => {
    const world = new World();
    const listener = await ScriptedPeer.listen(world.network, TOOL);
    const running = world.run("proxy", "6000", "127.0.0.1:5000");
    await world.stderr.log.saw("Listening on ");
    const client = await ScriptedPeer.dial(world.network, PROXY);
    const target = await listener.accept();
    const [from, to] = deaf === "client" ? [target, client] : [client, target];
    to.pause();
    for (let i = 0; i < 6_000; i++) from.send(S1F1);
    await world.clock.advance(29_000);
    const read = world.stdout.text.split("S1F1 W  ").length;
    assert(read > 4_000 && read < 6_000, `${read} frames were read`);
    to.resume();
    await to.expect(S1F1.repeat(6_000));
    to.pause();
    for (let i = 0; i < 6_000; i++) from.send(S1F1);
    await world.clock.advance(30_000);
    await from.expectEnd();
    assertStringIncludes(world.stdout.text, `${formatEndpoint(to.local)} does not read: dropped after 30 s`);
    assertStringIncludes(world.stdout.text, `reset by ${deaf}`);
    world.interrupt();
    await world.clock.advance(10_000);
    assertEquals(await running, 0);
    await listener.close();
  });
}

test("proxy refuses clients beyond the 256th", async () => {
  const world = new World();
  const listener = await ScriptedPeer.listen(world.network, TOOL);
  const running = world.run("proxy", "6000", "127.0.0.1:5000");
  await world.stderr.log.saw("Listening on ");
  const clients: ScriptedPeer[] = [];
  for (let i = 0; i < 256; i++) clients.push(await ScriptedPeer.dial(world.network, PROXY));
  const late = await ScriptedPeer.dial(world.network, PROXY);
  await late.expectEnd();
  assertStringIncludes(world.stdout.text, `${formatEndpoint(late.local)} refused: 256 clients are connected`);
  clients[0]!.reset();
  await world.clock.advance(1000);
  const next = await ScriptedPeer.dial(world.network, PROXY);
  next.send(S1F1);
  await world.clock.advance(1000);
  assertStringIncludes(world.stdout.text, "S1F1 W  ");
  world.interrupt();
  await world.clock.advance(10_000);
  assertEquals(await running, 0);
  await listener.close();
});

test("proxy --help lists every fault", async () => {
  const world = new World();
  assertEquals(await world.run("proxy", "--help"), 0);
  for (const { name, says } of FAULT_KINDS) {
    assertStringIncludes(world.stdout.text, ` ${name}`);
    assertStringIncludes(world.stdout.text.replace(/\s+/g, " "), says);
  }
});

test("proxy says in a sentence what it cannot do", async () => {
  const cases: [string[], number, string][] = [
    [
      ["6000", "127.0.0.1:5000", "--fault", "melt"],
      2,
      'hsms: --fault "melt": No rule is called "melt". There are split-at',
    ],
    [["6000", "127.0.0.1:5000", "--fault", "stall"], 2, 'hsms: --fault "stall": stall needs at'],
    [["6000", "127.0.0.1:5000", "--record", "a.txt"], 2, "the name must end in .pcap, .pcapng or .ndjson"],
    [["6000", "127.0.0.1:5000", "--rotate", "1M"], 2, "hsms: --rotate needs --record"],
    [["6000", "nowhere"], 2, '"nowhere" is not HOST:PORT. Write 10.0.0.7:5000, or [::1]:5000.'],
  ];
  for (const [args, code, sentence] of cases) {
    const world = new World();
    assertEquals(await world.run("proxy", ...args), code);
    assertStringIncludes(world.stderr.text.replace(/\s+/g, " "), sentence);
  }
});
