// What happens next in a world: by a seed.

import type { Gateway, World } from "./world.ts";
import { TIMES } from "./world.ts";

/** Does one thing. */
export function act(world: World, names: readonly string[]): void {
  const { random } = world;
  const dice = random.below(1000);
  const gateway = world.gateways[random.below(Math.max(world.gateways.length, 1))];
  if (gateway === undefined || (dice < 4 && world.gateways.length < names.length)) {
    const missing = names.filter((name) => world.gateways.every((other) => other.name !== name));
    world.join(random.pick(missing));
  } else if (dice < 8) {
    world.leave(gateway, dice < 6);
  } else if (dice < 20) {
    gateway.isPaused = !gateway.isPaused;
  } else if (dice < 300) {
    advance(world);
  } else {
    moveOne(world, gateway);
  }
}

/** Time goes on, mostly by little; clocks ring where no process stands still, and sometimes late. */
function advance(world: World): void {
  const { random } = world;
  world.now += random.below(random.below(30) === 0 ? 2 * TIMES.lease : TIMES.lease / 20);
  for (const gateway of world.gateways) {
    if (!gateway.isPaused && random.below(4) > 0) world.tick(gateway);
  }
}

/** Something that is under way arrives, or is lost. The store does not stand still when a process does. */
function moveOne(world: World, gateway: Gateway): void {
  const { random } = world;
  const flight = gateway.flights[random.below(Math.max(gateway.flights.length, 1))];
  const dice = random.below(100);
  if (dice < 45 || flight === undefined) {
    if (!gateway.isPaused) world.tell(gateway, random.below(3) === 0);
  } else if (flight.answer === undefined) {
    // A write of which word is that it is lost may arrive later all the same.
    if (dice < 92) world.arrive(flight);
    else if (!gateway.isPaused) {
      world.answer(gateway, flight, true);
      if (random.below(2) === 0) gateway.flights.push(ghostOf(flight));
    }
  } else if (!gateway.isPaused) {
    world.answer(gateway, flight, dice > 92);
  }
}

/** The same write once more: its answer is not listened to. */
function ghostOf(flight: Gateway["flights"][number]): Gateway["flights"][number] {
  return { request: flight.request };
}
