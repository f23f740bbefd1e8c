import type { Scene } from "./scene.ts";

/** Something that has to go well between us and a peer. */
export interface Case {
  readonly name: string;
  /** Only with such a peer, in such a role of ours. */
  readonly only?: (scene: Pick<Scene, "kind" | "active">) => boolean;
  /** Needs a peer of its own, made with this option. */
  readonly option?: string;
  /** Needs a scene of its own, with a fault proxy between the two sides. */
  readonly proxied?: boolean;
  run(scene: Scene): Promise<void>;
}
