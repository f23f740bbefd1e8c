import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertStringIncludes, assertThrows } from "@std/assert";
import {
  A,
  HsmsAbortError,
  HsmsConnectionManager,
  HsmsTimeoutError,
  L,
  NO_BODY,
  S1F1,
  S1F13,
  SecsHandler,
  SecsSchemaError,
  SecsStream9Error,
  U4,
} from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { pairTest, secsTest } from "./stage.ts";

const equipment = { role: "equipment" } as const;

function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(() => assert(false, "resolved"), (error: unknown) => error);
}

secsTest("the callback's return value is the reply", {}, async ({ handler, peer }) => {
  handler.register(1, 1, () => L(A("MD"), A("1")));
  peer.send("0000000a 0000 81 01 00 00 00000007");
  await peer.expect("00000013 0000 01 02 00 00 00000007 0102 4102 4d44 4101 31");
});

secsTest(
  "a callback may return a reply without a body, and none where none is expected",
  {},
  async ({ handler, peer, log }) => {
    handler.register(2, 17, () => NO_BODY);
    peer.send("0000000a 0000 82 11 00 00 00000007");
    await peer.expect("0000000a 0000 02 12 00 00 00000007");
    handler.register(6, 11, () => {});
    peer.send("0000000a 0000 06 0b 00 00 00000008");
    peer.send("0000000a 0000 82 11 00 00 00000009");
    await peer.expect("0000000a 0000 02 12 00 00 00000009");
    assertEquals(log.lines, []);
  },
);

secsTest(
  "a callback that returns nothing where a reply is expected: SxF0, and an error says so",
  {},
  async ({ handler, peer, log }) => {
    handler.register(1, 1, () => {});
    peer.send("0000000a 0000 81 01 00 00 00000007");
    await peer.expect("0000000a 0000 01 00 00 00 00000007");
    await log.saw("error The callback of S1F1 W returned no reply");
  },
);

for (const role of ["host", "equipment"] as const) {
  secsTest(`a callback that throws or rejects: SxF0 (${role})`, { role }, async ({ handler, peer, log }) => {
    handler.register(1, 1, () => {
      throw new Error("bug");
    });
    handler.register(1, 3, () => Promise.reject(new Error("later bug")));
    peer.send("0000000a 0000 81 01 00 00 00000007");
    await peer.expect("0000000a 0000 01 00 00 00 00000007");
    peer.send("0000000a 0000 81 03 00 00 00000008");
    await peer.expect("0000000a 0000 01 00 00 00 00000008");
    assertEquals(log.lines, ["error bug", "error later bug"]);
  });
}

secsTest(
  "equipment: an unknown function of a known stream is S9F5, with system bytes of its own",
  equipment,
  async (stage) => {
    const { handler, peer, log } = stage;
    handler.register(1, 1, () => L());
    peer.send("0000000a 0000 81 63 00 00 00000007");
    await peer.expect("00000016 0000 09 05 00 00 00000100 210a 0000 81 63 00 00 00000007");
    assertEquals(log.lines, ["unhandled S1F99 W"]);
  },
);

secsTest("equipment: an unknown stream is S9F3", equipment, async ({ handler, peer }) => {
  handler.register(1, 1, () => L());
  peer.send("0000000a 0000 e4 01 00 00 00000007");
  await peer.expect("00000016 0000 09 03 00 00 00000100 210a 0000 e4 01 00 00 00000007");
});

secsTest(
  "equipment: an unknown message without W is reported to the owner only",
  equipment,
  async ({ peer, log }) => {
    peer.send("0000000a 0000 01 63 00 00 00000007");
    await log.saw("unhandled S1F99");
    peer.expectSilence();
  },
);

secsTest("host: an unknown message with W is SxF0, a host sends no stream 9", {}, async ({ peer }) => {
  peer.send("0000000a 0000 81 63 00 00 00000007");
  await peer.expect("0000000a 0000 01 00 00 00 00000007");
});

secsTest("equipment: an option turns a report off, and SxF0 takes its place", {
  ...equipment,
  report: { unrecognizedStream: false },
}, async ({ peer }) => {
  peer.send("0000000a 0000 81 63 00 00 00000007");
  await peer.expect("0000000a 0000 01 00 00 00 00000007");
});

for (
  const [name, frame, mhead] of [
    ["S1F1", "0000000a 007f 81 01 00 00 00000007", "007f 81 01 00 00 00000007"],
    ["S9F5", "0000000a 007f 09 05 00 00 00000007", "007f 09 05 00 00 00000007"],
  ] as const
) {
  secsTest(
    `equipment: a wrong device id on ${name} is S9F1, and nothing else happens`,
    equipment,
    async ({ handler, peer, log }) => {
      handler.register(1, 1, () => L());
      peer.send(frame);
      await peer.expect(`00000016 0000 09 01 00 00 00000100 210a ${mhead}`);
      peer.expectSilence();
      assertEquals(log.lines, []);
    },
  );
}

