import { NETWORK } from "./actions.ts";
import { SIDES, type World } from "./world.ts";

/** The most moves that two sides need from any state, with what is under way to be read first. */
const ENOUGH = 60;

/**
 * Lets a world run without faults: both sides are enabled, the session stays selected. Returns what is wrong if they do not
 * both communicate then, or if an attempt to go on-line has no end.
 */
export function recover(world: World): string | undefined {
  for (const side of SIDES) {
    if (world.models[side].state === "disabled") world.feed(side, { type: "enable" });
  }
  for (let move = 0; move < ENOUGH + world.to.host.length + world.to.equipment.length; move++) {
    const next = NETWORK.find((action) => action.possible(world));
    const silent = SIDES.find((side) => world.open[side].length > 0);
    if (next !== undefined) next.run(world);
    else if (silent !== undefined) world.expire(silent);
    else break;
  }
  const { host, equipment } = world.models;
  if (host.state !== "communicating" || equipment.state !== "communicating") {
    return `the host is in ${host.state}, the equipment in ${equipment.state}`;
  }
  return world.control.state === "attempt-online" ? "the attempt to go on-line has no end" : undefined;
}
