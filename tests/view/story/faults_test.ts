import { test } from "node:test";
import { assertEquals, assertMatch } from "@std/assert";
import type { FaultKind, Story } from "../../../src/view/story/mod.ts";
import { BEGIN, faultsOf, Play, SELECT_REQ, SELECT_RSP, SEPARATE } from "../play.ts";

const S1F3 = "0000000c 0000 81 03 00 00 00000002 0100";
const S1F4 = "0000000c 0000 01 04 00 00 00000002 0100";
const S2F41 = "00000013 0000 82 29 00 00 00000003 0102 4103 474f21 0100";
const LINKTEST_REQ = "0000000a ffff 00 00 00 05 00000009";
const LINKTEST_RSP = "0000000a ffff 00 00 00 06 00000009";

/** What a fault says: its title, and what it means. */
function said(story: Story, kind: FaultKind): string {
  const fault = story.faults.find((one) => one.kind === kind);
  return `${fault?.title}. ${fault?.meaning}`;
}

test("no-reply: nobody answers within T3, and it is marked at the request", () => {
  const story = new Play().selected().host(S1F3).wait(45_000).host(LINKTEST_REQ).tool(LINKTEST_RSP).story();
  assertEquals(faultsOf(story), ["bad no-reply 3 S1F3"]);
  assertMatch(said(story, "no-reply"), /No reply to S1F3 within T3\. .*45 s, the T3 of this view/);
  const bar = story.bars.at(2);
  assertEquals([bar.label, bar.timer, bar.ending, bar.to! - bar.from], ["S1F3", "T3", undefined, 45_000]);
});

test("no-reply: a request that is still within T3 is none", () => {
  const story = new Play().selected().host(S1F3).wait(44_000).host(LINKTEST_REQ).tool(LINKTEST_RSP).story();
  assertEquals(faultsOf(story), []);
  assertEquals(story.bars.at(2).to, undefined);
});

test("no-reply: the T3 of the options counts", () => {
  const play = new Play().selected().host(S1F3).wait(3000).host(LINKTEST_REQ).tool(LINKTEST_RSP);
  assertEquals(faultsOf(play.story({ timers: { t3: 2000 } })), ["bad no-reply 3 S1F3"]);
});

test("no-reply: S9F9 says it before T3 of the options, once", () => {
  const story = new Play().selected().tool("0000000a 0000 85 01 00 00 00000077").wait(20_000)
    .tool("00000016 0000 09 09 00 00 00000078 210a 0000 85 01 00 00 00000077").wait(60_000)
    .host(LINKTEST_REQ).tool(LINKTEST_RSP).story();
  assertEquals(faultsOf(story), ["bad no-reply 3 S5F1"]);
  assertMatch(said(story, "no-reply"), /S9F9, after 20 s/);
  assertEquals(story.partnerOf(4), 3);
});

test("late-reply: a reply after T3 takes the fault of the request back, and is noted", () => {
  const story = new Play().selected().host(S1F3).wait(50_000).tool(S1F4).story();
  assertEquals(faultsOf(story), ["note late-reply 4 S1F4"]);
  assertMatch(said(story, "late-reply"), /after 50 s; T3 is 45 s/);
  assertEquals(story.partnerOf(3), 4);
});

test("select-unanswered: no Select.rsp within T6", () => {
  const story = new Play().connect().host(SELECT_REQ).wait(5000).host(LINKTEST_REQ).story();
  assertEquals(faultsOf(story), ["bad select-unanswered 1 Select.req"]);
  assertMatch(said(story, "select-unanswered"), /did not answer within 5 s/);
  assertEquals(story.bars.at(1).timer, "T6");
});

test("select-unanswered: closed in place of an answer", () => {
  const story = new Play().connect().host(SELECT_REQ).closed("b").story();
  assertEquals(faultsOf(story), ["bad select-unanswered 1 Select.req"]);
  assertMatch(said(story, "select-unanswered"), /Closed instead of answering/);
});

test("select-unanswered: the side that asked closes first", () => {
  const story = new Play().connect().host(SELECT_REQ).wait(2000).closed("a").story();
  assertEquals(faultsOf(story), ["bad select-unanswered 1 Select.req"]);
  assertMatch(said(story, "select-unanswered"), /closed the connection itself after 2 s/);
});

