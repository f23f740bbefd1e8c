/**
 * The spooling state model of E30: messages of the equipment are kept while they cannot be sent, until the host asks for
 * them.
 *
 * SPOOL INACTIVE, or SPOOL ACTIVE with two parts in parallel: what is loaded (NOT FULL, FULL) and what is unloaded (NO
 * OUTPUT, TRANSMIT, PURGE). The model holds the messages and counts; it writes nothing and sends nothing.
 *
 * # What stands outside the tables
 *
 * - Row 1 needs EnableSpooling true at that moment. A later change neither empties the spool nor leaves it.
 * - The message that is being transmitted stays in the spool until its transaction has succeeded. It is not overwritten.
 * - A transmission that fails without the loss of communication, by T3, takes row 6 with its event: the host has to ask
 *   again. The standard names the loss of communication only.
 * - An active spool can be empty, as Spooling Activated need not be spooled. S6F23 is accepted then, and leads to
 *   INACTIVE at once (rows 5 or 4, then 3). With RSDA 2 the spool could never be left.
 * - PURGE takes no time here: rows 4 and 3 are one step.
 * - Switching communication off (row 3 of communication) freezes the spool: the input is `failed`, not `lost`.
 */

import { append, prepend, queueOf, type Spoolable, type SpoolQueue, takeOldest } from "./spool_queue.ts";
import { isSpoolable, isSpooled, type SpoolSetting } from "./spool_setting.ts";
import { type Draft, draft, stay, type Step, type Table, to } from "./table.ts";

/** What is loaded into the spool. */
export type LoadState = "inactive" | "not-full" | "full";

/** What is unloaded from the spool. */
export type UnloadState = "inactive" | "no-output" | "transmit" | "purge";

/** The events of both tables. */
export type SpoolTrigger = "activated" | "no room" | "RSDC 0" | "RSDC 1" | "paused" | "empty";

const NOTHING = {
  "activated": stay,
  "no room": stay,
  "RSDC 0": stay,
  "RSDC 1": stay,
  "paused": stay,
  "empty": stay,
} as const;

/** The rows of E30 that change what is loaded. */
export const LOAD_TABLE: Table<LoadState, SpoolTrigger> = {
  "inactive": { ...NOTHING, "activated": to(1, "not-full") },
  "not-full": { ...NOTHING, "no room": to(2, "full"), "empty": to(3, "inactive") },
  "full": { ...NOTHING, "empty": to(3, "inactive") },
};

/** The rows of E30 that change what is unloaded. */
export const UNLOAD_TABLE: Table<UnloadState, SpoolTrigger> = {
  "inactive": { ...NOTHING, "activated": to(1, "no-output") },
  "no-output": { ...NOTHING, "RSDC 1": to(4, "purge"), "RSDC 0": to(5, "transmit") },
  "transmit": { ...NOTHING, "paused": to(6, "no-output"), "empty": to(3, "inactive") },
  "purge": { ...NOTHING, "empty": to(3, "inactive") },
};

/** The constants and limits of a spool, which may change between two inputs. */
export interface SpoolOptions {
  /** EnableSpooling. */
  readonly enabled: boolean;
  /** OverWriteSpool: if the spool is full, the oldest messages go, and not the new one. */
  readonly overwrite: boolean;
  /** MaxSpoolTransmit: maximum number of messages for one S6F23; 0 is no limit. */
  readonly maxTransmit: number;
  /** Maximum number of messages in the spool. */
  readonly maxMessages: number;
  /** Maximum number of bytes of their bodies. */
  readonly maxBytes: number;
  /** What S2F43 has set. */
  readonly setting: SpoolSetting;
}

/** A spool: plain data. */
export interface SpoolModel<Message extends Spoolable> {
  /** What is loaded. */
  readonly load: LoadState;
  /** What is unloaded. */
  readonly unload: UnloadState;
  /** What waits, without the message that is being transmitted. */
  readonly queue: SpoolQueue<Message>;
  /** The message that is being transmitted. */
  readonly open: Message | undefined;
  /** Number of messages that this TRANSMIT has dealt with. */
  readonly transmitted: number;
  /** SpoolCountTotal: number of messages that were to be spooled since the spool was activated. */
  readonly total: number;
  /** SpoolStartTime, in ms of the caller's clock; undefined: it was not active. */
  readonly startedAt: number | undefined;
  /** SpoolFullTime, in ms; undefined: it was not full. */
  readonly fullAt: number | undefined;
}

