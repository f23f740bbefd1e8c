import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import {
  A,
  defineMessage,
  HsmsOverflowError,
  HsmsStateError,
  L,
  NO_BODY,
  S10F7,
  S1F1,
  S1F13,
  S1F2,
  S2F25,
  S5F1,
  S6F11,
  schema,
  SecsHandler,
  type SecsHandlerEvent,
  SecsSchemaError,
  U4,
} from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { pairTest, secsTest } from "./stage.ts";

const IDENTITY = { MDLN: "MODEL", SOFTREV: "1.0" };

pairTest("a request by definition resolves with the value of the reply", async (host, tool) => {
  tool.register(S1F1, () => IDENTITY);
  assertEquals(await host.request(S1F1), IDENTITY);
  assertEquals(await host.request(S1F1, undefined, { timeout: 1_000 }), IDENTITY);
});

pairTest("a message of both directions takes that of the role", async (host, tool) => {
  const seen: string[] = [];
  tool.register(S1F13, (_empty, message) => {
    seen.push(`${message}`);
    return { COMMACK: 0, IDENTITY };
  });
  host.register(S1F13, (identity, message) => {
    seen.push(`${message} ${identity.MDLN}`);
    return { COMMACK: 1, IDENTITY: undefined };
  });
  assertEquals(await host.request(S1F13), { COMMACK: 0, IDENTITY });
  assertEquals(await tool.request(S1F13, IDENTITY), { COMMACK: 1, IDENTITY: undefined });
  assertEquals(seen, ["S1F13 W <L [0]>.", 'S1F13 W <L [2] <A "MODEL"> <A "1.0">>. MODEL']);
});

pairTest("a message of one direction is used whatever the role", async (host, tool) => {
  tool.register(S6F11, ({ CEID }) => Number(CEID));
  assertEquals(await host.request(S6F11, { DATAID: 1, CEID: 7, RPT: [] }), 7);
});

pairTest("a body says the direction itself", async (host, tool) => {
  host.register(S1F1.toEquipment, () => IDENTITY);
  assertEquals(await tool.request(S1F1.toEquipment), IDENTITY);
});

pairTest("an empty reply is undefined on both sides", async (host, tool) => {
  host.register(S1F1, () => undefined);
  assertEquals(await tool.request(S1F1), undefined);
  assertEquals(`${await tool.request(1, 1)}`, "S1F2 <L [0]>.");
});

pairTest("a typed callback may return an item, or NO_BODY", async (host, tool) => {
  tool.register(S1F1, () => L(A("ITEM"), A("2")));
  assertEquals(await host.request(S1F1), { MDLN: "ITEM", SOFTREV: "2" });
  tool.register(S2F25, (item) => item);
  assertEquals((await host.request(S2F25, U4(5))).equals(U4(5)), true);
  tool.register(S1F1, () => NO_BODY);
  assertEquals(`${await host.request(1, 1)}`, "S1F2.");
  const error = await host.request(S1F1).catch((error: unknown) => error);
  assertInstanceOf(error, SecsSchemaError);
  assertEquals([error.code, error.message], ["illegal-data", "S1F2: expected a body, got none"]);
});

pairTest("a message of one's own knows its reply", async (host, tool) => {
  const S64F1 = defineMessage(64, 1, {
    title: "Chamber report",
    toHost: schema.record({ CHAMBER: schema.byte(), STATES: schema.arrayOf(schema.ascii(10)) }),
    reply: { title: "Chamber report acknowledge", toEquipment: schema.acknowledge() },
  });
  host.register(S64F1, ({ STATES }) => STATES.length);
  assertEquals(await tool.request(S64F1, { CHAMBER: 1, STATES: ["IDLE", "CLEAN"] }), 2);
  assertEquals([S64F1.reply.title, S64F1.reply.toEquipment.name], ["Chamber report acknowledge", "S64F2"]);
});

pairTest("send() waits for no reply, and a callback without W need not answer", async (host, tool) => {
  const typed = new Promise<string>((resolve) => {
    host.register(S10F7, (tid, message) => resolve(`${tid} ${message}`));
  });
  tool.send(S10F7, 3);
  assertEquals(await typed, "3 S10F7 <B 0x03>.");
  const raw = new Promise<string>((resolve) => {
    tool.register(1, 1, (message) => resolve(`${message}`));
  });
  host.send(S1F1);
  assertEquals(await raw, "S1F1.");
});

for (const role of ["host", "equipment"] as const) {
  secsTest(
    `a value of the callback that does not fit the reply: SxF0 and an error, no S9F7 (${role})`,
    { role },
    async ({ handler, peer, log }) => {
      handler.register(S1F1.toEquipment, () => ({ MDLN: "far too long for a model type", SOFTREV: "" }));
      peer.send("0000000a 0000 81 01 00 00 00000007");
      await peer.expect("0000000a 0000 01 00 00 00 00000007");
      await log.saw("error S1F2.MDLN: expected at most 20 characters");
      peer.expectSilence();
    },
  );
}

