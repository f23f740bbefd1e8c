import type { Ribbon, RibbonKind, RibbonSpan } from "./story.ts";

/** Maximum number of spans of a ribbon; what changes after that is not drawn. */
const MAX_SPANS = 20_000;

/** A span while it lasts. */
interface OpenSpan extends RibbonSpan {
  to: number | undefined;
}

/** Builds a ribbon: one state after the other. */
export class RibbonBuilder implements Ribbon {
  readonly kind: RibbonKind;
  readonly spans: OpenSpan[] = [];

  constructor(kind: RibbonKind) {
    this.kind = kind;
  }

  /** The state that lasts. */
  get state(): string | undefined {
    return this.spans.at(-1)?.state;
  }

  /** Another state begins; the same one goes on. */
  enter(state: string, at: number, tone: RibbonSpan["tone"], because: string): void {
    const last = this.spans.at(-1);
    if (last?.state === state || this.spans.length >= MAX_SPANS) return;
    if (last !== undefined) last.to = at;
    this.spans.push({ state, from: at, to: undefined, tone, because });
  }
}
