// The recording of a link that fails for eight different reasons, and a frame that is malformed; always the same bytes.

import type { FaultKind } from "../../src/view/story/mod.ts";
import { Play, SELECT_REQ, SELECT_RSP, SEPARATE } from "./play.ts";

/** One of the reasons: what is to be found, and where. */
export interface Reason {
  readonly kind: FaultKind;
  /** The name of the entry at which it is. */
  readonly name: string;
  /** Number of its connection. */
  readonly connection: number;
}

/** What is wrong with the link, in its order; each once, and nothing else that is bad. */
export const REASONS: readonly Reason[] = [
  { kind: "no-reply", name: "S2F41", connection: 1 },
  { kind: "select-unanswered", name: "Select.req", connection: 2 },
  { kind: "never-selected", name: "TCP opened", connection: 3 },
  { kind: "frame-cut", name: "not a frame", connection: 4 },
  { kind: "select-refused", name: "Select.rsp", connection: 5 },
  { kind: "rejected", name: "Reject.req", connection: 6 },
  { kind: "stream-9", name: "S9F5", connection: 7 },
  { kind: "stream-9", name: "S9F7", connection: 7 },
  { kind: "closed-without-separate", name: "TCP closed", connection: 8 },
  { kind: "malformed", name: "S6F11", connection: 9 },
];

/** Between two connections, so that they do not look like one that comes and goes. */
const LATER = 120_000;

const S1F13 = "0000000c 0000 81 0d 00 00 00000010 0100";
const S1F14 = "0000001c 0000 01 0e 00 00 00000010 0102 2101 00 0102 4104 45544348 4103 312e30";
const S6F11 = "00000014 0000 86 0b 00 00 00001001 0103 a501 01 a501 2a 0100";
const S6F12 = "0000000d 0000 06 0c 00 00 00001001 2101 00";
/** `<L [2] <A "START"> <L>>` */
const S2F41 = "00000015 0000 82 29 00 00 00000011 0102 4105 5354415254 0100";

/** Writes the recording. */
export function eightReasons(): Play {
  const play = new Play();
  const session = (port: number): Play =>
    play.connect({ port }).host(SELECT_REQ).tool(SELECT_RSP).host(S1F13).tool(S1F14);
  const leave = (): Play => play.host(SEPARATE).closed("a").wait(LATER);

  session(40001).tool(S6F11).host(S6F12).host(S2F41).wait(45_000);
  leave();
  play.connect({ port: 40002 }).host(SELECT_REQ).wait(5000).closed("a").wait(LATER);
  play.connect({ port: 40003 }).wait(10_000).closed("b").wait(LATER);
  session(40004);
  const since = play.at;
  play.wait(5000).bytes("b", S6F11.replace(/\s/g, "").slice(0, 30), "the end of the frame is missing", since)
    .closed("a").wait(LATER);
  play.connect({ port: 40005 }).host(SELECT_REQ).tool("0000000a ffff 00 03 00 02 00000001").closed("b").wait(
    LATER,
  );
  session(40006).host("0000000a ffff 00 00 00 08 00000012").tool("0000000a ffff 08 01 00 07 00000012");
  leave();
  session(40007).host(S2F41).tool("00000016 0000 09 05 00 00 00001002 210a 0000 82 29 00 00 00000011")
    .host("0000000c 0000 81 03 00 00 00000013 0100")
    .tool("00000016 0000 09 07 00 00 00001003 210a 0000 81 03 00 00 00000013");
  leave();
  session(40008).host(S2F41).closed("b", "reset with RST").wait(LATER);
  session(40009).tool("00000014 0000 86 0b 00 00 00001001 0103 a501 01 a501 2a 4105")
    .host(S6F12);
  leave();
  return play;
}
