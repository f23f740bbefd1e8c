import { type Float64Column, float64Column } from "./columns.ts";
import type { LinkState } from "./link_state.ts";
import { isData, type NameCode, nameOfCode } from "./names.ts";
import type { LinkSummary, MessageSummary } from "./story.ts";
import type { StoryState } from "./story_state.ts";

interface Counted {
  readonly count: [number, number];
  bytes: number;
  readonly replyMs: Float64Column;
  unanswered: number;
}

/** The figures of each link; one walk over all entries, and its reply times sorted. */
export function summariesOf(state: StoryState): LinkSummary[] {
  const { entries, links } = state;
  const counts = links.all.map(() => new Map<NameCode, Counted>());
  for (let entry = 0; entry < entries.length; entry++) {
    const code = entries.code(entry);
    if (code > 0x1_ffff) continue;
    const link = entries.link(entry);
    const byCode = counts[link]!;
    let counted = byCode.get(code);
    if (counted === undefined) {
      counted = { count: [0, 0], bytes: 0, replyMs: float64Column(), unanswered: 0 };
      byCode.set(code, counted);
    }
    const end = entries.end(entry);
    if (end !== undefined) counted.count[links.all[link]!.side(end)]++;
    counted.bytes += entries.size(entry);
    if (entries.asks(entry)) answered(state, entry, code, counted);
  }
  return counts.map((byCode, i) => summaryOf(links.all[i]!, byCode));
}

function answered({ entries }: StoryState, entry: number, code: NameCode, counted: Counted): void {
  const reply = entries.partner(entry);
  if (reply === undefined || reply < entry || !isReply(code, entries.code(reply))) counted.unanswered++;
  else counted.replyMs.push(entries.at(reply) - entries.at(entry));
}

/** Whether it is the reply itself, and not SxF0, a Reject or a message of stream 9. */
function isReply(asked: NameCode, reply: NameCode): boolean {
  return reply === asked + 1 && isData(asked) === isData(reply);
}

function summaryOf(link: LinkState, byCode: ReadonlyMap<NameCode, Counted>): LinkSummary {
  const messages = [...byCode].map(([code, { count, bytes, replyMs, unanswered }]): MessageSummary => {
    const times = distributionOf(replyMs);
    return { name: nameOfCode(code), count, bytes, ...times && { replyMs: times }, unanswered };
  });
  messages.sort((a, b) => total(b) - total(a) || (a.name < b.name ? -1 : 1));
  const { frames, bytes, connections, selectedShare } = link;
  return { frames, bytes, connections, selectedShare, messages };
}

function distributionOf(times: Float64Column): MessageSummary["replyMs"] {
  if (times.length === 0) return undefined;
  const sorted = times.toArray().sort();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { p50: at(0.5), p95: at(0.95), max: sorted[sorted.length - 1]! };
}

function total({ count: [left, right] }: MessageSummary): number {
  return left + right;
}
