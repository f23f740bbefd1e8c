/** What of a spool survives power off: plain data, also as JSON if its messages are. */

import { messagesOf, queueOf, type Spoolable } from "./spool_queue.ts";
import {
  emptySpool,
  type LoadState,
  type SpoolModel,
  type SpoolStep,
  stopTransmission,
  type UnloadState,
} from "./spooling.ts";

/** The row of power on. */
const POWER_ON = 8;

/** A spool that is saved (row 7). */
export interface SavedSpool<Message extends Spoolable> {
  /** What is loaded. */
  readonly load: LoadState;
  /** What is unloaded. */
  readonly unload: UnloadState;
  /** All messages, the oldest first. */
  readonly messages: readonly Message[];
  /** SpoolCountTotal. */
  readonly total: number;
  /** SpoolStartTime, in ms. */
  readonly startedAt: number | undefined;
  /** SpoolFullTime, in ms. */
  readonly fullAt: number | undefined;
}

/** What is to be saved, so that the spool is the same after power off (row 7). It holds at any moment. */
export function saveSpool<Message extends Spoolable>(model: SpoolModel<Message>): SavedSpool<Message> {
  const { load, unload, queue, open, total, startedAt, fullAt } = model;
  const messages = [...open === undefined ? [] : [open], ...messagesOf(queue)];
  return { load, unload, messages, total, startedAt, fullAt };
}

/**
 * The spool that was saved (row 8). Power off was a loss of communication too: a TRANSMIT that it ended takes row 6 with
 * its event, and the message that was under way is the oldest one.
 */
export function restoreSpool<Message extends Spoolable>(
  saved: SavedSpool<Message>,
): SpoolStep<Message> {
  const { messages, ...rest } = saved;
  const [oldest, ...others] = messages;
  const transmits = saved.unload === "transmit";
  const model: SpoolModel<Message> = {
    ...emptySpool<Message>(),
    ...rest,
    queue: queueOf(transmits ? others : messages),
    open: transmits ? oldest : undefined,
  };
  const { rows, ...step } = stopTransmission(model);
  return { ...step, rows: [POWER_ON, ...rows] };
}
