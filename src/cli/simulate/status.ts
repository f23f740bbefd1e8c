import { formatEndpoint } from "../../core/mod.ts";
import { faultText } from "./faults.ts";
import type { SimulatedTool } from "./simulated_tool.ts";

/** Maximum number of variables that are shown. */
const MAX_SHOWN = 100;

/** What a tool is at the moment, for its operator. */
export function describeTool({ name, handler, equipment, faults }: SimulatedTool): string {
  const { model } = equipment;
  const { remoteEndpoint } = handler.connection;
  const { waiting, spooled } = handler.pendingMessages;
  const alarms = equipment.alarms.filter(({ isSet }) => isSet).map(({ alarm }) => alarm.name);
  const variables = model.variables.all.filter(({ kind, isRequired }) => kind === "status" && !isRequired);
  const lines = [
    `${name}: ${model.model} ${model.revision}`,
    `host       ${remoteEndpoint === undefined ? "none" : formatEndpoint(remoteEndpoint)}, ${
      handler.communicationState === "COMMUNICATING" ? "communicating" : "not communicating"
    }`,
    `control    ${handler.controlState}`,
    `process    ${equipment.processState}`,
    `alarms     ${alarms.join(", ") || "none is set"}`,
    `messages   ${waiting} wait, ${spooled} are in the spool (${handler.spooling})`,
    ...faults.all.map((fault) => `fault      ${faultText(fault)}`),
    ...variables.slice(0, MAX_SHOWN)
      .map(({ name, units }) => `${name} ${shown(equipment.get(name as never))} ${units}`.trimEnd()),
    ...(variables.length > MAX_SHOWN ? [`and ${variables.length - MAX_SHOWN} more`] : []),
  ];
  return lines.map((line, i) => `${i === 0 ? "" : "  "}${line}\n`).join("");
}

function shown(value: unknown): string {
  if (value === undefined) return "–";
  if (typeof value === "string") return JSON.stringify(value);
  return ArrayBuffer.isView(value) || Array.isArray(value) ? `[${value}]` : `${value}`;
}