secsTest("a typed primary that does not ask for a reply gets none", {}, async ({ handler, peer, log }) => {
  const values: string[] = [];
  handler.register(S5F1, ({ ALTX }) => values.push(ALTX));
  peer.send("0000001a 0000 05 01 00 00 00000007 0103 2101 84 b104 00000005 4103 686f74");
  peer.send("0000001a 0000 85 01 00 00 00000008 0103 2101 84 b104 00000005 4103 686f74");
  await peer.expect("0000000d 0000 05 02 00 00 00000008 2101 02");
  assertEquals([values, log.lines], [["hot", "hot"], []]);
});

secsTest("host: a body of another shape is SxF0, and a fault", {}, async ({ handler, peer, log }) => {
  handler.register(S5F1, () => 0);
  peer.send("0000000c 0000 85 01 00 00 00000007 0100");
  await peer.expect("0000000a 0000 05 00 00 00 00000007");
  assertEquals(log.lines, ["fault S5F1: expected L[3] (ALCD, ALID, ALTX), got L[0]"]);
});

secsTest("unregister() takes a definition, a body, or a stream and a function", {}, async (stage) => {
  const { handler, peer } = stage;
  const answers = "0000000c 0000 01 02 00 00 00000007 0100";
  const aborts = "0000000a 0000 01 00 00 00 00000007";
  const acts = [
    () => handler.unregister(S1F1),
    () => handler.unregister(S1F1.toHost),
    () => handler.unregister(1, 1),
  ];
  for (const unregister of acts) {
    handler.register(S1F1, () => L());
    peer.send("0000000a 0000 81 01 00 00 00000007");
    await peer.expect(answers);
    unregister();
    unregister();
    peer.send("0000000a 0000 81 01 00 00 00000007");
    await peer.expect(aborts);
  }
  assertThrows(() => handler.register(S1F2, () => NO_BODY), RangeError, "function must be odd");
});

secsTest("each event is one object with its type", { maxCallbacks: 1 }, async ({ handler, peer }) => {
  const events: Exclude<SecsHandlerEvent, { type: "conversation-timeout" }>[] = [];
  for (const type of ["unhandled", "fault", "error"] as const) {
    handler.on(type, (event) => events.push(event));
  }
  handler.register(1, 1, () => new Promise(() => {}));
  peer.send("0000000a 0000 81 63 00 00 00000005");
  await peer.expect("0000000a 0000 01 00 00 00 00000005");
  peer.send("00000016 0000 09 05 00 00 00000006 210a 0000 81 03 00 00 00000001");
  peer.send("0000000a 0000 81 01 00 00 00000007 0000000a 0000 81 01 00 00 00000008");
  await peer.expect("0000000a 0000 01 00 00 00 00000008");
  assertEquals(events.map(({ type, message }) => `${type} ${message.header.name}`), [
    "unhandled S1F99 W",
    "fault S9F5",
    "unhandled S9F5",
    "error S1F1 W",
  ]);
  const [, fault, , error] = events;
  assert(fault?.type === "fault" && error?.type === "error");
  assertEquals((fault.error as { code?: unknown }).code, "stream-9");
  assertInstanceOf(error.error, HsmsOverflowError);
  assertEquals([error.error.code, error.error.limit], ["overflow", 1]);
});

test("handler.host of an equipment throws an HsmsStateError that says so", () => {
  const network = new MemoryNetwork();
  const tool = new SecsHandler("*", 5000, false, 0, "tool", { network, role: "equipment" });
  const error = assertThrows(() => tool.host, HsmsStateError, 'The role of tool is "equipment"');
  assertEquals(error.code, "wrong-role");
  const host = new SecsHandler("*", 5000, false, 0, "host", { network });
  const { host: requests } = host;
  assertEquals([host.role, host.host === requests], ["host", true]);
});

test("a limit that is out of range is a RangeError, and so is a role that is not one", () => {
  const network = new MemoryNetwork();
  const role = "tool" as "host";
  assertThrows(
    () => new SecsHandler("*", 5000, false, 0, "tool", { network, role }),
    RangeError,
    'role must be "host" or "equipment", got "tool"',
  );
  for (const options of [{ maxCallbacks: 0 }, { maxCallbacks: 1.5 }, { maxBodyLength: -1 }]) {
    const [name] = Object.keys(options);
    assertThrows(
      () => new SecsHandler("*", 5000, false, 0, "tool", { network, ...options }),
      RangeError,
      `${name} must be`,
    );
  }
});
