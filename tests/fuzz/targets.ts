import { decoderTarget } from "./decoder_target.ts";
import { logTarget } from "./log_target.ts";
import { equipmentTarget } from "./equipment_target.ts";
import { protocolTarget } from "./protocol_target.ts";
import { secs2Target } from "./secs2_target.ts";
import { secsTarget } from "./secs_target.ts";
import { machineTarget } from "./machine_target.ts";
import { smlTarget } from "./sml_target.ts";
import type { Target } from "./target.ts";

/** All targets, the pure ones first. */
export const TARGETS = [
  decoderTarget(),
  machineTarget(),
  secs2Target(),
  smlTarget(),
  logTarget(),
  protocolTarget(),
  secsTarget(),
  equipmentTarget(),
] as unknown as readonly Target<unknown>[];

/** The inputs of each of some targets, if all together get `runs`. */
export function sharesOf(targets: readonly Target<unknown>[], runs: number): readonly number[] {
  const whole = targets.reduce((sum, { share }) => sum + share, 0);
  return targets.map(({ share }) => Math.max(1, Math.ceil(runs * share / whole)));
}
