import type { Metric, MetricLabels } from "./metric.ts";

/**
 * Metrics as Prometheus reads them: its text format 0.0.4, content type `text/plain; version=0.0.4; charset=utf-8`.
 *
 * @example
 * ```ts
 * import { prometheusText } from "@secs/hsms/observe";
 * import { assertEquals } from "@std/assert";
 *
 * const text = prometheusText([
 *   { name: "lots_total", type: "counter", help: "Lots that were started.", samples: [[3, { tool: "ETCH-3" }]] },
 * ]);
 * assertEquals(
 *   text,
 *   '# HELP lots_total Lots that were started.\n# TYPE lots_total counter\nlots_total{tool="ETCH-3"} 3\n',
 * );
 * ```
 */
export function prometheusText(metrics: readonly Metric[]): string {
  return metrics.map(({ name, type, help, samples }) =>
    [
      `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`,
      ...samples.map(([value, labels]) => `${name}${labelsText(labels)} ${value}\n`),
    ].join("")
  ).join("");
}

function labelsText(labels: MetricLabels): string {
  const pairs = Object.entries(labels).map(([name, value]) => {
    return `${name}="${value.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`;
  });
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
