import { test } from "node:test";
import { assertEquals, assertInstanceOf, assertRejects, assertStrictEquals } from "@std/assert";
import {
  connect,
  type HsmsConnectOptions,
  HsmsSelectError,
  HsmsTimeoutError,
  type HsmsTraceEvent,
  listen,
  S1F1,
  SecsHandler,
  streamFunction,
  TransportError,
} from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";

const TOOL = { address: "10.0.0.7", port: 5000 };
const SELECT_REQ = "0000000a ffff 00 00 00 01 00000100";
const SELECT_RSP = "0000000a ffff 00 00 00 02 00000100";
const firstSystem = 0x100;

test("connect() resolves with a handler that is selected, and listen() with one whose port is open", async () => {
  const network = new MemoryNetwork();
  const tool = await listen({ port: 5000, network });
  tool.on("primary", ({ packet }) => tool.sendResponse(streamFunction(1, 2), packet));
  assertEquals(tool.connection.listeningEndpoint?.port, 5000);
  const host = await connect({ ...TOOL, network });
  assertEquals(host.connectionState, "selected");
  assertEquals((await host.sendAndWaitForResponse(streamFunction(1, 1))).header.name, "S1F2");
  await host.disable();
  await tool.disable();
});

test("connect() and listen() make the handler of the class that they are given, with its options", async () => {
  const network = new MemoryNetwork();
  const tool = await listen({ port: 5000, network, handler: SecsHandler, role: "equipment", sessionId: 7 });
  tool.register(S1F1, () => ({ MDLN: "ETCHER", SOFTREV: "1.0" }));
  const host = await connect({ ...TOOL, network, handler: SecsHandler, sessionId: 7 });
  assertInstanceOf(host, SecsHandler);
  assertEquals(await host.request(S1F1), { MDLN: "ETCHER", SOFTREV: "1.0" });
  await host.disable();
  await tool.disable();
});

test("connect() rejects with the first failure, and leaves nothing open", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const error = await assertRejects(() => connect({ ...TOOL, network, clock }), TransportError);
  assertEquals(error.code, "refused");
  let clients = 0;
  await network.listen(TOOL, () => clients++);
  await clock.advance(60_000);
  assertEquals(clients, 0);
});

test("connect() rejects with what the peer said to Select.req", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const tool = await ScriptedPeer.listen(network, TOOL);
  const connecting = connect({ ...TOOL, network, clock, firstSystem });
  const peer = await tool.accept();
  await peer.expect(SELECT_REQ);
  peer.send("0000000a ffff 00 03 00 02 00000100");
  const error = await assertRejects(() => connecting, HsmsSelectError);
  assertEquals([error.code, error.status], ["select-refused", 3]);
});

test("connect() rejects with T6 if the peer does not answer Select.req", async () => {
  const { clock, connecting } = await silentTool();
  await clock.advance(5_000);
  const error = await assertRejects(() => connecting, HsmsTimeoutError);
  assertEquals(error.timer, "T6");
});

test("connect() with keepTrying tries again every T5 until the session is selected", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const connecting = connect({ ...TOOL, network, clock, firstSystem, keepTrying: true });
  await clock.advance(25_000);
  const tool = await ScriptedPeer.listen(network, TOOL);
  await clock.advance(5_000);
  const peer = await tool.accept();
  await peer.expect(SELECT_REQ);
  peer.send(SELECT_RSP);
  const host = await connecting;
  assertEquals(host.connectionState, "selected");
  const disabled = host.disable();
  await clock.advance(5_000);
  await disabled;
});

test("connect() rejects with the reason of its signal, before the wait and during it", async () => {
  const reason = new Error("enough");
  const gone = await connect({ ...TOOL, network: new MemoryNetwork(), signal: AbortSignal.abort(reason) })
    .catch((error) => error);
  assertStrictEquals(gone, reason);
  const control = new AbortController();
  const { connecting, clock } = await silentTool({ signal: control.signal, keepTrying: true });
  const rejected = connecting.catch((error) => error);
  control.abort(reason);
  await clock.advance(5_000);
  assertStrictEquals(await rejected, reason);
});

test("connect() in HSMS-GS resolves once every session is selected", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const tool = await ScriptedPeer.listen(network, TOOL);
  let done = false;
  const connecting = connect({ ...TOOL, network, clock, firstSystem, sessions: [1, 2] });
  connecting.then(() => done = true);
  const peer = await tool.accept();
  await peer.expect("0000000a 0001 00 00 00 01 00000100 0000000a 0002 00 00 00 01 00000101");
  peer.send("0000000a 0001 00 00 00 02 00000100");
  await clock.settle();
  assertEquals(done, false);
  peer.send("0000000a 0002 00 00 00 02 00000101");
  const host = await connecting;
  const disabled = host.disable();
  await clock.advance(5_000);
  await disabled;
});

test("connect() in HSMS-GS rejects if one session is refused", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const tool = await ScriptedPeer.listen(network, TOOL);
  const connecting = connect({ ...TOOL, network, clock, firstSystem, sessions: [1, 2] });
  const rejected = assertRejects(() => connecting, HsmsSelectError);
  const peer = await tool.accept();
  await peer.take(28);
  peer.send("0000000a 0001 00 00 00 02 00000100 0000000a 0002 00 04 00 02 00000101");
  await clock.advance(5_000);
  assertEquals((await rejected).status, 4);
});

test("connect() and listen() name the peer in the trace: by the option, or by its address", async () => {
  const network = new MemoryNetwork();
  const names = new Set<string | undefined>();
  const trace = ({ name }: HsmsTraceEvent): void => void names.add(name);
  const tool = await listen({ port: 5000, network, trace });
  const host = await connect({ ...TOOL, network, trace, name: "etcher-7" });
  await host.disable();
  await tool.disable();
  assertEquals([...names].sort(), ["*:5000", "etcher-7"]);
});

test("listen() rejects if the port cannot be listened on", async () => {
  const network = new MemoryNetwork();
  const first = await listen({ port: 5000, network });
  const error = await assertRejects(() => listen({ port: 5000, network }), TransportError);
  assertEquals(error.code, "in-use");
  await first.disable();
});

test("arguments of the wrong type are a TypeError that says what came instead", async () => {
  const network = new MemoryNetwork();
  const port = "5000" as unknown as number;
  await assertRejects(
    () => connect({ ...TOOL, network, port }),
    TypeError,
    'port must be a number, got "5000"',
  );
  await assertRejects(() => listen({ network, port }), TypeError, 'port must be a number, got "5000"');
  const name = 7 as unknown as string;
  await assertRejects(() => listen({ port: 5000, network, name }), TypeError, "name must be a string, got 7");
});

/** A peer that takes the connection and the Select.req, and says nothing. */
async function silentTool(
  options: Partial<HsmsConnectOptions> = {},
): Promise<{ clock: VirtualClock; connecting: Promise<unknown> }> {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const tool = await ScriptedPeer.listen(network, TOOL);
  const connecting = connect({ ...TOOL, network, clock, firstSystem, ...options });
  connecting.catch(() => {});
  await (await tool.accept()).expect(SELECT_REQ);
  return { clock, connecting };
}
