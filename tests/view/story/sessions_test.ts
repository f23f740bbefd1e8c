import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { faultsOf, Play, SELECT_REQ, SELECT_RSP, SEPARATE } from "../play.ts";

const S1F1 = "0000000a 0000 81 01 00 00 00000002";
const S1F2 = "0000000c 0000 01 02 00 00 00000002 0100";

/** Select.req and Select.rsp of HSMS-GS. */
function selectGs(play: Play, session: string): Play {
  return play.host(`0000000a ${session} 00 00 00 01 0000${session}`).tool(
    `0000000a ${session} 00 00 00 02 0000${session}`,
  );
}

test("HSMS-GS: the link is selected while one session is", () => {
  const play = selectGs(selectGs(new Play().connect(), "0001"), "0002").host(
    "0000000a 0001 00 00 00 09 00000099",
  )
    .host("0000000a 0002 81 01 00 00 00000002").tool("0000000c 0002 01 02 00 00 00000002 0100");
  assertEquals(faultsOf(play.story()), []);
  const story = selectGs(selectGs(new Play().connect(), "0001"), "0002").host(
    "0000000a 0001 00 00 00 09 00000099",
  )
    .host("0000000a 0002 00 00 00 09 0000009a").host("0000000a 0002 81 01 00 00 00000002").story();
  assertEquals(story.links[0]!.ribbons[0]!.spans.map(({ state }) => state), [
    "NOT SELECTED",
    "SELECTED",
    "NOT SELECTED",
  ]);
});

test("a Separate.req with another session id than that of the Select ends the session", () => {
  const story = new Play().selected().host("0000000a 0000 00 00 00 09 00000099").closed("a").story();
  assertEquals(faultsOf(story), []);
});

test("a reply that crosses Separate.req is no fault", () => {
  const story = new Play().selected().host(S1F1).host(SEPARATE).tool(S1F2).closed("b").story();
  assertEquals(faultsOf(story), ["note separated 4 Separate.req"]);
});

test("selected after T7 of the view: the fault is taken back", () => {
  const story = new Play().connect().wait(12_000).host(SELECT_REQ).tool(SELECT_RSP).host(S1F1).tool(S1F2)
    .story();
  assertEquals(faultsOf(story), []);
});

test("Deselect: NOT SELECTED, and T7 runs again", () => {
  const story = new Play().selected().host("0000000a ffff 00 00 00 03 0000000a").tool(
    "0000000a ffff 00 00 00 04 0000000a",
  )
    .wait(10_000).closed("b").story();
  assertEquals(faultsOf(story), []);
  const bar = story.bars.at(3);
  assertEquals([bar.label, bar.entry, bar.timer], ["selected", 4, "T7"]);
});
