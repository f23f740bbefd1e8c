import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ScriptedPeer } from "@secs/hsms/testing";
import { World } from "./world.ts";

const TOOL = { address: "127.0.0.1", port: 5000 };
const SELECT_REQ = "0000000a ffff 00 00 00 01 00000001";
const SELECT_RSP = "0000000a ffff 00 00 00 02 00000001";
const COLORS: Readonly<Record<string, string>> = { 31: "red", 90: "gray", 36: "cyan", 35: "magenta" };

/** The printed lines must begin with these: a colour, and a text without its time and the ports of clients. */
function assertLines({ stdout }: World, expected: readonly string[]): void {
  const lines = stdout.log.lines.map((line) => {
    // deno-lint-ignore no-control-regex
    const [, code = "", text = ""] = /^\x1b\[(\d+)m\S+ (.*)\x1b\[\d+m$/.exec(line) ?? ["", "", line];
    const plain = text.replace(/127\.0\.0\.1:(?!5000)\d+/g, "PEER").replace(/ {2,}/g, " ");
    return `${COLORS[code]} ${plain}`;
  });
  assertEquals(lines.map((line, i) => line.slice(0, expected[i]?.length)), expected);
}

async function listening(...args: string[]): Promise<[World, Promise<number>]> {
  const world = new World({ tty: true });
  const running = world.run("listen", "5000", ...args);
  await world.stdout.log.saw("\x1b[90m08:30:00.005 0.0.0.0:5000 listening");
  return [world, running];
}

test("listen prints each event in a line, those that need attention in red", async () => {
  const [world, running] = await listening("--t7", "2s", "--t3", "1s");
  const peer = await ScriptedPeer.dial(world.network, TOOL);
  peer.send("0000000a 0000 81 01 00 00 00000002");
  await peer.expect("0000000a 0000 00 04 00 07 00000002");
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  world.type("S1F3 W <L>.");
  const request = await peer.expectFrame();
  await world.clock.advance(1000);
  await world.stderr.log.saw("hsms: S1F3 W <L>.:");
  peer.send(Uint8Array.from(request, (byte, i) => i === 6 ? 1 : i === 7 ? 4 : byte));
  peer.send("0000000a ffff 00 00 00 03 00000005");
  await peer.expect("0000000a ffff 00 00 00 04 00000005");
  await world.clock.advance(2000);
  await peer.expectEnd();
  world.interrupt();
  assertEquals(await running, 0);
  assertLines(world, [
    "gray 0.0.0.0:5000 listening",
    "gray PEER connected",
    "cyan PEER <- S1F1 W session 0x0000 system 0x00000002 10 bytes",
    "red Rejected S1F1 W",
    "magenta PEER -> Reject.req session 0x0000 system 0x00000002 10 bytes",
    "cyan PEER <- Select.req session 0xffff system 0x00000001 10 bytes",
    "gray PEER session 0xffff selected",
    "magenta PEER -> Select.rsp session 0xffff system 0x00000001 10 bytes",
    "magenta PEER -> S1F3 W session 0x0000",
    "red PEER T3 ran out after 1000 ms",
    "red PEER no reply to S1F3 W",
    "cyan PEER <- S1F4 session 0x0000",
    "red PEER late reply S1F4",
    "cyan PEER <- Deselect.req session 0xffff system 0x00000005 10 bytes",
    "gray PEER session 0xffff deselected: not-selected",
    "magenta PEER -> Deselect.rsp session 0xffff system 0x00000005 10 bytes",
    "red PEER T7 ran out after 2000 ms",
    "red PEER closed: ",
  ]);
});

test("listen prints a Separate.req of the peer as a normal end, and a refused peer in red", async () => {
  const [world, running] = await listening();
  const peer = await ScriptedPeer.dial(world.network, TOOL);
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  peer.send("0000000a ffff 00 00 00 09 00000006");
  await peer.expectEnd();
  world.interrupt();
  assertEquals(await running, 0);
  assertEquals(world.stdout.log.lines.at(-1)?.startsWith("\x1b[90m"), true);

  const [strict, ending] = await listening("--peer", "10.0.0.9");
  const refused = await ScriptedPeer.dial(strict.network, TOOL);
  await refused.expectEnd();
  strict.interrupt();
  assertEquals(await ending, 0);
  assertLines(strict, ["gray 0.0.0.0:5000 listening", "red PEER refused: "]);
});

test("connect prints that it connects, and in red that it failed", async () => {
  const world = new World({ tty: true });
  const running = world.run("connect", "127.0.0.1", "5000", "--t5", "3s");
  await world.stdout.log.saw("\x1b[31m");
  world.interrupt();
  assertEquals(await running, 0);
  assertLines(world, ["gray 127.0.0.1:5000 connecting", "red Cannot connect to 127.0.0.1:5000: "]);
});

test("a message without its full stop waits at a terminal for an empty line, and a line says so", async () => {
  const [world, running] = await listening();
  const peer = await ScriptedPeer.dial(world.network, TOOL);
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  world.type("S1F3");
  await world.stderr.log.saw("An item may follow. An empty line sends it.");
  peer.expectSilence();
  world.type("");
  assertEquals((await peer.expectFrame()).subarray(6, 8), Uint8Array.of(1, 3));
  world.type("S1F5 <L>");
  assertEquals((await peer.expectFrame()).subarray(6, 8), Uint8Array.of(1, 5));
  world.interrupt();
  assertEquals((await peer.expectFrame())[9], 9);
  peer.end();
  assertEquals(await running, 0);
});
