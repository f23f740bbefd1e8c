import type { Clock } from "../../core/mod.ts";
import { sentenceOf } from "../errors.ts";
import { type CheckedRow, type CheckRow, fail, type Level, notTried, type Verdict } from "./verdict.ts";

/** What may be done to the peer: rows of these levels run. */
export type Levels = ReadonlySet<Level>;

/** A peer that can be checked. */
export interface Checkable {
  readonly clock: Clock;
  /** The messages of the row that runs. */
  readonly messages: readonly string[];
  readonly isConnected: boolean;
  /** Connects, or waits for the peer; rejects after a while. */
  connect(): Promise<void>;
  /** A row begins. */
  begin(): void;
  /** Whether it answers anything. */
  isAlive(): Promise<boolean>;
  /** Why it cannot do what needs an on-line tool; undefined: it can. */
  whyOffline(levels: Levels): Promise<string | undefined>;
}

/** Who is told while rows run. */
export interface CheckProgress {
  readonly levels: Levels;
  readonly signal: AbortSignal;
  /** A row is done. */
  done(row: CheckedRow): void;
}

/** Runs rows. Whatever the peer does, each row has a verdict in the end. */
export async function runRows<Peer extends Checkable>(
  peer: Peer,
  rows: readonly CheckRow<Peer>[],
  { levels, signal, done }: CheckProgress,
): Promise<CheckedRow[]> {
  const checked: CheckedRow[] = [];
  let why = await connected(peer);
  let online: { readonly why: string | undefined } | undefined;
  for (const row of rows) {
    if (signal.aborted) why = "the check was ended";
    let reason = why ?? (levels.has(row.level) ? undefined : `it needs --${row.level}`);
    if (reason === undefined && row.needsOnline) {
      online ??= { why: await peer.whyOffline(levels) };
      reason = online.why;
    }
    const { id, capability, requirement, level } = row;
    const found = reason === undefined
      ? await run(peer, row)
      : { ...notTried(reason), took: 0, messages: [] };
    checked.push({ id, capability, requirement, level, ...found });
    done(checked.at(-1)!);
    if (reason === undefined && found.result !== "pass") why = await lostBy(peer, id);
  }
  return checked;
}

async function connected(peer: Checkable): Promise<string | undefined> {
  try {
    await peer.connect();
    return undefined;
  } catch (error) {
    return `there is no session: ${sentenceOf(error)}`;
  }
}

async function run<Peer extends Checkable>(
  peer: Peer,
  row: CheckRow<Peer>,
): Promise<Verdict & Pick<CheckedRow, "took" | "messages">> {
  peer.begin();
  const begin = peer.clock.now();
  let found: Verdict;
  try {
    found = await row.run(peer);
  } catch (error) {
    found = fail(`it cannot be checked: ${sentenceOf(error)}`);
  }
  return { ...found, took: Math.round(peer.clock.now() - begin), messages: [...peer.messages] };
}

/** Why no more rows can be tried after one that did not pass: the peer is gone, or answers nothing any more. */
async function lostBy(peer: Checkable, id: string): Promise<string | undefined> {
  if (!peer.isConnected) {
    const why = await connected(peer);
    if (why !== undefined) return `the session ended at ${id}, and none came after it: ${why}`;
  }
  return await peer.isAlive() ? undefined : `the peer answers nothing any more since ${id}`;
}
