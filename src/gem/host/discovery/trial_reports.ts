/** Reports that are defined at a tool for a moment, to learn the formats of data variables. */

import type { Item } from "../../../secs2/mod.ts";
import { S2F33, S6F19, type SecsId } from "../../../secs/mod.ts";
import { DRACK } from "../../setup/report_options.ts";
import type { HostLink } from "../link.ts";
import { type Asking, askMany } from "./asking.ts";
import type { Collected } from "./collected.ts";
import type { Notes } from "./notes.ts";

/** The RPTID that is tried first; it fits U2. The ones below follow. */
const FIRST_RPTID = 65_000;
/** Reports of the tool that may be in the way. */
const MAX_IN_THE_WAY = 100;

/** What the reports need. */
export interface Trial {
  readonly link: HostLink;
  readonly asking: Asking;
  readonly found: Collected;
  readonly notes: Notes;
  readonly chunk: number;
  readonly timeout: number;
}

/** Learns the formats of variables by S6F19 of reports of this call, each of which is deleted again. */
export async function tryReports(trial: Trial, vids: readonly SecsId[]): Promise<void> {
  const { link, found, notes } = trial;
  let rptid = FIRST_RPTID;
  const isThere = (): boolean =>
    found.reports.has(rptid) || found.reportIds.has(rptid) || link.reports.get(rptid) !== undefined;
  await askMany(trial.asking, {
    message: "S2F33",
    ids: vids,
    chunk: trial.chunk,
    ask: async (some) => {
      if (trial.asking.isOver) return undefined;
      while (isThere()) rptid--;
      let code = await define(trial, rptid, some);
      for (let tries = 0; code === DRACK.reportExists && tries < MAX_IN_THE_WAY; tries++) {
        rptid--;
        if (!isThere()) code = await define(trial, rptid, some);
      }
      // Without an answer it may be there.
      if (code !== undefined && code !== DRACK.done) return undefined;
      try {
        return code === DRACK.done ? await read(trial, rptid) : undefined;
      } finally {
        await remove(trial, rptid);
      }
    },
    take: (vid, item: Item) => found.seeValue(vid, item),
    leave: (some, why) =>
      notes.add("S2F33", `VID ${some[0]}${some.length > 1 ? " and others" : ""}: ${why}`, "L"),
  });
}

function define(
  { link, asking }: Trial,
  RPTID: number,
  VID: readonly SecsId[],
): Promise<number | undefined> {
  return asking.ask(
    "S2F33",
    (options) => link.ask(S2F33.toEquipment, { DATAID: 0, REPORTS: [{ RPTID, VID }] }, options),
  );
}

function read({ link, asking }: Trial, rptid: number): Promise<readonly Item[] | undefined> {
  return asking.ask("S6F19", (options) => link.ask(S6F19.toEquipment, rptid, options));
}

/** Also after the signal has ended the rest. */
async function remove({ link, notes, timeout }: Trial, RPTID: number): Promise<void> {
  const value = { DATAID: 0, REPORTS: [{ RPTID, VID: [] }] };
  const answer = await link.ask(S2F33.toEquipment, value, { timeout }).catch((error: Error) => error.message);
  if (answer === DRACK.done) return;
  const why = typeof answer === "number" ? `DRACK ${answer}` : answer;
  notes.add(
    "S2F33",
    `the deletion of report ${RPTID} was not accepted: ${why}`,
    "it may be left at the tool",
  );
}
