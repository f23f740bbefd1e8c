import { HsmsTimeoutError } from "../../../core/mod.ts";
import { S1F1, S1F13 } from "../../../secs/mod.ts";
import { sentenceOf } from "../../errors.ts";
import type { CheckedTool } from "../checked_tool.ts";
import { required, rowsOf } from "../row.ts";
import { type CheckRow, fail, pass, type Verdict, verdict } from "../verdict.ts";

/** MDLN and SOFTREV have at most this many characters. */
const LONGEST_NAME = 20;

/** How long an S1F1 before S1F13 must stay without an answer, in ms. */
const SILENCE = 2000;

/** Communications: the rows that need no on-line tool. */
export const COMMUNICATIONS: readonly CheckRow<CheckedTool>[] = [
  ...rowsOf<CheckedTool>("Establish communications", {
    "S1F1-before-S1F13": [
      "while communications are not established, also after COMMACK 1, all but S1F13 is discarded without a reply",
      "read",
      discarded,
    ],
    "S1F13": ["S1F13 is answered with COMMACK 0, MDLN and SOFTREV", "read", established],
    "S1F13-again": ["an S1F13 while communicating is answered with COMMACK 0 too", "read", established],
  }, { needsOnline: false }),
  ...rowsOf<CheckedTool>("On-line identification", {
    "S1F1": ["S1F1 is answered with MDLN and SOFTREV, at most 20 characters each", "read", identified],
  }),
];

async function discarded(tool: CheckedTool): Promise<Verdict> {
  try {
    const found = await silent(tool);
    // By now the tool has read the COMMACK of its S1F13.
    return found.result === "pass" && tool.hasDenied ? await silent(tool) : found;
  } finally {
    tool.commack = 0;
  }
}

async function silent(tool: CheckedTool): Promise<Verdict> {
  const timeout = Math.min(SILENCE, tool.timeout);
  try {
    await tool.secs.request(S1F1, undefined, { timeout });
    const why = tool.hasDenied ? "the tool's S1F13 was denied with COMMACK 1" : "no S1F13 had come";
    return fail(`S1F1 was answered, although ${why}`);
  } catch (error) {
    const isSilent = error instanceof HsmsTimeoutError && error.timer === "T3";
    return isSilent ? pass(`nothing was answered within ${timeout} ms`) : fail(sentenceOf(error));
  }
}

function established(tool: CheckedTool): Promise<Verdict> {
  return required(tool, S1F13.toEquipment, undefined, ({ COMMACK, IDENTITY }) => {
    if (COMMACK !== 0) return fail(`COMMACK ${COMMACK}`);
    if (IDENTITY === undefined) return fail("COMMACK 0 without MDLN and SOFTREV");
    return verdict(isShort(IDENTITY.MDLN) && isShort(IDENTITY.SOFTREV), shown(IDENTITY));
  });
}

function identified(tool: CheckedTool): Promise<Verdict> {
  return required(tool, S1F1.toEquipment, undefined, (identity) => {
    if (identity === undefined) return fail("S1F2 has an empty list");
    return verdict(isShort(identity.MDLN) && isShort(identity.SOFTREV), shown(identity));
  });
}

function isShort(text: string): boolean {
  return text.length <= LONGEST_NAME;
}

function shown({ MDLN, SOFTREV }: { readonly MDLN: string; readonly SOFTREV: string }): string {
  return `MDLN "${MDLN}", SOFTREV "${SOFTREV}"`;
}
