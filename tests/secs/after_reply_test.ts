import { assert, assertEquals, assertThrows } from "@std/assert";
import { B, HsmsStateError, L, NO_BODY, type SecsMessage, U1 } from "@secs/hsms";
import { pairTest, secsTest } from "./stage.ts";

secsTest("what a step sends comes after the reply, and before what the callback's caller sends later", {
  role: "equipment",
}, async ({ handler, peer, log }) => {
  handler.register(1, 15, (message) => {
    message.afterReply(() => handler.send(6, 11, L()));
    message.afterReply(() => handler.send(6, 11));
    return B(0);
  });
  peer.send("0000000a 0000 81 0f 00 00 00000007");
  await peer.expect("0000000d 0000 01 10 00 00 00000007 2101 00");
  await peer.expect("0000000c 0000 06 0b 00 00 00000100 0100");
  await peer.expect("0000000a 0000 06 0b 00 00 00000101");
  assertEquals(log.lines, []);
});

secsTest("an async callback: its steps run after its reply too", {}, async ({ handler, peer }) => {
  handler.register(1, 1, async (message) => {
    await Promise.resolve();
    message.afterReply(() => handler.send(6, 11));
    await Promise.resolve();
    return L();
  });
  peer.send("0000000a 0000 81 01 00 00 00000007");
  await peer.expect("0000000c 0000 01 02 00 00 00000007 0100");
  await peer.expect("0000000a 0000 06 0b 00 00 00000100");
});

secsTest(
  "a step runs once the reply is with the network, not while it waits for a slow peer",
  {},
  async (stage) => {
    const { handler, peer, clock, log } = stage;
    handler.register(7, 5, () => B(new Uint8Array(3_000_000)));
    handler.register(1, 1, (message) => {
      message.afterReply(() => log.write("step"));
      return NO_BODY;
    });
    peer.pause();
    peer.send("0000000a 0000 87 05 00 00 00000006");
    peer.send("0000000a 0000 81 01 00 00 00000007");
    await clock.settle();
    assert(handler.connection.queuedBytes > 0);
    assertEquals(log.lines, []);
    peer.resume();
    await peer.take(3_000_000 + 18);
    await peer.expect("0000000a 0000 01 02 00 00 00000007");
    await log.saw("step");
  },
);

secsTest("no step runs if the reply is lost: the link ends while it waits", {}, async (stage) => {
  const { handler, peer, clock, log } = stage;
  handler.register(7, 5, () => B(new Uint8Array(3_000_000)));
  handler.register(1, 1, (message) => {
    message.afterReply(() => log.write("step"));
    return NO_BODY;
  });
  peer.pause();
  peer.send("0000000a 0000 87 05 00 00 00000006");
  peer.send("0000000a 0000 81 01 00 00 00000007");
  await clock.settle();
  peer.reset();
  await clock.settle();
  assertEquals([handler.connectionState, log.lines], ["not-connected", []]);
});

secsTest("no step runs if the reply is lost: the link ends before there is one", {}, async (stage) => {
  const { handler, peer, clock, log } = stage;
  let finish = (): void => {};
  handler.register(1, 1, (message) => {
    message.afterReply(() => log.write("step"));
    return new Promise((resolve) => finish = () => resolve(NO_BODY));
  });
  peer.send("0000000a 0000 81 01 00 00 00000007");
  await clock.settle();
  peer.end();
  await clock.settle();
  finish();
  await clock.settle();
  assertEquals([handler.protocol.stats().repliesLost, log.lines], [1, []]);
});

secsTest("no step runs if SxF0 goes out instead of the reply", {}, async (stage) => {
  const { handler, peer, clock, log } = stage;
  const outcomes = [() => Promise.reject(new Error("bug")), () => undefined];
  handler.register(1, 1, (message) => {
    message.afterReply(() => log.write("step"));
    return outcomes.shift()!();
  });
  for (let i = 0; i < 2; i++) {
    peer.send("0000000a 0000 81 01 00 00 00000007");
    await peer.expect("0000000a 0000 01 00 00 00 00000007");
  }
  await clock.settle();
  assertEquals(log.lines, [
    "error bug",
    "error The callback of S1F1 W returned no reply; NO_BODY answers without a body",
  ]);
});

secsTest(
  "if no reply is expected, the steps run after the callback, and not if it throws",
  {},
  async (stage) => {
    const { handler, peer, clock, log } = stage;
    handler.register(6, 11, async (message) => {
      message.afterReply(() => log.write("step"));
      await Promise.resolve();
      log.write("callback");
      if (message.item !== undefined) throw new Error("bug");
    });
    peer.send("0000000a 0000 06 0b 00 00 00000007");
    await log.saw("step");
    peer.send("0000000c 0000 06 0b 00 00 00000008 0100");
    await log.saw("error bug");
    await clock.settle();
    assertEquals(log.lines, ["callback", "step", "callback", "error bug"]);
  },
);

