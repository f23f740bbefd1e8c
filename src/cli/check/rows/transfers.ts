import { B } from "../../../secs2/mod.ts";
import { S2F23, S2F43, S2F45, S2F47, S6F23, S7F17, S7F19, S7F3, S7F5 } from "../../../secs/mod.ts";
import type { CheckedTool } from "../checked_tool.ts";
import { judged, rowsOf } from "../row.ts";
import { type CheckRow, fail, notTried, pass, type Verdict, verdict } from "../verdict.ts";

const PROGRAM = "HSMS-CHECK";
const BODY = B(Uint8Array.from({ length: 1000 }, (_, i) => i % 256));
const TRACE = 2_147_000_001;

/** Process programs, traces, limits and the spool. */
export const TRANSFERS: readonly CheckRow<CheckedTool>[] = [
  ...rowsOf<CheckedTool>("Process recipe management", {
    "S7F19": [
      "S7F19 lists the process programs",
      "read",
      (tool) => judged(tool, S7F19.toEquipment, undefined, (all) => pass(`${all.length} process programs`)),
    ],
    "S7F5-unknown": [
      "S7F5 of a PPID that is unknown is answered with an empty list",
      "read",
      (tool) =>
        judged(tool, S7F5.toEquipment, PROGRAM, (program) =>
          verdict(
            program === undefined,
            program === undefined ? "an empty list" : `a process program ${PROGRAM}`,
          )),
    ],
    "S7F3": [
      "S7F3 stores a process program, S7F5 gives the same bytes back, S7F17 deletes it",
      "write",
      storesProgram,
    ],
  }),
  ...rowsOf<CheckedTool>("Trace data collection", {
    "S2F23": ["S2F23 starts a trace, which sends its samples and ends", "write", traces],
    "S2F23-unknown": [
      "S2F23 with an SVID that is unknown is refused with TIAACK 4",
      "write",
      async (tool) => {
        const SVID = [tool.facts.unknown(await tool.facts.status())];
        const value = { TRID: TRACE, DSPER: "000001", TOTSMP: 1, REPGSZ: 1, SVID };
        return await judged(tool, S2F23.toEquipment, value, (code) => verdict(code === 4, `TIAACK ${code}`));
      },
    ],
  }),
  ...rowsOf<CheckedTool>("Limits monitoring", {
    "S2F47": [
      "S2F47 lists the limits of the variables that can have some",
      "read",
      (tool) => judged(tool, S2F47.toEquipment, [], (all) => pass(`${all.length} variables`)),
    ],
    "S2F45-unknown": ["S2F45 of a VID that is unknown is refused with VLAACK 1", "write", async (tool) => {
      const VID = tool.facts.unknown(await tool.facts.status());
      return await judged(
        tool,
        S2F45.toEquipment,
        { DATAID: 0, VARIABLES: [{ VID, LIMITS: [] }] },
        ({ VLAACK }) => verdict(VLAACK === 1, `VLAACK ${VLAACK}`),
      );
    }],
  }),
  ...rowsOf<CheckedTool>("Spooling", {
    "S2F43-stream-1": [
      "S2F43 of stream 1 is refused: RSPACK 1, STRACK 1",
      "write",
      (tool) =>
        judged(tool, S2F43.toEquipment, [{ STRID: 1, FCNID: [] }], ({ RSPACK, STREAMS }) =>
          verdict(
            RSPACK === 1 && STREAMS[0]?.STRACK === 1,
            `RSPACK ${RSPACK}, STRACK ${STREAMS[0]?.STRACK ?? "–"}`,
          )),
    ],
    "S6F23-empty": [
      "S6F23 while nothing is spooled is answered with RSDA 2",
      "write",
      (tool) =>
        judged(
          tool,
          S6F23.toEquipment,
          0,
          (code) =>
            code === 0
              ? notTried("RSDA 0: the tool had spooled something, which it sends now")
              : verdict(code === 2, `RSDA ${code}`),
        ),
    ],
  }),
];

async function storesProgram(tool: CheckedTool): Promise<Verdict> {
  return await judged(tool, S7F3.toEquipment, { PPID: PROGRAM, PPBODY: BODY }, async (code) => {
    if (code !== 0) return fail(`ACKC7 ${code}`);
    const found = await judged(tool, S7F5.toEquipment, PROGRAM, (program) => {
      if (program === undefined) return fail("S7F6 has an empty list");
      return verdict(
        program.PPBODY.equals(BODY),
        program.PPBODY.equals(BODY) ? "the same bytes" : "other bytes, or another format",
      );
    });
    const deleted = await judged(
      tool,
      S7F17.toEquipment,
      [PROGRAM],
      (ackc7) => verdict(ackc7 === 0, `S7F17: ACKC7 ${ackc7}`),
    );
    return deleted.result === "pass" ? found : deleted;
  });
}

async function traces(tool: CheckedTool): Promise<Verdict> {
  const [id] = await tool.facts.status();
  if (id === undefined) return notTried("the tool lists no status variables");
  const value = { TRID: TRACE, DSPER: "000001", TOTSMP: 2, REPGSZ: 1, SVID: [id] };
  return await judged(tool, S2F23.toEquipment, value, async (code) => {
    if (code !== 0) return fail(`TIAACK ${code}`);
    const heard = await tool.hears(6, 1);
    return heard === undefined ? fail("TIAACK 0, but no S6F1 came") : pass("TIAACK 0, and S6F1 came");
  });
}
