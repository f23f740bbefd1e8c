// The SDK of OpenTelemetry, into memory.

import * as api from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { MeterProvider, MetricReader } from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import type { OtelApi } from "../../src/otel/mod.ts";

api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

/** Collects only when it is asked to. */
class AskedReader extends MetricReader {
  protected onForceFlush(): Promise<void> {
    return Promise.resolve();
  }
  protected onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

/** A value of a metric. */
export interface Point {
  readonly value: unknown;
  readonly attributes: api.Attributes;
}

/** An SDK of its own, which collects what is told to it. */
export class Collector {
  readonly #spans = new InMemorySpanExporter();
  readonly #reader = new AskedReader();
  readonly #tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(this.#spans)] });
  readonly #meters = new MeterProvider({ readers: [this.#reader] });

  /** The API package, with this SDK behind it: no other test sees it. */
  readonly api: OtelApi = { ...api, trace: this.#tracers, metrics: this.#meters };

  /** Spans of the program itself. */
  readonly tracer: api.Tracer = this.#tracers.getTracer("program");

  /** The spans that have ended, by their names. */
  spans(name: string): ReadableSpan[] {
    return this.#spans.getFinishedSpans().filter((span) => span.name === name);
  }

  /** What a metric has now. */
  async metric(name: string): Promise<Point[]> {
    const { resourceMetrics, errors } = await this.#reader.collect();
    if (errors.length > 0) throw errors[0];
    return resourceMetrics.scopeMetrics
      .flatMap(({ metrics }) => metrics)
      .filter(({ descriptor }) => descriptor.name === name)
      .flatMap(({ dataPoints }) => dataPoints.map(({ value, attributes }) => ({ value, attributes })));
  }
}
