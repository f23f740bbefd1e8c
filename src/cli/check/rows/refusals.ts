import {
  S10F5,
  S10F9,
  S1F21,
  S1F23,
  S2F21,
  S2F23,
  S2F29,
  S2F41,
  S2F43,
  S2F49,
  S5F5,
  S7F1,
  S7F17,
} from "../../../secs/mod.ts";
import type { CheckedTool } from "../checked_tool.ts";
import { judged, rowsOf } from "../row.ts";
import { type CheckRow, notTried, type Verdict, verdict } from "../verdict.ts";

const UNKNOWN_COMMAND = "HSMS CHECK UNKNOWN";
const PROGRAM = "HSMS-CHECK";
const TRACE = 2_147_000_003;

/** What a tool says of what it does not have, and how it refuses what is wrong. */
export const REFUSALS: readonly CheckRow<CheckedTool>[] = [
  ...rowsOf<CheckedTool>("Namelists of data variables and events", {
    "S1F21-unknown": [
      "S1F21 of a VID that is unknown has a name and units of length 0",
      "read",
      async (tool) =>
        judged(tool, S1F21.toEquipment, [tool.facts.unknown(await tool.facts.status())], ([one]) =>
          verdict(
            one === undefined || one.DVVALNAME === "",
            one === undefined ? "an empty list" : `name "${one.DVVALNAME}"`,
          )),
    ],
    "S1F23-unknown": [
      "S1F23 of a CEID that is unknown has a name of length 0",
      "read",
      async (tool) =>
        judged(tool, S1F23.toEquipment, [tool.facts.unknown(await tool.facts.events())], ([one]) =>
          verdict(
            one === undefined || one.CENAME === "",
            one === undefined ? "an empty list" : `name "${one.CENAME}"`,
          )),
    ],
  }),
  ...rowsOf<CheckedTool>("Equipment constants", {
    "S2F29-unknown": ["S2F29 of an ECID that is unknown has a name of length 0", "read", async (tool) => {
      const id = tool.facts.unknown((await tool.facts.constants()).map(({ ECID }) => ECID));
      return await judged(
        tool,
        S2F29.toEquipment,
        [id],
        ([one]) =>
          verdict(
            one === undefined || one.ECNAME === "",
            one === undefined ? "an empty list" : `name "${one.ECNAME}"`,
          ),
      );
    }],
  }),
  ...rowsOf<CheckedTool>("Alarm management", {
    "S5F5-unknown": ["S5F5 of an ALID that is unknown has an ALCD of length 0", "read", async (tool) => {
      const ids = (await tool.facts.alarms()).map(({ ALID }) => ALID);
      return await judged(
        tool,
        S5F5.toEquipment,
        [tool.facts.unknown(ids)],
        ([one]) =>
          verdict(
            one === undefined || one.ALCD === undefined,
            one === undefined ? "an empty list" : `ALCD ${one.ALCD ?? "of length 0"}`,
          ),
      );
    }],
  }),
  ...rowsOf<CheckedTool>("Remote control", {
    "S2F21-unknown": [
      "S2F21 of a command that is unknown is refused with CMDA 1",
      "write",
      (tool) =>
        judged(tool, S2F21.toEquipment, UNKNOWN_COMMAND, (code) => verdict(code === 1, `CMDA ${code}`)),
    ],
    "S2F49-unknown": [
      "S2F49 of a command that is unknown is refused with HCACK 1",
      "write",
      (tool) =>
        judged(
          tool,
          S2F49.toEquipment,
          { DATAID: 0, OBJSPEC: "", RCMD: UNKNOWN_COMMAND, PARAMETERS: [] },
          ({ HCACK }) => verdict(HCACK === 1, `HCACK ${HCACK}`),
        ),
    ],
    "S2F41-number": [
      "S2F41 of a command that is a number, and unknown, is refused with HCACK 1",
      "write",
      (tool) =>
        judged(
          tool,
          S2F41.toEquipment,
          { RCMD: 251, PARAMETERS: [] },
          ({ HCACK }) => verdict(HCACK === 1, `HCACK ${HCACK}`),
        ),
    ],
  }),
  ...rowsOf<CheckedTool>("Equipment terminal services", {
    "S10F5": [
      "S10F5 to the terminal is answered with ACKC10 0",
      "write",
      (tool) =>
        judged(
          tool,
          S10F5.toEquipment,
          { TID: 0, TEXT: ["hsms check:", "please ignore this"] },
          (code) => verdict(code === 0, `ACKC10 ${code}`),
        ),
    ],
    "S10F9": [
      "S10F9 to all terminals is answered with ACKC10 0",
      "write",
      (tool) =>
        judged(
          tool,
          S10F9.toEquipment,
          "hsms check: please ignore this",
          (code) => verdict(code === 0, `ACKC10 ${code}`),
        ),
    ],
  }),
  ...rowsOf<CheckedTool>("Process recipe management", {
    "S7F1": [
      "S7F1 of a short process program is granted: PPGNT 0",
      "write",
      (tool) =>
        judged(
          tool,
          S7F1.toEquipment,
          { PPID: PROGRAM, LENGTH: 10 },
          (code) => verdict(code === 0, `PPGNT ${code}`),
        ),
    ],
    "S7F17-unknown": [
      "S7F17 of a PPID that is unknown is refused with ACKC7 4",
      "write",
      (tool) => judged(tool, S7F17.toEquipment, [PROGRAM], (code) => verdict(code === 4, `ACKC7 ${code}`)),
    ],
  }),
  ...rowsOf<CheckedTool>("Trace data collection", {
    "S2F23-period": [
      "S2F23 with what is no period is refused with TIAACK 3",
      "write",
      (tool) => trace(tool, { DSPER: "hsms" }, 3),
    ],
    "S2F23-size": [
      "S2F23 with a group of no sample is refused with TIAACK 5",
      "write",
      (tool) => trace(tool, { REPGSZ: 0 }, 5),
    ],
  }),
  ...rowsOf<CheckedTool>("Spooling", {
    "S2F43-secondary": [
      "S2F43 of a secondary message is refused: RSPACK 1, STRACK 4",
      "write",
      (tool) =>
        judged(tool, S2F43.toEquipment, [{ STRID: 6, FCNID: [12] }], ({ RSPACK, STREAMS }) =>
          verdict(
            RSPACK === 1 && STREAMS[0]?.STRACK === 4,
            `RSPACK ${RSPACK}, STRACK ${STREAMS[0]?.STRACK ?? "–"}`,
          )),
    ],
  }),
];

async function trace(
  tool: CheckedTool,
  wrong: { DSPER?: string; REPGSZ?: number },
  code: number,
): Promise<Verdict> {
  const [id] = await tool.facts.status();
  if (id === undefined) return notTried("the tool lists no status variables");
  const value = { TRID: TRACE, DSPER: "000001", TOTSMP: 1, REPGSZ: 1, SVID: [id], ...wrong };
  return await judged(
    tool,
    S2F23.toEquipment,
    value,
    (tiaack) => verdict(tiaack === code, `TIAACK ${tiaack}`),
  );
}
