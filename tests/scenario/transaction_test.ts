import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  HsmsAbortError,
  HsmsClosedError,
  HsmsHeader,
  HsmsOverflowError,
  HsmsPacket,
  HsmsProtocolError,
  HsmsRejectError,
  HsmsStateError,
  HsmsTimeoutError,
  streamFunction,
} from "@secs/hsms";
import { fromHex } from "../support/hex.ts";
import { failure } from "../support/wait.ts";
import { scenario, SELECT_REQ } from "./stage.ts";

const S1F1 = streamFunction(1, 1);
const short = { t3: 60, allowShort: true };

scenario("a request goes out with W, our session and system bytes, and its reply resolves it", {
  selected: true,
}, async (stage) => {
  const { peer, handler } = stage;
  const reply = handler.sendAndWaitForResponse(streamFunction(1, 3, Uint8Array.of(1, 0)));
  await peer.expect("0000000c 0000 81 03 00 00 00000100 0100");
  peer.send("0000000c 0000 01 04 00 00 00000100 0100");
  assertEquals((await reply).data, Uint8Array.of(1, 0));
});

scenario(
  "sendStreamFunction and sendResponse put the W bit where it belongs",
  { selected: true },
  async (stage) => {
    const { peer, handler, log } = stage;
    handler.sendStreamFunction(streamFunction(6, 11, undefined, { requireResponse: true }));
    await peer.expect("0000000a 0000 86 0b 00 00 00000100");
    handler.sendStreamFunction(streamFunction(5, 1));
    await peer.expect("0000000a 0000 05 01 00 00 00000101");
    handler.on("primary", ({ packet: primary }) => handler.sendResponse(streamFunction(1, 2), primary));
    peer.send("0000000a 0000 81 01 00 00 0badcafe");
    await peer.expect("0000000a 0000 01 02 00 00 0badcafe");
    handler.sendResponse(streamFunction(1, 4), 77);
    await peer.expect("0000000a 0000 01 04 00 00 0000004d");
    await log.saw("primary S1F1 W");
  },
);

scenario("T3: the request fails, the link stays, and the late reply is reported", {
  selected: true,
  timeouts: short,
}, async (stage) => {
  const { peer, handler, log, pass } = stage;
  const error = failure(handler.sendAndWaitForResponse(S1F1));
  await peer.expect("0000000a 0000 81 01 00 00 00000100");
  await pass(60);
  const timeout = await error;
  assertInstanceOf(timeout, HsmsTimeoutError);
  assertEquals([timeout.timer, timeout.after], ["T3", 60]);
  assertStringIncludes(timeout.message, "did not answer S1F1 W (system 0x00000100)");
  peer.send("0000000a 0000 01 02 00 00 00000100");
  await log.saw("late S1F2");
  assertEquals(handler.connectionState, "selected");
  assertEquals(handler.stats().timeouts, { T3: 1 });
});

scenario("T3 can be another for one request", { selected: true }, async ({ peer, handler, pass }) => {
  const error = failure(handler.sendAndWaitForResponse(S1F1, { timeout: 30 }));
  await peer.expect("0000000a 0000 81 01 00 00 00000100");
  await pass(30);
  assertEquals((await error as HsmsTimeoutError).after, 30);
});

scenario("Reject.req for an open request: it fails now, with the reason, and the link stays", {
  selected: true,
}, async (stage) => {
  const { peer, handler } = stage;
  const error = failure(handler.sendAndWaitForResponse(S1F1));
  await peer.expect("0000000a 0000 81 01 00 00 00000100");
  peer.send("0000000a 0000 00 03 00 07 00000100");
  const rejected = await error;
  assertInstanceOf(rejected, HsmsRejectError);
  assertEquals(rejected.reason, 3);
  assertStringIncludes(
    rejected.message,
    "rejected S1F1 W (system 0x00000100): reason 3, transaction not open",
  );
  assertEquals(handler.connectionState, "selected");
});

