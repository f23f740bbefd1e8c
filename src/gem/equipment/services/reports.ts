import { S2F37, S2F51, S2F53, S2F55, S2F57, S6F15, S6F17, S6F19, S6F21 } from "../../../secs/mod.ts";
import {
  annotatedEventReportData,
  annotatedIndividualReportData,
  enabledEventIds,
  eventReportData,
  eventReportLinks,
  individualReportData,
  reportDefinitions,
  reportIds,
} from "../../setup/report_answers.ts";
import { DRACK, ERACK, LRACK } from "../../setup/report_options.ts";
import type { EquipmentHost } from "../equipment_host.ts";
import { OUTER_S2F33, OUTER_S2F35 } from "../outer_shape.ts";

/** Dynamic event reports: S2F33, S2F35, S2F37, S2F51 to S2F58, and S6F15 to S6F22. */
export function serveReports(host: EquipmentHost): void {
  const { secs, setup } = host;

  /** Answers once what has changed is durable. */
  async function saved(code: number, done: number): Promise<number> {
    if (code === done) await host.saveReports();
    return code;
  }

  secs.register(OUTER_S2F33, ({ REPORTS }) => {
    return REPORTS === undefined ? DRACK.format : saved(setup.defineReports({ REPORTS }), DRACK.done);
  });
  secs.register(OUTER_S2F35, ({ LINKS }) => {
    return LINKS === undefined ? LRACK.format : saved(setup.linkReports({ LINKS }), LRACK.done);
  });
  secs.register(S2F37, (request) => saved(setup.enableEvents(request), ERACK.done));
  secs.register(
    S6F15,
    (CEID) => eventReportData(setup, { DATAID: host.nextDataId(), CEID, read: host.reader() }),
  );
  secs.register(
    S6F17,
    (CEID) => annotatedEventReportData(setup, { DATAID: host.nextDataId(), CEID, read: host.reader() }),
  );
  secs.register(S6F19, (RPTID) => individualReportData(setup, RPTID, host.reader()));
  secs.register(S6F21, (RPTID) => annotatedIndividualReportData(setup, RPTID, host.reader()));
  secs.register(S2F51, () => reportIds(setup));
  secs.register(S2F53, (ids) => reportDefinitions(setup, ids));
  secs.register(S2F55, (ids) => eventReportLinks(setup, ids, ({ name }) => name));
  secs.register(S2F57, () => enabledEventIds(setup));
}
