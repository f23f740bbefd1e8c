import { S2F33, S2F35, S2F37, S6F15, S6F19, type SecsId } from "../../../secs/mod.ts";
import type { CheckedTool } from "../checked_tool.ts";
import { judged, rowsOf } from "../row.ts";
import { type CheckRow, fail, notTried, pass, type Verdict, verdict } from "../verdict.ts";

/** RPTIDs that the rows define and delete again. */
export const OURS = 2_147_000_001;
const OTHER = 2_147_000_002;

/** Reports and events. Each row deletes what it has defined; links and enables of the tool's own events are left alone. */
export const EVENTS: readonly CheckRow<CheckedTool>[] = [
  ...rowsOf<CheckedTool>("Dynamic event report configuration", {
    "S2F33": [
      "S2F33 defines a report, DRACK 0, and deletes it",
      "write",
      (tool) => withReport(tool, () => pass("DRACK 0, twice")),
    ],
    "S2F33-exists": [
      "S2F33 of an RPTID that is defined already is refused with DRACK 3",
      "write",
      (tool) => withReport(tool, (id) => define(tool, OURS, [id], 3)),
    ],
    "S2F33-unknown": [
      "S2F33 with a VID that is unknown is refused with DRACK 4, and nothing is defined",
      "write",
      unknownVariable,
    ],
    "S2F35-unknown-event": [
      "S2F35 of a CEID that is unknown is refused with LRACK 4",
      "write",
      (tool) =>
        withReport(tool, async () => link(tool, tool.facts.unknown(await tool.facts.events()), OURS, 4)),
    ],
    "S2F35-unknown-report": [
      "S2F35 with an RPTID that is unknown is refused with LRACK 5",
      "write",
      async (tool) => {
        const [event] = await tool.facts.events();
        return event === undefined ? notTried("the tool lists no events") : await link(tool, event, OTHER, 5);
      },
    ],
    "S2F37-unknown": [
      "S2F37 with a CEID that is unknown is refused with ERACK 1",
      "write",
      async (tool) =>
        judged(tool, S2F37.toEquipment, {
          CEED: false,
          CEID: [tool.facts.unknown(await tool.facts.events())],
        }, (code) => verdict(code === 1, `ERACK ${code}`)),
    ],
  }),
  ...rowsOf<CheckedTool>("Dynamic event report configuration", {
    "S2F37-all": [
      "S2F37 without a CEID disables all events, ERACK 0",
      "destructive",
      (tool) =>
        judged(
          tool,
          S2F37.toEquipment,
          { CEED: false, CEID: [] },
          (code) => verdict(code === 0, `ERACK ${code}`),
        ),
    ],
    "S2F33-all": ["S2F33 without a report deletes all reports, DRACK 0", "destructive", async (tool) => {
      const [id] = await tool.facts.status();
      if (id === undefined) return notTried("the tool lists no status variables");
      await define(tool, OURS, [id], 0);
      const deleted = await judged(
        tool,
        S2F33.toEquipment,
        { DATAID: 0, REPORTS: [] },
        (code) => verdict(code === 0, `DRACK ${code}`),
      );
      if (deleted.result !== "pass") return deleted;
      const again = await define(tool, OURS, [id], 0);
      await define(tool, OURS, [], 0);
      return again.result === "pass" ? deleted : fail(`DRACK 0, but a report was left: ${again.saw}`);
    }],
  }),
  ...rowsOf<CheckedTool>("Variable data collection", {
    "S6F15": ["S6F15 is answered with the reports of an event", "read", async (tool) => {
      const [event] = await tool.facts.events();
      if (event === undefined) return notTried("the tool lists no events");
      return await judged(
        tool,
        S6F15.toEquipment,
        event,
        (reports) => pass(reports === undefined ? "an empty body" : `${reports.RPT.length} reports`),
      );
    }],
    "S6F19": [
      "S6F19 is answered with the values of a report",
      "write",
      (tool) =>
        withReport(
          tool,
          () =>
            judged(tool, S6F19.toEquipment, OURS, (items) =>
              verdict(items.length === 1, `${items.length} values for 1 variable`)),
        ),
    ],
    "S6F19-unknown": [
      "S6F19 of an RPTID that is unknown is answered with an empty list",
      "read",
      (tool) =>
        judged(
          tool,
          S6F19.toEquipment,
          OTHER,
          (items) => verdict(items.length === 0, `${items.length} values`),
        ),
    ],
  }),
];

/** Looks while a report of one status variable is defined. */
export async function withReport(
  tool: CheckedTool,
  look: (variable: SecsId) => Verdict | Promise<Verdict>,
): Promise<Verdict> {
  const [id] = await tool.facts.status();
  if (id === undefined) return notTried("the tool lists no status variables");
  const defined = await define(tool, OURS, [id], 0);
  if (defined.result !== "pass") return defined;
  const found = await look(id);
  const deleted = await define(tool, OURS, [], 0);
  return deleted.result === "pass" ? found : fail(`the report could not be deleted: ${deleted.saw}`);
}

function define(tool: CheckedTool, RPTID: SecsId, VID: readonly SecsId[], code: number): Promise<Verdict> {
  return judged(
    tool,
    S2F33.toEquipment,
    { DATAID: 0, REPORTS: [{ RPTID, VID }] },
    (drack) => verdict(drack === code, `DRACK ${drack}`),
  );
}

function link(tool: CheckedTool, CEID: SecsId, RPTID: SecsId, code: number): Promise<Verdict> {
  return judged(
    tool,
    S2F35.toEquipment,
    { DATAID: 0, LINKS: [{ CEID, RPTID: [RPTID] }] },
    (lrack) => verdict(lrack === code, `LRACK ${lrack}`),
  );
}

async function unknownVariable(tool: CheckedTool): Promise<Verdict> {
  const status = await tool.facts.status();
  const [id] = status;
  if (id === undefined) return notTried("the tool lists no status variables");
  const REPORTS = [{ RPTID: OURS, VID: [id] }, { RPTID: OTHER, VID: [tool.facts.unknown(status)] }];
  const refused = await judged(
    tool,
    S2F33.toEquipment,
    { DATAID: 0, REPORTS },
    (drack) => verdict(drack === 4, `DRACK ${drack}`),
  );
  // Nothing of it may be there; if it is, it goes.
  const left = await define(tool, OURS, [id], 0);
  await define(tool, OURS, [], 0);
  if (refused.result !== "pass") return refused;
  return left.result === "pass"
    ? refused
    : fail(`DRACK 4, but the report before it was defined: ${left.saw}`);
}
