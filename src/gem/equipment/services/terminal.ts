import { S10F3, S10F5, S10F9 } from "../../../secs/mod.ts";
import { requireInteger } from "../../../core/base/mod.ts";
import { ACKC10 } from "../acks.ts";
import type { EquipmentHost } from "../equipment_host.ts";

/** Equipment terminal services: S10F3, S10F5 and S10F9. */
export function serveTerminal({ secs, tool, name }: EquipmentHost): void {
  async function show(lines: readonly string[], terminal: number | "all"): Promise<number> {
    const { terminal: handler } = tool;
    if (handler === undefined) return ACKC10.notShown;
    try {
      const code = await handler(lines, { host: name, terminal }) ?? ACKC10.shown;
      return requireInteger("ACKC10", code, 0, 255);
    } catch (error) {
      tool.report(error);
      return ACKC10.notShown;
    }
  }

  secs.register(S10F3, ({ TID, TEXT }) => show([TEXT], TID));
  secs.register(S10F5, ({ TID, TEXT }) => show(TEXT, TID));
  secs.register(S10F9, (text) => show([text], "all"));
}
