import type { HsmsProtocol } from "@secs/hsms";
import type { Random } from "../support/random.ts";
import type { Room, Talker } from "./talker.ts";

/** Between two tricks on one link, in ms. */
const LEAST = 5_000;
const MORE = 30_000;

/** Everything that is done to a link on purpose; `replace`: the peer is removed, and added again. */
const TRICKS = [
  "reset",
  "close",
  "separate",
  "pause",
  "flap",
  "linktests",
  "linktests",
  "deselect",
  "deselect",
  "replace",
] as const;
type Trick = typeof TRICKS[number];

/** Why links are reset on purpose. */
export class Pulled extends Error {}

/** A link that things are done to. */
export interface Victim {
  /** Its talker; another one after `replace`. */
  readonly talker: Talker;
  /** Removes the peer, waits, and adds it again. */
  replace(): Promise<void>;
  /** Only one side of a link deselects, or nobody could say which messages may be lost. */
  mayDeselect(): boolean;
}

/** Does one thing after the other to a link, until it is over. */
export async function vex(victim: Victim, random: Random, room: Room): Promise<void> {
  while (await room.beat.turn(LEAST + random.below(MORE))) {
    const trick = random.pick(TRICKS);
    room.ledger.did(trick);
    try {
      await play(trick, victim, random, room);
    } catch (error) {
      room.ledger.expect(error, trick);
    }
  }
}

async function play(trick: Trick, victim: Victim, random: Random, room: Room): Promise<void> {
  const { handler } = victim.talker;
  switch (trick) {
    case "reset":
      return await handler.connection.disconnect(new Pulled("The soak pulled the cable"));
    case "close":
      return await handler.connection.disconnect();
    case "separate":
      return handler.sendSeparateReq();
    case "pause":
      await handler.disable();
      await room.beat.turn(random.below(1_500));
      return await handler.enable();
    case "flap":
      for (let i = 0; i < 3; i++) {
        void handler.disable();
        void handler.enable();
      }
      return await handler.enable();
    case "linktests":
      await Promise.all([1, 2, 3].map(() => handler.sendLinktestReq()));
      return;
    case "deselect":
      return victim.mayDeselect() ? await deselect(handler, random, room) : undefined;
    case "replace":
      return await victim.replace();
  }
}

/** Selects again most of the time; T7 does the rest. */
async function deselect(handler: HsmsProtocol, random: Random, room: Room): Promise<void> {
  await handler.sendDeselectReq();
  if (random.below(4) === 0) return;
  await room.beat.turn(random.below(300));
  await handler.sendSelectReq();
}