test("select-unanswered: both sides are active", () => {
  const story = new Play().connect().host(SELECT_REQ).tool("0000000a ffff 00 00 00 01 00000099")
    .wait(5000).closed("a").story();
  assertMatch(said(story, "select-unanswered"), /set one to passive/);
});

test("linktest-unanswered: silence for T6; the end that follows is explained by it", () => {
  const story = new Play().selected().host(LINKTEST_REQ).wait(5000).closed("a").story();
  assertEquals(faultsOf(story), [
    "bad linktest-unanswered 3 Linktest.req",
    "note closed-without-separate 4 TCP closed",
  ]);
});

test("linktest-unanswered: other frames came meanwhile, so it is a note", () => {
  const story = new Play().selected().host(LINKTEST_REQ).tool(S1F3.replace("81 03", "01 03")).wait(5000)
    .tool(S1F3.replace("81 03", "01 03")).story();
  assertEquals(faultsOf(story), ["note linktest-unanswered 3 Linktest.req"]);
});

test("deselect-unanswered: no Deselect.rsp within T6", () => {
  const story = new Play().selected().host("0000000a ffff 00 00 00 03 0000000a").wait(5000).host(SEPARATE)
    .story();
  assertEquals(faultsOf(story), ["bad deselect-unanswered 3 Deselect.req"]);
});

test("select-refused: with what the status means", () => {
  const story = new Play().connect().host(SELECT_REQ).tool("0000000a ffff 00 03 00 02 00000001").closed("b")
    .story();
  assertEquals(faultsOf(story), ["bad select-refused 2 Select.rsp"]);
  assertMatch(said(story, "select-refused"), /status 3\. .*exhausted\. Another connection holds it/);
});

test("never-selected: T7 ran out, and it is marked where the connection was opened", () => {
  const story = new Play().connect().wait(10_000).closed("b").story();
  assertEquals(faultsOf(story), ["bad never-selected 0 TCP opened"]);
  assertMatch(said(story, "never-selected"), /Not selected within T7\. .*for 10 s/);
  assertEquals(story.bars.at(0).timer, "T7");
});

test("never-selected: who connects and closes at once is a port scan, and a note", () => {
  const story = new Play().connect().closed("a").story();
  assertEquals(faultsOf(story), ["note never-selected 0 TCP opened"]);
  assertMatch(said(story, "never-selected"), /port scan/);
});

test("never-selected: TCP was refused, and there was no connection at all", () => {
  const story = new Play().connect({ seen: false }).closed("b", "refused with RST").story();
  assertEquals(faultsOf(story), ["bad never-selected 0 TCP closed"]);
  assertMatch(said(story, "never-selected"), /TCP connection refused\. .*no program listens/);
});

test("frame-cut: T8, if the rest did not come for that long", () => {
  const play = new Play().selected();
  const since = play.at;
  const story = play.wait(5000).bytes("b", "00000020 0000 06 0b", "the end of the frame is missing", since)
    .closed("a").story();
  assertEquals(faultsOf(story), ["bad frame-cut 3 not a frame", "note closed-without-separate 4 TCP closed"]);
  assertMatch(said(story, "frame-cut"), /Frame cut, T8\. .*28 of its 36 bytes, and nothing came for 5 s/);
  const bar = story.bars.at(2);
  assertEquals([bar.timer, bar.from, bar.to, bar.side], ["T8", since, since + 5000, 0]);
});

test("frame-cut: by the end of the connection, if that came at once", () => {
  const story = new Play().selected().bytes("b", "000000", "the end of the frame is missing").closed("b")
    .story();
  assertMatch(said(story, "frame-cut"), /by the end of the connection\. .*3 of 4 bytes came/);
});

test("rejected: with the reason, at the Reject; the request has ended", () => {
  const story = new Play().selected().host(S2F41).tool("0000000a 0000 00 03 00 07 00000003").wait(60_000)
    .host(LINKTEST_REQ).tool(LINKTEST_RSP).story();
  assertEquals(faultsOf(story), ["bad rejected 4 Reject.req"]);
  assertMatch(said(story, "rejected"), /S2F41 rejected with reason 3\. .*answer to nothing/);
  assertEquals(story.bars.at(2).ending, 4);
});

