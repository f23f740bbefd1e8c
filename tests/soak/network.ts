import { createTcp, type Network } from "@secs/hsms";
import { nodeTcp } from "../../src/transports/node/mod.ts";
import type { CountingClock } from "../support/counting_clock.ts";

/** TCP of the runtime, with timers that are counted. */
export function countedTcp(clock: CountingClock): Network {
  return createTcp({ clock, linger: 500 });
}

/** The same for a line that resets connections: Deno's own sockets cannot. */
export function resettingTcp(clock: CountingClock): Network {
  return "Deno" in globalThis ? nodeTcp({ clock, linger: 500 }) : countedTcp(clock);
}