scenario(
  "the peer's primary with the system bytes of our open request is a primary",
  { selected: true },
  async (stage) => {
    const { peer, handler, log } = stage;
    handler.on("primary", ({ packet: primary }) => handler.sendResponse(streamFunction(2, 18), primary));
    const reply = handler.sendAndWaitForResponse(S1F1);
    await peer.expect("0000000a 0000 81 01 00 00 00000100");
    peer.send("0000000a 0000 82 11 00 00 00000100");
    await peer.expect("0000000a 0000 02 12 00 00 00000100");
    await log.saw("primary S2F17 W");
    peer.send("0000000a 0000 01 02 00 00 00000100");
    assertEquals((await reply).header.name, "S1F2");
  },
);

for (const [name, body] of [["without W", "01 02"], ["with W", "81 02"]] as const) {
  scenario(
    `several replies ${name} to one request: the first settles it, the others are counted and told, none is answered`,
    { selected: true },
    async ({ peer, handler, log }) => {
      const late: string[] = [];
      handler.on("late-reply", ({ packet, why }) => late.push(`${packet.header.name} ${why}`));
      const first = handler.sendAndWaitForResponse(S1F1);
      const second = handler.sendAndWaitForResponse(S1F1);
      await peer.take(28);
      for (let i = 0; i < 23; i++) peer.send(`0000000a 0000 ${body} 00 00 00000100`);
      await first;
      await log.saw("late S1F2", 22);
      assertEquals([new Set(late).size, handler.stats().surplusReplies], [1, 22]);
      assertStringIncludes(late[0]!, "answered");
      assertEquals([log.count("primary"), log.count("fault")], [0, 0]);
      peer.expectSilence();
      peer.send(`0000000a 0000 ${body} 00 00 00000101`);
      assertEquals((await second).header.system, 0x101);
    },
  );
}

scenario("a reply with the W bit settles its request", { selected: true }, async ({ peer, handler, log }) => {
  const reply = handler.sendAndWaitForResponse(S1F1);
  await peer.expect("0000000a 0000 81 01 00 00 00000100");
  peer.send("00000010 0000 81 02 00 00 00000100 0102 4100 4100");
  const { header, data } = await reply;
  assertEquals([header.name, data], ["S1F2 W", Uint8Array.of(1, 2, 0x41, 0, 0x41, 0)]);
  peer.expectSilence();
  assertEquals(log.count("primary"), 0);
});

scenario("SxF0 for an open request: a typed abort error", { selected: true }, async ({ peer, handler }) => {
  const error = failure(handler.sendAndWaitForResponse(S1F1));
  await peer.expect("0000000a 0000 81 01 00 00 00000100");
  peer.send("0000000a 0000 01 00 00 00 00000100");
  const aborted = await error;
  assertInstanceOf(aborted, HsmsAbortError);
  assertStringIncludes(aborted.message, "aborted S1F1 W (system 0x00000100) with S1F0");
});

for (
  const [what, frame] of [["stream", "02 02"], ["function", "01 04"], [
    "stream, function 0",
    "02 00",
  ]] as const
) {
  scenario(
    `a reply of another ${what} than asked: a typed mismatch error`,
    { selected: true },
    async ({ peer, handler, log }) => {
      const error = failure(handler.sendAndWaitForResponse(S1F1));
      await peer.expect("0000000a 0000 81 01 00 00 00000100");
      peer.send(`0000000a 0000 ${frame} 00 00 00000100`);
      const mismatch = await error;
      assertInstanceOf(mismatch, HsmsProtocolError);
      assertEquals(mismatch.code, "reply-mismatch");
      await log.saw("fault reply-mismatch");
      assertEquals(handler.connectionState, "selected");
    },
  );
}

scenario(
  "data with another session id (SS): delivered with a flag, and reported",
  { selected: true },
  async ({ peer, handler, log, errors }) => {
    const flags: boolean[] = [];
    handler.on("primary", ({ known }) => flags.push(known));
    peer.send("0000000a 007f 81 01 00 00 00000005");
    await log.saw("primary S1F1 W");
    assertEquals(flags, [false]);
    assertStringIncludes(errors[0]!.message, "for session 127, expected 0");
  },
);

