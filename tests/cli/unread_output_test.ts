import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ScriptedPeer } from "@secs/hsms/testing";
import { HIGH_WATER } from "../../src/cli/backlog.ts";
import { SELECT_REQ, SELECT_RSP } from "./captures.ts";
import { World } from "./world.ts";

const HERE = { address: "127.0.0.1", port: 5000 };
const PROXY = { address: "127.0.0.1", port: 6000 };
/** Number of primaries of a flood; a line for each of them is more than may wait. */
const FLOOD = 20_000;

/** S1F1 without W, with these system bytes. */
const message = (system: number): string =>
  `0000000a 0000 01 01 00 00 ${system.toString(16).padStart(8, "0")}`;

/** `hsms listen`, whose stdout nobody reads, and a selected peer that has sent a flood. */
async function flooded(): Promise<{ world: World; running: Promise<number>; peer: ScriptedPeer }> {
  const world = new World();
  const running = world.run("listen", "5000");
  await world.stdout.log.saw("08:30:00.005 0.0.0.0:5000 listening");
  const peer = await ScriptedPeer.dial(world.network, HERE);
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  world.stdout.stick();
  for (let system = 1; system <= FLOOD; system++) peer.send(message(system));
  await world.clock.advance(0);
  return { world, running, peer };
}

/** The system bytes of the messages that were shown. */
function shown({ stdout }: World): number[] {
  return stdout.log.lines.filter((line) => line.includes("S1F1")).map((line) =>
    Number(/system (0x[0-9a-f]{8})/.exec(line)?.[1])
  );
}

const ALL = Array.from({ length: FLOOD }, (_, i) => i + 1);

test("a stdout that nobody reads stops the reading, and no line is lost when it is read again", async () => {
  const { world, running, peer } = await flooded();
  const { length } = world.stdout.text;
  assert(length >= HIGH_WATER && length < HIGH_WATER + 1000, `${length} characters wait`);
  world.stdout.read();
  await world.clock.advance(1000);
  assertEquals(shown(world), ALL);
  world.interrupt();
  assertEquals((await peer.expectFrame())[9], 9);
  peer.end();
  assertEquals(await running, 0);
});

test("while nobody reads stdout no timer runs out, and the link goes on afterwards", async () => {
  const { world, running, peer } = await flooded();
  await world.clock.advance(600_000);
  peer.expectSilence();
  world.stdout.read();
  await world.clock.advance(1000);
  // The time between two linktests begins when reading goes on.
  await world.clock.advance(30_000);
  peer.send(Uint8Array.from(await peer.expectFrame(), (byte, i) => i === 9 ? 6 : byte));
  await world.clock.advance(10_000);
  assertEquals(shown(world), ALL);
  world.interrupt();
  assertEquals((await peer.expectFrame())[9], 9);
  peer.end();
  assertEquals(await running, 0);
});

test("clients wait while nobody reads stdout, and those that are too many are cut off", async () => {
  const { world, running } = await flooded();
  const clients: ScriptedPeer[] = [];
  for (let i = 0; i < 65; i++) {
    clients.push(await ScriptedPeer.dial(world.network, HERE));
    clients[i]!.send(SELECT_REQ);
  }
  await clients[64]!.expectEnd();
  const { length } = world.stdout.text;
  assert(length < HIGH_WATER + 1000, `${length} characters wait`);
  world.stdout.read();
  for (const client of clients.slice(0, 64)) await client.expect(SELECT_RSP);
  world.interrupt();
  for (const client of clients.slice(0, 64)) client.end();
  await world.clock.advance(10_000);
  assertEquals(await running, 0);
});

test("one ^C separates and ends the command, though nobody reads stdout and clients wait", async () => {
  const { world, running, peer } = await flooded();
  const client = await ScriptedPeer.dial(world.network, HERE);
  world.interrupt();
  assertEquals((await peer.expectFrame())[9], 9);
  peer.end();
  await client.expectEnd();
  assertEquals(await running, 0);
});

test("stdin is not read while nobody reads stdout", async () => {
  const { world, running, peer } = await flooded();
  world.type("S1F1.");
  world.type("S1F5.");
  assertEquals((await peer.expectFrame()).subarray(6, 8), Uint8Array.of(1, 1));
  await world.clock.advance(1000);
  peer.expectSilence();
  world.stdout.read();
  assertEquals((await peer.expectFrame()).subarray(6, 8), Uint8Array.of(1, 5));
  world.interrupt();
  peer.end();
  await world.clock.advance(10_000);
  assertEquals(await running, 0);
});

test("the proxy reads neither side while nobody reads its stdout, and passes everything on in order", async () => {
  const world = new World();
  const listener = await ScriptedPeer.listen(world.network, HERE);
  const running = world.run("proxy", "6000", "127.0.0.1:5000");
  await world.stderr.log.saw("Listening on ");
  const client = await ScriptedPeer.dial(world.network, PROXY);
  const target = await listener.accept();
  world.stdout.stick();
  for (const system of ALL) {
    client.send(message(system));
    target.send(message(system));
  }
  await world.clock.advance(1000);
  const { length } = world.stdout.text;
  assert(length >= HIGH_WATER && length < HIGH_WATER + 1000, `${length} characters wait`);
  world.stdout.read();
  for (const peer of [client, target]) for (const system of ALL) await peer.expect(message(system));
  assertStringIncludes(world.stdout.text, `system 0x${FLOOD.toString(16).padStart(8, "0")}`);
  world.interrupt();
  await world.clock.advance(10_000);
  assertEquals(await running, 0);
});