test("rejected: Reject for Select.req is the only fault of its connection", () => {
  const story = new Play().connect().host(SELECT_REQ).tool("0000000a ffff 01 01 00 07 00000001").closed("a")
    .story();
  assertEquals(faultsOf(story), ["bad rejected 2 Reject.req"]);
});

for (
  const [func, what] of [
    [1, "unknown device id"],
    [3, "unknown stream"],
    [5, "unknown function"],
    [7, "illegal data"],
    [11, "data too long"],
  ] as const
) {
  test(`stream-9: S9F${func}, ${what}, ends the request that it names`, () => {
    const two = func.toString(16).padStart(2, "0");
    const story = new Play().selected().host(S2F41)
      .tool(`00000016 0000 09 ${two} 00 00 00000078 210a 0000 82 29 00 00 00000003`).wait(60_000)
      .host(LINKTEST_REQ).tool(LINKTEST_RSP).story();
    assertEquals(faultsOf(story), [`bad stream-9 4 S9F${func}`]);
    assertMatch(said(story, "stream-9"), new RegExp(`S9F${func}: ${what}\\. The tool says it of S2F41`));
  });
}

test("stream-9: S9F13, conversation timeout", () => {
  const story = new Play().selected().tool("0000000e 0000 09 0d 00 00 00000078 4102 5331").story();
  assertEquals(faultsOf(story), ["bad stream-9 3 S9F13"]);
});

test("aborted: SxF0 in place of the reply", () => {
  const story = new Play().selected().host(S2F41).tool("0000000a 0000 02 00 00 00 00000003").story();
  assertEquals(faultsOf(story), ["bad aborted 4 S2F0"]);
  assertMatch(said(story, "aborted"), /S2F41 aborted with S2F0\. .*OFF-LINE/);
});

test("refused-by-code: HCACK 2, with what it means", () => {
  const story = new Play().selected().host(S2F41)
    .tool("00000011 0000 02 2a 00 00 00000003 0102 2101 02 0100").story();
  assertEquals(faultsOf(story), ["bad refused-by-code 4 S2F42"]);
  assertMatch(said(story, "refused-by-code"), /HCACK 2.*it cannot do that now/);
});

test("refused-by-code: HCACK 0 and 4 are no refusal", () => {
  for (const code of ["00", "04"]) {
    const story = new Play().selected().host(S2F41)
      .tool(`00000011 0000 02 2a 00 00 00000003 0102 2101 ${code} 0100`).story();
    assertEquals(faultsOf(story), []);
  }
});

test("refused-by-code: a body of one byte, and a code of the maker", () => {
  const story = new Play().selected().host("0000000a 0000 82 21 00 00 00000003")
    .tool("0000000d 0000 02 22 00 00 00000003 2101 40").story();
  assertMatch(said(story, "refused-by-code"), /DRACK 64.*a code of the maker/);
});

test("not-a-frame: bytes of another protocol are named", () => {
  const http = new Play().connect().bytes("a", "474554202f20485454502f312e31", "not an HSMS frame").closed(
    "b",
  ).story();
  assertEquals(faultsOf(http), ["bad not-a-frame 1 not a frame"]);
  assertMatch(said(http, "not-a-frame"), /speaks HTTP/);
  const enq = new Play().connect().bytes("a", "05", "not an HSMS frame").closed("b").story();
  assertMatch(said(enq, "not-a-frame"), /SECS-I/);
});

test("not-a-frame: a hole of the recording is a note, and of the recording", () => {
  const story = new Play().connect({ seen: false }).bytes("a", "0102", "the recording begins inside a frame")
    .story();
  assertEquals(faultsOf(story), ["note not-a-frame 0 not a frame"]);
  assertMatch(said(story, "not-a-frame"), /of the recording, not of the link/);
});

test("malformed: a body that is not an item, with the place", () => {
  const story = new Play().selected().tool("0000000e 0000 06 0b 00 00 00000004 4105 6162").story();
  assertEquals(faultsOf(story), ["bad malformed 3 S6F11"]);
  assertMatch(
    said(story, "malformed"),
    /S6F11 is malformed\. Its body is not an item of E5: .*5 bytes of data, but only 2/,
  );
});

