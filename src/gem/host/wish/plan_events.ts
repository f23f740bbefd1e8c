import type { SecsId } from "../../../secs/mod.ts";
import { type IdKey, idKey } from "../../ids.ts";
import type { ToolReports } from "../tool_reports.ts";
import { distinct, sameIds } from "../tool_reports.ts";
import { idSet, isWhole, type Known, knownLinks } from "./known.ts";
import { isThere, toDo } from "./sentences.ts";
import type { GemNamed, GemSetupStep } from "./steps.ts";
import type { Made, Target } from "./target.ts";

/** What the plan of the events of a target is made from. */
export interface EventPlanning {
  readonly target: Target;
  readonly known: Known;
  readonly made: Made;
  readonly tool: ToolReports;
  readonly named: { event(id: SecsId): GemNamed; variable(id: SecsId): GemNamed };
}

/**
 * The steps in the order of E30: disable, unlink, delete, define, link, enable. A tool that is to have nothing else, and does
 * not say what it has, is cleared first.
 */
export function planEvents(planning: EventPlanning): { steps: GemSetupStep[]; there: GemSetupStep[] } {
  const { target, known, tool, named } = planning;
  if (target.isExact && !isWhole(known)) {
    const linked = [
      ...target.links.values(),
      ...target.enabled.values(),
      ...known.links.values(),
      ...tool.links,
    ];
    const ceids = distinct(linked.map((one) => typeof one === "object" ? one.CEID : one));
    const steps = [
      toDo({ what: "disable-all-events" }),
      toDo({ what: "delete-all-reports" }),
      ...ceids.map((id) => toDo({ what: "unlink", event: named.event(id) })),
    ];
    const after = new EventPlan({ ...planning, known: nothingSetUp(known) });
    return { steps: [...steps, ...after.steps()], there: after.there };
  }
  const plan = new EventPlan(planning);
  return { steps: plan.steps(), there: plan.there };
}

/** The tool was cleared. */
function nothingSetUp(known: Known): Known {
  const nothing = { reports: new Map(), links: new Map(), enabled: new Map() };
  return { ...known, ...nothing, hasAllReports: true, hasAllLinks: true };
}

class EventPlan {
  readonly there: GemSetupStep[] = [];
  readonly #planning: EventPlanning;
  /** Reports that go. */
  readonly #surplus: ReadonlyMap<IdKey, SecsId>;
  /** Reports that are deleted, and defined anew. */
  readonly #replaced = new Set<IdKey>();

  constructor(planning: EventPlanning) {
    this.#planning = planning;
    const { target, known, made } = planning;
    const all = target.isExact && known.hasAllReports ? known.reports : made.reports;
    const goes = [...all].filter(([key]) => !target.reports.has(key) && this.#mayExist(key));
    this.#surplus = idSet(goes.map(([, { RPTID }]) => RPTID));
  }

  steps(): GemSetupStep[] {
    const { defines, replaced } = this.#reports();
    const deletes = [...this.#surplus.values(), ...replaced].map((report) => {
      return toDo({ what: "delete-report", report });
    });
    const { unlinks, links, relinked } = this.#links();
    const { disables, enables } = this.#enables(relinked);
    return [...disables, ...unlinks, ...deletes, ...defines, ...links, ...enables];
  }

