// A tool in the hands of the test that answers whatever the host asks, until the host has found out what it wants.

import { decodeItem, encodeItem, type Item } from "@secs/hsms/secs2";
import type { GemDiscoverOptions, GemDiscovery } from "../../../../src/gem/mod.ts";
import { toHex } from "../../../support/hex.ts";
import type { OddTool } from "../odd_tool.ts";

/** How a tool lacks a message; `drop` ends the link. */
export type Lacking = "SxF0" | "S9F5" | "S9F7" | "silent" | "drop";

/** Makes the answer to a message: its body, how it is lacked, or what the test does itself. */
export type Answers = (name: string, body: Item | undefined, tool: OddTool) => Item | Lacking | undefined;

/** The messages that change nothing at a tool. */
export const READ_ONLY: ReadonlySet<string> = new Set([
  "S1F1 W",
  "S1F3 W",
  "S1F11 W",
  "S1F21 W",
  "S1F23 W",
  "S2F13 W",
  "S2F17 W",
  "S2F29 W",
  "S2F47 W",
  "S2F51 W",
  "S2F53 W",
  "S2F55 W",
  "S2F57 W",
  "S5F5 W",
  "S5F7 W",
  "S6F19 W",
  "S7F19 W",
]);

/** Answers everything that the host asks while it discovers the tool. */
export async function discoverOdd(
  tool: OddTool,
  answers: Answers,
  options: GemDiscoverOptions = {},
): Promise<GemDiscovery & { readonly sent: readonly string[] }> {
  const sent: string[] = [];
  const discovering = tool.anyHost.discover({ timeout: 1000, ...options });
  const isOver = discovering.then(() => undefined);
  for (;;) {
    // After the last message, and after the end of the link, there is none.
    const message = await Promise.race([tool.next().catch(() => isOver), isOver]);
    if (message === undefined) return { ...await discovering, sent };
    const { name, body } = message;
    sent.push(name);
    // Without W it is our answer to what the tool has sent.
    if (name.endsWith(" W")) await give(tool, answers(name.slice(0, -2), decodeItem(body), tool));
  }
}

async function give(tool: OddTool, answer: Item | Lacking | undefined): Promise<void> {
  if (answer === undefined || typeof answer === "object") {
    tool.reply(answer === undefined ? "" : toHex(encodeItem(answer)));
  } else if (answer === "SxF0") tool.reply("", 0);
  else if (answer === "S9F5") tool.stream9(5);
  else if (answer === "S9F7") tool.stream9(7);
  else if (answer === "silent") await tool.clock.advance(1000);
  else tool.peer.end();
}

/** The ids in the body of a question. */
export function idsIn(body: Item | undefined): number[] {
  const items = body?.format === "L" ? body.items : [];
  return items.map((id) => Number((id as { value: number }).value));
}
