import { S2F23, S2F39, S2F45, S2F47, S2F61, S2F63, type SecsId } from "../../../secs/mod.ts";
import { itemOfId } from "../item_of_id.ts";
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

/**
 * Long messages that are announced: S2F39. The message that was granted has the same DATAID. If none comes in time, S9F13
 * names S2F33, the one that is announced most.
 */
export function serveMultiBlock({ secs, options }: EquipmentHost): void {
  const grants = new MultiBlockGrants(options.multiBlock);
  const waits = new Map<SecsId, () => void>();

  function end(dataId: SecsId): void {
    waits.get(dataId)?.();
    waits.delete(dataId);
    grants.end(dataId);
  }

  secs.register(S2F39, (inquire, message) => {
    const grant = grants.inquire(inquire);
    const { DATAID } = inquire;
    if (grant === GRANT.granted) {
      message.afterReply(() => {
        waits.set(
          DATAID,
          secs.expectMessage(2, 33, { timeout: options.conversationTimeout, edid: itemOfId(DATAID) }),
        );
      });
    }
    return grant;
  });
  secs.on("conversation-timeout", ({ stream, edid }) => {
    if (stream !== 2) return;
    for (const dataId of waits.keys()) if (itemOfId(dataId).equals(edid)) end(dataId);
  });
  secs.session.on("primary", ({ packet: { header } }) => {
    if (waits.size === 0 || header.stream !== 2 || !ANNOUNCED.includes(header.function)) return;
    end(waits.keys().next().value!);
  });
  secs.session.on("deselected", () => {
    waits.clear();
    grants.clear();
  });
}
