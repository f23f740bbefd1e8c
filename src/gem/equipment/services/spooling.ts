import { S2F43, S2F59, S6F23 } from "../../../secs/mod.ts";
import { changeSpoolSetting, type SpoolSetting } from "../../models/spool_setting.ts";
import type { EquipmentHost } from "../equipment_host.ts";

/** The primaries of an equipment that can be spooled. */
const PRIMARIES: SpoolSetting = [
  { stream: 2, functions: [17, 25] },
  { stream: 5, functions: [1] },
  { stream: 6, functions: [1, 11, 13] },
  { stream: 7, functions: [1, 3, 5, 23, 25, 27, 29] },
  { stream: 10, functions: [1] },
];

/** Spooling: S2F43, S2F59 and S6F23. */
export function serveSpooling(host: EquipmentHost): void {
  const { secs, keeper, sender, options } = host;
  const primaries = [...PRIMARIES, ...options.spool.primaries];

  secs.register(S2F43, async (streams) => {
    const request = streams.map(({ STRID, FCNID }) => ({ stream: STRID, functions: FCNID }));
    const { replaces } = options.spool;
    const { rspack, refused, setting } = changeSpoolSetting(host.spoolSetting, request, {
      primaries,
      replaces,
    });
    host.spoolSetting = setting;
    if (rspack === 0) await keeper.save("spooling", setting);
    return {
      RSPACK: rspack,
      STREAMS: refused.map(({ stream, strack, functions }) => ({
        STRID: stream,
        STRACK: strack,
        FCNID: functions,
      })),
    };
  });
  secs.register(
    S2F59,
    () => host.spoolSetting.map(({ stream, functions }) => ({ STRID: stream, FCNID: functions })),
  );
  secs.register(S6F23, (RSDC, message) => {
    host.answers.begin(message);
    return sender.requestSpool(RSDC === 1 ? 1 : 0);
  });
}