scenario("data with another session id (SS): rejected where the option says so", {
  selected: true,
  foreignSession: "reject",
}, async (stage) => {
  const { peer, log } = stage;
  peer.send("0000000a 007f 81 01 00 00 00000005");
  await peer.expect("0000000a 007f 00 04 00 07 00000005");
  assertEquals(log.count("primary"), 0);
});

scenario(
  "a reply with another session id is not a reply",
  { selected: true, timeouts: short },
  async ({ peer, handler, log, pass }) => {
    const error = failure(handler.sendAndWaitForResponse(S1F1));
    await peer.expect("0000000a 0000 81 01 00 00 00000100");
    peer.send("0000000a 007f 01 02 00 00 00000100");
    await log.saw("late S1F2");
    await pass(60);
    assertInstanceOf(await error, HsmsTimeoutError);
  },
);

scenario("link loss with open requests: every one fails at once with HsmsClosedError, cause says why", {
  selected: true,
}, async (stage) => {
  const { peer, handler, log } = stage;
  const errors = [1, 2, 3].map(() => failure(handler.sendAndWaitForResponse(S1F1)));
  await peer.take(42);
  peer.end();
  for (const [i, error] of (await Promise.all(errors)).entries()) {
    assertInstanceOf(error, HsmsClosedError);
    assertStringIncludes(error.message, `ended before S1F1 W (system 0x0000010${i}) was answered: 127.0.0.1`);
    assertInstanceOf(error.cause, HsmsClosedError);
    assertEquals(error.cause.code, "closed-by-peer");
  }
  await log.saw("disconnected");
  assertEquals(log.count("disconnected"), 1);
});

scenario(
  "local close with an open request: it fails, and says that this side closed",
  { selected: true },
  async ({ peer, handler }) => {
    const error = failure(handler.sendAndWaitForResponse(S1F1));
    await peer.take(14);
    void handler.disable();
    await peer.expect("0000000a ffff 00 00 00 09 00000101");
    peer.end();
    const closed = await error;
    assertInstanceOf(closed, HsmsClosedError);
    assertStringIncludes(closed.message, "this side closed it");
  },
);

scenario("send while not SELECTED: HsmsStateError at once", {}, async ({ peer, handler }) => {
  assertThrows(() => handler.sendStreamFunction(S1F1), HsmsStateError, "Cannot send S1F1 to 127.0.0.1");
  const lost: string[] = [];
  handler.on("reply-lost", ({ packet, error }) => lost.push(`${packet.header.name}: ${error.message}`));
  assertEquals(handler.sendResponse(streamFunction(1, 2), 5), false);
  assertStringIncludes(lost[0]!, "S1F2: Cannot send S1F2 to 127.0.0.1");
  assertStringIncludes(lost[0]!, "the session is not-selected");
  assertEquals(handler.stats().repliesLost, 1);
  await assertRejects(() => handler.sendAndWaitForResponse(S1F1), HsmsStateError, "not-selected");
  peer.send(SELECT_REQ);
  await peer.take(14);
  peer.expectSilence();
});

scenario("a request made inside a listener works", { selected: true }, async ({ peer, handler }) => {
  const answered = new Promise<string>((resolve) => {
    handler.on(
      "primary",
      async () => resolve((await handler.sendAndWaitForResponse(S1F1)).header.name),
    );
  });
  peer.send("0000000a 0000 06 0b 00 00 00000001");
  await peer.expect("0000000a 0000 81 01 00 00 00000100");
  peer.send("0000000a 0000 01 02 00 00 00000100");
  assertEquals(await answered, "S1F2");
});

scenario(
  "an aborted request rejects with the signal's reason, and its reply is late",
  { selected: true },
  async ({ peer, handler, log }) => {
    const abort = new AbortController();
    const error = failure(handler.sendAndWaitForResponse(S1F1, { signal: abort.signal }));
    await peer.expect("0000000a 0000 81 01 00 00 00000100");
    abort.abort("no longer needed");
    assertEquals(await error, "no longer needed");
    assertEquals(handler.stats().openTransactions, 0);
    peer.send("0000000a 0000 01 02 00 00 00000100");
    await log.saw("late S1F2");
    assertEquals(
      await failure(handler.sendAndWaitForResponse(S1F1, { signal: abort.signal })),
      "no longer needed",
    );
  },
);

