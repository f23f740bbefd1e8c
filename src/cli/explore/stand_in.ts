import type { Clock, Network } from "../../core/mod.ts";
import { MemoryNetwork } from "../../testing/mod.ts";
import { B, type Item, L } from "../../secs2/mod.ts";
import { S1F3, S2F13, SecsHandler, type SecsId } from "../../secs/mod.ts";
import { givenBy } from "./from.ts";
import { keyOf, type SaidValue, type Talk } from "./talk.ts";

/** A tool that says what the files have of it: it stands in for one that is not at hand. */
export interface StandIn {
  readonly network: Network;
  readonly port: number;
  /** Ends it. */
  close(): Promise<void>;
}

const PORT = 5000;

/** Starts one. Its events and alarms come in place of the last answer, S2F58. */
export async function standIn(talk: Talk, clock: Clock): Promise<StandIn> {
  const network = new MemoryNetwork({ clock });
  const secs = new SecsHandler("*", PORT, false, 0, "host", { network, clock, role: "equipment" });
  const { answers } = givenBy(talk);
  const identity = answers["S1F1"] ?? identityIn(talk.answers.get("S1F13"));
  secs.register(1, 13, () => L(B(0), identity));
  answers["S1F1"] ??= identity;
  for (const [name, item] of Object.entries({ ...Object.fromEntries(talk.answers), ...answers })) {
    const [, stream, func] = /^S(\d+)F(\d+)$/.exec(name)!;
    if (name !== "S1F13" && name !== "S2F57") secs.register(Number(stream), Number(func), () => item);
  }
  secs.register(S1F3, (ids: readonly SecsId[]) => valuesOf(talk.values, ids));
  secs.register(S2F13, (ids: readonly SecsId[]) => valuesOf(talk.constants, ids));
  secs.register(2, 57, async () => {
    for (const { name, item } of talk.sent) {
      await secs.request(name === "S5F1" ? 5 : 6, name === "S5F1" ? 1 : 11, item).catch(() => {});
    }
    return talk.answers.get("S2F57") ?? L();
  });
  await secs.enable();
  return { network, port: PORT, close: () => secs.disable() };
}

function valuesOf(values: ReadonlyMap<string, SaidValue>, ids: readonly SecsId[]): Item[] {
  return ids.map((id) => values.get(keyOf(id))?.item ?? L());
}

/** MDLN and SOFTREV of an S1F14. */
function identityIn(answer: Item | undefined): Item {
  const identity = answer?.format === "L" ? answer.items[1] : undefined;
  return identity ?? L();
}
