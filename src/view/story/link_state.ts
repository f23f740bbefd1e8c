import type { LogEndpoint } from "../log/mod.ts";
import type { End } from "./entries.ts";
import { Learned } from "./learned.ts";
import type { StoryModel } from "./options.ts";
import { RibbonBuilder } from "./ribbons.ts";
import { otherRole, type Role } from "./roles.ts";
import type { Side } from "./story.ts";

/** One end of a link. */
export interface LinkEnd {
  readonly address: string;
  /** 0: it differs from connection to connection. */
  port: number;
  role: Role | undefined;
  model: string | undefined;
}

/** What is known of a link. */
export class LinkState {
  readonly index: number;
  /** The side that connects first. */
  readonly ends: readonly [LinkEnd, LinkEnd];
  /** Whether it was seen who connects. */
  isActiveKnown = false;
  readonly link = new RibbonBuilder("link");
  readonly communication = new RibbonBuilder("communication");
  readonly control = new RibbonBuilder("control");
  readonly spool = new RibbonBuilder("spool");
  readonly learned: Learned;
  frames = 0;
  bytes = 0;
  connections = 0;
  /** Times of its first and last entry. */
  firstAt = NaN;
  lastAt = NaN;
  selectedMs = 0;
  selectedSince = NaN;
  /** The number of the connection that is up. */
  current: number | undefined;
  /** The times of the last connections that were opened. */
  openings: number[] = [];

  constructor(index: number, active: LogEndpoint, passive: LogEndpoint, model: StoryModel | undefined) {
    this.learned = new Learned(model);
    this.index = index;
    this.ends = [endOf(active), endOf(passive)];
  }

  /** On which side an end is drawn: the host on the left, or who connects. */
  side(end: End): Side {
    return this.ends[0].role === "equipment" ? (1 - end) as Side : end;
  }

  /** The messages say what an end is. */
  setRole(end: End, role: Role): void {
    if (this.ends[end].role !== undefined) return;
    this.ends[end].role = role;
    this.ends[end === 0 ? 1 : 0].role = otherRole(role);
  }

  select(at: number, because: string): void {
    if (Number.isNaN(this.selectedSince)) this.selectedSince = at;
    this.link.enter("SELECTED", at, "good", because);
  }

  /** No session is selected any more. */
  leave(state: "NOT SELECTED" | "NOT CONNECTED", at: number, because: string): void {
    if (!Number.isNaN(this.selectedSince)) this.selectedMs += at - this.selectedSince;
    this.selectedSince = NaN;
    this.link.enter(state, at, state === "NOT SELECTED" ? "waiting" : "off", because);
    if (this.communication.state !== undefined) {
      this.communication.enter("NOT COMMUNICATING", at, "off", because);
    }
  }

  /** Share of the time of its entries in which it was selected. */
  get selectedShare(): number {
    const all = this.lastAt - this.firstAt;
    const now = Number.isNaN(this.selectedSince) ? 0 : this.lastAt - this.selectedSince;
    return all > 0 ? Math.min(1, (this.selectedMs + now) / all) : Number.isNaN(this.selectedSince) ? 0 : 1;
  }
}

function endOf({ address, port }: LogEndpoint): LinkEnd {
  return { address, port, role: undefined, model: undefined };
}