  #reports(): { defines: GemSetupStep[]; replaced: SecsId[] } {
    const { target, known, tool, named } = this.#planning;
    const defines: GemSetupStep[] = [];
    const replaced: SecsId[] = [];
    for (const [key, { RPTID, VID, events }] of target.reports) {
      const has = known.reports.get(key);
      const define = {
        what: "define-report",
        report: RPTID,
        variables: VID.map(named.variable),
        events: events.map(named.event),
      } as const;
      if (has !== undefined && sameIds(has.VID, VID)) {
        this.there.push(isThere(define));
        continue;
      }
      const before = known.hasAllReports ? undefined : tool.book.get(RPTID);
      if (has !== undefined || before !== undefined && !sameIds(before, VID)) {
        replaced.push(RPTID);
        this.#replaced.add(key);
      }
      defines.push(toDo(define));
    }
    return { defines, replaced };
  }

  #links(): { unlinks: GemSetupStep[]; links: GemSetupStep[]; relinked: Map<IdKey, SecsId> } {
    const { named } = this.#planning;
    const unlinks: GemSetupStep[] = [];
    const links: GemSetupStep[] = [];
    const relinked = new Map<IdKey, SecsId>();
    for (const [key, CEID] of this.#linkedEvents()) {
      const { has, wanted, full } = this.#linksOf(key, CEID);
      const event = named.event(CEID);
      const isSame = has !== undefined && this.#isSame(has, full);
      if (isSame && !full.some((id) => this.#replaced.has(idKey(id)))) {
        if (wanted.length > 0) this.there.push(isThere({ what: "link", event, reports: full }));
        continue;
      }
      const before = has ?? this.#planning.tool.linksOf(CEID) ?? [];
      if (before.length > 0 && !(has === undefined && this.#isSame(before, full))) {
        unlinks.push(toDo({ what: "unlink", event }));
      }
      if (full.length > 0) links.push(toDo({ what: "link", event, reports: full }));
      relinked.set(key, CEID);
    }
    return { unlinks, links, relinked };
  }

  /** Unless the tool says that it does not have the report. */
  #mayExist(rptid: IdKey): boolean {
    const { known } = this.#planning;
    return !known.hasAllReports || known.reports.has(rptid);
  }

  /** The order of reports counts only if nothing else is to be there. */
  #isSame(one: readonly SecsId[], other: readonly SecsId[]): boolean {
    return this.#planning.target.isExact ? sameIds(one, other) : sameIds(sorted(one), sorted(other));
  }

  /** What an event has, is to have by the target, and is to have in all. */
  #linksOf(
    key: IdKey,
    ceid: SecsId,
  ): { has: readonly SecsId[] | undefined; wanted: readonly SecsId[]; full: SecsId[] } {
    const { target, known, made, tool } = this.#planning;
    const has = knownLinks(known, ceid);
    const wanted = target.links.get(key)?.RPTID ?? [];
    const others = [...made.unlinked.get(key)?.RPTID ?? [], ...has ?? tool.linksOf(ceid) ?? []]
      .filter((id) => !target.isExact && !this.#surplus.has(idKey(id)) && this.#mayExist(idKey(id)));
    return { has, wanted, full: distinct([...others, ...wanted]) };
  }

  /** The events whose links may have to change. */
  #linkedEvents(): Map<IdKey, SecsId> {
    const { target, known, made, tool } = this.#planning;
    const goes = ({ RPTID }: { readonly RPTID: readonly SecsId[] }): boolean =>
      target.isExact || RPTID.some((id) => this.#surplus.has(idKey(id)));
    const others = [...known.links.values(), ...known.hasAllLinks ? [] : tool.links].filter(goes);
    return idSet([...target.links.values(), ...made.unlinked.values(), ...others].map(({ CEID }) => CEID));
  }

  /** Some tools disable an event whose links change. */
  #enables(relinked: ReadonlyMap<IdKey, SecsId>): { disables: GemSetupStep[]; enables: GemSetupStep[] } {
    const { target, known, made, named } = this.#planning;
    const enables: GemSetupStep[] = [];
    for (const [key, CEID] of target.enabled) {
      const enable = { what: "enable", event: named.event(CEID) } as const;
      const isEnabled = known.enabled?.has(key) === true && !relinked.has(key);
      if (isEnabled) this.there.push(isThere(enable));
      else enables.push(toDo(enable));
    }
    const all = target.isExact ? known.enabled ?? made.enabled : made.enabled;
    const goes = [...all].filter(([key]) => !target.enabled.has(key) && known.enabled?.has(key) !== false);
    const going = new Set(goes.map(([key]) => key));
    for (const [key, CEID] of relinked) {
      const stays = known.enabled?.has(key) && !target.enabled.has(key) && !going.has(key);
      if (stays) enables.push(toDo({ what: "enable", event: named.event(CEID) }));
    }
    return {
      disables: goes.map(([, CEID]) => toDo({ what: "disable", event: named.event(CEID) })),
      enables,
    };
  }
}

function sorted(ids: readonly SecsId[]): SecsId[] {
  return [...idSet(ids).values()].sort((a, b) => String(a) < String(b) ? -1 : 1);
}
