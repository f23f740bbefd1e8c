import type { HsmsProtocol } from "@secs/hsms";
import type { Random } from "../support/random.ts";
import type { GeneratorContext, LoadGenerator } from "./load_generator.ts";

/** Time between two disturbances of one link, in ms. */
const LEAST = 5_000;
const MORE = 30_000;

/** Everything that is done to a link on purpose; `replace`: the peer is removed, and added again. */
const DISTURBANCES = [
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
type Disturbance = typeof DISTURBANCES[number];

/** The reason of a link that is reset on purpose. */
export class ResetOnPurpose extends Error {}

/** A link that things are done to. */
export interface DisturbedLink {
  /** Its generator; another one after `replace`. */
  readonly generator: LoadGenerator;
  /** Removes the peer, waits, and adds it again. */
  replace(): Promise<void>;
  /** Only one side of a link deselects, or it would be unknown which messages may be lost. */
  mayDeselect(): boolean;
}

/** Does one thing after the other to a link, until it is over. */
export async function disturb(link: DisturbedLink, random: Random, context: GeneratorContext): Promise<void> {
  while (await context.timer.wait(LEAST + random.below(MORE))) {
    const disturbance = random.pick(DISTURBANCES);
    context.counters.did(disturbance);
    try {
      await play(disturbance, link, random, context);
    } catch (error) {
      context.counters.expect(error, disturbance);
    }
  }
}

async function play(
  disturbance: Disturbance,
  link: DisturbedLink,
  random: Random,
  context: GeneratorContext,
): Promise<void> {
  const { handler } = link.generator;
  switch (disturbance) {
    case "reset":
      return await handler.connection.disconnect(new ResetOnPurpose("The soak reset the connection"));
    case "close":
      return await handler.connection.disconnect();
    case "separate":
      return handler.sendSeparateReq();
    case "pause":
      await handler.disable();
      await context.timer.wait(random.below(1_500));
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
      return link.mayDeselect() ? await deselect(handler, random, context) : undefined;
    case "replace":
      return await link.replace();
  }
}

/** Selects again most of the time; T7 does the rest. */
async function deselect(handler: HsmsProtocol, random: Random, context: GeneratorContext): Promise<void> {
  await handler.sendDeselectReq();
  if (random.below(4) === 0) return;
  await context.timer.wait(random.below(300));
  await handler.sendSelectReq();
}
