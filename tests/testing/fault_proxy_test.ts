import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { type Network, tcp, TransportError } from "@secs/hsms";
import {
  closeAt,
  coalesce,
  corrupt,
  corruptFrames,
  delay,
  dropFrames,
  duplicateFrames,
  eatLinktests,
  FaultProxy,
  type FaultProxyOptions,
  type FaultRule,
  formatFaultLog,
  MemoryNetwork,
  randomFaults,
  refuse,
  resetAt,
  ScriptedPeer,
  splitAt,
  splitInto,
  splitRandomly,
  stall,
  stallFrames,
  VirtualClock,
} from "@secs/hsms/testing";
import { toHex } from "../support/hex.ts";

const LISTEN = { address: "127.0.0.1", port: 0 };
const DATA = "0000000e 0000 81 01 00 00 00000001 01020304";
const REPLY = "0000000e 0000 01 02 00 00 00000001 01020304";
const LINKTEST_REQ = "0000000a ffff 00 00 00 05 00000002";
const LINKTEST_RSP = "0000000a ffff 00 00 00 06 00000002";

interface Setup {
  readonly client: ScriptedPeer;
  readonly target: ScriptedPeer;
  readonly proxy: FaultProxy;
  readonly clock: VirtualClock;
  /** What left in that direction, write by write, in hex. */
  left(to?: "target" | "client"): string[];
}

/** A client and a target with a proxy between them, in memory and in virtual time. */
async function between(
  rules: readonly FaultRule[],
  check: (setup: Setup) => Promise<void>,
  options: Partial<FaultProxyOptions> = {},
): Promise<void> {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const listener = await ScriptedPeer.listen(network, LISTEN, { clock });
  const target = listener.endpoint;
  const proxy = new FaultProxy(network, { listen: LISTEN, target, rules, clock, ...options });
  await proxy.start();
  const client = await ScriptedPeer.dial(network, proxy.endpoint, { clock });
  const left = (to = "target"): string[] =>
    proxy.log.flatMap((entry) => entry.type === "left" && entry.to === to ? [toHex(entry.bytes)] : []);
  await check({ client, target: await listener.accept(), proxy, clock, left });
  client.end();
  await Promise.all([proxy.stop(), clock.advance(10_000)]);
  await listener.close();
  assertEquals(proxy.open, 0);
  await clock.advance(10_000);
  assertEquals(clock.pending, 0);
}

function acts(proxy: FaultProxy): string[] {
  return proxy.log.flatMap((entry) => entry.type === "acted" ? [`${entry.rule}: ${entry.what}`] : []);
}

test("without rules bytes, an end and a reset are passed on, both ways", async () => {
  for (const end of ["end", "reset"] as const) {
    for (const first of ["client", "target"] as const) {
      await between([], async ({ client, target, proxy }) => {
        client.send("0102");
        await target.expect("0102");
        target.send("0304");
        await client.expect("0304");
        const [one, other] = first === "client" ? [client, target] : [target, client];
        one.send("05");
        if (end === "end") one.end();
        else one.reset();
        if (end === "end") await other.expect("05");
        const error = await other.expectEnd();
        assertEquals(error?.code, end === "end" ? undefined : "reset");
        const ended = proxy.log.find(({ type }) => type === "ended");
        assert(ended?.type === "ended");
        assertEquals([ended.by, ended.how], [first, end === "end" ? "close" : "reset"]);
      });
    }
  }
});

test("a target that does not read is felt by the client", async () => {
  await between([], async ({ client, target, clock, proxy }) => {
    target.pause();
    await clock.settle();
    for (let i = 0; i < 64; i++) client.send(new Uint8Array(16 * 1024));
    await clock.settle();
    const came = (): number =>
      proxy.log.reduce((sum, entry) => entry.type === "came" ? sum + entry.bytes.length : sum, 0);
    assert(came() < 512 * 1024, `${came()} bytes were read`);
    target.resume();
    await target.take(64 * 16 * 1024);
    assertEquals(came(), 64 * 16 * 1024);
  }, { maxLogBytes: 1 << 24 });
});

