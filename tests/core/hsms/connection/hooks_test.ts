import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { HsmsConnectionManager, HsmsMultiPassiveServer, HsmsProtocol } from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { Log } from "../../../support/log.ts";

const PORT = { address: "127.0.0.1", port: 5000 };

function bug(): never {
  throw new Error("bug in a hook");
}

test("a route that throws turns the client away, and the error reaches onDelegateError", async () => {
  const network = new MemoryNetwork();
  const errors: unknown[] = [];
  const server = new HsmsMultiPassiveServer(5000, {
    network,
    route: bug,
    busy: "close",
    onDelegateError: (error, connection) => errors.push([String(error), connection]),
  });
  await server.createConnection("*", 5000, 0, {}).enable();
  await server.start();
  await (await ScriptedPeer.dial(network, PORT)).expectEnd();
  assertEquals(errors, [["Error: bug in a hook", undefined]]);
  await server[Symbol.asyncDispose]();
});

test("an onSelectReq that throws, or says nonsense, means not ready", async () => {
  const network = new MemoryNetwork();
  const answers: (() => number)[] = [bug, () => 256];
  const errors: string[] = [];
  const handler = new HsmsProtocol("*", 5000, false, 0, "tool", {
    network,
    onSelectReq: () => answers.shift()!(),
    onDelegateError: (error) => errors.push((error as Error).message),
  });
  await handler.enable();
  const peer = await ScriptedPeer.dial(network, PORT);
  for (const system of ["01", "02"]) {
    peer.send(`0000000a ffff 00 00 00 01 000000${system}`);
    await peer.expect(`0000000a ffff 00 02 00 02 000000${system}`);
  }
  assertEquals(errors, ["bug in a hook", "status must be a whole number from 0 to 255, got 256"]);
  await handler.disable();
});

test("a trace or a hook of a manager that throws disturbs nothing", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const errors = new Log();
  const thief = await network.listen({ address: "0.0.0.0", port: 5000 }, () => {});
  const manager = new HsmsConnectionManager({
    network,
    clock,
    trace: bug,
    onUnknownPeer: bug,
    onDelegateError: (error) => errors.write((error as Error).message),
  });
  const handler = manager.addPeer("a", "10.0.0.1", 5000, false, 0);
  await errors.saw("bug in a hook");
  await thief.close();
  await clock.advance(10_000);
  await (await ScriptedPeer.dial(network.from("10.0.0.9"), PORT)).expectEnd();
  const peer = await ScriptedPeer.dial(network.from("10.0.0.1"), PORT);
  peer.send("0000000a ffff 00 00 00 01 00000001");
  await peer.expect("0000000a ffff 00 00 00 02 00000001");
  assertEquals(handler.connectionState, "selected");
  await manager.stop();
});
