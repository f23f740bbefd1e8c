/** Something to be measured, and by how much it counts. */
export interface Case {
  /** The layer: "header", "decoder". */
  readonly layer: string;
  /** What it does there. */
  readonly name: string;
  /** So many frames, packets or transactions in one run. */
  readonly count: number;
  /** So many bytes in one run, where bytes are moved. */
  readonly bytes?: number;
  /** One run of this package. A promise is awaited. */
  readonly ours: () => unknown;
  /** One run of a loop by hand that does the same and checks nothing. */
  readonly plain?: () => unknown;
}

/** What was measured: nanoseconds for each frame, packet or transaction. */
export interface Row {
  readonly layer: string;
  readonly name: string;
  readonly ours: number;
  readonly plain?: number;
  /** Bytes in a second, of ours. */
  readonly bytesPerSecond?: number;
}

/** Makes the row of what a run of `ours` and of `plain` took, in nanoseconds. */
export function rowOf({ layer, name, count, bytes }: Case, ours: number, plain: number | undefined): Row {
  return {
    layer,
    name,
    ours: ours / count,
    ...(plain !== undefined && { plain: plain / count }),
    ...(bytes !== undefined && { bytesPerSecond: bytes / ours * 1e9 }),
  };
}
