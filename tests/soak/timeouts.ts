import { HsmsTimeouts } from "@secs/hsms";

/** Short: everything that takes time happens often. A handler with a hostile peer drops it even between two readings. */
export function shortTimeouts(writeStall = 2_000): HsmsTimeouts {
  return new HsmsTimeouts({
    t3: 800,
    t5: 100,
    t6: 1_000,
    t7: 1_500,
    t8: 1_000,
    linktest: 1_000,
    connect: 2_000,
    writeStall,
    allowShort: true,
  });
}

/** From now on nothing ends because a machine is slow. */
export function lengthen(timeouts: HsmsTimeouts): void {
  timeouts.t3 =
    timeouts.t6 =
    timeouts.t7 =
    timeouts.t8 =
    timeouts.writeStall =
      30_000;
}
