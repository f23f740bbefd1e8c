import { assertEquals, assertInstanceOf, assertStringIncludes } from "@std/assert";
import { HsmsProtocolError, linktestReq, rejectReq, streamFunction } from "@secs/hsms";
import { scenario, SELECT_REQ, SELECT_RSP } from "./stage.ts";

const LINKTEST = "0000000a ffff 00 00 00 05 00000001";
const LINKTEST_RSP = "0000000a ffff 00 00 00 06 00000001";

for (
  const [name, response] of [["Select.rsp", "02"], ["Deselect.rsp", "04"], ["Linktest.rsp", "06"]] as const
) {
  for (const selected of [false, true]) {
    const state = selected ? "SELECTED" : "NOT SELECTED";
    scenario(
      `${name} nobody asked for, ${state}: Reject 3, keep the link`,
      { selected },
      async ({ peer, handler, log }) => {
        const before = handler.connectionState;
        peer.send(`0000000a ffff 00 00 00 ${response} 00000bad`);
        await peer.expect(`0000000a ffff ${response} 03 00 07 00000bad`);
        peer.send(LINKTEST);
        await peer.expect(LINKTEST_RSP);
        assertEquals(handler.connectionState, before);
        await log.saw("fault rejected-here");
      },
    );
  }
}

scenario(
  "a response with the system bytes of another kind of request: Reject 3",
  { selected: true },
  async (stage) => {
    const { peer, handler } = stage;
    const linktest = handler.sendLinktestReq();
    await peer.expect("0000000a ffff 00 00 00 05 00000100");
    peer.send("0000000a ffff 00 00 00 02 00000100");
    await peer.expect("0000000a ffff 02 03 00 07 00000100");
    peer.send("0000000a ffff 00 00 00 06 00000100");
    await linktest;
  },
);

scenario("data, NOT SELECTED: Reject 4, keep the link", {}, async ({ peer, log }) => {
  peer.send(streamFunction(1, 1, Uint8Array.of(1, 2, 3), { system: 7, requireResponse: true }).encode());
  await peer.expect("0000000a 0000 00 04 00 07 00000007");
  peer.send(SELECT_REQ);
  await peer.expect(SELECT_RSP);
  await log.saw("selected");
  assertEquals(log.count("primary"), 0);
});

scenario("Linktest.req, NOT SELECTED: Linktest.rsp", {}, async ({ peer }) => {
  peer.send(LINKTEST);
  await peer.expect(LINKTEST_RSP);
});

for (const sType of [8, 10, 128, 200, 255]) {
  const hex = sType.toString(16).padStart(2, "0");
  scenario(
    `SType ${sType}: Reject 1 with the SType, the link works on`,
    { selected: true },
    async ({ peer, handler }) => {
      peer.send(`0000000a ffff 00 00 00 ${hex} 00000005`);
      await peer.expect(`0000000a ffff ${hex} 01 00 07 00000005`);
      peer.send(LINKTEST);
      await peer.expect(LINKTEST_RSP);
      assertEquals(handler.connectionState, "selected");
    },
  );
}

for (const sType of [0, 1, 3, 5, 6, 9]) {
  scenario(
    `PType 1 with SType ${sType}: Reject 2 with the PType, not processed`,
    { selected: true },
    async (stage) => {
      const { peer, handler, log } = stage;
      peer.send(`0000000a ffff 81 01 01 0${sType} 00000005`);
      await peer.expect("0000000a ffff 01 02 00 07 00000005");
      peer.send(LINKTEST);
      await peer.expect(LINKTEST_RSP);
      assertEquals([handler.connectionState, log.count("primary")], ["selected", 0]);
    },
  );
}

for (const sType of [1, 3, 5, 9]) {
  scenario(
    `control frame ${sType} with a body: Reject 1, never processed`,
    { selected: true },
    async ({ peer, handler }) => {
      peer.send(`0000000b ffff 00 00 00 0${sType} 00000005 ff`);
      await peer.expect(`0000000a ffff 0${sType} 01 00 07 00000005`);
      peer.send(LINKTEST);
      await peer.expect(LINKTEST_RSP);
      assertEquals(handler.connectionState, "selected");
    },
  );
}

const STRAY = [
  ["of session 0 and system 0", "0000000a 0000 00 04 00 07 00000000"],
  ["of an unknown system", "0000000a ffff 00 03 00 07 00000bad"],
  ["with a PType", "0000000a ffff 00 03 01 07 00000bad"],
  ["with a body", "0000000b ffff 00 03 00 07 00000bad aa"],
] as const;

for (const [what, frame] of STRAY) {
  scenario(
    `Reject.req ${what} that matches nothing: reported, never answered`,
    { selected: true },
    async (stage) => {
      const { peer, log } = stage;
      peer.send(frame);
      peer.send(LINKTEST);
      await peer.expect(LINKTEST_RSP);
      await log.saw("fault stray-reject");
      peer.expectSilence();
    },
  );
}

const BAD = "0000000a ffff 00 00 00 08 00000005";

scenario(
  "100 frames in a burst that each earn a Reject: 100 Rejects, keep the link",
  { selected: true },
  async ({ peer }) => {
    peer.send(BAD.repeat(100));
    for (let i = 0; i < 100; i++) await peer.expect("0000000a ffff 08 01 00 07 00000005");
    peer.send(LINKTEST);
    await peer.expect(LINKTEST_RSP);
  },
);

scenario(
  "a flood of frames that each earn a Reject: at most 100 a second, then drop",
  { selected: true },
  async (stage) => {
    const { peer, log, errors } = stage;
    peer.send(BAD.repeat(1_000));
    await log.saw("disconnected HsmsProtocolError");
    const error = errors.at(-1);
    assertInstanceOf(error, HsmsProtocolError);
    assertEquals(error.code, "reject-flood");
    assertStringIncludes(error.message, "more than 100 frames in a second that had to be rejected");
    assertEquals(log.count("fault rejected-here"), 101);
  },
);

scenario("sendRejectReq: goes out as asked", { selected: true }, async ({ peer, handler }) => {
  handler.sendRejectReq(linktestReq(5), 3);
  await peer.expect(rejectReq(linktestReq(5), 3).encode());
});
