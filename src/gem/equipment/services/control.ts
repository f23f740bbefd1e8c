import { S1F15, S1F17, S2F17, S2F25, S2F31 } from "../../../secs/mod.ts";
import { requireInteger } from "../../../core/base/mod.ts";
import { TIACK } from "../../time/tool_clock.ts";
import type { EquipmentHost } from "../equipment_host.ts";

/** Host-initiated control, the clock, and the loopback test: S1F15, S1F17, S2F17, S2F25 and S2F31. */
export function serveControl({ secs, tool, control }: EquipmentHost): void {
  secs.register(S1F15, (_, message) => control.answer("S1F15", message));
  secs.register(S1F17, (_, message) => control.answer("S1F17", message));
  secs.register(S2F17, () => tool.timeText());
  secs.register(S2F25, (bytes) => bytes);
  secs.register(S2F31, async (time) => {
    try {
      return requireInteger("TIACK", await tool.time.set(time), 0, 255);
    } catch (error) {
      tool.report(error);
      return TIACK.notDone;
    }
  });
}
