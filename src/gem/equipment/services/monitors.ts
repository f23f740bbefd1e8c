import { S2F23, S2F39, S2F45, S2F47, S2F61, S2F63, schema } from "../../../secs/mod.ts";
import { Announced } from "../announced.ts";
import type { EquipmentHost } from "../equipment_host.ts";
import { GRANT, MultiBlockGrants } from "../../setup/multi_block.ts";
import { VLAACK } from "../../setup/limits.ts";

/** Trace data collection, limits monitoring: S2F23, S2F45, S2F47, S2F61 and S2F63. */
export function serveMonitors({ secs, traces, monitored }: EquipmentHost): void {
  secs.register(S2F23, (request) => traces.initialize(request));
  secs.register(S2F61, () => traces.ids);
  secs.register(S2F63, (ids) => traces.definitions(ids));
  secs.register(S2F45, async (request) => {
    const answer = monitored.limits.define(request);
    if (answer.VLAACK === VLAACK.done) await monitored.save();
    return answer;
  });
  secs.register(S2F47, (ids) => monitored.limits.attributes(ids));
}

/** The streams and functions that S2F39 may announce. */
const ANNOUNCED = [23, 33, 35, 45, 49];
/** S9F13 has the DATAID as the host wrote it. */
const EDID = schema.id("DATAID");

/** Long messages that are announced: S2F39. If none comes in time, S9F13 names S2F33, the one that is announced most. */
export function serveMultiBlock({ secs, options }: EquipmentHost): void {
  const grants = new MultiBlockGrants(options.multiBlock);
  const announced = new Announced(secs, 2, ANNOUNCED, options.conversationTimeout);

  secs.register(S2F39, (inquire, message) => {
    const grant = grants.inquire(inquire);
    const { DATAID } = inquire;
    if (grant === GRANT.granted) {
      const edid = EDID.build(DATAID, message.replyBuilding());
      message.afterReply(() => announced.expect(33, edid, () => grants.end(DATAID)));
    }
    return grant;
  });
  secs.session.on("deselected", () => grants.clear());
}
