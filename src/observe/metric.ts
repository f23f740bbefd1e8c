/** The names and values that tell samples of one metric from each other. */
export type MetricLabels = Readonly<Record<string, string>>;

/** What is counted or measured, with all of its values at one moment. */
export interface Metric {
  /** As Prometheus has it, such as `hsms_frames_total`. */
  readonly name: string;
  /** A counter only grows; a gauge goes up and down. */
  readonly type: "counter" | "gauge";
  /** A sentence. */
  readonly help: string;
  /** The values. */
  readonly samples: readonly (readonly [value: number, labels: MetricLabels])[];
}
