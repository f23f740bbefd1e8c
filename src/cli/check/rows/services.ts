import { S10F3, S2F17, S2F31, S2F41, S5F3, S5F5, S5F7 } from "../../../secs/mod.ts";
import type { CheckedTool } from "../checked_tool.ts";
import { judged, rowsOf } from "../row.ts";
import { type CheckRow, fail, notTried, pass, type Verdict, verdict } from "../verdict.ts";

const UNKNOWN_COMMAND = "HSMS CHECK UNKNOWN";
const UNKNOWN_TERMINAL = 250;
/** TIME in its three forms. */
const TIMES = /^(\d{12}|\d{14}|\d{16}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))$/;

/** Alarms, commands, the clock and the terminal. */
export const SERVICES: readonly CheckRow<CheckedTool>[] = [
  ...rowsOf<CheckedTool>("Alarm management", {
    "S5F5": [
      "S5F5 lists the alarms with ALCD and ALTX",
      "read",
      (tool) =>
        judged(tool, S5F5.toEquipment, [], (all) =>
          verdict(
            all.every(({ ALCD }) => ALCD !== undefined),
            `${all.length} alarms`,
          )),
    ],
    "S5F7": [
      "S5F7 lists the alarms that are enabled",
      "read",
      (tool) => judged(tool, S5F7.toEquipment, undefined, (all) => pass(`${all.length} alarms are enabled`)),
    ],
    "S5F3": ["S5F3 enables an alarm, ACKC5 0, and S5F7 shows it", "write", enablesAlarm],
    "S5F3-unknown": [
      "S5F3 of an ALID that is unknown is refused with ACKC5 other than 0",
      "write",
      async (tool) => {
        const ids = (await tool.facts.alarms()).map(({ ALID }) => ALID);
        return await judged(
          tool,
          S5F3.toEquipment,
          { ALED: 0, ALID: tool.facts.unknown(ids) },
          (code) => verdict(code !== 0, `ACKC5 ${code}`),
        );
      },
    ],
  }),
  ...rowsOf<CheckedTool>("Remote control", {
    "S2F41-unknown": [
      "S2F41 of a command that is unknown is refused with HCACK 1",
      "write",
      (tool) =>
        judged(
          tool,
          S2F41.toEquipment,
          { RCMD: UNKNOWN_COMMAND, PARAMETERS: [] },
          ({ HCACK }) => verdict(HCACK === 1, `HCACK ${HCACK}`),
        ),
    ],
  }),
  ...rowsOf<CheckedTool>("Clock", {
    "S2F17": [
      "S2F17 is answered with the time, of 12, 14 or 16 digits or ISO 8601",
      "read",
      (tool) =>
        judged(tool, S2F17.toEquipment, undefined, (time) => verdict(TIMES.test(time), `TIME "${time}"`)),
    ],
    "S2F31": [
      "S2F31 of the tool's own time is answered with TIACK 0",
      "write",
      (tool) =>
        judged(
          tool,
          S2F17.toEquipment,
          undefined,
          (time) => judged(tool, S2F31.toEquipment, time, (code) => verdict(code === 0, `TIACK ${code}`)),
        ),
    ],
    "S2F31-wrong": [
      "S2F31 of what is no time is refused with TIACK 1",
      "write",
      (tool) => judged(tool, S2F31.toEquipment, "hsms check", (code) => verdict(code !== 0, `TIACK ${code}`)),
    ],
  }),
  ...rowsOf<CheckedTool>("Equipment terminal services", {
    "S10F3": [
      "S10F3 to the terminal is answered with ACKC10 0",
      "write",
      (tool) =>
        judged(
          tool,
          S10F3.toEquipment,
          { TID: 0, TEXT: "hsms check: please ignore this" },
          (code) => verdict(code === 0, `ACKC10 ${code}`),
        ),
    ],
    "S10F3-unknown": [
      "S10F3 to a terminal that is not there is refused with ACKC10 2",
      "write",
      (tool) =>
        judged(
          tool,
          S10F3.toEquipment,
          { TID: UNKNOWN_TERMINAL, TEXT: "hsms check" },
          (code) => verdict(code === 2, `ACKC10 ${code}`),
        ),
    ],
  }),
];

async function enablesAlarm(tool: CheckedTool): Promise<Verdict> {
  const [alarm] = await tool.facts.alarms();
  if (alarm === undefined) return notTried("the tool lists no alarms");
  const { ALID } = alarm;
  const before = await tool.ask(S5F7.toEquipment, undefined);
  const wasEnabled = before.isAnswered && before.value.some((one) => one.ALID === ALID);
  return await judged(tool, S5F3.toEquipment, { ALED: 0x80, ALID }, async (code) => {
    if (code !== 0) return fail(`ACKC5 ${code}`);
    const found = before.isAnswered
      ? await judged(
        tool,
        S5F7.toEquipment,
        undefined,
        (all) =>
          verdict(
            all.some((one) => one.ALID === ALID),
            `ALID ${ALID} is ${all.length > 0 ? "" : "not "}in S5F8`,
          ),
      )
      : pass("ACKC5 0; the tool has no S5F7");
    if (!wasEnabled && before.isAnswered) await tool.ask(S5F3.toEquipment, { ALED: 0, ALID });
    return found;
  });
}
