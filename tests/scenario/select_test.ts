import { assert, assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import {
  HsmsClosedError,
  HsmsRejectError,
  HsmsSelectError,
  HsmsTimeoutError,
  SecsError,
  streamFunction,
} from "@secs/hsms";
import { scenario, SELECT_REQ, SELECT_RSP } from "./stage.ts";

const OWN_SELECT_REQ = "0000000a ffff 00 00 00 01 00000100";
const short = { t5: 20, t6: 500, t7: 700, allowShort: true };

scenario("Select.req, NOT SELECTED: Select.rsp 0", {}, async ({ peer, log, handler }) => {
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  await log.saw("selected 65535");
  assertEquals(handler.connectionState, "selected");
});

scenario("Select.req with any session id is accepted", {}, async ({ peer, log }) => {
  peer.send("0000000a 0001 00 00 00 01 00000009");
  await peer.expect("0000000a 0001 00 00 00 02 00000009");
  await log.saw("selected 65535");
});

scenario("Select.req, SELECTED: Select.rsp 1, stay", { selected: true }, async ({ peer, log, handler }) => {
  peer.send("0000000a ffff 00 00 00 01 0000000a");
  await peer.expect("0000000a ffff 00 01 00 02 0000000a");
  assertEquals(handler.connectionState, "selected");
  assertEquals(log.count("selected"), 1);
});

scenario("Select.req while our own Select.req is open: accept, and our own rsp 0 is success", {
  active: true,
}, async (stage) => {
  const { peer, log, handler } = stage;
  await peer.expect(OWN_SELECT_REQ);
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  peer.send("0000000a ffff 00 00 00 02 00000100");
  await log.saw("selected 65535");
  await handler.sendLinktestReq.call(handler, { signal: AbortSignal.abort("only asked") }).catch(() => {});
  assertEquals(log.count("selected"), 1);
  assertEquals(handler.connectionState, "selected");
});

scenario(
  "Select.req while our own Select.req is open: our own rsp 1 is success",
  { active: true },
  async (stage) => {
    const { peer, log, handler } = stage;
    await peer.expect(OWN_SELECT_REQ);
    peer.send(SELECT_REQ);
    await peer.expect(SELECT_RSP);
    peer.send("0000000a ffff 00 01 00 02 00000100");
    peer.send("0000000a ffff 00 00 00 05 00000001");
    await peer.expect("0000000a ffff 00 00 00 06 00000001");
    assertEquals([log.count("selected"), handler.connectionState], [1, "selected"]);
  },
);

scenario("Select.rsp 1: selected", { active: true }, async ({ peer, log }) => {
  await peer.expect(OWN_SELECT_REQ);
  peer.send("0000000a ffff 00 01 00 02 00000100");
  await log.saw("selected 65535");
});

for (const [status, says] of [[2, "not ready"], [3, "exhausted"], [77, "status 77"]] as const) {
  scenario(
    `Select.rsp ${status}: HsmsSelectError, drop, T5`,
    { active: true, timeouts: short },
    async (stage) => {
      const { peer, log, errors, pass, again } = stage;
      await peer.expect(OWN_SELECT_REQ);
      peer.send(`0000000a ffff 00 ${status.toString(16).padStart(2, "0")} 00 02 00000100`);
      await peer.expectEnd();
      await log.saw("disconnected HsmsSelectError");
      assertInstanceOf(errors[0], HsmsSelectError);
      assertEquals(errors[0].status, status);
      assertStringIncludes(errors[0].message, says);
      await pass(20);
      const next = await again();
      await next.expect("0000000a ffff 00 00 00 01 00000101");
      next.end();
    },
  );
}

scenario(
  "Reject for our Select.req: HsmsRejectError, drop, T5",
  { active: true, timeouts: short },
  async (stage) => {
    const { peer, log, errors, pass, again } = stage;
    await peer.expect(OWN_SELECT_REQ);
    peer.send("0000000a ffff 01 01 00 07 00000100");
    await log.saw("disconnected HsmsRejectError");
    assertInstanceOf(errors[0], HsmsRejectError);
    assertEquals(errors[0].reason, 1);
    await pass(20);
    const next = await again();
    await next.expect("0000000a ffff 00 00 00 01 00000101");
    next.end();
  },
);

scenario("T6: no Select.rsp drops the connection", { active: true, timeouts: short }, async (stage) => {
  const { peer, log, errors, pass } = stage;
  await peer.expect(OWN_SELECT_REQ);
  await pass(500);
  await log.saw("disconnected HsmsTimeoutError");
  assertInstanceOf(errors[0], HsmsTimeoutError);
  assertEquals(errors[0].timer, "T6");
  assertStringIncludes(errors[0].message, "did not answer Select.req (system 0x00000100)");
});

scenario(
  "T7: a connection that nobody selects is dropped",
  { timeouts: short },
  async ({ log, errors, pass }) => {
    await pass(700);
    await log.saw("disconnected HsmsTimeoutError");
    assertInstanceOf(errors[0], HsmsTimeoutError);
    assertEquals(errors[0].timer, "T7");
  },
);

scenario(
  "Deselect.req, SELECTED: rsp 0, NOT SELECTED, and T7 starts",
  { selected: true, timeouts: short },
  async (stage) => {
    const { peer, log, handler, errors, pass } = stage;
    peer.send("0000000a ffff 00 00 00 03 00000004");
    await peer.expect("0000000a ffff 00 00 00 04 00000004");
    await log.saw("deselected 65535");
    assertEquals(handler.connectionState, "not-selected");
    peer.send(streamFunction(1, 1, undefined, { system: 5, requireResponse: true }).encode());
    await peer.expect("0000000a 0000 00 04 00 07 00000005");
    await pass(700);
    await log.saw("disconnected HsmsTimeoutError");
    assert(errors.some((error) => error instanceof HsmsTimeoutError && error.timer === "T7"));
  },
);

scenario("Deselect.req, NOT SELECTED: rsp 1", {}, async ({ peer, handler }) => {
  peer.send("0000000a ffff 00 00 00 03 00000004");
  await peer.expect("0000000a ffff 00 01 00 04 00000004");
  assertEquals(handler.connectionState, "not-selected");
});

scenario("after a Deselect the peer may select again", { selected: true }, async ({ peer, log }) => {
  peer.send("0000000a ffff 00 00 00 03 00000004");
  await peer.expect("0000000a ffff 00 00 00 04 00000004");
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  await log.saw("selected", 2);
});

scenario(
  "sendDeselectReq: the peer's rsp 0 deselects, and sendSelectReq selects again",
  { selected: true },
  async (stage) => {
    const { peer, log, handler } = stage;
    const deselected = handler.sendDeselectReq();
    await peer.expect("0000000a ffff 00 00 00 03 00000100");
    peer.send("0000000a ffff 00 00 00 04 00000100");
    assertEquals((await deselected).header.name, "Deselect.rsp");
    assertEquals(handler.connectionState, "not-selected");
    const selected = handler.sendSelectReq();
    await peer.expect("0000000a ffff 00 00 00 01 00000101");
    peer.send("0000000a ffff 00 00 00 02 00000101");
    assertEquals((await selected).header.name, "Select.rsp");
    await log.saw("selected", 2);
  },
);

scenario(
  "sendDeselectReq: a no of the peer rejects, and the session stays",
  { selected: true },
  async ({ peer, handler }) => {
    const deselected = handler.sendDeselectReq().catch((error: unknown) => error);
    await peer.expect("0000000a ffff 00 00 00 03 00000100");
    peer.send("0000000a ffff 00 02 00 04 00000100");
    const error = await deselected;
    assertInstanceOf(error, HsmsSelectError);
    assertEquals([error.status, handler.connectionState], [2, "selected"]);
  },
);

scenario(
  "Separate.req, SELECTED: drop, no reply, no Separate of our own",
  { selected: true },
  async (stage) => {
    const { peer, log, errors } = stage;
    peer.send("0000000a ffff 00 00 00 09 00000004");
    await peer.expectEnd();
    peer.expectSilence();
    await log.saw("disconnected HsmsClosedError");
    assertInstanceOf(errors[0], HsmsClosedError);
    assertEquals(errors[0].code, "separated-by-peer");
    assertEquals(log.lines.slice(-2), ["deselected 65535", "disconnected HsmsClosedError"]);
  },
);

scenario("Separate.req, NOT SELECTED: ignored", {}, async ({ peer, log }) => {
  peer.send("0000000a ffff 00 00 00 09 00000004");
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  await log.saw("selected");
});

scenario("local close while SELECTED: Separate.req, flushed, then FIN", { selected: true }, async (stage) => {
  const { peer, log, handler } = stage;
  const disabled = handler.disable();
  await peer.expect("0000000a ffff 00 00 00 09 00000100");
  assertEquals(await peer.expectEnd(), undefined);
  peer.expectSilence();
  await disabled;
  assertEquals(log.lines.at(-1), "disconnected");
});

scenario("local close while NOT SELECTED: no Separate.req", {}, async ({ peer, handler }) => {
  const disabled = handler.disable();
  await peer.expectEnd();
  peer.expectSilence();
  await disabled;
});

scenario(
  "sendSeparateReq: Separate.req goes out, and the connection ends",
  { selected: true },
  async ({ peer, log, handler }) => {
    handler.sendSeparateReq();
    await peer.expect("0000000a ffff 00 00 00 09 00000100");
    await peer.expectEnd();
    await log.saw("disconnected");
  },
);

for (
  const [what, answer] of [
    ["Select.rsp 3", "0000000a ffff 00 03 00 02 00000101"],
    ["a Reject", "0000000a ffff 01 01 00 07 00000101"],
  ] as const
) {
  scenario(
    `${what} for a Select.req that was not needed: its caller is told, the link stays`,
    { active: true, selected: true },
    async ({ peer, handler, log }) => {
      const select = assertRejects(() => handler.sendSelectReq(), SecsError);
      await peer.expect("0000000a ffff 00 00 00 01 00000101");
      peer.send(answer);
      await select;
      peer.send("0000000a 0000 81 01 00 00 00000005");
      await log.saw("primary S1F1 W");
      assertEquals(handler.connectionState, "selected");
    },
  );
}

scenario(
  "Reject 4 for our data, active: the session is selected again, on the same connection",
  { active: true, selected: true },
  async ({ peer, handler, log }) => {
    const request = assertRejects(
      () => handler.sendAndWaitForResponse(streamFunction(1, 1)),
      HsmsRejectError,
    );
    await peer.expect("0000000a 0000 81 01 00 00 00000101");
    peer.send("0000000a 0000 00 04 00 07 00000101");
    await request;
    await peer.expect("0000000a ffff 00 00 00 01 00000102");
    peer.send("0000000a ffff 00 00 00 02 00000102");
    await log.saw("selected", 2);
    assertEquals([log.count("deselected"), log.count("disconnected")], [1, 0]);
  },
);

scenario(
  "Reject 4 for our data that waits for no reply, active: the session is selected again",
  { active: true, selected: true },
  async ({ peer, handler, log }) => {
    handler.sendStreamFunction(streamFunction(6, 11));
    await peer.expect("0000000a 0000 06 0b 00 00 00000101");
    peer.send("0000000a 0000 00 04 00 07 00000101");
    await log.saw("fault stray-reject");
    await peer.expect("0000000a ffff 00 00 00 01 00000102");
  },
);

scenario(
  "Reject 4 for our data, passive: T7 drops the connection, unless the peer selects again",
  { selected: true, timeouts: { t7: 700, allowShort: true } },
  async ({ peer, handler, log, pass }) => {
    handler.sendStreamFunction(streamFunction(6, 11));
    await peer.expect("0000000a 0000 06 0b 00 00 00000100");
    peer.send("0000000a 0000 00 04 00 07 00000100");
    await log.saw("deselected");
    peer.expectSilence();
    await pass(700);
    await log.saw("disconnected HsmsTimeoutError");
  },
);