test("split-at, split-into: pieces leave in writes of their own, the gap apart", async () => {
  await between([splitAt(3, { gap: 100 })], async ({ client, target, clock, left }) => {
    client.send("0102");
    client.send("03040506");
    await clock.advance(99);
    assertEquals(left(), ["0102", "03"]);
    await clock.advance(1);
    await target.expect("010203040506");
    assertEquals(left(), ["0102", "03", "040506"]);
  });
  await between([splitInto(2, { to: "target" })], async ({ client, target, left }) => {
    client.send("0102030405");
    await target.expect("0102030405");
    assertEquals(left(), ["0102", "0304", "05"]);
    target.send("010203");
    await client.expect("010203");
    assertEquals(left("client"), ["010203"]);
  });
});

test("split-randomly, random-faults: the same seed does the same at the same bytes, however they come in", () => {
  for (const make of [splitRandomly, (seed: number) => randomFaults(seed, { mean: 5, faults: "split" })]) {
    const seen = new Set<string>();
    for (const [seed, size] of [[1, 100], [1, 1], [1, 7], [2, 100]] as const) {
      const stage = make(seed).begin({ connection: 1, to: "target" })!;
      let at = 0;
      const cuts = new Set<number>();
      for (let sent = 0; sent < 100; sent += size) {
        const bytes = new Uint8Array(Math.min(size, 100 - sent));
        for (const action of stage.push(bytes, 0)) {
          if (action.do === "pass") at += action.bytes.length;
          else cuts.add(at);
        }
      }
      assertEquals(at, 100);
      seen.add([...cuts].join());
    }
    assertEquals(seen.size, 2);
  }
});

test("coalesce: bytes are held until there are enough, or for a while, or until the end", async () => {
  await between([coalesce(4, 50)], async ({ client, target, clock, left }) => {
    for (const byte of ["01", "02", "03", "04", "05"]) client.send(byte);
    await clock.advance(49);
    assertEquals(left(), ["01020304"]);
    await clock.advance(1);
    client.send("06");
    client.end();
    await target.expect("01020304 05 06");
    await target.expectEnd();
    assertEquals(left(), ["01020304", "05", "06"]);
  });
});

test("delay: everything arrives later, and no slower", async () => {
  await between([delay(100)], async ({ client, target, clock, left }) => {
    client.send("01");
    await clock.advance(60);
    client.send("02");
    await clock.advance(40);
    assertEquals(left(), ["01"]);
    await clock.advance(60);
    await target.expect("0102");
  });
});

test("stall: nothing passes after the byte, for a while or for ever", async () => {
  await between([stall(2, { ms: 1000 })], async ({ client, target, clock, left }) => {
    client.send("010203");
    await clock.advance(999);
    assertEquals(left(), ["0102"]);
    await clock.advance(1);
    await target.expect("010203");
  });
  await between([stall(2)], async ({ client, target, clock, left, proxy }) => {
    client.send("010203");
    client.end();
    await clock.advance(1_000_000);
    assertEquals(left(), ["0102"]);
    target.send("07");
    target.reset();
    await clock.settle();
    assertEquals(proxy.open, 0);
  });
});

test("stall: the sender has to wait once maxHeldBytes bytes are held", async () => {
  await between([stall(0)], async ({ client, clock, proxy }) => {
    for (let i = 0; i < 100; i++) client.send(new Uint8Array(100));
    await clock.settle();
    const came = proxy.log.filter(({ type }) => type === "came").length;
    assertEquals(came, 11); // the one in hand and ten after it
  }, { maxHeldBytes: 1100 });
});

