/**
 * OpenTelemetry of a link: spans, and numbers. It needs the package `@opentelemetry/api`, which its user hands in.
 * docs/observability.md is the manual.
 *
 * @module
 */
export type {
  OtelApi,
  OtelAttributes,
  OtelCounter,
  OtelHistogram,
  OtelInstrumentOptions,
  OtelMeter,
  OtelObservable,
  OtelObservableCallback,
  OtelSpan,
  OtelSpanOptions,
  OtelTracer,
} from "./api.ts";
export { instrument } from "./instrument.ts";
