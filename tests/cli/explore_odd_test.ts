// Tools that are not there, refuse, lie, hang, flood or drop: it ends in bounded time, and says why.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { A, L, S1F13, SecsHandler, U4 } from "@secs/hsms";
import { ScriptedPeer } from "@secs/hsms/testing";
import { toHex } from "../support/hex.ts";
import { inFolder } from "./captures.ts";
import { explore, toolIn } from "./exploring.ts";
import { World } from "./world.ts";

test("hsms explore: nobody is there", async () => {
  const world = new World();
  assertEquals(await explore(world, "127.0.0.1", "5000"), 1);
  assertStringIncludes(world.stderr.text, "hsms: Cannot connect to 127.0.0.1:5000");
  assertEquals(world.stdout.text, "");
});

test("hsms explore: Select is refused, and the connection is closed in its place", async () => {
  for (
    const [answer, said] of [
      ["0000000a ffff 00 01 00 02", "hsms: The peer answered Select.req with status 1, "],
      [undefined, "It accepts known hosts only, or serves another one already"],
    ]
  ) {
    const world = new World();
    const listener = await ScriptedPeer.listen(world.network, { address: "127.0.0.1", port: 5000 });
    const running = explore(world, "127.0.0.1", "5000");
    const peer = await listener.accept();
    const system = toHex((await peer.expectFrame()).subarray(-4));
    if (answer === undefined) peer.end();
    else peer.send(`${answer} ${system}`);
    assertEquals(await running, 1);
    assertStringIncludes(world.stderr.text, said!);
    await listener.close();
  }
});

test("hsms explore: S1F13 is denied", async () => {
  const world = new World();
  const tool = await toolIn(world, undefined, { onEstablish: () => 1, passive: true });
  assertEquals(await explore(world, "127.0.0.1", "5000"), 1);
  assertStringIncludes(world.stderr.text, "hsms: The tool denied S1F13 with COMMACK 1");
  await tool.disable();
});

test("hsms explore: a peer that does not know S1F13, and one that says nothing", async () => {
  for (
    const [register, said] of [
      [(_: SecsHandler): void => {}, "hsms: S1F13 failed: "],
      [
        (peer: SecsHandler): void => peer.setGate(() => "discard"),
        "hsms: The tool did not answer S1F13 within 10 s",
      ],
    ] as const
  ) {
    const world = new World();
    const { network, clock } = world;
    const peer = new SecsHandler("*", 5000, false, 0, "host", { network, clock });
    register(peer);
    await peer.enable();
    assertEquals(await explore(world, "127.0.0.1", "5000"), 1);
    assertStringIncludes(world.stderr.text, said);
    await peer.disable();
  }
});

test("hsms explore: a tool that dials is waited for, and heard", async () => {
  const world = new World();
  const { network, clock } = world;
  const running = explore(world, "--listen-on", "5000", "--listen", "10min", "--json");
  await world.stderr.log.saw("Waiting for a tool on port 5000");
  const tool = new SecsHandler("127.0.0.1", 5000, true, 0, "host", { network, clock, role: "equipment" });
  tool.register(S1F13, () => ({ COMMACK: 0, IDENTITY: { MDLN: "DIAL", SOFTREV: "1" } }));
  await tool.enable();
  await tool.whenSelected();
  const event = L(U4(1), U4(41), L());
  const cancel = clock.schedule(() => void tool.request(6, 11, event).catch(() => {}), 300_000);
  assertEquals(await running, 0, world.stderr.text);
  assertEquals(JSON.parse(world.stdout.text).definition.events, { "CE 41": { id: 41 } });
  cancel();
  await tool.disable();
});

test("hsms explore: nobody dials", async () => {
  const world = new World();
  assertEquals(await explore(world, "--listen-on", "5000", "--wait", "30s"), 1);
  assertStringIncludes(world.stderr.text, "hsms: No tool connected within 30 s");
});

test("hsms explore: a tool that hangs, or drops the link, gives what is known by then", async () => {
  for (const how of ["hangs", "drops"]) {
    await inFolder(async (folder) => {
      const world = new World();
      const tool = await toolIn(world);
      tool.secs.register(1, 21, () => {
        if (how === "hangs") tool.secs.setGate(() => "discard");
        else tool.connection.disconnect();
        return new Promise<never>(() => {});
      });
      const out = join(folder, "tool.json");
      const code = await explore(world, "127.0.0.1", "5000", "--timeout", "2s", "--out", out);
      assertEquals(code, how === "hangs" ? 0 : 1, world.stderr.text);
      const found = JSON.parse(await readFile(out, "utf8"));
      assertEquals(found.statusVariables.GasFlow.units, "sccm");
      const said = how === "hangs" ? "silent" : "It is not complete: ";
      assertStringIncludes(world.stdout.text, said);
      await tool.disable();
    });
  }
});

test("hsms explore: --for bounds the time, and ^C ends it, with what is known by then", async () => {
  const world = new World();
  const tool = await toolIn(world);
  tool.secs.register(1, 21, () => new Promise<never>(() => {}));
  assertEquals(await explore(world, "127.0.0.1", "5000", "--timeout", "1min", "--for", "5s"), 1);
  assertStringIncludes(world.stdout.text, "1001 ");
  assertStringIncludes(world.stdout.text, "It is not complete: it took longer than 5 s (--for)\n");
  const other = new World({ network: world.network });
  const running = other.run("explore", "127.0.0.1", "5000", "--listen", "10min");
  await other.clock.settle();
  other.interrupt();
  assertEquals(await running, 130);
  assertStringIncludes(other.stdout.text, "It is not complete: you ended it\n");
  await tool.disable();
});

test("hsms explore: a tool that lies", async () => {
  const world = new World();
  const tool = await toolIn(world);
  tool.secs.register(
    1,
    11,
    () => L(...Array.from({ length: 3000 }, (_, i) => L(U4(i % 2000), A("\x1b[2J\n"), A("")))),
  );
  tool.secs.register(1, 3, () => L(U4(1)));
  tool.secs.register(2, 29, () => A("none"));
  tool.secs.register(5, 5, () => L(L(L())));
  assertEquals(await explore(world, "127.0.0.1", "5000", "--timeout", "2s"), 0, world.stderr.text);
  assertStringIncludes(world.stdout.text, "unreadable");
  assert(!world.stdout.text.includes("\x1b"));
  await tool.disable();
});

test("hsms explore: a tool that floods while it is asked", async () => {
  const world = new World();
  const tool = await toolIn(world);
  tool.secs.register(1, 11, () => {
    for (let ceid = 1; ceid <= 5000; ceid++) {
      tool.secs.send(6, 11, L(U4(1), U4(ceid), L(L(U4(7), L(A("x"))))));
    }
    return L(L(U4(1), A("Flood"), A("")));
  });
  assertEquals(await explore(world, "127.0.0.1", "5000"), 0, world.stderr.text);
  assertStringIncludes(world.stdout.text, "CE 5000");
  await tool.disable();
});
