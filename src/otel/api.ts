// What is used of @opentelemetry/api, so that the types of this package do not need it.

/** The package `@opentelemetry/api`, as in `import * as api from "@opentelemetry/api"`. */
export interface OtelApi {
  /** Makes tracers. */
  readonly trace: { getTracer(name: string): OtelTracer };
  /** Makes meters. */
  readonly metrics: { getMeter(name: string): OtelMeter };
  /** What a span is to the other side. */
  readonly SpanKind: { readonly CLIENT: number; readonly SERVER: number };
  /** How a span ended. */
  readonly SpanStatusCode: { readonly ERROR: number };
}

/** The names and values of a span, or of a value that is counted. */
export type OtelAttributes = Readonly<Record<string, string | number>>;

/** Makes spans. */
export interface OtelTracer {
  /** Makes a span. */
  startSpan(name: string, options: OtelSpanOptions): OtelSpan;
  /** Makes a span, and calls `run` with it as the active one. */
  startActiveSpan<T>(name: string, options: OtelSpanOptions, run: (span: OtelSpan) => T): T;
}

/** How a span begins. */
export interface OtelSpanOptions {
  /** One of `SpanKind`. */
  readonly kind?: number;
  /** Whether it has no parent, whatever is active. */
  readonly root?: boolean;
  /** What is known at the beginning. */
  readonly attributes: OtelAttributes;
}

/** Something that takes time. */
export interface OtelSpan {
  /** Adds one attribute. */
  setAttribute(name: string, value: string | number): unknown;
  /** Says how it went. */
  setStatus(status: { readonly code: number; readonly message: string }): unknown;
  /** Ends it. */
  end(): void;
}

/** Makes what counts and measures. */
export interface OtelMeter {
  /** Makes a counter. */
  createCounter(name: string, options: OtelInstrumentOptions): OtelCounter;
  /** Makes a histogram. */
  createHistogram(name: string, options: OtelInstrumentOptions): OtelHistogram;
  /** Makes a counter that is read. */
  createObservableCounter(name: string, options: OtelInstrumentOptions): OtelObservable;
  /** Makes a gauge that is read. */
  createObservableGauge(name: string, options: OtelInstrumentOptions): OtelObservable;
}

/** What a meter says of an instrument. */
export interface OtelInstrumentOptions {
  /** A sentence. */
  readonly description: string;
  /** As UCUM has it. */
  readonly unit?: string;
}

/** Counts. */
export interface OtelCounter {
  /** Adds to what was counted with the same attributes. */
  add(value: number, attributes: OtelAttributes): void;
}

/** Keeps how values are spread. */
export interface OtelHistogram {
  /** Takes one value. */
  record(value: number, attributes: OtelAttributes): void;
}

/** Is asked for its values when somebody reads it. */
export interface OtelObservable {
  /** Adds somebody to ask. */
  addCallback(callback: OtelObservableCallback): void;
  /** Takes away somebody to ask. */
  removeCallback(callback: OtelObservableCallback): void;
}

/** Tells the values of now. */
export type OtelObservableCallback = (
  result: { observe(value: number, attributes: OtelAttributes): void },
) => void;
