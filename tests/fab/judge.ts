/** A message, as a consumer sees it. */
export interface SeenMessage {
  /** Its place in the stream. */
  readonly seq: number;
  readonly subject: string;
  readonly id: string;
  readonly body: {
    readonly tool: string;
    readonly kind: string;
    readonly name: string;
    readonly time: string;
    readonly gateway: string;
    readonly fence: number;
    readonly values?: Readonly<Record<string, unknown>>;
    readonly reports?: unknown;
    readonly state?: string;
    readonly repeats?: boolean;
  };
}

/** What became of the numbered events of all tools. */
export interface Verdict {
  /** Events that were sent, all tools together. */
  readonly sent: number;
  /** Messages of events that are there. */
  readonly seen: number;
  /** `TOOL NUMBER` of events that are not there. */
  readonly lost: readonly string[];
  /** Events that are there again with the same id: consumers leave them out. */
  readonly sameId: number;
  /** Events that are there again with another id. */
  readonly otherId: readonly string[];
  /** `TOOL A before B` of events that are not in their order, though one owner has put both. */
  readonly disorder: readonly string[];
  /** Messages of an owner that came after one of a later owner: from a journal, told by their fence. */
  readonly late: number;
}

/** Judges what a consumer has seen of events that each tool has sent, with the numbers from `first` to `last`. */
export function judge(
  tools: readonly string[],
  first: number,
  last: number,
  messages: readonly SeenMessage[],
): Verdict {
  const lost: string[] = [];
  const otherId: string[] = [];
  const disorder: string[] = [];
  let seen = 0;
  let sameId = 0;
  let late = 0;
  for (const tool of tools) {
    const ids = new Map<number, string>();
    const lastOf = new Map<number, number>();
    let fence = 0;
    for (const message of messages) {
      if (message.body.tool !== tool || message.body.kind !== "event") continue;
      const number = numberOf(message);
      if (number === undefined || number < first || number > last) continue;
      seen++;
      const before = ids.get(number);
      if (before === message.id) {
        sameId++;
        continue;
      }
      if (before !== undefined) {
        otherId.push(`${tool} ${number}`);
        continue;
      }
      ids.set(number, message.id);
      const highest = lastOf.get(message.body.fence) ?? 0;
      if (number < highest) disorder.push(`${tool} ${highest} before ${number}`);
      lastOf.set(message.body.fence, Math.max(highest, number));
      if (message.body.fence < fence) late++;
      fence = Math.max(fence, message.body.fence);
    }
    for (let number = first; number <= last; number++) if (!ids.has(number)) lost.push(`${tool} ${number}`);
    disorder.push(...overlaps(tool, ids, messages));
  }
  return { sent: (last - first + 1) * tools.length, seen, lost, sameId, otherId, disorder, late };
}

/** An owner has the events after those of the owner before it: sorted by their fence, all are in order. */
function overlaps(
  tool: string,
  ids: ReadonlyMap<number, string>,
  messages: readonly SeenMessage[],
): string[] {
  const firsts = new Set(ids.values());
  const ranges = new Map<number, { from: number; to: number }>();
  for (const message of messages) {
    const number = message.body.tool === tool && message.body.kind === "event"
      ? numberOf(message)
      : undefined;
    if (number === undefined || !firsts.has(message.id)) continue;
    const range = ranges.get(message.body.fence) ?? { from: number, to: number };
    range.from = Math.min(range.from, number);
    range.to = Math.max(range.to, number);
    ranges.set(message.body.fence, range);
  }
  const sorted = [...ranges].sort(([a], [b]) => a - b).map(([, range]) => range);
  return sorted.flatMap(({ from }, at) => {
    const before = sorted[at - 1];
    return before !== undefined && from < before.to
      ? [`${tool} ${before.to} of one owner, ${from} of the next`]
      : [];
  });
}

/** The number of an event; from its reports, where they had no names yet. */
export function numberOf({ body: { values, reports } }: SeenMessage): number | undefined {
  const value = values?.Number;
  if (typeof value === "number") return value;
  const found = /"(?:value|values)":\[?(\d+)/.exec(JSON.stringify(reports ?? null))?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Whether nothing is wrong. */
export function isClean({ lost, otherId, disorder }: Verdict): boolean {
  return lost.length === 0 && otherId.length === 0 && disorder.length === 0;
}

/** The verdict in a line. */
export function sentence(verdict: Verdict): string {
  const { sent, seen, lost, sameId, otherId, disorder, late } = verdict;
  const some = (list: readonly string[]): string =>
    list.length === 0 ? "0" : `${list.length} (${list.slice(0, 5).join(", ")})`;
  return `${sent} events, ${seen} messages: ${some(lost)} lost, ${sameId} doubles with the same id, ` +
    `${some(otherId)} with another, ${some(disorder)} out of order, ${late} late from a journal`;
}
