import { HsmsAbortError } from "../../../core/mod.ts";
import { S1F1, S1F13, S1F15, S1F17 } from "../../../secs/mod.ts";
import type { CheckedTool } from "../checked_tool.ts";
import { judged, rowsOf } from "../row.ts";
import { type CheckRow, fail, pass, type Verdict, verdict } from "../verdict.ts";

/** Host-initiated control. The tool is on-line before, and on-line again after each row. */
export const CONTROL: readonly CheckRow<CheckedTool>[] = rowsOf<CheckedTool>("Control (host-initiated)", {
  "S1F17-online": [
    "S1F17 to a tool that is ON-LINE is answered with ONLACK 2",
    "write",
    (tool) =>
      judged(
        tool,
        S1F17.toEquipment,
        undefined,
        (code) =>
          code === 0
            ? fail("ONLACK 0: the tool was OFF-LINE, although it had answered S1F1")
            : verdict(code === 2, `ONLACK ${code}`),
      ),
  ],
  "S1F15": [
    "S1F15 is answered with OFLACK 0, and leads to HOST OFF-LINE",
    "write",
    (tool) => offline(tool, () => pass("OFLACK 0")),
  ],
  "offline-aborts": [
    "a tool that is OFF-LINE aborts S1F1 with S1F0",
    "write",
    (tool) => offline(tool, aborts),
  ],
  "offline-S1F13": [
    "a tool that is OFF-LINE answers S1F13",
    "write",
    (tool) =>
      offline(
        tool,
        (one) =>
          judged(one, S1F13.toEquipment, undefined, ({ COMMACK }) =>
            verdict(COMMACK === 0, `COMMACK ${COMMACK}`)),
      ),
  ],
  "S1F17": [
    "S1F17 leads from HOST OFF-LINE to ON-LINE, with ONLACK 0",
    "write",
    (tool) => offline(tool, () => pass("ONLACK 0")),
  ],
});

/** Takes the tool off-line, looks, and takes it on-line again. */
async function offline(
  tool: CheckedTool,
  look: (tool: CheckedTool) => Verdict | Promise<Verdict>,
): Promise<Verdict> {
  return await judged(tool, S1F15.toEquipment, undefined, async (oflack) => {
    if (oflack !== 0) return fail(`OFLACK ${oflack}`);
    const found = await look(tool);
    const back = await tool.ask(S1F17.toEquipment, undefined);
    if (!back.isAnswered) return fail(`S1F17 did not lead ON-LINE: ${back.verdict.saw}`);
    return back.value === 0 ? found : fail(`S1F17 was answered with ONLACK ${back.value}`);
  });
}

async function aborts(tool: CheckedTool): Promise<Verdict> {
  const asked = await tool.ask(S1F1.toEquipment, undefined);
  if (asked.isAnswered) return fail("S1F1 was answered with S1F2");
  return verdict(asked.error instanceof HsmsAbortError, asked.verdict.saw);
}