secsTest("equipment: a wrong device id on S9F1 is not answered", equipment, async ({ handler, peer }) => {
  handler.register(1, 1, () => L());
  peer.send("0000000a 007f 09 01 00 00 00000007");
  peer.send("0000000a 0000 81 01 00 00 00000008");
  await peer.expect("0000000c 0000 01 02 00 00 00000008 0100");
});

const MALFORMED = [
  ["truncated", "4105 41"],
  ["with bytes behind the item", "4101 41 41"],
  ["of an unknown format", "fd01 00"],
  ["a list of 16,777,215 items in four bytes", "03ffffff"],
  ["20,000 lists deep", "0101".repeat(20_000)],
] as const;

for (const [name, body] of MALFORMED) {
  secsTest(
    `equipment: a body ${name} is S9F7 and SxF0, the link stays`,
    equipment,
    async ({ handler, peer, log }) => {
      handler.register(1, 3, (message) => message.item ?? L());
      const bytes = body.replaceAll(" ", "").length / 2;
      peer.send((10 + bytes).toString(16).padStart(8, "0") + "0000 81 03 00 00 00000007" + body);
      await peer.expect("00000016 0000 09 07 00 00 00000100 210a 0000 81 03 00 00 00000007");
      await peer.expect("0000000a 0000 01 00 00 00 00000007");
      await log.saw("fault Malformed item");
      peer.send("0000000c 0000 81 03 00 00 00000008 0100");
      await peer.expect("0000000c 0000 01 04 00 00 00000008 0100");
    },
  );
}

secsTest(
  "equipment: a body of another shape than the message's is S9F7",
  { ...equipment, strict: true },
  async ({ handler, peer, log }) => {
    handler.register(
      S1F13.toEquipment,
      () => ({ COMMACK: 0, IDENTITY: { MDLN: "M", SOFTREV: "1" } }),
    );
    peer.send("0000000f 0000 81 0d 00 00 00000007 0101 4101 31");
    await peer.expect("00000016 0000 09 07 00 00 00000100 210a 0000 81 0d 00 00 00000007");
    await peer.expect("0000000a 0000 01 00 00 00 00000007");
    await log.saw("fault S1F13: expected an empty list, got L[1]");
    peer.send("0000000c 0000 81 0d 00 00 00000008 0100");
    await peer.expect("00000017 0000 01 0e 00 00 00000008 0102 2101 00 0102 4101 4d 4101 31");
  },
);

secsTest("a body that nobody reads is never decoded", {}, async ({ handler, peer, log }) => {
  handler.register(7, 3, () => NO_BODY);
  peer.send("0000000b 0000 87 03 00 00 00000007 ff");
  await peer.expect("0000000a 0000 07 04 00 00 00000007");
  assertEquals(log.lines, []);
});

secsTest(
  "equipment: a body above maxBodyLength is S9F11",
  { ...equipment, maxBodyLength: 4 },
  async ({ handler, peer }) => {
    handler.register(1, 1, () => L());
    peer.send("0000000f 0000 81 01 00 00 00000007 2103 010203");
    await peer.expect("00000016 0000 09 0b 00 00 00000100 210a 0000 81 01 00 00 00000007");
  },
);

secsTest(
  "equipment: a request without reply is S9F9 with its own header",
  equipment,
  async ({ handler, peer, clock }) => {
    const error = failure(handler.request(5, 1, U4(1), { timeout: 2_000 }));
    await peer.expect("00000010 0000 85 01 00 00 00000100 b104 00000001");
    await clock.advance(2_000);
    assertInstanceOf(await error, HsmsTimeoutError);
    await peer.expect("00000016 0000 09 09 00 00 00000101 210a 0000 85 01 00 00 00000100");
  },
);

secsTest(
  "host: an S9F5 that names our header fails that request, and no other",
  {},
  async ({ handler, peer, log }) => {
    const first = failure(handler.request(1, 3));
    const second = handler.request(1, 3);
    await peer.take(28);
    peer.send("00000016 0000 09 05 00 00 00000001 210a 0000 81 03 00 00 00000100");
    const error = await first;
    assertInstanceOf(error, SecsStream9Error);
    assertEquals(error.function, 5);
    assertStringIncludes(error.message, "The equipment answered S1F3 W with S9F5: unrecognized function");
    await log.saw("fault The equipment answered S1F3 W");
    peer.send("00000016 0000 09 05 00 00 00000002 210a 0000 81 05 00 00 00000101");
    peer.send("0000000c 0000 01 04 00 00 00000101 0100");
    assertEquals((await second).item?.length, 0);
  },
);