scenario("too many open requests are refused with HsmsOverflowError", {
  selected: true,
  maxOpenTransactions: 2,
}, async ({ peer, handler }) => {
  const open = [1, 2].map(() => failure(handler.sendAndWaitForResponse(S1F1)));
  const error = await failure(handler.sendAndWaitForResponse(S1F1));
  assertInstanceOf(error, HsmsOverflowError);
  assertStringIncludes(error.message, "2 transactions with 127.0.0.1");
  await peer.take(28);
  peer.end();
  await Promise.all(open);
});

scenario("a peer that does not read: requests wait for room, linktests do not pile up", {
  selected: true,
  maxQueuedBytes: 300_000,
}, async (stage) => {
  const { peer, handler } = stage;
  peer.pause();
  const big = streamFunction(7, 3, new Uint8Array(200_000));
  const replies = Array.from({ length: 60 }, () => failure(handler.sendAndWaitForResponse(big)));
  const linktests = Array.from({ length: 100 }, () => failure(handler.sendLinktestReq()));
  await Promise.resolve();
  assertEquals(handler.stats().openTransactions, 61);
  peer.resume();
  for (let bytes = 0, linktest = false; bytes < 60;) {
    const frame = await peer.expectFrame();
    if (frame.length > 14) bytes++;
    else {
      assert(!linktest, "one linktest");
      linktest = true;
    }
  }
  peer.end();
  await Promise.all([...replies, ...linktests]);
});

scenario(
  "primaries: an async iterable, in order, until the loop is left",
  { selected: true },
  async ({ peer, handler }) => {
    const primaries = handler.primaries();
    for (const system of ["01", "02", "03"]) peer.send(`0000000a 0000 06 0b 00 00 000000${system}`);
    const seen: number[] = [];
    for await (const primary of primaries) {
      seen.push(primary.header.system);
      if (seen.length === 3) break;
    }
    assertEquals(seen, [1, 2, 3]);
  },
);

scenario(
  "whatever the header of a packet says, a message goes out as data, with our session id and system bytes",
  { selected: true },
  async ({ peer, handler }) => {
    const odd = { sessionId: 9, stream: 5, function: 3, pType: 1, system: 7 };
    for (const sType of [0, 5]) {
      const packet = new HsmsPacket(new HsmsHeader({ ...odd, sType }), fromHex("4100"));
      void handler.sendAndWaitForResponse(packet);
      handler.sendStreamFunction(packet);
    }
    await peer.expect("0000000c 0000 8503 00 00 00000100 4100", "0000000c 0000 0503 00 00 00000101 4100");
    await peer.expect("0000000c 0000 8503 00 00 00000102 4100", "0000000c 0000 0503 00 00 00000103 4100");
  },
);

scenario(
  "every message that is sent is counted, of whatever size",
  { selected: true },
  async ({ peer, handler }) => {
    handler.on(
      "primary",
      ({ packet }) => handler.sendResponse(streamFunction(1, 2, new Uint8Array(9)), packet),
    );
    const before = handler.stats().sent;
    peer.send("0000000a 0000 8101 00 00 00000001");
    const reply = handler.sendAndWaitForResponse(streamFunction(7, 3, new Uint8Array(2_000)));
    for (let i = 0; i < 100; i++) handler.sendStreamFunction(streamFunction(6, 11, new Uint8Array(i)));
    await peer.take(14 + 2_000 + 100 * 14 + 99 * 50 + 14 + 9);
    peer.send("0000000a 0000 0704 00 00 00000100");
    await reply;
    const { frames, bytes } = handler.stats().sent;
    assertEquals([frames - before.frames, bytes - before.bytes], [102, 102 * 14 + 2_000 + 99 * 50 + 9]);
  },
);
