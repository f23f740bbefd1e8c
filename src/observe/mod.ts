/**
 * What happens on a link, for the tools of operations: one listener for all events of a handler, records for loggers,
 * `node:diagnostics_channel`, and what `stats()` counts for Prometheus. docs/observability.md is the manual.
 *
 * @module
 */
export { publishDiagnostics } from "./diagnostics.ts";
export { linkMetrics } from "./link_measures.ts";
export { type LogRecord, logRecord } from "./log_record.ts";
export type { Metric, MetricLabels } from "./metric.ts";
export { observe, type ObservedEvent } from "./observe.ts";
export { prometheusText } from "./prometheus_text.ts";
