import { SIDES } from "./wire.ts";
import type { World } from "./world.ts";

/** Maximum number of steps that a recovery takes. */
const STEPS = 400;

/**
 * Lets both sides run, with no more commands and no more cuts, until nothing is under way and both are selected; if a
 * side was told to close, until TCP is down at both. Says what is wrong if that does not come about.
 */
export function recover(world: World): string | undefined {
  for (let step = 0; step < STEPS; step++) {
    if (settle(world)) continue;
    if (world.isDown) {
      if (world.isClosed) return undefined;
      world.connect();
    } else if (!isResting(world)) {
      if (world.next === undefined) return `stands still: ${describe(world)}`;
      world.tick(world.next);
    } else return disagreement(world);
  }
  return `not selected after ${STEPS} steps: ${describe(world)}`;
}

/** One round of everything that needs no time; false: there was nothing. */
function settle(world: World): boolean {
  let moved = false;
  for (const side of SIDES) {
    const peer = world.peers[side];
    if (peer.queue.length > 0 && peer.ending !== "at-once") moved = true, world.send(side);
    if (peer.ending !== "no" && !peer.finished) moved = true, world.finish(side);
    if (world.wire.to[side].length > 0) moved = true, world.deliver(side);
  }
  return moved;
}

/** Both sides are selected, and no control transaction is open. */
function isResting({ peers }: World): boolean {
  return SIDES.every((side) => {
    const { selected, openRequests } = peers[side];
    return selected && !openRequests.has("select") && !openRequests.has("deselect") &&
      !openRequests.has("linktest");
  });
}

/** The two sides have to agree on every session, or it would never carry data again. */
function disagreement({ peers: { left, right } }: World): string | undefined {
  const differs = left.ids.find((id) => left.states.get(id) !== right.states.get(id));
  return differs === undefined
    ? undefined
    : `session ${differs} stays ${left.states.get(differs)} at the left, ${
      right.states.get(differs)
    } at the right`;
}

function describe({ peers }: World): string {
  return SIDES.map((side) => `${side} ${peers[side].machine?.state ?? "down"}`).join(", ");
}