secsTest("steps run one after the other, and one that throws disturbs no other", {}, async (stage) => {
  const { handler, peer, clock, log } = stage;
  let finish = (): void => {};
  handler.register(1, 1, (message) => {
    message.afterReply(() => new Promise<void>((resolve) => finish = resolve));
    message.afterReply(() => {
      throw new Error("first");
    });
    message.afterReply(() => Promise.reject(new Error("second")));
    message.afterReply(() => log.write("last"));
    return L();
  });
  peer.send("0000000a 0000 81 01 00 00 00000007");
  await peer.expect("0000000c 0000 01 02 00 00 00000007 0100");
  await clock.settle();
  assertEquals(log.lines, []);
  finish();
  await log.saw("last");
  assertEquals(log.lines, ["error first", "error second", "last"]);
});

secsTest(
  "steps that wait count as callbacks do, so that a peer cannot pile them up",
  { maxCallbacks: 1 },
  async (stage) => {
    const { handler, peer, log } = stage;
    let finish = (): void => {};
    handler.register(1, 1, (message) => {
      message.afterReply(() => new Promise<void>((resolve) => finish = resolve));
      return L();
    });
    peer.send("0000000a 0000 81 01 00 00 00000007");
    await peer.expect("0000000c 0000 01 02 00 00 00000007 0100");
    peer.send("0000000a 0000 81 01 00 00 00000008");
    await peer.expect("0000000a 0000 01 00 00 00 00000008");
    await log.saw("error 1 callbacks are running");
    finish();
    await stage.clock.settle();
    peer.send("0000000a 0000 81 01 00 00 00000009");
    await peer.expect("0000000c 0000 01 02 00 00 00000009 0100");
    finish();
  },
);

secsTest("afterReply of a message that is not being answered is refused", {}, async (stage) => {
  const { handler, peer, clock } = stage;
  const kept: SecsMessage[] = [];
  const keep = (message: SecsMessage): void => void kept.push(message);
  handler.register(1, 1, (message) => {
    message.afterReply(() => keep(message));
    return L();
  });
  handler.register(1, 3, (message) => {
    keep(message);
    throw new Error("bug");
  });
  handler.on("unhandled", ({ message }) => keep(message));
  peer.send(
    "0000000a 0000 81 01 00 00 00000007 0000000a 0000 81 03 00 00 00000008 0000000a 0000 81 05 00 00 00000009",
  );
  const reply = handler.request(2, 17);
  await peer.take(38 + 14);
  peer.send("0000000a 0000 02 12 00 00 00000100");
  keep(await reply);
  await clock.settle();
  assertEquals(kept.map(({ header }) => header.name).sort(), ["S1F1 W", "S1F3 W", "S1F5 W", "S2F18"]);
  for (const message of kept) {
    const error = assertThrows(
      () => message.afterReply(() => {}),
      HsmsStateError,
      `${message.header.name} is not being`,
    );
    assertEquals(error.code, "not-answering");
  }
});

secsTest(
  "a step of the gate runs after the reply of the gate, or of the callback that it let through",
  {},
  async (stage) => {
    const { handler, peer, log } = stage;
    handler.register(1, 1, () => L());
    handler.setGate((message) => {
      message.afterReply(() => log.write(`after ${message.header.name}`));
      return message.function === 1 ? "pass" : NO_BODY;
    });
    peer.send("0000000a 0000 81 01 00 00 00000007");
    await peer.expect("0000000c 0000 01 02 00 00 00000007 0100");
    await log.saw("after S1F1 W");
    peer.send("0000000a 0000 81 03 00 00 00000008");
    await peer.expect("0000000a 0000 01 04 00 00 00000008");
    await log.saw("after S1F3 W");
  },
);

pairTest("a step may ask the peer: S2F42, and the completion event after it", async (host, tool) => {
  const received: string[] = [];
  host.protocol.on("received", ({ packet }) => received.push(packet.header.name));
  host.register(6, 11, () => B(0));
  const completed = new Promise<SecsMessage>((resolve) => {
    tool.register(2, 41, (message) => {
      message.afterReply(async () => resolve(await tool.request(6, 11, U1(1))));
      return B(4);
    });
  });
  await host.request(2, 41);
  assertEquals(`${await completed}`, "S6F12 <B 0x00>.");
  assertEquals(received, ["S2F42", "S6F11 W"]);
});