test("close-at, reset-at: both sides get the end after the byte", async () => {
  for (const [rule, code] of [[closeAt, undefined], [resetAt, "reset"]] as const) {
    await between([rule(2, { gap: 5, to: "target" })], async ({ client, target, clock, proxy }) => {
      client.send("010203");
      await target.expect("0102");
      await clock.advance(5);
      assertEquals((await target.expectEnd())?.code, code);
      assertEquals((await client.expectEnd())?.code, code);
      await clock.settle();
      const ended = proxy.log.find(({ type }) => type === "ended");
      assertStringIncludes(formatFaultLog(ended!), `by ${rule === closeAt ? "close" : "reset"}-at at=2`);
    });
  }
});

test("corrupt: one byte is another", async () => {
  await between(
    [corrupt(1), corrupt(2, { xor: 1 }), corrupt(3, { value: 7 })],
    async ({ client, target }) => {
      client.send("0102");
      client.send("030405");
      await target.expect("01fd020705");
    },
  );
});

test("drop-frames, eat-linktests, duplicate-frames: by name, by kind or by a function, also byte by byte", async () => {
  const cases: [FaultRule, string][] = [
    [dropFrames("S1F1"), LINKTEST_REQ + LINKTEST_RSP + REPLY],
    [dropFrames("S1F*"), LINKTEST_REQ + LINKTEST_RSP],
    [dropFrames("reply"), DATA + LINKTEST_REQ + LINKTEST_RSP],
    [dropFrames("data", { skip: 1 }), DATA + LINKTEST_REQ + LINKTEST_RSP],
    [dropFrames("*", { times: 1 }), LINKTEST_REQ + LINKTEST_RSP + REPLY],
    [dropFrames((header) => header.system === 2), DATA + REPLY],
    [eatLinktests(), DATA + REPLY],
    [eatLinktests({ which: "rsp" }), DATA + LINKTEST_REQ + REPLY],
    [duplicateFrames("Linktest.req"), DATA + LINKTEST_REQ + LINKTEST_REQ + LINKTEST_RSP + REPLY],
    [duplicateFrames("primary"), DATA + DATA + LINKTEST_REQ + LINKTEST_RSP + REPLY],
  ];
  for (const [rule, expected] of cases) {
    for (const before of [[], [splitInto(1)], [splitInto(13)]]) {
      await between([...before, rule], async ({ client, target, clock }) => {
        client.send(DATA + LINKTEST_REQ + LINKTEST_RSP + REPLY);
        await target.expect(expected);
        await clock.settle();
        target.expectSilence();
      });
    }
  }
});

test("frame rules leave a burst joined where they do nothing", async () => {
  await between([dropFrames("S9F9")], async ({ client, target, left }) => {
    client.send(DATA + LINKTEST_REQ + REPLY);
    await target.expect(DATA + LINKTEST_REQ + REPLY);
    assertEquals(left().length, 1);
  });
});

test("frame rules let garbage pass, and a head that is cut short", async () => {
  await between([eatLinktests()], async ({ client, target, proxy }) => {
    client.send(LINKTEST_REQ + "00000003" + LINKTEST_REQ);
    await target.expect("00000003" + LINKTEST_REQ);
    assertEquals(acts(proxy), [
      "eat-linktests: dropped Linktest.req 00000002 (14 bytes)",
      "eat-linktests: no frames from here on: an invalid length field",
    ]);
  });
  await between([eatLinktests()], async ({ client, target }) => {
    client.send(DATA + "0000000affff");
    client.end();
    await target.expect(DATA + "0000000affff");
    await target.expectEnd();
  });
});

test("corrupt-frames, stall-frames: a byte of a frame, in head and body", async () => {
  await between([corruptFrames("S1F1", 9, { value: 200 }), corruptFrames("reply", 17)], async (stage) => {
    const { client, target } = stage;
    client.send(DATA + REPLY);
    await target.expect("0000000e 0000 81 01 00 c8 00000001 01020304");
    await target.expect("0000000e 0000 01 02 00 00 00000001 010203fb");
  });
  for (const at of [0, 7, 14, 17]) {
    await between([stallFrames("S1F1", at, { ms: 10 })], async ({ client, target, clock, left }) => {
      client.send(LINKTEST_REQ + DATA);
      await clock.advance(9);
      assertEquals(left().join("").length / 2, 14 + at);
      await clock.advance(1);
      await target.expect(LINKTEST_REQ + DATA);
    });
  }
});