test("malformed: PType, an unknown SType, and the W bit of a reply", () => {
  const story = new Play().selected().host("0000000a 0000 81 01 01 00 00000005").host(
    "0000000a ffff 00 00 00 08 00000006",
  )
    .host("0000000a 0000 81 01 00 00 00000007").tool("0000000a 0000 81 02 00 00 00000007").story();
  assertEquals(faultsOf(story), [
    "note malformed 3 S1F1",
    "note malformed 4 SType 8",
    "note malformed 6 S1F2",
  ]);
});

test("system-bytes-twice: the same system bytes while the request is open", () => {
  const story = new Play().selected().host(S1F3).host("0000000a 0000 82 11 00 00 00000002").story();
  assertEquals(faultsOf(story), ["bad system-bytes-twice 4 S2F17"]);
  assertMatch(said(story, "system-bytes-twice"), /System bytes 2 twice\. S1F3 of the same sender/);
});

test("system-bytes-twice: the peer's own numbers are others", () => {
  const story = new Play().selected().host(S1F3).tool("0000000a 0000 85 01 00 00 00000002").tool(S1F4)
    .host("0000000d 0000 05 02 00 00 00000002 2101 00").story();
  assertEquals(faultsOf(story), []);
  assertEquals([3, 4, 5, 6].map((entry) => story.partnerOf(entry)), [5, 6, 3, 4]);
});

test("unasked-reply: no request has its system bytes", () => {
  const story = new Play().selected().tool(S1F4).story();
  assertEquals(faultsOf(story), ["note unasked-reply 3 S1F4"]);
});

test("unasked-reply: it is the reply of another message, or for another session", () => {
  const other = new Play().selected().host(S1F3).tool("0000000c 0000 01 02 00 00 00000002 0100").story();
  assertMatch(said(other, "unasked-reply"), /S1F3, whose reply is S1F4/);
  const session = new Play().selected().host(S1F3).tool("0000000c 0007 01 04 00 00 00000002 0100").story();
  assertMatch(said(session, "unasked-reply"), /for session 7, and was asked in session 0/);
});

test("unasked-reply: a recording that begins late does not know the request", () => {
  const story = new Play().connect({ seen: false }).tool(S1F4).story();
  assertEquals(faultsOf(story), []);
});

test("data-not-selected: data before Select; the Reject that follows is a note", () => {
  const story = new Play().connect().host(S1F3).tool("0000000a 0000 00 04 00 07 00000002").host(SELECT_REQ)
    .tool(SELECT_RSP).story();
  assertEquals(faultsOf(story), ["bad data-not-selected 1 S1F3", "note rejected 2 Reject.req"]);
});

test("closed-without-separate: in the middle of a request", () => {
  const story = new Play().selected().host(S1F3).closed("b", "reset with RST").story();
  assertEquals(faultsOf(story), ["bad closed-without-separate 4 TCP closed"]);
  assertMatch(
    said(story, "closed-without-separate"),
    /closed the connection while a request was open.*reset with RST/,
  );
  assertEquals(story.bars.at(2).ending, 4);
});

test("closed-without-separate: with nothing open it is a note", () => {
  const story = new Play().selected().closed(undefined).story();
  assertEquals(faultsOf(story), ["note closed-without-separate 3 TCP closed"]);
});

test("separated: Separate.req in place of an answer", () => {
  const story = new Play().selected().host(S1F3).tool(SEPARATE).closed("b").story();
  assertEquals(faultsOf(story), ["bad separated 4 Separate.req"]);
});

test("separated: the end of a session in good order is no fault", () => {
  const story = new Play().selected().host(S1F3).tool(S1F4).host(SEPARATE).closed("a").story();
  assertEquals(faultsOf(story), []);
});

test("reconnects: three connections in a minute, once", () => {
  const play = new Play();
  for (let i = 0; i < 4; i++) play.selected().host(SEPARATE).closed("a").wait(10_000);
  const story = play.story();
  assertEquals(faultsOf(story), ["note reconnects 10 TCP opened"]);
  assertMatch(said(story, "reconnects"), /Connected 3 times in 20\.1 s/);
  assertEquals(BEGIN, story.at(0));
});

test("faults of a kind are counted beyond 5000", () => {
  const play = new Play().selected();
  for (let i = 0; i < 5010; i++) play.tool(S1F4);
  const story = play.story();
  assertEquals([story.faults.length, story.faultsLeftOut], [5000, 10]);
});
