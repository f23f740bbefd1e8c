import { A, type Item, L, U1, U4 } from "../../secs2/mod.ts";
import type { ModelEvent } from "../definition/model.ts";
import { CONTROL_STATE_CODES } from "../models/control.ts";
import type { AlarmEnables } from "../setup/alarm_enables.ts";
import { enabledEventIds } from "../setup/report_answers.ts";
import type { ReportSetup } from "../setup/report_setup.ts";
import type { HostControl } from "./host_control.ts";
import { itemOfId } from "./item_of_id.ts";
import type { Slot } from "./slot.ts";
import type { SpoolKeeper } from "./spool_keeper.ts";
import type { Tool } from "./tool.ts";
import type { ToolAlarm } from "./tool_alarm.ts";

/** What a host has of its own that variables tell. */
export interface OwnState {
  readonly tool: Tool;
  readonly setup: ReportSetup<Slot, ModelEvent>;
  readonly alarmEnables: AlarmEnables<ToolAlarm>;
  readonly spool: SpoolKeeper;
  readonly control: HostControl;
}

/** The variables whose value is another one for each host. */
export function ownVariables(host: OwnState): ReadonlyMap<Slot, () => Item> {
  const { tool, spool } = host;
  const time = (ms: number | undefined): Item => A(ms === undefined ? "" : tool.timeText(ms));
  const own: Record<string, () => Item> = {
    ControlState: () => U1(CONTROL_STATE_CODES[host.control.model.state]),
    EventsEnabled: () => L(...enabledEventIds(host.setup).map(itemOfId)),
    AlarmsEnabled: () => L(...host.alarmEnables.enabledAlarmIds().map(itemOfId)),
    SpoolCountActual: () => U4(spool.count),
    SpoolCountTotal: () => U4(spool.model.total),
    SpoolStartTime: () => time(spool.model.startedAt),
    SpoolFullTime: () => time(spool.model.fullAt),
  };
  const { variables } = tool.model;
  return new Map(Object.entries(own).map(([name, read]) => [tool.slot(variables.require(name)), read]));
}