test("refuse: the client is reset, the target hears nothing, and the next one gets through", async () => {
  const clock = new VirtualClock();
  const network = new MemoryNetwork({ clock });
  const listener = await ScriptedPeer.listen(network, LISTEN, { clock });
  const rules = [refuse({ connection: 1 })];
  const proxy = new FaultProxy(network, { listen: LISTEN, target: listener.endpoint, rules, clock });
  await proxy.start();
  const first = await ScriptedPeer.dial(network, proxy.endpoint, { clock });
  assertEquals((await first.expectEnd())?.code, "reset");
  const second = await ScriptedPeer.dial(network, proxy.endpoint, { clock });
  second.send("01");
  await (await listener.accept()).expect("01");
  assertEquals(proxy.log.filter(({ type }) => type === "joined").length, 1);
  await listener.close();
  const third = await ScriptedPeer.dial(network, proxy.endpoint, { clock });
  assertEquals((await third.expectEnd())?.code, "reset");
  assertStringIncludes(formatFaultLog(proxy.log.at(-2)!), "refused: Cannot connect to 127.0.0.1:");
  await proxy.stop();
  await assertRejects(() => network.dial(proxy.endpoint), TransportError, "ECONNREFUSED");
  assertEquals([proxy.accepted, proxy.open], [3, 0]);
  await proxy.start();
  await (await network.dial(proxy.endpoint)).abort();
  await proxy.stop();
});

test("the log is bounded, in entries and in bytes", async () => {
  await between([], async ({ client, target, proxy }) => {
    for (let i = 0; i < 50; i++) {
      client.send("0102");
      await target.expect("0102");
    }
    assertEquals(proxy.log.length, 10);
  }, { maxLogEntries: 10 });
  await between([], async ({ client, target, proxy }) => {
    for (let i = 0; i < 50; i++) {
      client.send("0102");
      await target.expect("0102");
    }
    assertEquals(proxy.log.length, 5);
  }, { maxLogBytes: 10 });
});

test("invalid rules are refused, and the error names them", () => {
  assertThrows(() => splitInto(0), RangeError, "split-into: size must be a whole number from 1");
  assertThrows(() => stall(1.5), RangeError, "stall: at must be");
  assertThrows(() => dropFrames("S1F1 W"), RangeError, "drop-frames: frames must be a name of frames");
  assertThrows(() => randomFaults(1, { faults: "split,fire" }), RangeError, "must be some of split, pause");
  assertThrows(
    () => closeAt(1, { to: "nowhere" as "both" }),
    RangeError,
    "must be one of target, client, both",
  );
});

test("tcp: bytes, ends, resets and refusals pass as in memory", async () => {
  await onTcp(tcp, [splitAt(2, { gap: 1 })], async (client, target) => {
    client.send("010203");
    await target.expect("010203");
    target.send(new Uint8Array(4 << 20));
    await client.take(4 << 20);
    client.end();
    assertEquals(await target.expectEnd(), undefined);
  });
  await onTcp(tcp, [resetAt(2, { gap: 2 })], async (client, target) => {
    client.send("010203");
    await target.expect("0102");
    await target.expectEnd();
    await client.expectEnd();
  });
});

async function onTcp(
  network: Network,
  rules: readonly FaultRule[],
  check: (client: ScriptedPeer, target: ScriptedPeer) => Promise<void>,
): Promise<void> {
  const listener = await ScriptedPeer.listen(network, LISTEN);
  const proxy = new FaultProxy(network, { listen: LISTEN, target: listener.endpoint, rules });
  await proxy.start();
  const client = await ScriptedPeer.dial(network, proxy.endpoint);
  await check(client, await listener.accept());
  client.end();
  await proxy.stop();
  await listener.close();
}