/** What can happen. */
export type SpoolInput<Message extends Spoolable> =
  /** Communication was lost, or could not be established: rows 14 and 6 of communication. */
  | { readonly type: "lost" }
  /** A message is to be sent: a primary, or a reply. */
  | { readonly type: "message"; readonly message: Message }
  /** S6F23 of the host. */
  | { readonly type: "S6F23"; readonly rsdc: 0 | 1 }
  /** The message that is being transmitted: it was answered, its S6F5 was refused, or it got no answer. */
  | { readonly type: "answered" | "refused" | "failed" };

/** Why a message is not in the spool any more. */
export type SpoolRemoval = "transmitted" | "refused" | "overwritten";

/** Why a message did not come into the spool: S2F43 does not name it, or there is no room. */
export type SpoolDrop = "not spooled" | "no room";

/** What is to be done or told. */
export type SpoolEffect<Message extends Spoolable> =
  /** End the open transactions. */
  | { readonly type: "end transactions" }
  /** Send the message now, as without a spool. */
  | { readonly type: "send"; readonly message: Message }
  /** The message is in the spool. */
  | { readonly type: "stored"; readonly message: Message }
  /** The message is not in the spool any more. */
  | { readonly type: "removed"; readonly message: Message; readonly why: SpoolRemoval }
  /** The message is lost. */
  | { readonly type: "dropped"; readonly message: Message; readonly why: SpoolDrop }
  /** All messages are gone, by the host's wish. */
  | { readonly type: "purged"; readonly count: number }
  /** Tell the operator that the spool is full. */
  | { readonly type: "full" }
  /** Answer S6F23: RSDA 0 accepted, 1 busy, 2 nothing spooled. */
  | { readonly type: "S6F24"; readonly rsda: 0 | 1 | 2 }
  /** Transmit the message, after S6F24 and after the one before was answered. */
  | { readonly type: "transmit"; readonly message: Message }
  /** Trigger a collection event; its message comes back as an input. */
  | {
    readonly type: "event";
    readonly event: "Spooling Activated" | "Spooling Deactivated" | "Spool Transmit Failure";
  };

/** A step of a spool. */
export type SpoolStep<Message extends Spoolable> = Step<SpoolModel<Message>, SpoolEffect<Message>>;

type Work<Message extends Spoolable> = Draft<SpoolModel<Message>, SpoolEffect<Message>>;

/** A spool that is inactive and empty. */
export function emptySpool<Message extends Spoolable>(): SpoolModel<Message> {
  return {
    load: "inactive",
    unload: "inactive",
    queue: queueOf<Message>([]),
    open: undefined,
    transmitted: 0,
    total: 0,
    startedAt: undefined,
    fullAt: undefined,
  };
}

/** SpoolCountActual: number of messages in the spool. */
export function spoolCount<Message extends Spoolable>({ queue, open }: SpoolModel<Message>): number {
  return queue.count + (open === undefined ? 0 : 1);
}

/**
 * What `input` does to a spool at the time `now`, in ms.
 *
 * @example
 * ```ts
 * import { emptySpool, spool, spoolCount, type SpoolOptions } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const options: SpoolOptions = {
 *   enabled: true,
 *   overwrite: false,
 *   maxTransmit: 0,
 *   maxMessages: 100,
 *   maxBytes: 1_000_000,
 *   setting: [{ stream: 6, functions: [11] }],
 * };
 * const { model } = spool(emptySpool(), { type: "lost" }, 0, options);
 * const message = { stream: 6, function: 11, bytes: 40 };
 * assertEquals(spoolCount(spool(model, { type: "message", message }, 0, options).model), 1);
 * ```
 */
export function spool<Message extends Spoolable>(
  model: SpoolModel<Message>,
  input: SpoolInput<Message>,
  now: number,
  options: SpoolOptions,
): SpoolStep<Message> {
  const work: Work<Message> = draft(model);
  switch (input.type) {
    case "lost":
      if (model.load === "inactive" && options.enabled) activate(work, now);
      else interrupt(work);
      break;
    case "message":
      onMessage(work, input.message, now, options);
      break;
    case "S6F23":
      onRequest(work, input.rsdc);
      break;
    case "failed":
      return stopTransmission(model);
    case "answered":
    case "refused":
      onTransmitted(work, input.type === "answered" ? "transmitted" : "refused", options);
  }
  return work;
}

/** A transmission that is under way fails; nothing happens without one. */
export function stopTransmission<Message extends Spoolable>(model: SpoolModel<Message>): SpoolStep<Message> {
  const work: Work<Message> = draft(model);
  interrupt(work);
  return work;
}

/** Takes the row that `trigger` has in either table. */
function take<Message extends Spoolable>(work: Work<Message>, trigger: SpoolTrigger): void {
  const { load, unload } = work.model;
  const loads = LOAD_TABLE[load][trigger];
  const unloads = UNLOAD_TABLE[unload][trigger];
  const row = loads?.row ?? unloads?.row;
  if (row !== undefined) work.rows.push(row);
  work.model = { ...work.model, load: loads?.to ?? load, unload: unloads?.to ?? unload };
}

