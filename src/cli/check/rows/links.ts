import { S2F35, S2F37, S2F39, S2F57, S6F15, type SecsId } from "../../../secs/mod.ts";
import type { CheckedTool } from "../checked_tool.ts";
import { judged, rowsOf } from "../row.ts";
import { type CheckRow, fail, notTried, pass, type Verdict, verdict } from "../verdict.ts";
import { OURS, withReport } from "./events.ts";

/** DATAID of the inquiry. */
const DATA = 2_147_000_003;

/** Links and enables, each put back. */
export const LINKS: readonly CheckRow<CheckedTool>[] = [
  ...rowsOf<CheckedTool>("Dynamic event report configuration", {
    "S2F35": [
      "S2F35 links a report to an event, and S6F15 shows it; S2F35 without a report unlinks it",
      "write",
      links,
    ],
    "S2F37": ["S2F37 enables an event, and S2F57 shows it", "write", enables],
    "S2F39": [
      "S2F39 is answered with GRANT 0",
      "write",
      (tool) =>
        judged(
          tool,
          S2F39.toEquipment,
          { DATAID: DATA, DATALENGTH: 300 },
          (code) => verdict(code === 0, `GRANT ${code}`),
        ),
    ],
  }),
];

/** Of an event that has no report: nothing of others is touched. */
async function links(tool: CheckedTool): Promise<Verdict> {
  if ((await tool.facts.events()).length === 0) return notTried("the tool lists no events");
  const event = await unlinked(tool);
  if (event === undefined) return notTried("each event has reports already, or S6F15 does not say which");
  const link = (RPTID: readonly SecsId[]): Promise<Verdict> =>
    judged(
      tool,
      S2F35.toEquipment,
      { DATAID: 0, LINKS: [{ CEID: event, RPTID }] },
      (code) => verdict(code === 0, `LRACK ${code}`),
    );
  return await withReport(tool, async () => {
    const linked = await link([OURS]);
    if (linked.result !== "pass") return linked;
    const shown = await judged(
      tool,
      S6F15.toEquipment,
      event,
      (reports) => verdict(reports?.RPT.length === 1, `S6F16 has ${reports?.RPT.length ?? 0} reports`),
    );
    const left = await link([]);
    return left.result === "pass" ? shown : fail(`it could not be unlinked: ${left.saw}`);
  });
}

async function unlinked(tool: CheckedTool): Promise<SecsId | undefined> {
  for (const event of (await tool.facts.events()).slice(0, 20)) {
    const asked = await tool.ask(S6F15.toEquipment, event);
    if (asked.isAnswered && (asked.value?.RPT.length ?? 0) === 0) return event;
  }
  return undefined;
}

async function enables(tool: CheckedTool): Promise<Verdict> {
  return await judged(tool, S2F57.toEquipment, undefined, async (before) => {
    const wasEnabled = new Set(before);
    const event = (await tool.facts.events()).find((id) => !wasEnabled.has(id));
    if (event === undefined) return notTried("the tool lists no event that is disabled");
    const set = (CEED: boolean): Promise<Verdict> =>
      judged(
        tool,
        S2F37.toEquipment,
        { CEED, CEID: [event] },
        (code) => verdict(code === 0, `ERACK ${code}`),
      );
    const enabled = await set(true);
    if (enabled.result !== "pass") return enabled;
    const shown = await judged(
      tool,
      S2F57.toEquipment,
      undefined,
      (now) =>
        now.includes(event) ? pass(`CEID ${event} is in S2F58`) : fail(`CEID ${event} is not in S2F58`),
    );
    const disabled = await set(false);
    return disabled.result === "pass" ? shown : fail(`it could not be disabled: ${disabled.saw}`);
  });
}