secsTest(
  "a stream 9 message with garbage in it fails nothing and breaks nothing",
  {},
  async ({ handler, peer, log }) => {
    for (const body of ["", "2101 00", "ffff"]) {
      const bytes = body.replaceAll(" ", "").length / 2;
      peer.send((10 + bytes).toString(16).padStart(8, "0") + "0000 09 05 00 00 00000001" + body);
    }
    await log.saw("unhandled S9F5", 3);
    const reply = handler.request(1, 1);
    await peer.take(14);
    peer.send("0000000c 0000 01 02 00 00 00000100 0100");
    await reply;
  },
);

secsTest("SxF0 rejects with HsmsAbortError", {}, async ({ handler, peer }) => {
  const error = failure(handler.request(S1F1));
  await peer.take(14);
  peer.send("0000000a 0000 01 00 00 00 00000100");
  assertInstanceOf(await error, HsmsAbortError);
});

secsTest(
  "a value that does not fit is a SecsSchemaError, and nothing is sent",
  {},
  async ({ handler, peer }) => {
    const wrong = { MDLN: "far too long for a model type", SOFTREV: "1" };
    const error = await failure(handler.request(S1F13.toHost, wrong));
    assertInstanceOf(error, SecsSchemaError);
    assertEquals(error.path, "S1F13.MDLN");
    assertThrows(() => handler.send(S1F13.toHost, wrong), SecsSchemaError, "at most 20 characters");
    peer.expectSilence();
  },
);

secsTest(
  "callbacks beyond the bound are aborted with SxF0",
  { maxCallbacks: 1 },
  async ({ handler, peer, log }) => {
    let finish = (): void => {};
    handler.register(1, 1, () => new Promise((resolve) => finish = () => resolve(L())));
    peer.send("0000000a 0000 81 01 00 00 00000007 0000000a 0000 81 01 00 00 00000008");
    await peer.expect("0000000a 0000 01 00 00 00 00000008");
    await log.saw("error 1 callbacks are running");
    finish();
    await peer.expect("0000000c 0000 01 02 00 00 00000007 0100");
  },
);

secsTest(
  "primaries whose callbacks run count in maxBufferedBytes: one beyond it is aborted with SxF0, and told",
  { maxBufferedBytes: 2000 },
  async ({ handler, peer, log }) => {
    let finish = (): void => {};
    handler.register(1, 1, () => new Promise((resolve) => finish = () => resolve(L())));
    for (let i = 1; i <= 4; i++) peer.send(`0000000a 0000 81 01 00 00 0000000${i}`);
    await peer.expect("0000000a 0000 01 00 00 00 00000004");
    await log.saw(
      "error S1F1 W needs 522 bytes, and 1566 of 2000 are kept for this peer. Check that its primaries",
    );
    assertEquals(handler.connection.bufferedBytes, 1566);
    finish();
    await peer.expect("0000000c 0000 01 02 00 00 00000003 0100");
    assertEquals(handler.connection.bufferedBytes, 1044);
  },
);

secsTest("a callback that was taken off, or a primary that there is not", {}, async ({ handler, peer }) => {
  handler.register(1, 1, () => L());
  handler.unregister(1, 1);
  peer.send("0000000a 0000 81 01 00 00 00000007");
  await peer.expect("0000000a 0000 01 00 00 00 00000007");
  assertThrows(() => handler.register(1, 2, () => L()), RangeError, "function must be odd");
  assertThrows(() => handler.register(128, 1, () => L()), RangeError, "stream");
});

pairTest("a callback may ask the peer, and the order of replies is its own", async (host, tool) => {
  host.register(S1F13, () => ({ COMMACK: 0, IDENTITY: undefined }));
  tool.register(1, 1, async () => {
    const { COMMACK } = await tool.request(S1F13, { MDLN: "M", SOFTREV: "1" });
    return L(A(`COMMACK ${COMMACK}`), A(""));
  });
  tool.register(1, 3, () => L());
  const slow = host.request(1, 1);
  const order: string[] = [];
  await Promise.all([
    slow.then((message) => order.push(`${message}`)),
    host.request(1, 3).then((message) => order.push(`${message}`)),
  ]);
  assertEquals(order, ["S1F4 <L [0]>.", 'S1F2 <L [2] <A "COMMACK 0"> <A "">>.']);
});

test("a SecsHandler lives in a connection manager", async () => {
  const network = new MemoryNetwork();
  const manager = new HsmsConnectionManager({ network });
  const handler = manager.addPeer("tool", "127.0.0.1", 5000, false, 0, {
    handler: SecsHandler,
  });
  handler.register(1, 1, () => L());
  await handler.enable();
  const host = new SecsHandler("10.0.0.1", 5000, true, 0, "host", { network });
  await host.enable();
  await host.whenSelected();
  assertEquals(`${await host.request(1, 1)}`, "S1F2 <L [0]>.");
  assertEquals([handler.name, handler.connectionState], ["tool", "selected"]);
  await manager.stop();
  await host[Symbol.asyncDispose]();
});
