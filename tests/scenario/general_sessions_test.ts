import { assertEquals, assertInstanceOf } from "@std/assert";
import { HsmsRejectError, HsmsSelectError, streamFunction } from "@secs/hsms";
import { scenario } from "./stage.ts";

const sessions = [1, 2];
const S1F1_IN = (session: number): string => `0000000a 000${session} 81 01 00 00 00000005`;
const timeouts = { t7: 700, allowShort: true };

scenario(
  "GS: each session is selected for itself, and data for the other one is rejected",
  { sessions },
  async (stage) => {
    const { peer, log } = stage;
    peer.send("0000000a 0001 00 00 00 01 00000009");
    await peer.expect("0000000a 0001 00 00 00 02 00000009");
    await log.saw("selected 1");
    peer.send(S1F1_IN(1));
    await log.saw("primary S1F1 W");
    peer.send(S1F1_IN(2));
    await peer.expect("0000000a 0002 00 04 00 07 00000005");
    peer.send(S1F1_IN(3));
    await peer.expect("0000000a 0003 00 04 00 07 00000005");
    assertEquals(log.count("primary"), 1);
  },
);

scenario("GS: Select.req for an unknown session: status 4", { sessions }, async ({ peer }) => {
  peer.send("0000000a 0003 00 00 00 01 00000009");
  await peer.expect("0000000a 0003 00 04 00 02 00000009");
});

scenario("GS: Select.req for a session that another connection has: status 5", {
  sessions,
  onSelectReq: (id) => id === 2 ? 5 : 0,
}, async (stage) => {
  const { peer, log } = stage;
  peer.send("0000000a 0002 00 00 00 01 00000009");
  await peer.expect("0000000a 0002 00 05 00 02 00000009");
  peer.send("0000000a 0001 00 00 00 01 00000009");
  await peer.expect("0000000a 0001 00 00 00 02 00000009");
  await log.saw("selected 1");
  assertEquals(log.count("selected"), 1);
});

scenario(
  "GS: Select.req for a session that this connection has: status 6",
  { sessions },
  async ({ peer }) => {
    peer.send("0000000a 0001 00 00 00 01 00000009");
    await peer.expect("0000000a 0001 00 00 00 02 00000009");
    peer.send("0000000a 0001 00 00 00 01 0000000a");
    await peer.expect("0000000a 0001 00 06 00 02 0000000a");
  },
);

scenario(
  "GS: Separate.req of one session leaves the others",
  { sessions },
  async ({ peer, log, handler }) => {
    for (const id of sessions) {
      peer.send(`0000000a 000${id} 00 00 00 01 0000000${id}`);
      await peer.expect(`0000000a 000${id} 00 00 00 02 0000000${id}`);
    }
    peer.send("0000000a 0001 00 00 00 09 00000003");
    await log.saw("deselected 1");
    peer.send(S1F1_IN(2));
    await log.saw("primary S1F1 W");
    peer.send(S1F1_IN(1));
    await peer.expect("0000000a 0001 00 04 00 07 00000005");
    assertEquals(handler.connectionState, "selected");
  },
);

scenario(
  "GS: Deselect.req of one session leaves the others, and of an unknown one: status 1",
  { sessions },
  async (stage) => {
    const { peer, handler } = stage;
    for (const id of sessions) {
      peer.send(`0000000a 000${id} 00 00 00 01 0000000${id}`);
      await peer.expect(`0000000a 000${id} 00 00 00 02 0000000${id}`);
    }
    peer.send("0000000a 0001 00 00 00 03 00000003");
    await peer.expect("0000000a 0001 00 00 00 04 00000003");
    peer.send("0000000a 0003 00 00 00 03 00000004");
    await peer.expect("0000000a 0003 00 01 00 04 00000004");
    assertEquals(handler.connectionState, "selected");
  },
);

scenario("GS: T7 runs while no session is selected", { sessions, timeouts }, async ({ peer, log, pass }) => {
  peer.send("0000000a 0001 00 00 00 01 00000009");
  await peer.expect("0000000a 0001 00 00 00 02 00000009");
  peer.send("0000000a 0001 00 00 00 09 00000003");
  await log.saw("deselected 1");
  await pass(700);
  await log.saw("disconnected HsmsTimeoutError");
});

scenario("GS: the active side selects every session, sends data in each, and says goodbye in each", {
  sessions,
  active: true,
}, async (stage) => {
  const { peer, log, handler } = stage;
  await peer.expect("0000000a 0001 00 00 00 01 00000100 0000000a 0002 00 00 00 01 00000101");
  peer.send("0000000a 0002 00 00 00 02 00000101");
  peer.send("0000000a 0001 00 00 00 02 00000100");
  await log.saw("selected 1");
  const reply = handler.sendAndWaitForResponse(streamFunction(1, 1, undefined, { sessionId: 2 }));
  await peer.expect("0000000a 0002 81 01 00 00 00000102");
  peer.send("0000000a 0002 01 02 00 00 00000102");
  assertEquals((await reply).header.sessionId, 2);
  const disabled = handler.disable();
  await peer.expect("0000000a 0001 00 00 00 09 00000103 0000000a 0002 00 00 00 09 00000104");
  await disabled;
});

scenario(
  "GS: Select.rsp 4 for one session: HsmsSelectError for it, the others and TCP stay",
  { sessions, active: true },
  async ({ peer, errors, log, handler }) => {
    await peer.take(28);
    peer.send("0000000a 0001 00 00 00 02 00000100");
    await log.saw("selected 1");
    peer.send("0000000a 0002 00 04 00 02 00000101");
    await log.saw("fault select-refused");
    assertInstanceOf(errors[0], HsmsSelectError);
    assertEquals(errors[0].status, 4);
    peer.send(S1F1_IN(1));
    await log.saw("primary S1F1 W");
    assertEquals(handler.connectionState, "selected");
    const again = handler.sendSelectReq({ sessionId: 2 });
    await peer.expect("0000000a 0002 00 00 00 01 00000102");
    peer.send("0000000a 0002 00 00 00 02 00000102");
    await again;
    await log.saw("selected 2");
  },
);

scenario(
  "GS: Reject for the Select.req of one session: HsmsRejectError for it, the others and TCP stay",
  { sessions, active: true },
  async ({ peer, errors, log }) => {
    await peer.take(28);
    peer.send("0000000a 0001 00 00 00 02 00000100");
    await log.saw("selected 1");
    peer.send("0000000a 0002 01 01 00 07 00000101");
    await log.saw("fault rejected");
    assertInstanceOf(errors[0], HsmsRejectError);
    peer.send(S1F1_IN(1));
    await log.saw("primary S1F1 W");
  },
);

scenario(
  "GS: no session is selected, as each select is refused: T7 drops the connection",
  { sessions: [1], active: true, timeouts },
  async ({ peer, errors, log, pass }) => {
    await peer.take(14);
    peer.send("0000000a 0001 00 02 00 02 00000100");
    await log.saw("fault select-refused");
    await pass(700);
    await log.saw("disconnected HsmsTimeoutError");
    assertEquals(errors.length, 2);
  },
);

scenario(
  "GS: Select.rsp 6: selected",
  { sessions, active: true },
  async ({ peer, log, handler }) => {
    await peer.take(28);
    peer.send("0000000a 0001 00 06 00 02 00000100");
    await log.saw("selected 1");
    peer.send(S1F1_IN(1));
    await log.saw("primary S1F1 W");
    assertEquals(handler.connectionState, "selected");
  },
);
