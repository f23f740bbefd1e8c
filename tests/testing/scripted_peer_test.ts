import { test } from "node:test";
import { AssertionError } from "@std/assert";
import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";

const PORT = { address: "127.0.0.1", port: 5000 };

async function pair(timeout = 5000): Promise<[ScriptedPeer, ScriptedPeer, VirtualClock]> {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const listener = await ScriptedPeer.listen(network, PORT, { clock, timeout });
  const there = await ScriptedPeer.dial(network, PORT, { clock, timeout });
  return [there, await listener.accept(), clock];
}

test("send takes hex or bytes, expect any number of either", async () => {
  const [there, back] = await pair();
  there.send("0102 03");
  there.send(Uint8Array.of(4, 5));
  await back.expect("01", Uint8Array.of(2, 3), "04 05");
  back.expectSilence();
});

test("expect waits for bytes that come in pieces", async () => {
  const [there, back, clock] = await pair();
  const expected = back.expect("0a0b0c");
  for (const byte of ["0a", "0b", "0c"]) {
    there.send(byte);
    await clock.advance(1000);
  }
  await expected;
});

test("expect fails at the first wrong byte, without waiting for the rest", async () => {
  const [there, back] = await pair();
  there.send("01ff");
  const error = await assertRejects(() => back.expect("01020304"), AssertionError);
  assertStringIncludes(error.message, "Expected 01 02 03 04; 01 ff had arrived");
});

test("a wait that is over says what was awaited and what had arrived", async () => {
  const [there, back, clock] = await pair(700);
  there.send("0102");
  const taken = assertRejects(
    () => back.take(4),
    AssertionError,
    "Waited 700 ms for 4 bytes; 01 02 had arrived",
  );
  await clock.advance(700);
  await taken;
});

test("a wait that the end makes hopeless fails at once", async () => {
  const [there, back] = await pair();
  there.send("01");
  there.end();
  const message = "Waited in vain for 2 bytes; 01 had arrived, then the connection ended";
  await assertRejects(() => back.take(2), AssertionError, message);
});

test("take gives the next bytes and leaves the rest", async () => {
  const [there, back] = await pair();
  there.send("01");
  there.send("020304");
  assertEquals([...await back.take(2)], [1, 2]);
  assertEquals([...await back.take(0)], []);
  assertEquals([...await back.take(2)], [3, 4]);
});

test("expectFrame gives one frame, with its length field", async () => {
  const [there, back] = await pair();
  there.send("00000002 aabb 00000001 cc 0000");
  assertEquals([...await back.expectFrame()], [0, 0, 0, 2, 0xaa, 0xbb]);
  assertEquals([...await back.expectFrame()], [0, 0, 0, 1, 0xcc]);
  assertEquals([...await back.take(2)], [0, 0]);
});

test("expectSilence fails when something lies there", async () => {
  const [there, back, clock] = await pair();
  back.expectSilence();
  there.send("05");
  await clock.settle();
  assertThrows(() => back.expectSilence(), AssertionError, "Expected silence; 05 had arrived");
});

test("expectEnd tells FIN from RST", async () => {
  const [there, back] = await pair();
  there.end();
  assertEquals(await back.expectEnd(), undefined);
  const [other, reset] = await pair();
  other.reset();
  assertEquals((await reset.expectEnd())?.code, "reset");
});

test("pause lets the other side's bytes pile up until resume", async () => {
  const [there, back, clock] = await pair();
  back.pause();
  there.send("0102");
  await clock.settle();
  back.expectSilence();
  back.resume();
  await back.expect("0102");
});

test("accept gives connections in the order in which they came, to those who wait first", async () => {
  const network = new MemoryNetwork();
  const listener = await ScriptedPeer.listen(network, PORT);
  const accepted = Promise.all([listener.accept(), listener.accept()]);
  const [first, second] = [await ScriptedPeer.dial(network, PORT), await ScriptedPeer.dial(network, PORT)];
  const [one, two] = await accepted;
  assertEquals([one!.remote.port, two!.remote.port], [first.local.port, second.local.port]);
  await listener.close();
});

test("accept is bounded, and one that gave up takes no connection away", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const listener = await ScriptedPeer.listen(network, PORT, { clock, timeout: 100 });
  const late = assertRejects(() => listener.accept(), AssertionError, "Waited 100 ms for a connection");
  await clock.advance(100);
  await late;
  await ScriptedPeer.dial(network, PORT);
  await listener.accept();
});

test("hex digits that do not pair up are refused", async () => {
  const [there] = await pair();
  assertThrows(() => there.send("0 1 2"), TypeError);
  assertThrows(() => there.send("xy"), TypeError);
});
