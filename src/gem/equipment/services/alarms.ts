import { S5F3, S5F5, S5F7 } from "../../../secs/mod.ts";
import { ACKC5, type DescribeAlarm } from "../../setup/alarm_enables.ts";
import type { EquipmentHost } from "../equipment_host.ts";
import type { ToolAlarm } from "../tool_alarm.ts";

/** Alarm management: S5F3, S5F5 and S5F7. */
export function serveAlarms({ secs, alarmEnables, keeper }: EquipmentHost): void {
  const describe: DescribeAlarm<ToolAlarm> = ({ code, alarm }) => ({ ALCD: code, ALTX: alarm.text });
  secs.register(S5F3, async (request) => {
    const code = alarmEnables.enableAlarm(request);
    if (code === ACKC5.done) await keeper.save("alarms", alarmEnables.save());
    return code;
  });
  secs.register(S5F5, (ids) => alarmEnables.listAlarms(ids, describe));
  secs.register(S5F7, () => alarmEnables.listEnabledAlarms(describe));
}
