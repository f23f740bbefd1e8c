import type { GemHostOptions } from "@secs/hsms/gem";
import type { GemScene, OurSide } from "./gem_scene.ts";

/** Something of GEM that has to go well between us and secsgem. */
export interface GemCase {
  readonly name: string;
  /** Needs a peer of its own, made with this option. */
  readonly option?: string;
  /** Needs a host of ours, and a peer, of its own; the host has these options. */
  readonly host?: Partial<GemHostOptions>;
  run(scene: GemScene): Promise<void>;
}

/** The cases in which ours is the same. */
export interface GemCases {
  readonly side: OurSide;
  readonly cases: readonly GemCase[];
}
