import { assertEquals } from "@std/assert";
import { A, HsmsAbortError, L, NO_BODY, type SecsGate, SecsStream9Error } from "@secs/hsms";
import { failure } from "../support/wait.ts";
import { secsTest, type Stage } from "./stage.ts";

const equipment = { role: "equipment" } as const;
/** E30: only S1F13 is answered while NOT COMMUNICATING. */
const notCommunicating: SecsGate = ({ stream, function: func }) =>
  stream === 1 && func === 13 ? "pass" : "discard";
/** E30: only S1F13 and S1F17 are answered while OFF-LINE. */
const offline: SecsGate = ({ stream, function: func }) =>
  stream === 1 && (func === 13 || func === 17) ? "pass" : "abort";

/** S1F13 W, which passes both gates: what came before it has been handled once it is answered. */
async function establish({ handler, peer }: Stage): Promise<void> {
  handler.register(1, 13, () => NO_BODY);
  peer.send("0000000a 0000 81 0d 00 00 00000020");
  await peer.expect("0000000a 0000 01 0e 00 00 00000020");
  peer.expectSilence();
}

secsTest("the gate discards: nothing is sent, no callback is called, nothing is told", {
  ...equipment,
  maxBodyLength: 4,
}, async (stage) => {
  const { handler, peer, log } = stage;
  handler.setGate(notCommunicating);
  handler.register(1, 1, () => (log.write("called"), L()));
  peer.send("0000000a 0000 81 01 00 00 00000007"); // a callback
  peer.send("0000000a 0000 01 01 00 00 00000008"); // without W
  peer.send("0000000a 0000 81 63 00 00 00000009"); // S9F5
  peer.send("0000000a 0000 e4 01 00 00 0000000a"); // S9F3
  peer.send("0000000f 0000 81 01 00 00 0000000b 2103 010203"); // S9F11
  peer.send("0000000b 0000 81 01 00 00 0000000c ff"); // S9F7
  await establish(stage);
  assertEquals(log.lines, []);
});

secsTest("the gate aborts: SxF0 if a reply is expected, before stream 9 and the callback", {
  ...equipment,
  maxBodyLength: 4,
}, async (stage) => {
  const { handler, peer, log } = stage;
  handler.setGate(offline);
  handler.register(1, 1, () => (log.write("called"), L()));
  peer.send("0000000a 0000 81 01 00 00 00000007");
  await peer.expect("0000000a 0000 01 00 00 00 00000007");
  peer.send("0000000a 0000 81 63 00 00 00000009");
  await peer.expect("0000000a 0000 01 00 00 00 00000009");
  peer.send("0000000a 0000 e4 01 00 00 0000000a");
  await peer.expect("0000000a 0000 64 00 00 00 0000000a");
  peer.send("0000000f 0000 81 01 00 00 0000000b 2103 010203");
  await peer.expect("0000000a 0000 01 00 00 00 0000000b");
  peer.send("0000000a 0000 01 01 00 00 00000008");
  await establish(stage);
  assertEquals(log.lines, []);
});

secsTest("the gate answers itself, if a reply is expected", equipment, async (stage) => {
  const { handler, peer, log } = stage;
  handler.setGate(({ stream, function: func }) => {
    if (stream === 10) return NO_BODY;
    return func === 1 ? L(A("M")) : "pass";
  });
  peer.send("0000000a 0000 01 01 00 00 00000006");
  peer.send("0000000a 0000 81 01 00 00 00000007");
  await peer.expect("0000000f 0000 01 02 00 00 00000007 0101 4101 4d");
  peer.send("0000000a 0000 8a 03 00 00 00000008");
  await peer.expect("0000000a 0000 0a 04 00 00 00000008");
  assertEquals(log.lines, []);
});

secsTest(
  "a primary that passes goes on as without a gate, and so do all without one",
  equipment,
  async (stage) => {
    const { handler, peer, log } = stage;
    handler.setGate(() => "pass");
    peer.send("0000000a 0000 81 63 00 00 00000007");
    await peer.expect("00000016 0000 09 03 00 00 00000100 210a 0000 81 63 00 00 00000007");
    handler.setGate(() => "discard");
    handler.setGate();
    peer.send("0000000a 0000 81 63 00 00 00000008");
    await peer.expect("00000016 0000 09 03 00 00 00000101 210a 0000 81 63 00 00 00000008");
    assertEquals(log.lines, ["unhandled S1F99 W", "unhandled S1F99 W"]);
  },
);

secsTest(
  "the gate sees the message, whose body it may read; what it throws counts as thrown by a callback",
  equipment,
  async (stage) => {
    const { handler, peer, log } = stage;
    handler.register(1, 3, (message) => message.item);
    handler.setGate((message) => {
      if (message.function === 1) throw new Error("bug");
      return message.item === undefined ? "discard" : "pass";
    });
    peer.send("0000000a 0000 81 01 00 00 00000007");
    await peer.expect("0000000a 0000 01 00 00 00 00000007");
    peer.send("0000000a 0000 01 01 00 00 00000008");
    peer.send("0000000b 0000 81 03 00 00 00000009 ff");
    await peer.expect("00000016 0000 09 07 00 00 00000100 210a 0000 81 03 00 00 00000009");
    await peer.expect("0000000a 0000 01 00 00 00 00000009");
    peer.send("0000000c 0000 81 03 00 00 0000000a 0100");
    await peer.expect("0000000c 0000 01 04 00 00 0000000a 0100");
    assertEquals([log.count("error bug"), log.count("fault Malformed item"), log.lines.length], [2, 1, 3]);
  },
);

secsTest("a gate that answers with something else: SxF0, and an error that says so", {}, async (stage) => {
  const { handler, peer, log } = stage;
  const wrong: unknown[] = [undefined, Promise.reject(new Error("too late")), "allow"];
  handler.setGate(() => wrong.shift() as "pass");
  for (const said of ["undefined", "a promise", "allow"]) {
    peer.send("0000000a 0000 81 01 00 00 00000007");
    await peer.expect("0000000a 0000 01 00 00 00 00000007");
    await log.saw(`error The gate answered S1F1 W with ${said}: expected "pass"`);
  }
});

secsTest("a primary for another device does not reach the gate: S9F1", equipment, async (stage) => {
  const { handler, peer } = stage;
  handler.setGate(offline);
  peer.send("0000000a 007f 81 01 00 00 00000007");
  await peer.expect("00000016 0000 09 01 00 00 00000100 210a 007f 81 01 00 00 00000007");
  await establish(stage);
});

secsTest(
  "replies and reports of stream 9 about a request end it, whatever the gate says",
  {},
  async (stage) => {
    const { handler, peer } = stage;
    handler.setGate(() => "discard");
    const [answered, aborted, refused] = [
      handler.request(1, 1),
      failure(handler.request(1, 1)),
      failure(handler.request(1, 1)),
    ];
    await peer.take(42);
    peer.send("0000000a 0000 01 02 00 00 00000100");
    peer.send("0000000a 0000 01 00 00 00 00000101");
    peer.send("00000016 0000 09 05 00 00 00000001 210a 0000 81 01 00 00 00000102");
    assertEquals((await answered).header.name, "S1F2");
    assertEquals([await aborted, await refused].map((error) => (error as Error).constructor), [
      HsmsAbortError,
      SecsStream9Error,
    ]);
  },
);
