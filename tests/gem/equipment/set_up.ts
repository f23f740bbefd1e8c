import type { GemHandler } from "../../../src/gem/mod.ts";
import { S2F33, S2F35, S2F37, type SecsId } from "@secs/hsms";

/** A host's set-up of reports, from what a test has to say. */
export interface SetUp {
  /** RPTID and its VIDs. */
  readonly reports?: readonly (readonly [SecsId, readonly SecsId[]])[];
  /** CEID and its RPTIDs. */
  readonly links?: readonly (readonly [SecsId, readonly SecsId[]])[];
  /** CEIDs; an empty list enables all. */
  readonly enable?: readonly SecsId[];
}

/** Defines, links and enables; returns DRACK, LRACK and ERACK of what was sent. */
export async function setUp(host: GemHandler, { reports, links, enable }: SetUp): Promise<number[]> {
  const codes: number[] = [];
  if (reports !== undefined) {
    const REPORTS = reports.map(([RPTID, VID]) => ({ RPTID, VID }));
    codes.push(await host.request(S2F33, { DATAID: 1, REPORTS }));
  }
  if (links !== undefined) {
    const LINKS = links.map(([CEID, RPTID]) => ({ CEID, RPTID }));
    codes.push(await host.request(S2F35, { DATAID: 1, LINKS }));
  }
  if (enable !== undefined) codes.push(await host.request(S2F37, { CEED: true, CEID: enable }));
  return codes;
}