function activate<Message extends Spoolable>(work: Work<Message>, now: number): void {
  work.model = { ...emptySpool<Message>(), startedAt: now };
  take(work, "activated");
  work.effects.push({ type: "end transactions" }, { type: "event", event: "Spooling Activated" });
}

/** The message that was under way is the oldest one again. */
function interrupt<Message extends Spoolable>(work: Work<Message>): void {
  const { open, queue } = work.model;
  if (open === undefined) return;
  work.model = { ...work.model, queue: prepend(queue, open), open: undefined };
  take(work, "paused");
  work.effects.push({ type: "event", event: "Spool Transmit Failure" });
}

function onMessage<Message extends Spoolable>(
  work: Work<Message>,
  message: Message,
  now: number,
  options: SpoolOptions,
): void {
  if (work.model.load === "inactive" || !isSpoolable(message)) {
    work.effects.push({ type: "send", message });
  } else if (!isSpooled(options.setting, message)) {
    work.effects.push({ type: "dropped", message, why: "not spooled" });
  } else {
    store(work, message, now, options);
  }
}

function store<Message extends Spoolable>(
  work: Work<Message>,
  message: Message,
  now: number,
  options: SpoolOptions,
): void {
  work.model = { ...work.model, total: work.model.total + 1 };
  if (work.model.load === "not-full" && !hasRoom(work.model, message, options)) {
    work.model = { ...work.model, fullAt: now };
    take(work, "no room");
    work.effects.push({ type: "full" });
  }
  if (work.model.load === "full" && !makeRoom(work, message, options)) {
    work.effects.push({ type: "dropped", message, why: "no room" });
    return;
  }
  work.model = { ...work.model, queue: append(work.model.queue, message) };
  work.effects.push({ type: "stored", message });
}

function hasRoom<Message extends Spoolable>(
  { queue, open }: SpoolModel<Message>,
  message: Message,
  { maxMessages, maxBytes }: SpoolOptions,
): boolean {
  const count = queue.count + (open === undefined ? 0 : 1);
  return count < maxMessages && queue.bytes + (open?.bytes ?? 0) + message.bytes <= maxBytes;
}

/** Overwrites until `message` fits; false if it does not, or if nothing may be overwritten. */
function makeRoom<Message extends Spoolable>(
  work: Work<Message>,
  message: Message,
  options: SpoolOptions,
): boolean {
  if (!options.overwrite) return false;
  const withoutQueue = { ...work.model, queue: queueOf<Message>([]) };
  if (!hasRoom(withoutQueue, message, options)) return false;
  while (!hasRoom(work.model, message, options)) {
    const oldest = takeOldest(work.model.queue)!;
    work.model = { ...work.model, queue: oldest.queue };
    work.effects.push({ type: "removed", message: oldest.message, why: "overwritten" });
  }
  return true;
}

function onRequest<Message extends Spoolable>(work: Work<Message>, rsdc: 0 | 1): void {
  const { unload, queue } = work.model;
  if (unload !== "no-output") {
    work.effects.push({ type: "S6F24", rsda: unload === "inactive" ? 2 : 1 });
    return;
  }
  work.effects.push({ type: "S6F24", rsda: 0 });
  work.model = { ...work.model, transmitted: 0 };
  take(work, rsdc === 0 ? "RSDC 0" : "RSDC 1");
  if (rsdc === 1) {
    work.effects.push({ type: "purged", count: queue.count });
    work.model = { ...work.model, queue: queueOf<Message>([]) };
  }
  transmitNext(work);
}

function onTransmitted<Message extends Spoolable>(
  work: Work<Message>,
  why: SpoolRemoval,
  { maxTransmit }: SpoolOptions,
): void {
  const { open, queue } = work.model;
  if (open === undefined) return;
  const transmitted = work.model.transmitted + 1;
  work.model = { ...work.model, open: undefined, transmitted };
  work.effects.push({ type: "removed", message: open, why });
  if (queue.count > 0 && maxTransmit > 0 && transmitted >= maxTransmit) take(work, "paused");
  else transmitNext(work);
}

/** Transmits the oldest message; without one the spool becomes inactive. */
function transmitNext<Message extends Spoolable>(work: Work<Message>): void {
  const oldest = takeOldest(work.model.queue);
  if (oldest === undefined) {
    take(work, "empty");
    work.effects.push({ type: "event", event: "Spooling Deactivated" });
    return;
  }
  work.model = { ...work.model, queue: oldest.queue, open: oldest.message };
  work.effects.push({ type: "transmit", message: oldest.message });
}
